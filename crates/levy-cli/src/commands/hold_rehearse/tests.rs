//! A rehearsal in both languages.

use super::*;
use levy::domain::money::Money;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn ids() -> (MatterId, HoldId, AssetId) {
    let id = |n: u128| uuid::Uuid::from_u128(n << 96);
    (MatterId(id(1)), HoldId(id(2)), AssetId(id(3)))
}

/// Another court holds the first seal and we are the next.
fn behind_another() -> Rehearsed {
    let (matter, hold, asset) = ids();
    let before = [
        Before::AskHandover(hold, day("2024-09-02"), "Q-10".into()),
        Before::Ask(hold, day("2026-08-31")),
    ];
    Rehearsed {
        matter,
        hold,
        asset,
        on: day("2024-03-01"),
        first: Seal {
            who: "another",
            hold: None,
            amount_minor: Some(Money::cny(500_000).minor),
            last_day: Some(day("2026-08-31")),
        },
        next: seal(&Who::Us(hold), None),
        our_rank: Some(0),
        our_end: Some(day("2027-08-31")),
        our_end_rule: Some(Basis {
            rule: "T-01".into(),
            version: "2022".into(),
            article: "485(1)".into(),
        }),
        before: before.iter().map(step).collect(),
    }
}

#[test]
fn a_rehearsal_is_told_in_both_languages() {
    let text = |lang| told(&behind_another(), lang).join("\n");
    insta::assert_snapshot!("behind_zh", text(Lang::Zh));
    insta::assert_snapshot!("behind_en", text(Lang::En));
}

#[test]
fn every_step_and_every_party_has_its_words() {
    let (_, hold, _) = ids();
    let order = OrderId(hold.0);
    let steps = [
        Before::Renew(hold, day("2025-02-28")),
        Before::Confirm(order, day("2025-02-28")),
        Before::Settle(hold),
        Before::Ask(hold, day("2025-02-28")),
        Before::AskHandover(hold, day("2025-02-28"), "Q-10".into()),
    ];
    for lang in [Lang::Zh, Lang::En] {
        let mut seen = std::collections::BTreeSet::new();
        for before in &steps {
            let line = todo(&step(before), lang);
            assert!(line.contains("_00000002"), "{line}");
            assert!(seen.insert(line));
        }
        let ours = Rehearsed {
            first: seal(&Who::Us(hold), None),
            next: seal(&Who::NotKnown, None),
            our_rank: None,
            our_end: None,
            our_end_rule: None,
            before: vec![],
            ..behind_another()
        };
        assert_eq!(told(&ours, lang).len(), 4);
    }
}
