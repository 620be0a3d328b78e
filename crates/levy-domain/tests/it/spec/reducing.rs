//! The smallest cure of an excess, by rule.

use crate::{story::*, world::*};
use levy_domain::{
    id::HoldId,
    matter::{Command, Duty, Event},
    order::Measure,
    reply::Outcome,
};

/// Three holds; a payment makes them too much by `over`.
fn over(over: u64) -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(500))
        .holding(2, SECOND, cny(300))
        .holding(3, THIRD, cny(200))
        .does(super::paying::paid(RECEIPT, cny(over)))
}

fn cure(events: &[Event]) -> Vec<(Measure, HoldId, u64)> {
    let [Event::PlanDrafted(plan)] = events else {
        panic!("{events:?}")
    };
    let lines = plan.orders.iter().map(|order| (order, &order.lines[0]));
    lines
        .map(|(order, line)| {
            (
                order.measure.clone(),
                line.hold.unwrap(),
                line.amount.unwrap().minor,
            )
        })
        .collect()
}

fn cured_by(story: Story, expected: &[(Measure, u128, u64)]) {
    given(story.clone())
        .when(plan_reduction(PLAN))
        .then_kinds(["plan-drafted"])
        .owing([])
        .saying(|events| {
            let expected: Vec<_> = expected
                .iter()
                .map(|(measure, n, fen)| (measure.clone(), story.hold_of(*n), *fen))
                .collect();
            assert_eq!(cure(events), expected);
        })
        .seeing(|story| assert_eq!(story.state.excess(&CLAIM), 0));
}

#[test]
fn the_smallest_hold_that_is_enough_is_lowered() {
    cured_by(over(150), &[(Measure::PartialRelease, 3, 150)]);
}

#[test]
fn a_hold_that_is_all_excess_is_released() {
    cured_by(over(200), &[(Measure::Release, 3, 200)]);
}

#[test]
fn the_next_larger_is_lowered_when_the_smallest_is_not_enough() {
    cured_by(over(250), &[(Measure::PartialRelease, 2, 250)]);
}

#[test]
fn the_fewest_holds_are_touched_when_one_is_not_enough() {
    cured_by(
        over(650),
        &[
            (Measure::Release, 1, 500),
            (Measure::PartialRelease, 3, 150),
        ],
    );
}

#[test]
fn everything_is_let_go_when_all_is_paid() {
    cured_by(
        over(1_000),
        &[
            (Measure::Release, 1, 500),
            (Measure::Release, 2, 300),
            (Measure::Release, 3, 200),
        ],
    );
}

#[test]
fn of_equal_holds_the_first_is_touched() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(500))
        .holding(2, SECOND, cny(500));
    let (one, two) = (story.hold_of(1), story.hold_of(2));
    let first = if one < two { 1 } else { 2 };
    cured_by(
        story.does(super::paying::paid(RECEIPT, cny(100))),
        &[(Measure::PartialRelease, first, 100)],
    );
}

#[test]
fn what_covers_nothing_goes_first() {
    let mut other = person(DEBTOR);
    other.identity = Some(sealed(99));
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(500))
        .does(Command::CorrectIdentity {
            person: other,
            document: None,
        })
        .holding(2, SECOND, cny(300))
        .does(super::paying::paid(RECEIPT, cny(300)));
    cured_by(story, &[(Measure::PartialRelease, 1, 100)]);
}

#[test]
fn what_one_debtor_holds_above_his_own_part_goes_before_the_rest() {
    let story = Story::owed(cny(1_000))
        .liable(capped(GUARANTEE, GUARANTOR, cny(400)))
        .holding(1, ACCOUNT, cny(300));
    let mut his = draft(order(2), Measure::Freeze, line(SECOND, cny(400)));
    his.subject = GUARANTOR;
    his.lines[0].liability = GUARANTEE;
    let story = story.drafts(PLAN_2, his).issued(PLAN_2).replies(
        2,
        1,
        vec![said(1, Outcome::Done, Some(cny(450)))],
    );
    cured_by(story, &[(Measure::PartialRelease, 2, 50)]);
}

#[test]
fn without_excess_there_is_nothing_to_reduce() {
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(500)))
        .when(plan_reduction(PLAN))
        .then_nothing();
}

#[test]
fn a_reduction_names_its_rule_and_its_reason() {
    given(over(150))
        .when(plan_reduction(PLAN))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let [Event::PlanDrafted(plan)] = events else {
                panic!()
            };
            assert_eq!(plan.by_rule.as_ref().unwrap().rule, "X-01");
            assert_eq!(plan.orders[0].lines[0].reason.key, "above-what-is-owed");
        });
}

#[test]
fn a_reduction_that_is_given_up_is_owed_again() {
    given(over(150).does(plan_reduction(PLAN)))
        .when(Command::WithdrawPlan {
            plan: PLAN,
            ground: "mistake".into(),
        })
        .then_kinds(["plan-withdrawn"])
        .owing([Duty::Reduce(CLAIM)]);
}

#[test]
fn a_reduction_that_the_unit_refuses_is_owed_again() {
    let story = over(200).does(plan_reduction(PLAN)).issued(PLAN);
    let id = story.state.plans[&PLAN].drafted.orders[0].order;
    given(story)
        .when(fold(
            id,
            reply(&id, 1, vec![said(1, Outcome::Refused, None)]),
        ))
        .then_kinds(["order-answered"])
        .owing([Duty::Reduce(CLAIM)]);
}

#[test]
fn a_hold_that_is_busy_waits() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(1_000))
        .transferring(2, 1, cny(100))
        .does(super::paying::paid(RECEIPT, cny(500)));
    given(story)
        .when(plan_reduction(PLAN))
        .then_refused("LEVY-R31");
}

#[test]
fn limits_that_are_not_answered_never_exceed_the_room_whatever_is_known_of_the_accounts() {
    let mut first = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(600)));
    first.lines[0].known_available = Some(cny(100));
    let story = Story::owed(cny(1_000))
        .with_account(ACCOUNT, cny(100))
        .drafts(PLAN, first);
    assert_eq!(story.room(LIABILITY), 400);
    let second = |fen| Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![draft(order(2), Measure::Freeze, line(SECOND, cny(fen)))],
        overrides: vec![],
    };
    given(story.clone().under(parallel_rules()))
        .when(second(900))
        .then_kinds(["plan-drafted"]);
    given(story.clone())
        .when(second(401))
        .then_refused("LEVY-R12");
    given(story).when(second(400)).then_kinds(["plan-drafted"]);
}

#[test]
fn an_account_that_fills_up_after_its_rest_was_ordered_elsewhere_is_cured_at_once() {
    // A finds 200 of 600 and stays frozen up to 600; the rest goes to B.
    let story = Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(600))
        .replies(1, 1, vec![said(1, Outcome::Partial, Some(cny(200)))])
        .holding(2, SECOND, cny(800));
    let hold = story.hold_of(1);
    assert_eq!(story.state.excess(&CLAIM), 0);
    let inflow = Command::ObserveHold {
        evidence: None,
        hold,
        held: cny(600),
        cause: "inflow".into(),
        rank: None,
    };
    let story = story.does(inflow);
    assert_eq!(story.state.excess(&CLAIM), 400);
    let story = story.does(plan_reduction(PLAN)).issued(PLAN);
    assert_eq!(story.state.excess(&CLAIM), 0);
}
