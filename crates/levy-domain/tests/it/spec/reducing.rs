//! The smallest cure of an excess, by rule.

use crate::{story::*, world::*};
use levy_domain::{
    id::{BarId, HoldId, OrderId, PlanId},
    matter::{
        Command, Duty, Event,
        event::{BarKind, BarScope},
        release,
    },
    order::Measure,
    reply::{LineReply, Outcome},
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
        .then_kinds(["order-answered", "hold-not-lowered"])
        .owing([Duty::Reduce(CLAIM)]);
}

/// One hold, half of it too much.
fn half_too_much() -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(1_000))
        .does(super::paying::paid(RECEIPT, cny(500)))
}

/// The rule's next proposal is issued; its plan and its order.
fn proposed(story: Story, round: u128) -> (Story, OrderId) {
    let plan = PlanId(order(50 + round).0);
    let story = story.does(plan_reduction(plan)).issued(plan);
    let id = story.state.plans[&plan].drafted.orders[0].order;
    (story, id)
}

fn says(id: &OrderId, line: LineReply) -> Command {
    fold(*id, reply(id, 1, vec![line]))
}

fn times(events: &[Event]) -> (u32, bool) {
    let Some(Event::HoldNotLowered(kept)) = events.last() else {
        panic!("{events:?}")
    };
    (kept.times, kept.given_up)
}

/// The unit refuses as often as the profile has a rule ask.
fn given_up(mut story: Story) -> Story {
    for round in 1..=3 {
        let (next, id) = proposed(story, u128::from(round));
        let refused = says(&id, said(1, Outcome::Refused, None));
        let events = next.decide(&refused).unwrap();
        assert_eq!(times(&events), (round, round == 3));
        story = next.does(refused);
    }
    story
}

#[test]
fn a_unit_that_never_lowers_a_hold_is_asked_three_times_and_then_an_officer_must() {
    let story = given_up(half_too_much());
    assert!(story.state.holds[&story.hold_of(1)].given_up);
    assert_eq!(story.state.excess(&CLAIM), 500);
    given(story)
        .when(plan_reduction(PLAN_3))
        .then_refused("LEVY-R31");
}

#[test]
fn what_an_officer_gets_lowered_is_asked_for_by_rule_again() {
    let story = given_up(half_too_much()).releasing(9, Measure::PartialRelease, 1, cny(100));
    let story = story.replies(9, 1, vec![said(1, Outcome::Done, Some(cny(100)))]);
    given(story)
        .when(plan_reduction(PLAN_3))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_hold_that_is_given_up_leaves_the_cure_to_others() {
    let story = given_up(
        Story::owed(cny(1_000))
            .holding(1, ACCOUNT, cny(900))
            .holding(2, SECOND, cny(100))
            .does(super::paying::paid(RECEIPT, cny(100))),
    );
    cured_by(story, &[(Measure::PartialRelease, 1, 100)]);
}

#[test]
fn a_unit_that_says_it_lowered_a_hold_and_goes_on_holding_is_believed_three_times() {
    let mut story = half_too_much();
    let hold = story.hold_of(1);
    for round in 1..=3 {
        let (next, id) = proposed(story, u128::from(round));
        let next = next.does(says(&id, said(1, Outcome::Done, Some(cny(500)))));
        let reported = Command::ObserveHold {
            hold,
            held: cny(1_000),
            cause: "reported".into(),
            rank: None,
            evidence: None,
        };
        let events = next.decide(&reported).unwrap();
        assert_eq!(times(&events), (round, round == 3));
        story = next.does(reported);
    }
    given(story)
        .when(plan_reduction(PLAN_3))
        .then_refused("LEVY-R31");
}

#[test]
fn a_unit_that_takes_back_that_it_lowered_a_hold_is_counted_once() {
    let (story, id) = proposed(half_too_much(), 1);
    let story = story.does(says(&id, said(1, Outcome::Done, Some(cny(500)))));
    let back = |sequence| {
        let line = said(1, Outcome::Refused, None);
        fold(id, reply(&id, sequence, vec![line]))
    };
    given(story)
        .when(back(2))
        .then_kinds(["order-answered", "hold-reduced", "hold-not-lowered"])
        .seeing(|story| {
            let again = story.decide(&back(3)).unwrap();
            assert_eq!(again.len(), 1, "{again:?}");
        });
}

#[test]
fn money_that_comes_in_below_the_lowered_limit_is_not_held_against_the_unit() {
    let (story, id) = proposed(half_too_much(), 1);
    let done = said(1, Outcome::Done, Some(cny(500)));
    let story = story.does(says(&id, done)).transferring(9, 1, cny(100));
    let story = story.replies(9, 1, vec![said(1, Outcome::Done, Some(cny(100)))]);
    let hold = story.hold_of(1);
    given(story)
        .when(Command::ObserveHold {
            hold,
            held: cny(399),
            cause: "reported".into(),
            rank: None,
            evidence: None,
        })
        .then_kinds(["hold-changed"]);
}

#[test]
fn a_release_that_is_owed_is_proposed_three_times_and_then_an_officer_must() {
    let bankrupt = super::barring::raise(
        BarId(PLAN_3.0),
        BarKind::Bankruptcy,
        BarScope {
            persons: vec![DEBTOR],
            assets: vec![],
        },
    );
    let mut story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .does(bankrupt);
    let hold = story.hold_of(1);
    for round in 1..=3 {
        let plan = PlanId(order(50 + round).0);
        let propose = Command::Release(release::Command::Plan {
            plan,
            hold,
            documents: vec![RULING, NOTICE],
        });
        let next = story.does(propose).issued(plan);
        let id = next.state.plans[&plan].drafted.orders[0].order;
        story = next.does(says(&id, said(1, Outcome::Refused, None)));
    }
    assert!(story.state.releases.proposing_since(&hold).is_none());
    assert!(story.state.holds[&hold].is_open());
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
