//! Rounds of queries as the matter sees them; see `round.rs` for their own
//! stream.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    matter::Command as Matter,
    party::PartyRole,
    time::{HOUR, Timestamp},
};

/// What the case knows of its one account, when a round found five of it at
/// noon and a unit says seven late, of the moment `as_of`; the round's own
/// batch comes first or last.
fn known_after(as_of: Timestamp, batch_first: bool) -> u64 {
    let at = |minor, available_at| {
        let mut asset = account(ACCOUNT, cny(minor));
        asset.available_at = Some(available_at);
        asset
    };
    let batch = Matter::RecordAssets {
        sweep: SWEEP,
        batch: 0,
        assets: vec![at(5, NOW)],
    };
    let late = Matter::RecordLateAssets {
        sweep: SWEEP,
        order: order(1),
        raw_hash: Digest::of(b"late"),
        batch: 0,
        assets: vec![at(7, as_of)],
    };
    let story = Story::owed(cny(1_000)).does(sweep("enforcement"));
    let story = match batch_first {
        true => story.does(batch).does(late),
        false => story.does(late).does(batch),
    };
    story.state.assets[&ACCOUNT]
        .available
        .map_or(0, |sum| sum.minor)
}

#[test]
fn a_late_figure_counts_unless_a_newer_one_is_known() {
    assert_eq!(known_after(Timestamp(NOW.0 + HOUR), true), 7);
    assert_eq!(known_after(Timestamp(NOW.0 + HOUR), false), 7);
    assert_eq!(known_after(NOW, true), 7);
    assert_eq!(known_after(Timestamp(NOW.0 - HOUR), true), 5);
}

#[test]
fn an_asset_that_a_unit_names_late_is_entered() {
    let late = |sweep, assets| Matter::RecordLateAssets {
        sweep,
        order: order(1),
        raw_hash: Digest::of(b"late"),
        batch: 0,
        assets,
    };
    let asked = Story::owed(cny(1_000)).does(sweep("enforcement"));
    given(asked)
        .when(late(SWEEP, vec![account(ACCOUNT, cny(5))]))
        .then_kinds(["late-assets-found"]);
    let asked = Story::owed(cny(1_000)).does(sweep("enforcement"));
    given(asked).when(late(SWEEP, vec![])).then_kinds([]);
    given(Story::owed(cny(1_000)))
        .when(late(SWEEP, vec![account(ACCOUNT, cny(5))]))
        .then_refused("LEVY-R03");
}

#[test]
fn a_round_is_ordered_about_who_is_liable() {
    given(Story::owed(cny(1_000)))
        .when(sweep("enforcement"))
        .then_kinds(["sweep-ordered"]);
}

#[test]
fn nobody_else_is_asked_about() {
    given(Story::opened())
        .when(sweep("enforcement"))
        .then_refused("LEVY-R10");
}

#[test]
fn nobody_is_asked_about_on_his_name_alone() {
    let story = Story::owed(cny(1_000))
        .does(add(named_only(GUARANTOR), PartyRole::Debtor))
        .does(Matter::StateLiability {
            liability: joint(GUARANTEE, GUARANTOR),
        });
    let Matter::OrderSweep {
        sweep,
        purpose,
        rule,
        documents,
        units,
        not_askable,
        ..
    } = sweep("enforcement")
    else {
        unreachable!()
    };
    let both = Matter::OrderSweep {
        sweep,
        subjects: vec![DEBTOR, GUARANTOR],
        purpose,
        rule,
        documents,
        units,
        not_askable,
    };
    given(story).when(both).then_refused("LEVY-R11");
}

#[test]
fn nobody_is_asked_twice_in_one_round() {
    for twice in ["person", "unit"] {
        let mut round = sweep("enforcement");
        let Matter::OrderSweep {
            subjects, units, ..
        } = &mut round
        else {
            unreachable!()
        };
        match twice {
            "person" => subjects.push(subjects[0]),
            _ => units.push(units[0]),
        }
        given(Story::owed(cny(1_000)))
            .when(round)
            .then_refused("LEVY-R05");
    }
}

#[test]
fn a_query_has_a_known_purpose_and_basis() {
    given(Story::owed(cny(1_000)))
        .when(sweep("curiosity"))
        .then_refused("LEVY-R33");
    let Matter::OrderSweep {
        sweep,
        subjects,
        purpose,
        documents,
        units,
        not_askable,
        ..
    } = sweep("enforcement")
    else {
        unreachable!()
    };
    let baseless = Matter::OrderSweep {
        sweep,
        subjects,
        purpose,
        rule: "Z-99".into(),
        documents,
        units,
        not_askable,
    };
    given(Story::owed(cny(1_000)))
        .when(baseless)
        .then_refused("LEVY-R32");
}

fn round_on(rule: &str, documents: Vec<levy_domain::id::DocumentId>) -> Matter {
    let mut round = sweep("enforcement");
    if let Matter::OrderSweep {
        rule: named,
        documents: with,
        ..
    } = &mut round
    {
        (*named, *with) = (rule.into(), documents);
    }
    round
}

#[test]
fn no_query_goes_out_without_its_notice() {
    for documents in [vec![], vec![RULING, NOTICE]] {
        given(Story::owed(cny(1_000)))
            .when(round_on("N-06", documents))
            .then_refused_saying("LEVY-R16", "query-notice");
    }
    given(Story::owed(cny(1_000)))
        .when(round_on("N-06", vec![QUERY_NOTICE]))
        .then_kinds(["sweep-ordered"]);
}

#[test]
fn a_query_rests_on_a_rule_about_queries() {
    for rule in ["N-07", "T-01", "O-60"] {
        given(Story::owed(cny(1_000)))
            .when(round_on(rule, vec![QUERY_NOTICE]))
            .then_refused("LEVY-R33");
    }
    for rule in ["N-01", "C-07"] {
        given(Story::owed(cny(1_000)))
            .when(round_on(rule, vec![QUERY_NOTICE]))
            .then_kinds(["sweep-ordered"]);
    }
}

#[test]
fn a_round_that_was_ended_is_asked_about_again_for_that_purpose_alone() {
    let story = Story::owed(cny(1_000)).judged(super::closing::close("round-ended", None));
    given(story.clone())
        .when(sweep("enforcement"))
        .then_refused("LEVY-R04");
    given(story)
        .when(sweep("re-query"))
        .then_kinds(["sweep-ordered"]);
}

#[test]
fn a_round_asks_somebody_about_somebody() {
    let Matter::OrderSweep {
        sweep,
        subjects,
        purpose,
        rule,
        documents,
        not_askable,
        ..
    } = sweep("enforcement")
    else {
        unreachable!()
    };
    let nobody = Matter::OrderSweep {
        sweep,
        subjects,
        purpose,
        rule,
        documents,
        units: vec![],
        not_askable,
    };
    given(Story::owed(cny(1_000)))
        .when(nobody)
        .then_refused("LEVY-R31");
}

#[test]
fn finds_are_entered_batch_by_batch_and_once() {
    let batch = |batch| Matter::RecordAssets {
        sweep: SWEEP,
        batch,
        assets: vec![account(ACCOUNT, cny(5))],
    };
    let story = Story::owed(cny(1_000)).does(sweep("enforcement"));
    given(story.clone()).when(batch(1)).then_refused("LEVY-R05");
    given(story.clone())
        .when(batch(0))
        .then_kinds(["assets-found"]);
    given(story.does(batch(0))).when(batch(0)).then_nothing();
}

#[test]
fn a_round_is_over_once() {
    let over = Matter::CloseSweep {
        sweep: SWEEP,
        asked: 2,
        answered: 1,
        silent: vec![bank()],
    };
    given(Story::owed(cny(1_000)).does(sweep("enforcement")))
        .when(over)
        .then_kinds(["sweep-closed"])
        .seeing(|story| assert_eq!(story.state.sweeps[&SWEEP].silent, 1));
}

#[test]
fn a_round_names_what_nobody_could_be_asked_about() {
    let mut command = sweep("enforcement");
    if let Matter::OrderSweep { not_askable, .. } = &mut command {
        not_askable.push("food-delivery-wallet".into());
    }
    given(Story::owed(cny(1_000)))
        .when(command)
        .then_kinds(["sweep-ordered"])
        .seeing(|story| {
            let named = &story.state.sweeps[&SWEEP].not_askable;
            assert_eq!(named[0], "food-delivery-wallet");
        });
}
