//! Help in two languages.

use crate::bench::run;

#[test]
fn help_is_chinese_first_and_english_on_demand() {
    let zh = run(&["--help"]).with(0).out;
    assert!(zh.contains("用法：") && zh.contains("退出状态"), "{zh}");
    insta::assert_snapshot!("help_zh", zh);
    insta::assert_snapshot!("help_en", run(&["--help", "--lang", "en"]).with(0).out);
    insta::assert_snapshot!(
        "help_import_zh",
        run(&["case", "import", "--help"]).with(0).out
    );
    insta::assert_snapshot!(
        "help_import_en",
        run(&["--lang=en", "case", "import", "-h"]).with(0).out
    );
}

#[test]
fn the_hidden_command_is_not_listed() {
    let text = run(&["--help"]).with(0).out;
    assert!(
        !text
            .lines()
            .any(|line| line.trim_start().starts_with("units ")),
        "{text}"
    );
}

#[test]
fn the_environment_chooses_the_language_when_no_flag_does() {
    let mut command = crate::bench::bare(&["--help"]);
    let output = command.env("LEVY_LANG", "en_GB.UTF-8").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("Usage:"));
}
