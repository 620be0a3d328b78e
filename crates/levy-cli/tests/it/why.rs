//! `levy case why` on a directory of imported cases.

use crate::bench::Bench;

const CASE: &str = "（2022）川33执12号";

#[test]
fn a_case_is_explained_with_the_events_behind_every_sentence() {
    let bench = Bench::with_cases();
    let zh = bench.levy(&["case", "why", CASE]).with(0).out;
    assert!(zh.contains("现状") && zh.contains("债权"), "{zh}");
    let en = bench.english(&["case", "why", CASE]).with(0).out;
    assert!(en.contains("Against per_"), "{en}");
    let json = bench.levy(&["case", "why", CASE, "--json"]).with(0).json();
    let lines = json["lines"].as_array().expect("sentences");
    assert!(lines.len() > 10, "{json}");
    for line in lines {
        let events = line["events"].as_array().expect("events");
        assert!(!events.is_empty(), "{line}");
    }
}

#[test]
fn a_hold_is_explained_by_the_beginning_of_its_id() {
    let bench = Bench::with_cases();
    let json = bench.levy(&["case", "why", CASE, "--json"]).with(0).json();
    let lines = json["lines"].as_array().expect("sentences");
    let hold = lines.iter().find(|line| line["words"] == "now-hold");
    let hold = hold.and_then(|line| line["args"]["hold"].as_str());
    let hold = hold.expect("the adopted hold");
    let zh = bench.levy(&["case", "why", CASE, &hold[..14]]).with(0).out;
    assert!(
        zh.contains("录入已有的控制") && zh.contains("42,000.10"),
        "{zh}"
    );
    assert!(
        zh.contains("（T-01，") && zh.contains("规定：12 个月"),
        "{zh}"
    );
    let json = bench
        .levy(&["case", "why", CASE, hold, "--json"])
        .with(0)
        .json();
    assert_eq!(json["about"], hold);
}

#[test]
fn a_thing_that_the_case_does_not_have_is_refused() {
    let bench = Bench::with_cases();
    for thing in ["hld_ffffffff", "ord_", "per_00"] {
        let ended = bench.levy(&["case", "why", CASE, thing]).with(3);
        assert!(ended.err.contains("LEVY-T31"), "{}", ended.err);
    }
}

#[test]
fn the_end_of_the_first_seal_is_rehearsed() {
    let bench = Bench::with_cases();
    let json = bench.levy(&["case", "why", CASE, "--json"]).with(0).json();
    let lines = json["lines"].as_array().expect("sentences");
    let hold = lines.iter().find(|line| line["words"] == "now-hold");
    let hold = hold.and_then(|line| line["args"]["hold"].as_str());
    let hold = hold.expect("the adopted hold");
    let rehearse = ["hold", "rehearse", CASE, hold];
    let json = bench.levy(&[&rehearse[..], &["--json"]].concat()).with(0);
    let json = json.json();
    assert_eq!(
        (&json["first"]["who"], &json["hold"]),
        (&"us".into(), &hold.into())
    );
    assert_eq!(json["our_rank"], serde_json::Value::Null);
    let zh = bench.levy(&rehearse).with(0).out;
    assert!(zh.contains("届时本案不再有顺位"), "{zh}");
    let ended = bench.levy(&["hold", "rehearse", CASE, "hld_ffffffff"]);
    assert!(ended.with(3).err.contains("LEVY-T31"));
}
