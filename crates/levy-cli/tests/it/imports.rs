//! Cases out of tables: once, whole, and without a name in the clear.

use crate::{
    bench::{Bench, assert_aligned, path_text},
    data,
};
use encoding_rs::GB18030;

#[test]
fn a_dry_run_shows_what_would_be_made_and_writes_nothing() {
    let bench = Bench::court();
    let file = bench.file("cases.csv", data::CASES);
    let ended = bench
        .levy(&["case", "import", "--dry-run", path_text(&file)])
        .with(0);
    insta::assert_snapshot!("dry_run_zh", ended.out);
    assert_aligned(&ended.out);
    let english = bench
        .english(&["case", "import", "--dry-run", path_text(&file)])
        .with(0);
    insta::assert_snapshot!("dry_run_en", english.out);
    assert_aligned(&english.out);
    assert!(!bench.dir().join("log.db").exists() && !bench.dir().join("keys").exists());
}

#[test]
fn importing_twice_is_importing_once() {
    let bench = Bench::court();
    let first = bench.import(data::CASES).with(0);
    assert!(first.out.contains("新录入 2 件"), "{}", first.out);
    let events = bench.events();
    let again = bench.import(data::CASES).with(0);
    assert!(
        again.out.contains("已在日志中 2 件；写入事件 0 条"),
        "{}",
        again.out
    );
    assert_eq!(bench.events(), events);
    bench.levy(&["verify"]).with(0);
    bench.levy(&["replay"]).with(0);
}

#[test]
fn an_import_that_was_cut_off_is_completed() {
    let bench = Bench::court();
    let one: String = data::CASES
        .lines()
        .take(2)
        .map(|line| format!("{line}\n"))
        .collect();
    bench.import(&one).with(0);
    // The second debtor's row was missing then.
    let ended = bench.import(data::CASES).with(0);
    assert!(
        ended.out.contains("新录入 1 件，补全 1 件"),
        "{}",
        ended.out
    );
    let shown = bench
        .levy(&["case", "show", "--json", "(2022)川33执12号"])
        .with(0)
        .json();
    assert_eq!(shown["liabilities"].as_array().map(Vec::len), Some(2));
}

#[test]
fn gb18030_marked_and_english_files_give_the_same_case() {
    let (gb, _, lost) = GB18030.encode(data::CASES);
    assert!(!lost);
    let marked = [b"\xEF\xBB\xBF".as_slice(), data::CASES.as_bytes()].concat();
    for bytes in [gb.as_ref(), &marked, data::ENGLISH.as_bytes()] {
        let bench = Bench::court();
        bench.import(bytes).with(0);
        let shown = bench
            .levy(&["case", "show", "--json", "（2022）川33执12号"])
            .with(0)
            .json();
        assert_eq!(shown["owed_minor"], 10_280_050);
        assert_eq!(shown["registrations"][0]["kind"], "first");
    }
}

#[test]
fn nothing_of_a_person_stands_in_the_log_or_the_views_in_plain() {
    let bench = Bench::with_cases();
    for name in ["log.db", "log.db-wal", "views.db", "views.db-wal"] {
        let Ok(bytes) = std::fs::read(bench.dir().join(name)) else {
            continue;
        };
        for secret in ["张某甲", "990000198001010012", "6200000000000001"] {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} stands in {name}");
        }
    }
}

#[test]
fn holds_are_adopted_once_with_the_end_that_the_law_computes() {
    let bench = Bench::with_cases();
    let file = bench.file("again.csv", data::HOLDS);
    let again = bench
        .levy(&["hold", "import", "--json", path_text(&file)])
        .with(0)
        .json();
    assert_eq!(
        (again["new"].as_u64(), again["known"].as_u64()),
        (Some(0), Some(1))
    );
    let shown = bench
        .levy(&["case", "show", "--json", "（2022）川33执12号"])
        .with(0)
        .json();
    let hold = &shown["holds"][0];
    assert_eq!(hold["held_minor"], 4_200_010);
    assert_eq!(hold["end_as_ordered"], "2023-03-04");
    assert_eq!(hold["end_as_unit_states"], "2023-03-05");
    assert_eq!(hold["end_as_law_computes"], "2023-03-04");
    assert_eq!(hold["truth"], "claimed");
}
