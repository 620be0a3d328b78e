//! The demo goes on over what an earlier process left.

use crate::bench::Bench;
use rusqlite::Connection;
use serde_json::Value;

const DEMO: [&str; 6] = ["demo", "--json", "--cases", "4", "--seed", "5"];
/// What a run comes to, however often it was begun.
const COMES_TO: [&str; 9] = [
    "cases",
    "orders",
    "holds",
    "frozen_minor",
    "transferred_minor",
    "unknown_open",
    "lost",
    "duplicate_effects",
    "ordered_over",
];

fn comes_to(report: &Value) -> Vec<Value> {
    COMES_TO.map(|name| report[name].clone()).to_vec()
}

/// A demo killed after it moved the units' time and before its first event
/// there ended with LEVY-U06 when it was run again.
#[test]
fn units_whose_time_is_ahead_of_the_log_are_followed() {
    let bench = Bench::new();
    let first = bench.levy(&DEMO).with(0).json();
    assert_eq!(first["cases"], 4);
    let books = Connection::open(bench.dir().join("units").join("books.db")).expect("books");
    let moved = books.execute(
        "UPDATE fact SET value = value + 60000 WHERE key = 'now'",
        [],
    );
    assert_eq!(moved.expect("a fact"), 1);
    drop(books);
    let again = bench.levy(&DEMO).with(0).json();
    assert_eq!(comes_to(&again), comes_to(&first));
    assert!(again["events"].as_u64() >= first["events"].as_u64());
}

/// Another seed would mix two invented years in one log.
#[test]
fn a_directory_of_another_demo_is_refused() {
    let bench = Bench::court();
    let before = bench.events();
    let ended = bench.levy(&DEMO);
    assert_ne!(ended.status, 0, "{}", ended.out);
    assert!(ended.err.contains("LEVY-"), "{}", ended.err);
    assert_eq!(bench.events(), before);
}

/// Three cases of a demo that wrote to real units: each sentence has its text in
/// both languages and names the events that show it.
#[test]
fn three_demo_cases_are_explained_in_both_languages() {
    let bench = Bench::new();
    bench.levy(&DEMO).with(0);
    let listed = bench.levy(&["case", "list", "--json"]).with(0).json();
    let mut cases = listed["cases"].as_array().expect("cases").clone();
    cases.sort_by_key(|case| std::cmp::Reverse(case["events"].as_u64()));
    assert!(cases.len() >= 3, "{listed}");
    for case in &cases[..3] {
        let number = case["number"].as_str().expect("a number");
        let why = ["case", "why", number];
        let zh = bench.levy(&why).with(0).out;
        let en = bench.english(&why).with(0).out;
        let json = bench.levy(&[&why[..], &["--json"]].concat()).with(0).json();
        let lines = json["lines"].as_array().expect("sentences");
        assert!(lines.len() > 20, "{number}: {}", lines.len());
        for line in lines {
            let events = line["events"].as_array().expect("events");
            assert!(!events.is_empty(), "{line}");
        }
        let sentences = |text: &str| text.lines().filter(|line| line.ends_with(']')).count();
        assert_eq!(sentences(&zh), lines.len(), "{zh}");
        assert_eq!(sentences(&en), lines.len(), "{en}");
        assert!(!zh.contains("{$") && !en.contains("{$"), "{zh}{en}");
    }
}
