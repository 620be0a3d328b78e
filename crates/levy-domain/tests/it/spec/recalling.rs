//! Asking an order back.

use crate::{story::*, world::*};
use levy_domain::{
    matter::{Command, Duty},
    order::{Measure, Route},
    reply::Outcome,
};

pub(super) fn recall(n: u128) -> Command {
    Command::RequestRecall {
        order: order(n),
        ground: "paid".into(),
    }
}

fn sent() -> Story {
    Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600))
}

#[test]
fn an_order_that_never_left_is_recalled_at_once() {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(600)));
    freeze.unit = slow_bank();
    given(Story::owed(cny(1_000)).drafts(PLAN, freeze).issued(PLAN))
        .when(recall(1))
        .then_kinds(["recall-requested", "order-recalled"])
        .owing([])
        .seeing(|story| assert_eq!((story.phase(1), story.room(LIABILITY)), ("recalled", 1_000)));
}

#[test]
fn a_transfer_that_never_left_is_recalled_and_frees_its_sum() {
    given(
        Story::owed(cny(1_000))
            .holding(1, ACCOUNT, cny(600))
            .transferring(2, 1, cny(400)),
    )
    .when(recall(2))
    .then_kinds(["recall-requested", "order-recalled", "transfer-freed"])
    .seeing(|story| assert_eq!(story.state.holds[&story.hold_of(1)].free(), 600));
}

#[test]
fn where_attempts_are_not_announced_the_unit_is_asked() {
    given(sent())
        .when(recall(1))
        .then_kinds(["recall-requested", "outcome-unknown"])
        .owing([Duty::Settle(order(1))]);
}

#[test]
fn a_recalled_order_that_the_unit_does_not_know_is_over() {
    given(sent().does(recall(1)).at(NOW.plus(WINDOW)))
        .when(super::settling::not_found(1, NOW.plus(WINDOW)))
        .then_kinds(["order-recalled"])
        .seeing(|story| assert_eq!(story.phase(1), "recalled"));
}

#[test]
fn a_recalled_order_may_still_be_on_its_way_within_the_window() {
    given(sent().does(recall(1)).at(NOW.plus(WINDOW)))
        .when(super::settling::not_found(1, NOW.plus(WINDOW - 1)))
        .then_nothing();
}

#[test]
fn a_recall_that_comes_too_late_leaves_a_hold() {
    given(sent().does(recall(1)))
        .when(fold(
            order(1),
            reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(600)))]),
        ))
        .then_kinds(["order-answered", "recall-too-late", "hold-established"])
        .owing([])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).bound, 600));
}

#[test]
fn a_recalled_order_that_took_effect_after_all_is_disputed_and_held() {
    let story = sent()
        .does(recall(1))
        .at(NOW.plus(WINDOW))
        .does(super::settling::not_found(1, NOW.plus(WINDOW)));
    given(story)
        .when(fold(
            order(1),
            reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(600)))]),
        ))
        .then_kinds([
            "order-answered",
            "order-disputed",
            "recall-too-late",
            "hold-established",
        ])
        .seeing(|story| assert_eq!(story.phase(1), "recalled"));
}

#[test]
fn a_recalled_order_that_the_unit_refused_needs_nothing_more() {
    given(sent().does(recall(1)))
        .when(fold(
            order(1),
            reply(&order(1), 1, vec![said(1, Outcome::Refused, None)]),
        ))
        .then_kinds(["order-answered"])
        .owing([]);
}

#[test]
fn a_delivered_order_is_asked_back_and_waits_for_the_unit() {
    let story = sent().does(Command::NoteDelivered {
        order: order(1),
        sent_at: NOW,
        delivered_at: NOW,
        served_at: None,
        receipt_number: None,
        evidence: None,
    });
    given(story)
        .when(recall(1))
        .then_kinds(["recall-requested"])
        .seeing(|story| assert_eq!(story.phase(1), "delivered"));
}

#[test]
fn an_order_at_the_counter_is_asked_back_by_people() {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(600)));
    freeze.route = Route::Counter;
    given(Story::owed(cny(1_000)).drafts(PLAN, freeze).issued(PLAN))
        .when(recall(1))
        .then_kinds(["recall-requested"])
        .seeing(|story| assert_eq!(story.phase(1), "issued"));
}

#[test]
fn an_order_that_is_over_cannot_be_asked_back() {
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600)))
        .when(recall(1))
        .then_refused("LEVY-R21");
}

#[test]
fn a_draft_is_withdrawn_and_not_asked_back() {
    let story = Story::owed(cny(1_000)).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(1))),
    );
    given(story).when(recall(1)).then_refused("LEVY-R21");
}

fn not_sent(n: u128) -> Command {
    Command::NoteNotSent {
        order: order(n),
        reason: "not-sent".into(),
    }
}

fn announced() -> Story {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(600)));
    freeze.unit = slow_bank();
    Story::owed(cny(1_000))
        .drafts(PLAN, freeze)
        .issued(PLAN)
        .does(Command::BeginDispatch { order: order(1) })
}

#[test]
fn an_announced_attempt_of_which_no_byte_left_is_back_once_it_is_asked_back() {
    given(announced().does(recall(1)))
        .when(not_sent(1))
        .then_kinds(["order-recalled"])
        .owing([]);
}

#[test]
fn an_announced_attempt_of_which_no_byte_left_may_be_made_again() {
    given(announced()).when(not_sent(1)).then_nothing();
}

#[test]
fn a_second_attempt_of_which_no_byte_left_leaves_the_doubt_about_the_first() {
    let story = sent()
        .does(super::settling::unknown(1))
        .does(Command::BeginDispatch { order: order(1) });
    given(story)
        .when(not_sent(1))
        .then_kinds(["outcome-unknown"])
        .owing([Duty::Settle(order(1))]);
}

#[test]
fn what_contradicts_the_log_is_shown_once_and_the_order_is_not_sent_again() {
    let dispute = |reason: &str| Command::Dispute {
        order: order(1),
        reason: reason.into(),
        evidence: None,
    };
    let story = sent().does(super::settling::unknown(1));
    given(story.does(dispute("other-body")))
        .when(dispute("body-lost"))
        .then_nothing();
    let story = sent().does(super::settling::unknown(1));
    given(story.does(dispute("other-body")))
        .when(Command::BeginDispatch { order: order(1) })
        .then_refused("LEVY-R21");
}
