//! Every event says out of what it arose: its matter in whatever stream, the
//! event that it follows from, and how it came into the log.

use crate::{
    case::Case,
    rig::{Rig, bank, within},
};
use levy::journal::Entry;
use levy_domain::{
    asset::AssetClass,
    id::{AssetId, HoldId},
    matter::{Command, event::Ends},
    order::Measure,
    stamp::Origin,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A case that asked one bank, froze there, and took over an older hold.
async fn log() -> (Uuid, Vec<Entry>) {
    let rig = Rig::raise(vec![bank(1)]).await;
    let case = Case::open(&rig, "a").await;
    case.ask().await;
    case.frozen().await;
    let engine = rig.levy.engine();
    let asset = AssetId::derive(case.matter.0, &[b"older"]);
    let number = engine
        .personal()
        .seal_person(case.matter, case.person, "asset.number", "990000")
        .expect("sealed");
    let adopt = Command::AdoptHold {
        hold: HoldId::derive(case.matter.0, &[b"older"]),
        asset,
        class: AssetClass::Deposit,
        number,
        unit: rig.profiles[0].unit,
        liability: case.liability,
        measure: Measure::Freeze,
        limit: None,
        held: None,
        rank: 0,
        from: None,
        ends: Ends {
            as_ordered: None,
            as_unit_states: None,
            as_unit_states_at: None,
            as_law_computes: None,
            rule: None,
            alarm: None,
        },
        source: None,
    };
    case.act(adopt).await.expect("a hold is adopted");
    engine.idle().await;
    let entries = engine.journal().page(None, 1_000).await.expect("the log");
    engine.stop().await;
    (case.matter.0, entries)
}

fn only<'a>(entries: &'a [Entry], kind: &str) -> &'a Entry {
    let mut found = entries.iter().filter(|entry| entry.event.kind() == kind);
    let first = found.next().unwrap_or_else(|| panic!("no {kind}"));
    assert!(found.next().is_none(), "more than one {kind}");
    first
}

#[tokio::test]
async fn every_event_says_which_matter_it_belongs_to_and_what_it_follows_from() {
    within(async {
        let (matter, entries) = log().await;
        let mut earlier: BTreeMap<Uuid, &str> = BTreeMap::new();
        for entry in &entries {
            let (kind, header) = (entry.event.kind(), &entry.header);
            let of_the_case = !entry.stream.as_str().starts_with("unit-")
                && !entry.stream.as_str().starts_with("court-");
            assert_eq!(header.correlation, of_the_case.then_some(matter), "{kind}");
            // What follows from an event follows from one that is there.
            if let Some(cause) = header.causation {
                assert!(earlier.contains_key(&cause), "{kind}");
            }
            earlier.insert(entry.id, kind);
        }
        let cause = |kind: &str| {
            let cause = only(&entries, kind).header.causation;
            cause.and_then(|cause| earlier.get(&cause).copied())
        };
        // Acts of people and words of units follow from nothing in the log.
        for outside in [
            "matter-opened",
            "sweep-ordered",
            "plan-drafted",
            "query-answered",
        ] {
            assert_eq!(cause(outside), None, "{outside}");
        }
        assert_eq!(cause("sweep-opened"), Some("sweep-ordered"));
        assert_eq!(cause("assets-found"), Some("sweep-completed"));
        assert_eq!(cause("sweep-closed"), Some("sweep-completed"));
        assert_eq!(cause("orders-issued"), Some("plan-approved"));
    })
    .await;
}

#[tokio::test]
async fn a_hold_that_was_taken_over_says_so() {
    within(async {
        let (_, entries) = log().await;
        for entry in &entries {
            let origin = match entry.event.kind() {
                "hold-adopted" => Origin::Adopted,
                _ => Origin::Native,
            };
            assert_eq!(entry.header.origin, origin, "{}", entry.event.kind());
        }
    })
    .await;
}
