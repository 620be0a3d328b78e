//! `levy init` over a directory that has its settings.

use crate::{
    bench::{Bench, path_text},
    data,
};

const ACCOUNT: [&str; 6] = [
    "--account-holder",
    "某州中级人民法院",
    "--account-number",
    "6200000000009999",
    "--account-bank",
    "农业银行(G州)",
];

fn filed(bench: &Bench) -> String {
    std::fs::read_to_string(bench.dir().join("court.toml")).expect("court.toml")
}

fn with_account() -> Bench {
    let bench = Bench::court();
    let init = [&["init", "--court", "川33"][..], &ACCOUNT].concat();
    bench.levy(&init).with(0);
    bench
}

#[test]
fn init_again_keeps_every_setting_that_is_not_given() {
    let bench = with_account();
    let before = filed(&bench);
    assert!(
        ACCOUNT.chunks(2).all(|option| before.contains(option[1])),
        "{before}"
    );
    bench.levy(&["init", "--court", "川33"]).with(0);
    assert_eq!(filed(&bench), before);
    let units = bench.file("again.toml", data::UNITS);
    bench
        .levy(&["init", "--court", "川33", "--units", path_text(&units)])
        .with(0);
    assert_eq!(filed(&bench), before);
    assert!(bench.dir().join("units.toml").is_file());
}

#[test]
fn init_again_changes_only_what_is_given() {
    let bench = with_account();
    let before = filed(&bench);
    bench
        .levy(&["init", "--court", "川33", "--account-bank", "另一银行"])
        .with(0);
    assert_eq!(filed(&bench), before.replace("农业银行(G州)", "另一银行"));
    // Taking a field away is said, too.
    bench
        .levy(&["init", "--court", "川33", "--account-bank", ""])
        .with(0);
    assert_eq!(filed(&bench), before.replace("农业银行(G州)", ""));
}

#[test]
fn init_again_keeps_the_name_in_streams_and_what_was_written_by_hand() {
    let bench = Bench::court();
    let by_hand = "# as agreed\ncode = \"川33\"\nslug = \"ganzi\"\n";
    std::fs::write(bench.dir().join("court.toml"), by_hand).expect("written");
    bench.levy(&["init", "--court", "川33"]).with(0);
    assert_eq!(filed(&bench), by_hand);
    bench
        .levy(&["init", "--court", "川33", "--account-bank", "另一银行"])
        .with(0);
    let after = filed(&bench);
    assert!(
        after.contains("slug = \"ganzi\"") && after.contains("另一银行"),
        "{after}"
    );
}

#[test]
fn init_for_another_court_is_refused_and_changes_nothing() {
    let bench = with_account();
    let before = filed(&bench);
    let ended = bench
        .levy(&["init", "--court", "川34", "--account-bank", "另一银行"])
        .with(3);
    assert!(ended.err.contains("LEVY-L02"), "{}", ended.err);
    assert_eq!(filed(&bench), before);
}
