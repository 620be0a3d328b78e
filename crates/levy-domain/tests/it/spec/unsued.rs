//! No suit came within the days (P-05): what is preserved must go, whatever is
//! busy, given up or still on its way then.

use super::preserving::{PRESERVED, freeze, last, measured, missed, register_as, set, sued};
use crate::{story::*, world::*};
use levy_domain::{
    id::{HoldId, PlanId, RegistrationId},
    matter::{Command, Duty, Event, event::CaseKind, release},
    order::{Measure, Route},
    reply::Outcome,
    time::{DAY, Timestamp, Zone},
    unit::UnitProfile,
};
use std::sync::OnceLock;
use uuid::Uuid;

const LATER: RegistrationId = RegistrationId(Uuid::from_u128(0x2d));

fn propose(plan: PlanId, hold: HoldId) -> Command {
    Command::Release(release::Command::Plan {
        plan,
        hold,
        documents: vec![RULING, NOTICE],
    })
}

/// The days have run out; nobody has said so yet.
fn due() -> Story {
    measured().does(set()).at(last())
}

/// It was said.
fn unsued() -> (Story, HoldId) {
    let story = due().does(missed());
    let hold = story.hold_of(1);
    (story, hold)
}

#[test]
fn days_that_passed_without_a_suit_owe_the_release_of_every_hold() {
    given(measured().does(set()).at(last().plus(-1)))
        .when(missed())
        .then_nothing()
        .owing([]);
    let due = due();
    assert_eq!(due.due(), [Duty::SuitMissed(PRESERVED)]);
    let hold = due.hold_of(1);
    given(due)
        .when(missed())
        .then_kinds(["suit-missed", "release-owed"])
        .owing([Duty::Release(hold)])
        .saying(|events| {
            let [Event::SuitMissed(missed), Event::ReleaseOwed(owed)] = events else {
                panic!()
            };
            assert_eq!(missed.holds, [hold]);
            assert_eq!((owed.hold, owed.cause.as_str()), (hold, "suit-missed"));
            assert_eq!(owed.rule.rule, "P-05");
            let by = owed.deadline.as_ref().unwrap();
            assert_eq!(by.basis.rule, "P-11");
            // Five days after the first of April; the sixth is a holiday.
            assert_eq!(by.at, Timestamp::end_of(day(2024, 4, 7), Zone::CHINA));
        });
}

#[test]
fn the_release_is_proposed_by_the_rule_and_approved_like_any_other() {
    let (story, hold) = unsued();
    given(story)
        .when(propose(PLAN_2, hold))
        .then_kinds(["plan-drafted"])
        .owing([])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                panic!()
            };
            assert_eq!(plan.by_rule.as_ref().unwrap().rule, "P-05");
            let release = &plan.orders[0];
            assert_eq!(release.measure, Measure::Release);
            assert_eq!(release.lines[0].hold, Some(hold));
            assert!(!plan.approvals_needed.is_empty(), "letting go is approved");
        });
}

#[test]
fn a_release_that_is_given_up_or_refused_is_owed_again() {
    let (story, hold) = unsued();
    let drafted = story.does(propose(PLAN_2, hold));
    given(drafted.clone())
        .when(Command::WithdrawPlan {
            plan: PLAN_2,
            ground: "mistake".into(),
        })
        .then_kinds(["plan-withdrawn"])
        .owing([Duty::Release(hold)]);
    let issued = drafted.issued(PLAN_2);
    let id = issued.state.plans[&PLAN_2].drafted.orders[0].order;
    let refused = reply(&id, 1, vec![said(1, Outcome::Refused, None)]);
    given(issued)
        .when(fold(id, refused))
        .then_kinds(["order-answered", "hold-not-lowered"])
        .owing([Duty::Release(hold)]);
}

#[test]
fn a_hold_that_nobody_let_go_in_time_is_said_to_stand() {
    let (story, hold) = unsued();
    let late = Command::Release(release::Command::NoteOverdue { hold });
    given(story.at(last().plus(10 * DAY)))
        .when(late)
        .then_kinds(["release-overdue"])
        .owing([Duty::Release(hold)]);
}

#[test]
fn a_hold_that_another_order_is_busy_with_is_owed_all_the_same() {
    let busy = measured()
        .does(set())
        .releasing(5, Measure::PartialRelease, 1, cny(100))
        .at(last());
    let hold = busy.hold_of(1);
    let owed = busy.does(missed());
    assert!(owed.due().contains(&Duty::Release(hold)));
    given(owed.clone())
        .when(propose(PLAN_3, hold))
        .then_refused("LEVY-R31");
    let free = owed.replies(5, 1, vec![said(1, Outcome::Done, Some(cny(100)))]);
    given(free)
        .when(propose(PLAN_3, hold))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_unit_without_a_way_to_release_is_gone_to_at_its_counter() {
    static RULES: OnceLock<levy_domain::rules::Rules> = OnceLock::new();
    let binds = |unit: UnitProfile| UnitProfile {
        abilities: unit
            .abilities
            .into_iter()
            .filter(|able| !able.measure.frees())
            .collect(),
        ..unit
    };
    let rules = RULES.get_or_init(|| rules_with(units().into_iter().map(binds).collect()));
    let (story, hold) = unsued();
    given(story.under(rules))
        .when(propose(PLAN_2, hold))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                panic!()
            };
            assert_eq!(plan.orders[0].route, Route::Counter);
        });
}

#[test]
fn a_freeze_that_is_answered_after_the_days_makes_a_hold_that_must_go() {
    let on_its_way = measured()
        .does(set())
        .drafts(PLAN_3, freeze(2, SECOND, 300, 5))
        .issued(PLAN_3);
    let done = reply(&order(2), 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    given(on_its_way.at(last()).does(missed()))
        .when(fold(order(2), done))
        .then_kinds(["order-answered", "hold-established", "release-owed"])
        .saying(|events| {
            let Some(Event::ReleaseOwed(owed)) = events.last() else {
                panic!()
            };
            assert_eq!(
                (owed.cause.as_str(), owed.rule.rule.as_str()),
                ("suit-missed", "P-05")
            );
            assert!(owed.deadline.is_some());
        });
}

#[test]
fn a_freeze_of_a_later_case_stands_on_its_own_ground() {
    let (story, _) = unsued();
    let enforced = story
        .at(Timestamp::start_of(day(2024, 9, 2), Zone::CHINA))
        .does(register_as(
            LATER,
            "执恢",
            CaseKind::Resumed,
            day(2024, 9, 2),
        ))
        .freezing(2, SECOND, cny(300));
    let done = reply(&order(2), 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    given(enforced)
        .when(fold(order(2), done))
        .then_kinds(["order-answered", "hold-established"]);
}

#[test]
fn a_suit_filed_after_its_days_saves_nothing() {
    let after = day(2024, 4, 2);
    given(due().at(last().plus(DAY)))
        .when(sued(after))
        .then_refused_saying("LEVY-R05", "after the days");
    let (story, hold) = unsued();
    given(story.clone().at(last().plus(DAY)))
        .when(sued(after))
        .then_refused("LEVY-R05");
    assert_eq!(story.due(), [Duty::Release(hold)]);
    // Nor where the days were not counted yet.
    given(measured().at(last().plus(DAY)))
        .when(sued(after))
        .then_refused("LEVY-R05");
}

#[test]
fn a_suit_in_time_that_the_court_hears_of_late_spares_the_holds() {
    let (story, hold) = unsued();
    given(story.at(last().plus(DAY)))
        .when(sued(day(2024, 4, 1)))
        .then_kinds(["suit-filed"])
        .owing([])
        .saying(|events| {
            let Event::SuitFiled(filed) = &events[0] else {
                panic!()
            };
            assert_eq!(filed.spared, [hold]);
        });
}
