//! Replies that leave open what was done: silence, "in part" without a sum,
//! corrections that contradict what is known.

use super::replying::{bound, held, says, sent, two_lines};
use crate::{story::*, world::*};
use levy_domain::{
    matter::Command,
    order::Measure,
    reply::{Outcome, Reply},
    time::HOUR,
};

#[test]
fn a_last_reply_that_is_silent_on_a_line_leaves_it_in_flight() {
    given(sent())
        .when(fold(order(1), reply(&order(1), 1, vec![])))
        .then_kinds(["order-answered", "order-disputed"])
        .owing([])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "delivered")));
    given(two_lines())
        .when(says(1, said(1, Outcome::Done, Some(cny(400)))))
        .then_kinds(["order-answered", "hold-established", "order-disputed"])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((400, 200), "delivered")));
}

#[test]
fn a_refusal_of_the_whole_order_ends_it() {
    let refused = Reply {
        refused: Some("E99".into()),
        ..reply(&order(1), 1, vec![])
    };
    given(sent())
        .when(fold(order(1), refused))
        .then_kinds(["order-answered"])
        .seeing(|story| assert_eq!((story.room(LIABILITY), story.phase(1)), (1_000, "answered")));
}

#[test]
fn in_part_without_a_sum_may_be_as_much_as_was_asked() {
    given(sent())
        .when(says(1, said(1, Outcome::Partial, None)))
        .then_kinds(["order-answered", "order-disputed", "hold-established"])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "delivered")));
    let story = sent().replies(1, 1, vec![said(1, Outcome::Partial, None)]);
    given(story)
        .when(says(2, said(1, Outcome::Partial, Some(cny(250)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((250, 0), "answered")));
}

#[test]
fn in_part_without_a_sum_counts_after_the_end_of_the_order_too() {
    let dead = NOW.plus(TEN_DAYS + WINDOW);
    let story = sent().does(super::settling::unknown(1)).at(dead);
    given(story.does(super::settling::not_found(1, dead)))
        .when(says(1, said(1, Outcome::Partial, None)))
        .then_kinds([
            "order-answered",
            "order-disputed",
            "order-disputed",
            "hold-established",
        ])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "not-taken")));
}

#[test]
fn a_correction_without_a_sum_takes_nothing_off_what_is_known() {
    given(held())
        .when(says(2, said(1, Outcome::Partial, None)))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(|story| assert_eq!(bound(story), (600, 0)));
}

#[test]
fn a_correction_of_a_drawn_hold_leaves_what_was_drawn_gone() {
    let drawn = held().transferring(2, 1, cny(400)).replies(
        2,
        1,
        vec![said(1, Outcome::Done, Some(cny(400)))],
    );
    let mut line = said(1, Outcome::Done, Some(cny(600)));
    line.ends_at = Some(NOW.plus(HOUR));
    given(drawn.clone())
        .when(says(2, line))
        .then_kinds(["order-answered", "hold-changed"])
        .owing([])
        .seeing(|story| assert_eq!(bound(story), (200, 0)));
    given(drawn.clone())
        .when(says(2, said(1, Outcome::Done, Some(cny(500)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(bound(story), (100, 0)));
    for line in [
        said(1, Outcome::Done, Some(cny(300))),
        said(1, Outcome::Nothing, None),
    ] {
        given(drawn.clone())
            .when(says(2, line))
            .then_kinds(["order-answered", "order-disputed"])
            .seeing(|story| assert_eq!(bound(story), (200, 0)));
    }
}

#[test]
fn a_correction_of_a_lowered_hold_leaves_it_lowered() {
    let lowered = held()
        .releasing(2, Measure::PartialRelease, 1, cny(100))
        .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(100)))]);
    given(lowered)
        .when(says(2, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(bound(story), (500, 0)));
}

fn renumbered() -> Command {
    let mut person = person(DEBTOR);
    person.identity = Some(sealed(99));
    Command::CorrectIdentity {
        person,
        document: None,
    }
}

#[test]
fn a_freeze_in_flight_under_a_corrected_identity_makes_a_hold_that_covers_nothing() {
    given(sent().does(renumbered()))
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "hold-established"])
        .seeing(|story| {
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.bound, sums.covers), (600, 0));
            assert_eq!(story.state.holds[&story.hold_of(1)].drawable(), 0);
        });
    let back = held()
        .replies(1, 2, vec![said(1, Outcome::Nothing, None)])
        .does(renumbered());
    given(back)
        .when(says(3, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).covers, 0));
}
