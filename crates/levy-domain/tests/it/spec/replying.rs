//! Replies to freezes. An authentic reply to an order of ours is always
//! folded, whatever it says.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::DocumentId,
    matter::{Duty, Event, event::*},
    money::Money,
    order::{Line, Measure},
    reply::{LineReply, Outcome, Reply},
    time::{HOUR, Zone},
};

pub(super) fn sent() -> Story {
    Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600))
}

pub(super) fn held() -> Story {
    Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600))
}

pub(super) fn says(sequence: u32, line: LineReply) -> levy_domain::matter::Command {
    fold(order(1), reply(&order(1), sequence, vec![line]))
}

pub(super) fn bound(story: &Story) -> (u64, u64) {
    let sums = story.state.claim_sums(&CLAIM);
    (sums.bound, sums.in_flight)
}

fn excess(events: &[Event]) -> Option<(Money, Money)> {
    events.iter().find_map(|event| match event {
        Event::ExcessRevealed(e) => Some((e.over_order, e.over_room)),
        _ => None,
    })
}

pub(super) const MADE: [&str; 2] = ["order-answered", "hold-established"];

#[test]
fn done_makes_a_hold_and_owes_nothing() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(MADE)
        .owing([])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((600, 0), "answered")));
}

#[test]
fn done_without_a_sum_is_what_was_asked() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, None)))
        .then_kinds(MADE)
        .seeing(|story| assert_eq!(bound(story), (600, 0)));
}

#[test]
fn partial_holds_what_is_there_and_keeps_the_order_open_while_more_may_follow() {
    let part = part(
        &order(1),
        1,
        vec![said(1, Outcome::Partial, Some(cny(200)))],
    );
    given(sent())
        .when(fold(order(1), part))
        .then_kinds(MADE)
        .owing([])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((200, 400), "delivered")));
}

#[test]
fn a_last_partial_reply_frees_the_rest_of_the_room() {
    given(sent())
        .when(says(1, said(1, Outcome::Partial, Some(cny(200)))))
        .then_kinds(MADE)
        .seeing(|story| assert_eq!((bound(story), story.room(LIABILITY)), ((200, 0), 800)));
}

#[test]
fn what_is_missing_for_an_empty_account_and_for_earlier_freezes_stays_apart() {
    let mut line = said(1, Outcome::Partial, Some(cny(200)));
    line.beyond_balance = Some(cny(300));
    line.waiting = Some(cny(100));
    given(sent())
        .when(says(1, line))
        .then_kinds(MADE)
        .seeing(|story| {
            let hold = &story.state.holds[&story.hold_of(1)];
            assert_eq!(
                (hold.beyond_balance, hold.waiting, hold.rank),
                (300, 100, 0)
            );
        });
}

#[test]
fn a_place_in_the_queue_binds_nothing() {
    let mut line = said(1, Outcome::Waiting, None);
    line.rank = Some(2);
    given(sent())
        .when(says(1, line))
        .then_kinds(MADE)
        .seeing(|story| {
            assert_eq!((bound(story), story.room(LIABILITY)), ((0, 0), 1_000));
            assert_eq!(story.state.holds[&story.hold_of(1)].rank, 2);
        });
}

#[test]
fn a_queue_without_a_place_is_a_queue() {
    given(sent())
        .when(says(1, said(1, Outcome::Waiting, None)))
        .then_kinds(MADE)
        .seeing(|story| assert_eq!(bound(story), (0, 0)));
}

#[test]
fn refused_makes_no_hold_and_gives_the_room_back() {
    for outcome in [Outcome::Refused, Outcome::Returned, Outcome::Nothing] {
        given(sent())
            .when(says(1, said(1, outcome, None)))
            .then_kinds(["order-answered"])
            .owing([])
            .seeing(|story| {
                assert_eq!((story.room(LIABILITY), story.phase(1)), (1_000, "answered"))
            });
    }
}

#[test]
fn an_outcome_that_nobody_knows_keeps_the_order_open_for_a_person() {
    given(sent())
        .when(says(1, said(1, Outcome::Other("melted".into()), None)))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "delivered")));
}

pub(super) fn two_lines() -> Story {
    let mut both = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(400)));
    both.lines.push(Line {
        line: 2,
        ..line(SECOND, cny(200))
    });
    Story::owed(cny(1_000)).drafts(PLAN, both).issued(PLAN)
}

#[test]
fn an_answer_may_come_line_by_line() {
    let story = two_lines().replies_in_part(1, 1, vec![said(1, Outcome::Done, Some(cny(400)))]);
    assert_eq!((bound(&story), story.phase(1)), ((400, 200), "delivered"));
    given(story)
        .when(fold(
            order(1),
            part(&order(1), 2, vec![said(2, Outcome::Done, Some(cny(200)))]),
        ))
        .then_kinds(MADE)
        .owing([])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((600, 0), "answered")));
}

#[test]
fn two_lines_of_one_reply_reveal_their_excess_together() {
    let lines = vec![
        said(1, Outcome::Done, Some(cny(700))),
        said(2, Outcome::Done, Some(cny(700))),
    ];
    given(two_lines())
        .when(fold(order(1), reply(&order(1), 1, lines)))
        .then_kinds([
            "order-answered",
            "hold-established",
            "excess-revealed",
            "hold-established",
            "excess-revealed",
        ])
        .owing([Duty::Reduce(CLAIM)])
        .seeing(|story| assert_eq!(story.state.excess(&CLAIM), 400))
        .saying(|events| {
            let Event::ExcessRevealed(last) = &events[4] else {
                panic!()
            };
            assert_eq!((last.over_order, last.over_room), (cny(500), cny(400)));
        });
}

#[test]
fn a_line_that_we_did_not_send_is_disputed() {
    given(sent())
        .when(says(1, said(9, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "order-disputed"]);
}

#[test]
fn a_dispute_names_the_kept_body_and_no_hash_of_signed_bytes() {
    let kept = Digest::of(b"sealed");
    for raw_evidence in [None, Some(kept)] {
        let said = Reply {
            raw_evidence,
            ..reply(&order(1), 1, vec![said(9, Outcome::Done, None)])
        };
        let events = sent().decide(&fold(order(1), said)).unwrap();
        let disputed = events.iter().find_map(|event| match event {
            Event::OrderDisputed(e) => Some(e.evidence),
            _ => None,
        });
        assert_eq!(disputed, Some(raw_evidence));
    }
}

#[test]
fn a_line_that_is_answered_twice_in_one_reply_counts_once() {
    let lines = vec![
        said(1, Outcome::Done, Some(cny(600))),
        said(1, Outcome::Refused, None),
    ];
    given(sent())
        .when(fold(order(1), reply(&order(1), 1, lines)))
        .then_kinds(["order-answered", "hold-established", "order-disputed"])
        .seeing(|story| assert_eq!(bound(story), (600, 0)));
}

#[test]
fn a_duplicate_reply_says_nothing_new() {
    given(held())
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_nothing();
}

#[test]
fn a_correction_to_less_lowers_the_hold() {
    given(held())
        .when(says(2, said(1, Outcome::Done, Some(cny(450)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!((bound(story), story.room(LIABILITY)), ((450, 0), 550)));
}

#[test]
fn a_correction_to_nothing_ends_the_hold() {
    given(held())
        .when(says(2, said(1, Outcome::Nothing, None)))
        .then_kinds(["order-answered", "hold-changed", "hold-released"])
        .seeing(|story| {
            assert_eq!(bound(story), (0, 0));
            assert_eq!(story.state.open_holds().count(), 0);
        });
}

#[test]
fn a_hold_that_was_corrected_away_may_come_back() {
    given(held().replies(1, 2, vec![said(1, Outcome::Nothing, None)]))
        .when(says(3, said(1, Outcome::Done, Some(cny(500)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| {
            assert_eq!(
                (bound(story), story.state.open_holds().count()),
                ((500, 0), 1)
            )
        });
}

#[test]
fn an_earlier_word_that_comes_later_changes_nothing() {
    let story = sent().replies(1, 2, vec![said(1, Outcome::Done, Some(cny(600)))]);
    given(story)
        .when(says(1, said(1, Outcome::Refused, None)))
        .then_kinds(["order-answered"])
        .seeing(|story| assert_eq!(bound(story), (600, 0)));
}

#[test]
fn more_than_was_asked_makes_a_hold_and_shows_the_excess() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, Some(cny(1_300)))))
        .then_kinds(["order-answered", "hold-established", "excess-revealed"])
        .owing([Duty::Reduce(CLAIM)])
        .saying(|events| assert_eq!(excess(events), Some((cny(700), cny(300)))));
}

#[test]
fn more_than_was_asked_and_not_more_than_is_owed_needs_no_cure() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, Some(cny(900)))))
        .then_kinds(["order-answered", "hold-established", "excess-revealed"])
        .owing([])
        .saying(|events| assert_eq!(excess(events), Some((cny(300), cny(0)))));
}

#[test]
fn as_much_as_was_asked_for_a_debt_paid_meanwhile_is_above_the_room_alone() {
    given(sent().does(super::paying::paid(RECEIPT, cny(700))))
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "hold-established", "excess-revealed"])
        .owing([Duty::Reduce(CLAIM)])
        .saying(|events| assert_eq!(excess(events), Some((cny(0), cny(300)))));
}

#[test]
fn a_reply_to_other_bytes_is_believed_in_nothing() {
    let other = Reply {
        order_hash: Digest::of(b"other"),
        ..reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(600)))])
    };
    given(sent())
        .when(fold(order(1), other))
        .then_kinds(["order-answered", "order-disputed"])
        .owing([])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "delivered")));
}

#[test]
fn a_sequence_that_is_used_twice_is_disputed_and_folded() {
    given(held())
        .when(says(1, said(1, Outcome::Done, Some(cny(500)))))
        .then_kinds(["order-answered", "order-disputed", "hold-changed"])
        .seeing(|story| assert_eq!(bound(story), (500, 0)));
}

#[test]
fn a_sum_in_another_currency_is_disputed_and_counted_as_asked() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, Some(usd(600)))))
        .then_kinds(["order-answered", "order-disputed", "hold-established"])
        .seeing(|story| assert_eq!(bound(story), (600, 0)));
}

#[test]
fn a_sum_that_cannot_be_is_disputed_and_bounded() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, Some(cny(u64::MAX)))))
        .then_kinds([
            "order-answered",
            "order-disputed",
            "hold-established",
            "excess-revealed",
        ])
        .owing([Duty::Reduce(CLAIM)]);
}

#[test]
fn a_reply_to_a_draft_is_refused_for_it_was_never_issued() {
    let story = Story::owed(cny(1_000)).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(1))),
    );
    given(story)
        .when(says(1, said(1, Outcome::Done, None)))
        .then_refused("LEVY-R21");
}

#[test]
fn a_reply_to_an_unknown_order_is_refused() {
    given(Story::owed(cny(1_000)))
        .when(says(1, said(1, Outcome::Done, None)))
        .then_refused("LEVY-R03");
}

#[test]
fn a_reply_after_the_order_was_not_taken_is_disputed_and_folded() {
    let story = sent()
        .does(super::settling::unknown(1))
        .at(NOW.plus(TEN_DAYS + WINDOW));
    let story = story.does(super::settling::not_found(1, NOW.plus(TEN_DAYS + WINDOW)));
    assert_eq!(story.phase(1), "not-taken");
    given(story)
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "order-disputed", "hold-established"])
        .owing([])
        .seeing(|story| {
            assert_eq!((bound(story), story.phase(1)), ((600, 0), "not-taken"));
            assert!(story.state.orders[&order(1)].disputed);
        });
}

#[test]
fn a_reply_under_a_closed_case_makes_a_hold() {
    let story = sent().judged(super::closing::close("round-ended", Some(HEAD)));
    assert!(story.state.is_closed());
    given(story)
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(MADE)
        .seeing(|story| assert_eq!(bound(story), (600, 0)));
}

#[test]
fn a_reply_settles_an_outcome_that_was_unknown() {
    given(sent().does(super::settling::unknown(1)))
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(MADE)
        .owing([])
        .seeing(|story| assert_eq!(story.phase(1), "answered"));
}

#[test]
fn a_correction_after_a_release_is_for_a_person_to_look_at() {
    let story = held().releasing(2, Measure::Release, 1, cny(600));
    let story = story.replies(2, 1, vec![said(1, Outcome::Done, None)]);
    given(story)
        .when(says(2, said(1, Outcome::Done, Some(cny(700)))))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(|story| assert_eq!(bound(story), (0, 0)));
}

#[test]
fn a_joint_account_counts_whole_for_excess_and_by_share_for_cover() {
    let story = Story::owed(cny(1_000))
        .finds(vec![half_of_another(account(ACCOUNT, cny(801)))])
        .freezing(1, ACCOUNT, cny(801));
    given(story)
        .when(says(1, said(1, Outcome::Done, Some(cny(801)))))
        .then_kinds(MADE)
        .seeing(|story| {
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.bound, sums.covers), (801, 401));
            assert_eq!(story.state.holds[&story.hold_of(1)].drawable(), 401);
        });
}

#[test]
fn a_hold_has_three_ends_and_the_earliest_rings() {
    let mut line = said(1, Outcome::Done, Some(cny(600)));
    line.term = Some(levy_domain::order::Term {
        from: day(2024, 3, 2),
        to: day(2025, 1, 31),
    });
    line.ends_at = Some(NOW.plus(HOUR));
    given(sent())
        .when(says(1, line))
        .then_kinds(MADE)
        .seeing(|story| {
            let hold = &story.state.holds[&story.hold_of(1)];
            assert_eq!(hold.ends.earliest(Zone::CHINA), Some(day(2024, 3, 1)));
            assert_eq!(hold.ends.as_law_computes, Some(day(2025, 3, 1)));
            assert_eq!(hold.term(Zone::CHINA).unwrap().from, day(2024, 3, 2));
        });
}

#[test]
fn a_waiting_freeze_that_is_done_waits() {
    let wait = draft(order(1), Measure::WaitingFreeze, line(ACCOUNT, cny(600)));
    let story = Story::owed(cny(1_000)).drafts(PLAN, wait).issued(PLAN);
    given(story)
        .when(says(1, said(1, Outcome::Done, None)))
        .then_kinds(MADE)
        .seeing(|story| {
            assert_eq!(story.state.holds[&story.hold_of(1)].rank, 1);
            assert_eq!(story.room(LIABILITY), 1_000);
        });
}

#[test]
fn events_of_a_reply_name_the_order_that_it_answers() {
    given(sent())
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(MADE)
        .saying(|events| {
            let [
                Event::OrderAnswered(OrderAnswered {
                    order: answered, ..
                }),
                Event::HoldEstablished(made),
            ] = events
            else {
                panic!()
            };
            assert_eq!((*answered, made.order, made.line), (order(1), order(1), 1));
        });
}

#[test]
fn documents_issued_after_an_order_do_not_matter_to_its_reply() {
    given(sent().does(issue(DocumentId(PLAN_3.0), DocumentKind::Ruling)))
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(MADE);
}

#[test]
fn what_a_unit_says_it_did_is_claimed_until_it_is_confirmed() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    assert_eq!(
        story.state.holds[&story.hold_of(1)].truth,
        levy_domain::reply::Truth::Claimed
    );
}
