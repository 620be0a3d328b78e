//! Wrong use, and what to do instead.

use crate::bench::{Bench, path_text, run};

#[test]
fn wrong_use_ends_with_status_2() {
    run(&["case", "import"]).with(2);
    run(&["no-such-command"]).with(2);
    run(&["case", "show", "x", "--open"]).with(2);
    let bench = Bench::with_cases();
    let ended = bench
        .levy(&["case", "as-of", "--at", "昨天", "（2022）川33执12号"])
        .with(2);
    assert!(
        ended.err.contains("LEVY-T08") && ended.err.contains("处理："),
        "{}",
        ended.err
    );
}

#[test]
fn a_directory_without_log_or_court_is_refused_with_what_to_do() {
    let bench = Bench::new();
    for args in [
        &["case", "list"][..],
        &["replay"],
        &["log", "tail"],
        &["unit", "list"],
    ] {
        let ended = bench.levy(args).with(3);
        assert!(ended.err.contains("LEVY-T01"), "{}", ended.err);
    }
    assert!(bench.levy(&["verify"]).with(3).err.contains("LEVY-J40"));
    let ended = bench.import(crate::data::CASES).with(3);
    assert!(
        ended.err.contains("LEVY-T02") && ended.err.contains("levy init"),
        "{}",
        ended.err
    );
    let ended = bench.levy(&["init", "--court", "川333"]).with(3);
    assert!(ended.err.contains("LEVY-T03"), "{}", ended.err);
    assert!(!bench.dir().join("log.db").exists());
}

#[test]
fn a_list_of_what_is_no_court_is_refused_as_init_refuses_it() {
    let bench = Bench::with_cases();
    for code in ["xx", "", "川333", "abc"] {
        let listed = bench.levy(&["case", "list", "--of-court", code]).with(3);
        assert!(listed.err.contains("LEVY-T03"), "{}", listed.err);
        assert!(listed.out.is_empty(), "{}", listed.out);
        let init = bench.levy(&["init", "--court", code]).with(3);
        assert_eq!(listed.err, init.err);
    }
    // Any spelling of a code that parses, whether or not it has cases.
    for (code, shown) in [("川33", 1), ("川３３", 1), ("川3322", 1), ("京", 0)] {
        let listed = bench.levy(&["case", "list", "--json", "--of-court", code]);
        assert_eq!(listed.with(0).json()["total"], shown, "{code}");
    }
}

#[test]
fn a_missing_unit_directory_is_refused() {
    let bench = Bench::new();
    bench.levy(&["init", "--court", "川33"]).with(0);
    assert!(
        bench
            .import(crate::data::CASES)
            .with(3)
            .err
            .contains("LEVY-T05")
    );
}

#[test]
fn a_profile_with_an_unknown_key_is_refused_with_its_line() {
    let bench = Bench::court();
    let profile = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../profiles/cn.toml"
    ));
    let profile =
        profile
            .expect("the profile")
            .replacen("version =", "verzion = \"1\"\nversion =", 1);
    let profile = bench.file("profile.toml", profile);
    let ended = bench
        .levy(&["init", "--court", "川33", "--profile", path_text(&profile)])
        .with(3);
    assert!(
        ended.err.contains("LEVY-D40") && ended.err.contains("verzion"),
        "{}",
        ended.err
    );
    let file = bench.file("cases.csv", crate::data::CASES);
    let ended = bench
        .levy(&[
            "case",
            "import",
            path_text(&file),
            "--profile",
            path_text(&profile),
        ])
        .with(3);
    assert!(ended.err.contains("LEVY-D40"), "{}", ended.err);
    assert_eq!(bench.events(), 0);
}

#[test]
fn a_directory_of_another_court_is_refused() {
    let bench = Bench::with_cases();
    let before = bench.events();
    let ended = bench.levy(&["init", "--court", "川34"]).with(3);
    assert!(ended.err.contains("LEVY-L02"), "{}", ended.err);
    // The file says another court than the log.
    std::fs::write(
        bench.dir().join("court.toml"),
        "code = \"川\"\nslug = \"sc\"\n",
    )
    .unwrap();
    let ended = bench.import(crate::data::CASES).with(3);
    assert!(ended.err.contains("LEVY-L02"), "{}", ended.err);
    assert_eq!(bench.events(), before);
}

#[test]
fn errors_are_english_on_demand_and_objects_with_json() {
    let bench = Bench::new();
    let ended = bench.english(&["case", "list"]).with(3);
    assert!(
        ended.err.contains("error LEVY-T01") && ended.err.contains("to do:"),
        "{}",
        ended.err
    );
    let ended = bench.levy(&["case", "list", "--json"]).with(3);
    assert_eq!(ended.json()["error"]["code"], "LEVY-T01");
}
