//! An identity that was corrected: what rests on the old number.

use super::opening::{corrected, renumbered};
use crate::{story::*, world::*};
use levy_domain::{
    id::SweepId,
    matter::{Command, Event},
    order::Measure,
};

/// The account was found and a freeze of it drafted, under a wrong number.
fn found_and_drafted() -> Story {
    Story::owed(cny(1_000))
        .with_account(ACCOUNT, cny(300))
        .does(plan_freeze(PLAN, LIABILITY))
}

fn asked_again(sweep: SweepId) -> Story {
    let Command::OrderSweep {
        subjects,
        purpose,
        rule,
        documents,
        units,
        not_askable,
        ..
    } = crate::story::sweep("enforcement")
    else {
        panic!()
    };
    found_and_drafted()
        .does(corrected(renumbered()))
        .does(Command::OrderSweep {
            sweep,
            subjects,
            purpose,
            rule,
            documents,
            units,
            not_askable,
        })
}

fn found(sweep: SweepId, batch: u32) -> Command {
    Command::RecordAssets {
        sweep,
        batch,
        assets: vec![account(ACCOUNT, cny(300)), account(SECOND, cny(300))],
    }
}

#[test]
fn what_was_planned_under_another_number_is_dropped_with_it() {
    given(found_and_drafted())
        .when(corrected(renumbered()))
        .then_kinds(["identity-corrected", "plan-withdrawn"])
        .saying(|events| {
            let Event::IdentityCorrected(e) = &events[0] else {
                panic!()
            };
            assert!(e.renumbered);
            assert_eq!(
                (&e.assets[..], &e.sweeps[..]),
                (&[ACCOUNT][..], &[SWEEP][..])
            );
        });
}

#[test]
fn what_was_found_under_another_number_is_neither_planned_nor_drafted() {
    let story = found_and_drafted().does(corrected(renumbered()));
    given(story.clone())
        .when(plan_freeze(PLAN_2, LIABILITY))
        .then_refused("LEVY-R31");
    let freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN_2,
            orders: vec![freeze],
            overrides: vec![],
        })
        .then_refused_saying("LEVY-R05", "ask again first");
}

#[test]
fn what_a_round_under_the_old_number_still_finds_is_no_candidate() {
    let late = found_and_drafted()
        .does(corrected(renumbered()))
        .does(found(SWEEP, 1));
    given(late)
        .when(plan_freeze(PLAN_2, LIABILITY))
        .then_refused("LEVY-R31");
}

#[test]
fn what_is_found_again_under_the_new_number_is_a_candidate() {
    let again = SweepId(PLAN_3.0);
    let story = asked_again(again)
        .does(found(again, 0))
        .does(found(SWEEP, 1));
    given(story)
        .when(plan_freeze(PLAN_2, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let [Event::PlanDrafted(e)] = events else {
                panic!()
            };
            assert_eq!(e.orders[0].lines.len(), 2);
        });
}
