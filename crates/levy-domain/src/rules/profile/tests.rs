//! Loading: what a text must satisfy.

use super::*;

mod answers;

fn china() -> Profile {
    Profile::china().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-03-02")
}

/// The text for China with `from` replaced once by `to`, and why it fails.
fn spoilt(from: &str, to: &str) -> String {
    assert!(CHINA.contains(from), "{from}");
    Profile::from_toml(&CHINA.replacen(from, to, 1))
        .unwrap_err()
        .to_string()
}

#[test]
fn every_rule_names_subject_article_and_version() {
    let profile = china();
    assert!(profile.rules().count() > 60);
    for rule in profile.rules() {
        assert!(
            !rule.subject.zh.is_empty() && !rule.subject.en.is_empty(),
            "{}",
            rule.id
        );
        for value in &rule.values {
            let basis = &value.basis;
            assert!(
                [&basis.rule, &basis.version, &basis.article]
                    .iter()
                    .all(|part| !part.is_empty())
            );
            assert!(!value.says.to_string().is_empty(), "{}", rule.id);
        }
    }
    let wanted = "T-01 T-02 T-03 T-04 T-05 T-16 T-17 T-18 T-20 T-21 T-22 X-01 X-04 X-09 N-01 N-02 N-03 N-04 \
        N-05 N-06 N-07 N-08 N-09 N-10 N-13 N-16 N-18 N-19 C-01 C-05 C-09 D-05 D-09 D-10 D-11";
    for id in wanted
        .split(' ')
        .map(str::to_owned)
        .chain((1..=22).map(|n| format!("A-{n:02}")))
    {
        let basis = profile.basis(&id, today()).unwrap();
        assert_eq!(
            (basis.rule.as_str(), basis.version.as_str()),
            (id.as_str(), profile.version())
        );
    }
}

#[test]
fn a_rule_that_was_not_read_never_refuses() {
    for rule in china().rules() {
        let court_set = rule.severity == Severity::CourtSet;
        assert!(
            court_set || rule.severity <= rule.weakest().allows(),
            "{}",
            rule.id
        );
    }
    let text = CHINA.replacen("confidence = \"R\"", "confidence = \"B\"", 1);
    let bad = Profile::from_toml(&text).unwrap_err();
    assert!(
        matches!(&bad, BadProfile::Rule { rule, fault: RuleFault::TooWeak { .. }, .. } if rule == "T-01"),
        "{bad}"
    );
}

#[test]
fn a_value_of_weak_confidence_weakens_its_rule() {
    let text = CHINA.replacen("to = 2022-04-09", "to = 2022-04-09\nconfidence = \"B\"", 1);
    let bad = Profile::from_toml(&text).unwrap_err().to_string();
    assert!(
        bad.starts_with("LEVY-D41 rule T-01 (line ") && bad.contains("only warns"),
        "{bad}"
    );
}

#[test]
fn a_warning_rule_has_no_refusing_verdict() {
    let from = "classes = [\"party-union\"], freeze = \"warned\"";
    let bad = spoilt(from, "classes = [\"party-union\"], freeze = \"refused\"");
    assert!(bad.contains("A-15") && bad.contains("only warns"), "{bad}");
}

#[test]
fn the_stale_rule_is_not_loaded_and_cannot_be() {
    assert!(china().rule("T-19").is_none());
    let bad = spoilt("id = \"T-18\"", "id = \"T-19\"");
    assert!(
        bad.contains("T-19") && bad.contains("no longer law"),
        "{bad}"
    );
}

#[test]
fn an_unknown_key_is_shown_with_line_and_column() {
    let at = CHINA
        .lines()
        .position(|line| line == "law_read_until = 2025-04-19")
        .unwrap()
        + 1;
    let bad = spoilt(
        "law_read_until = 2025-04-19",
        "law_read_until = 2025-04-19\nlaw_red = 1",
    );
    assert!(
        bad.contains(&format!("line {}, column 1", at + 1)) && bad.contains("law_red"),
        "{bad}"
    );
    let bad = spoilt("months = 12", "weeks = 12");
    assert!(
        bad.contains("unknown field `weeks`") && bad.contains("line ") && bad.contains("column "),
        "{bad}"
    );
}

#[test]
fn overlapping_days_are_refused() {
    let bad = spoilt("to = 2022-04-09", "to = 2022-04-10");
    assert!(
        bad.contains("T-01") && bad.contains("2015-02-04 and from 2022-04-10 overlap"),
        "{bad}"
    );
    let bad = spoilt("to = 2022-04-09", "to = 2014-04-09");
    assert!(bad.contains("ends before it begins"), "{bad}");
}

#[test]
fn a_disputed_rule_needs_a_choice() {
    let bad = spoilt(", chosen = \"deposit\" }", " }");
    assert!(
        bad.contains("T-18") && bad.contains("no chosen option"),
        "{bad}"
    );
    let bad = spoilt("chosen = \"deposit\"", "chosen = \"five-years\"");
    assert!(bad.contains("does not offer option five-years"), "{bad}");
}

#[test]
fn slips_of_the_pen_are_found() {
    let bad = spoilt("classes = [\"vehicle\"]", "classes = [\"vehicel\"]");
    assert!(bad.contains("unknown asset class `vehicel`"), "{bad}");
    let bad = spoilt("classes = [\"vehicle\"]", "classes = [\"deposit\"]");
    assert!(
        bad.contains("rule T-01 answers the same question: term of deposit"),
        "{bad}"
    );
    let bad = spoilt("id = \"T-02\"", "id = \"T-01\"");
    assert!(bad.contains("used twice"), "{bad}");
    let bad = spoilt("id = \"T-02\"", "id = \"T2\"");
    assert!(bad.contains("such as T-01"), "{bad}");
    let bad = spoilt(
        "says.expiry = { measures = [\"transfer\"]",
        "says.expiry = { measures = [\"query\"]",
    );
    assert!(
        bad.contains("answers the same question: expiry of query"),
        "{bad}"
    );
    let bad = spoilt(
        "kind = \"first\"\norders = true",
        "kind = \"first\"\norders = 1",
    );
    assert!(bad.contains("line "), "{bad}");
    let bad = spoilt(
        "kind = \"reconsideration\"\norders = false",
        "kind = \"reconsideration\"\norders = true",
    );
    assert!(bad.contains("司惩复"), "{bad}");
}

#[test]
fn no_gap_lies_between_the_values_of_a_rule() {
    for rule in china().rules() {
        let mut values: Vec<_> = rule.chosen_values().collect();
        values.sort_by_key(|value| value.from);
        for pair in values.windows(2) {
            assert_eq!(
                pair[0].to.and_then(|to| to.succ_opt()),
                Some(pair[1].from),
                "{}",
                rule.id
            );
        }
    }
}

#[test]
fn a_term_leaves_its_renewals_to_a_rule_that_is_there() {
    let why = spoilt("renewal_rule = \"T-12\"", "renewal_rule = \"T-98\"");
    assert!(why.contains("T-98"), "{why}");
}

#[test]
fn the_digest_is_that_of_the_text_on_every_machine() {
    let profile = china();
    let windows = Profile::from_toml(&CHINA.replace('\n', "\r\n")).unwrap();
    assert_eq!(profile.digest(), windows.digest());
    assert_eq!(profile.digest(), Digest::of(profile.text().as_bytes()));
    let other = Profile::from_toml(&CHINA.replacen("months = 12", "months = 11", 1)).unwrap();
    assert_ne!(profile.digest(), other.digest());
}
