//! What is held above what is owed has its day, and the clock runs until
//! units have let it go: a plan that nobody approves is not silent.

use crate::{story::*, world::*};
use levy_domain::{
    matter::{Command, Duty, Event, excess::Command as Ask},
    order::{Deadline, Measure, Route},
    reply::Outcome,
    rules::Rules,
    time::{DAY, Timestamp, Zone},
    unit::UnitProfile,
};
use std::sync::OnceLock;

/// Seven days after the first of March 2024.
fn last() -> Timestamp {
    Timestamp::end_of(day(2024, 3, 8), Zone::CHINA)
}

/// Two holds; a payment makes them too much by 150.
fn over() -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(700))
        .holding(2, SECOND, cny(300))
        .does(super::paying::paid(RECEIPT, cny(150)))
}

fn late() -> Command {
    Ask::NoteOverdue { claim: CLAIM }.into()
}

fn clock(story: &Story) -> Option<&Deadline> {
    story
        .state
        .excesses
        .get(&CLAIM)
        .map(|excess| &excess.deadline)
}

fn cures(story: &Story) -> levy_domain::id::OrderId {
    story.state.plans[&PLAN].drafted.orders[0].order
}

#[test]
fn an_excess_that_a_unit_reveals_names_the_day_by_which_it_must_be_gone() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .freezing(2, SECOND, cny(400));
    let more = reply(&order(2), 1, vec![said(1, Outcome::Done, Some(cny(900)))]);
    given(story)
        .when(fold(order(2), more))
        .then_kinds(["order-answered", "hold-established", "excess-revealed"])
        .owing([Duty::Reduce(CLAIM)])
        .saying(|events| {
            let Event::ExcessRevealed(excess) = &events[2] else {
                panic!()
            };
            let by = excess.deadline.as_ref().unwrap();
            assert_eq!((by.at, by.basis.rule.as_str()), (last(), "X-02"));
        })
        .seeing(|story| assert_eq!(clock(story).unwrap().at, last()));
}

#[test]
fn what_is_above_an_order_and_within_what_is_owed_has_no_day() {
    let story = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(400));
    let more = reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(900)))]);
    given(story)
        .when(fold(order(1), more))
        .then_kinds(["order-answered", "hold-established", "excess-revealed"])
        .seeing(|story| assert_eq!(clock(story), None));
}

#[test]
fn a_cure_that_nobody_approves_is_said_to_be_late() {
    let drafted = over().does(plan_reduction(PLAN));
    assert_eq!(drafted.due(), []);
    let cure_by = drafted.state.plans[&PLAN].drafted.cure_by.clone();
    assert_eq!(cure_by.unwrap().at, last());
    given(drafted.clone().at(last().plus(-1)))
        .when(late())
        .then_nothing()
        .owing([]);
    let due = drafted.at(last());
    assert_eq!(due.due(), [Duty::ReduceOverdue(CLAIM)]);
    let holds = [due.hold_of(1), due.hold_of(2)];
    given(due)
        .when(late())
        .then_kinds(["excess-overdue"])
        .owing([])
        .saying(|events| {
            let Event::ExcessOverdue(late) = &events[0] else {
                panic!()
            };
            assert_eq!((late.claim, late.over), (CLAIM, cny(150)));
            assert!(holds.iter().all(|hold| late.holds.contains(hold)));
            assert_eq!(late.owners, [JUDGE]);
        });
}

#[test]
fn the_clock_runs_until_the_unit_confirms() {
    let issued = over().does(plan_reduction(PLAN)).issued(PLAN);
    assert_eq!(issued.state.excess(&CLAIM), 0);
    assert_eq!(issued.state.excess_held(&CLAIM), 150);
    assert_eq!(clock(&issued).unwrap().at, last());
    let id = cures(&issued);
    let done = reply(&id, 1, vec![said(1, Outcome::Done, None)]);
    given(issued)
        .when(fold(id, done))
        .then_kinds(["order-answered", "hold-reduced"])
        .seeing(|story| {
            assert_eq!(clock(story), None);
            assert!(story.owes_nothing());
        });
}

#[test]
fn another_plan_for_the_same_excess_wins_no_days() {
    let again = over()
        .does(plan_reduction(PLAN))
        .does(Command::WithdrawPlan {
            plan: PLAN,
            ground: "mistake".into(),
        })
        .at(NOW.plus(3 * DAY))
        .does(plan_reduction(PLAN_2));
    assert_eq!(clock(&again).unwrap().at, last());
    let cure_by = again.state.plans[&PLAN_2].drafted.cure_by.clone();
    assert_eq!(cure_by.unwrap().at, last());
}

#[test]
fn a_unit_without_a_way_to_lower_a_hold_is_gone_to_at_its_counter() {
    static RULES: OnceLock<Rules> = OnceLock::new();
    let binds = |unit: UnitProfile| UnitProfile {
        abilities: unit
            .abilities
            .into_iter()
            .filter(|able| !able.measure.frees())
            .collect(),
        ..unit
    };
    let rules = RULES.get_or_init(|| rules_with(units().into_iter().map(binds).collect()));
    given(over().under(rules))
        .when(plan_reduction(PLAN))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                panic!()
            };
            let order = &plan.orders[0];
            assert_eq!(order.measure, Measure::PartialRelease);
            assert_eq!(order.route, Route::Counter);
        });
}
