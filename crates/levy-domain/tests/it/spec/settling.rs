//! Outcomes that are not known: visibly unknown until a unit or a person
//! settles them. Transfers are never resent.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    matter::{Command, Duty, Event},
    order::{Measure, OrderDraft},
    reply::Outcome,
    stamp::{Actor, Role},
    time::Timestamp,
};

pub(super) fn unknown(n: u128) -> Command {
    Command::NoteUnknown {
        order: order(n),
        reason: "cut-off".into(),
    }
}

pub(super) fn not_found(n: u128, as_of: Timestamp) -> Command {
    Command::NoteNotFound {
        order: order(n),
        as_of,
        window: Some(WINDOW),
        evidence: None,
    }
}

fn settle(n: u128, window: Option<i64>) -> Command {
    settle_with(n, "statement", window)
}

pub(super) fn settle_with(n: u128, ground: &str, window: Option<i64>) -> Command {
    Command::SettleNotTaken {
        order: order(n),
        ground: ground.into(),
        evidence: Digest::of(b"statement"),
        window,
    }
}

/// Expired, and the window has passed.
const DEAD: Timestamp = Timestamp(NOW.0 + TEN_DAYS + WINDOW);

fn lost() -> Story {
    Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(600))
        .does(unknown(1))
}

fn lost_transfer() -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(400))
        .does(Command::BeginDispatch { order: order(2) })
        .does(unknown(2))
}

#[test]
fn an_unknown_outcome_owes_its_settlement() {
    given(Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600)))
        .when(unknown(1))
        .then_kinds(["outcome-unknown"])
        .owing([Duty::Settle(order(1))])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 400));
}

#[test]
fn what_was_never_issued_is_not_unknown() {
    let story = Story::owed(cny(1_000)).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(1))),
    );
    given(story).when(unknown(1)).then_refused("LEVY-R21");
}

#[test]
fn what_was_delivered_or_answered_is_not_unknown_again() {
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600)))
        .when(unknown(1))
        .then_nothing();
}

#[test]
fn not_found_before_the_expiry_only_means_send_it_again() {
    given(lost().at(DEAD))
        .when(not_found(1, Timestamp(DEAD.0 - 1)))
        .then_nothing();
}

#[test]
fn not_found_in_a_time_to_come_proves_nothing() {
    given(lost()).when(not_found(1, DEAD)).then_nothing();
}

#[test]
fn not_found_after_expiry_and_window_is_not_taken() {
    given(lost().at(DEAD))
        .when(not_found(1, DEAD))
        .then_kinds(["order-not-taken"])
        .owing([])
        .seeing(|story| {
            assert_eq!(
                (story.phase(1), story.room(LIABILITY)),
                ("not-taken", 1_000)
            )
        });
}

#[test]
fn not_found_at_a_unit_without_a_window_proves_nothing() {
    let silent = Command::NoteNotFound {
        order: order(1),
        as_of: DEAD,
        window: None,
        evidence: None,
    };
    given(lost().at(DEAD)).when(silent).then_nothing();
}

#[test]
fn not_found_at_a_unit_that_honours_no_ids_proves_nothing() {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(600)));
    freeze.unit = slow_bank();
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, freeze)
        .issued(PLAN)
        .does(unknown(1))
        .at(DEAD);
    given(story).when(not_found(1, DEAD)).then_nothing();
}

#[test]
fn a_lost_transfer_is_never_sent_again() {
    given(lost_transfer())
        .when(Command::BeginDispatch { order: order(2) })
        .then_refused("LEVY-R23");
}

#[test]
fn a_lost_transfer_keeps_its_sum_aside() {
    let story = lost_transfer();
    assert_eq!(story.state.holds[&story.hold_of(1)].reserved, 400);
    given(story)
        .when(not_found(2, NOW.plus(WINDOW)))
        .then_nothing();
}

#[test]
fn a_lost_transfer_is_not_taken_only_after_expiry_and_window() {
    given(lost_transfer().at(DEAD))
        .when(not_found(2, Timestamp(DEAD.0 - 1)))
        .then_nothing();
    given(lost_transfer().at(DEAD))
        .when(not_found(2, DEAD))
        .then_kinds(["order-not-taken", "transfer-freed"])
        .seeing(|story| assert_eq!(story.state.holds[&story.hold_of(1)].reserved, 0));
}

#[test]
fn a_judge_settles_what_no_unit_can_after_the_expiry() {
    given(lost_transfer().by(judge()).at(NOW.plus(TEN_DAYS)))
        .when_agreed(settle(2, None))
        .then_kinds(["order-not-taken", "transfer-freed"])
        .owing([]);
}

#[test]
fn not_even_a_judge_settles_before_expiry_and_window() {
    given(lost_transfer().by(judge()).at(NOW.plus(TEN_DAYS - 1)))
        .when(settle(2, None))
        .then_refused("LEVY-R25");
    given(lost_transfer().by(judge()).at(NOW.plus(TEN_DAYS)))
        .when(settle(2, Some(WINDOW)))
        .then_refused("LEVY-R25");
}

#[test]
fn a_transfer_is_settled_by_two_officers_on_a_statement_or_a_query() {
    let story = || lost_transfer().by(judge()).at(NOW.plus(TEN_DAYS));
    let with = || settle_with(2, "query", None);
    given(story())
        .when(with())
        .then_kinds(["assent-given"])
        .seeing(|story| assert!(story.due().contains(&Duty::Settle(order(2)))));
    given(story())
        .when_both(Actor::officer(JUDGE_2, Role::Judge), with())
        .then_refused_saying("LEVY-R50", "judge + bureau-head/president");
    let deputy = Actor {
        on_behalf_of: Some(HEAD),
        ..Actor::officer(JUDGE, Role::BureauHead)
    };
    given(story())
        .when_both(deputy, with())
        .then_refused("LEVY-R19");
    given(story())
        .when(settle_with(2, "hearsay", None))
        .then_refused("LEVY-R05");
    given(story())
        .when_agreed(with())
        .then_kinds(["order-not-taken", "transfer-freed"])
        .saying(|events| {
            let Event::OrderNotTaken(e) = &events[0] else {
                panic!()
            };
            assert_eq!(e.evidence, Some(Digest::of(b"statement")));
            assert_eq!(e.second, Some(JUDGE));
            assert_eq!(e.rule.as_ref().unwrap().rule, "O-04");
        });
}

#[test]
fn a_freeze_is_settled_by_one_judge() {
    given(lost().by(judge()).at(DEAD))
        .when(settle_with(1, "statement", None))
        .then_kinds(["order-not-taken"]);
}

#[test]
fn a_clerk_settles_nothing() {
    given(lost().at(DEAD))
        .when(settle(1, None))
        .then_refused("LEVY-R20");
    given(lost().at(DEAD).by(Actor::system()))
        .when(settle(1, None))
        .then_refused("LEVY-R20");
}

#[test]
fn what_took_effect_cannot_be_settled_as_not_taken() {
    let story = lost().does(fold(
        order(1),
        part(&order(1), 1, vec![said(1, Outcome::Partial, Some(cny(5)))]),
    ));
    given(story.by(judge()).at(DEAD))
        .when(settle(1, None))
        .then_refused("LEVY-R21");
}

#[test]
fn an_answered_order_is_not_settled() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    given(story.by(judge()).at(DEAD))
        .when(settle(1, None))
        .then_refused("LEVY-R21");
}

fn replacement(n: u128) -> OrderDraft {
    OrderDraft {
        replaces: Some(order(1)),
        original: order(1),
        ..draft(order(n), Measure::Freeze, line(ACCOUNT, cny(600)))
    }
}

fn not_taken() -> Story {
    lost().at(DEAD).does(not_found(1, DEAD))
}

fn plan(orders: Vec<OrderDraft>) -> Command {
    Command::DraftPlan {
        plan: PLAN_2,
        orders,
        overrides: vec![],
    }
}

#[test]
fn an_order_that_was_not_taken_is_replaced() {
    given(not_taken())
        .when(plan(vec![replacement(2)]))
        .then_kinds(["plan-drafted"])
        .seeing(|story| assert_eq!(story.state.orders[&order(1)].replaced_by, Some(order(2))));
}

#[test]
fn an_order_is_replaced_once() {
    given(not_taken().drafts(PLAN, replacement(2)))
        .when(plan(vec![replacement(3)]))
        .then_refused("LEVY-R25");
    let mut other = replacement(3);
    other.lines[0].asset = SECOND;
    given(not_taken())
        .when(plan(vec![replacement(2), other]))
        .then_refused("LEVY-R25");
}

#[test]
fn a_replacement_that_was_given_up_leaves_place_for_another() {
    let story = not_taken()
        .drafts(PLAN, replacement(2))
        .does(Command::WithdrawPlan {
            plan: PLAN,
            ground: "mistake".into(),
        });
    given(story)
        .when(plan(vec![replacement(3)]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_replacement_names_the_first_of_its_chain() {
    let mut wrong = replacement(2);
    wrong.original = order(2);
    given(not_taken())
        .when(plan(vec![wrong]))
        .then_refused("LEVY-R05");
}
