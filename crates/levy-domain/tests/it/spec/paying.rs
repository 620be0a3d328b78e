//! Money that arrives: voluntary payment, receipts, allocation (D-10).

use crate::{story::*, world::*};
use levy_domain::{
    claim::ComponentKind,
    id::ReceiptId,
    matter::{Command, Duty, Event},
    money::Money,
    reply::{Outcome, Truth},
};

pub(super) fn paid(receipt: ReceiptId, amount: Money) -> Command {
    Command::RecordPayment {
        receipt,
        person: DEBTOR,
        amount,
        paid_on: day(2024, 3, 1),
        evidence: None,
    }
}

fn booked(
    receipt: ReceiptId,
    amount: Money,
    order: Option<(levy_domain::id::OrderId, u32)>,
) -> Command {
    Command::BookReceipt {
        receipt,
        amount,
        booked_on: day(2024, 3, 1),
        unit: Some(bank()),
        reference: "ref".into(),
        evidence: None,
        order,
    }
}

fn parts(events: &[Event]) -> (Vec<(ComponentKind, u64)>, u64) {
    let allocated = events.iter().find_map(|event| match event {
        Event::Allocated(allocated) => Some(allocated),
        _ => None,
    });
    let allocated = allocated.unwrap();
    let parts = allocated
        .parts
        .iter()
        .map(|part| (part.component.clone(), part.amount.minor))
        .collect();
    (parts, allocated.surplus.minor)
}

fn with_costs_and_interest() -> Story {
    let adjust = |kind, fen| Command::AdjustClaim {
        claim: CLAIM,
        component: component(kind, cny(fen)),
        ground: "judgment".into(),
        document: None,
    };
    Story::owed(cny(1_000))
        .does(adjust(ComponentKind::Costs, 50))
        .does(adjust(ComponentKind::GeneralInterest, 100))
}

#[test]
fn a_voluntary_payment_shrinks_the_room() {
    given(Story::owed(cny(1_000)))
        .when(paid(RECEIPT, cny(400)))
        .then_kinds(["voluntary-payment-recorded", "allocated"])
        .owing([])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 600));
}

#[test]
fn a_voluntary_payment_makes_what_is_held_too_much() {
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(1_000)))
        .when(paid(RECEIPT, cny(400)))
        .then_kinds(["voluntary-payment-recorded", "allocated"])
        .owing([Duty::Reduce(CLAIM)])
        .seeing(|story| assert_eq!(story.state.excess(&CLAIM), 400));
}

#[test]
fn money_is_allocated_in_the_order_of_the_claim() {
    given(with_costs_and_interest())
        .when(paid(RECEIPT, cny(120)))
        .then_kinds(["voluntary-payment-recorded", "allocated"])
        .saying(|events| {
            let expected = vec![
                (ComponentKind::Costs, 50),
                (ComponentKind::GeneralInterest, 70),
            ];
            assert_eq!(parts(events), (expected, 0));
        });
}

#[test]
fn a_second_payment_goes_on_where_the_first_ended() {
    given(with_costs_and_interest().does(paid(RECEIPT, cny(120))))
        .when(paid(RECEIPT_2, cny(50)))
        .then_kinds(["voluntary-payment-recorded", "allocated"])
        .saying(|events| {
            let expected = vec![
                (ComponentKind::GeneralInterest, 30),
                (ComponentKind::Principal, 20),
            ];
            assert_eq!(parts(events), (expected, 0));
        });
}

#[test]
fn what_nothing_is_owed_for_is_surplus() {
    given(Story::owed(cny(1_000)))
        .when(paid(RECEIPT, cny(1_100)))
        .then_kinds(["voluntary-payment-recorded", "allocated"])
        .saying(|events| {
            assert_eq!(
                parts(events),
                (vec![(ComponentKind::Principal, 1_000)], 100)
            )
        });
}

#[test]
fn a_payment_is_by_somebody_who_is_liable() {
    let stranger = Command::RecordPayment {
        receipt: RECEIPT,
        person: STRANGER,
        amount: cny(1),
        paid_on: day(2024, 3, 1),
        evidence: None,
    };
    given(Story::owed(cny(1_000)))
        .when(stranger)
        .then_refused("LEVY-R10");
}

#[test]
fn a_receipt_is_not_used_for_another_sum() {
    given(Story::owed(cny(1_000)).does(paid(RECEIPT, cny(1))))
        .when(paid(RECEIPT, cny(2)))
        .then_refused("LEVY-R02");
    given(Story::owed(cny(1_000)).does(paid(RECEIPT, cny(1))))
        .when(booked(RECEIPT, cny(1), None))
        .then_refused("LEVY-R02");
}

#[test]
fn a_payment_is_a_sum_in_the_currency_of_the_matter() {
    given(Story::owed(cny(1_000)))
        .when(paid(RECEIPT, cny(0)))
        .then_refused("LEVY-R05");
    given(Story::owed(cny(1_000)))
        .when(paid(RECEIPT, usd(1)))
        .then_refused("LEVY-R06");
    given(Story::owed(cny(1_000)))
        .when(paid(RECEIPT, cny(u64::MAX)))
        .then_refused("LEVY-R07");
}

#[test]
fn a_receipt_of_unknown_origin_waits_for_its_transfer() {
    given(Story::owed(cny(1_000)))
        .when(booked(RECEIPT, cny(400), None))
        .then_kinds(["receipt-booked"])
        .seeing(|story| {
            assert!(!story.state.receipts[&RECEIPT].matched);
            assert_eq!(story.room(LIABILITY), 1_000);
        });
}

fn transferred() -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(600))
        .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
}

#[test]
fn a_receipt_is_matched_with_its_transfer_and_allocated() {
    given(transferred())
        .when(booked(RECEIPT, cny(600), Some((order(2), 1))))
        .then_kinds(["receipt-booked", "receipt-matched", "allocated"])
        .seeing(|story| {
            assert_eq!(story.state.claim_sums(&CLAIM).in_transit, 0);
            assert_eq!(story.state.claims[&CLAIM].collected, 600);
            assert_eq!(story.room(LIABILITY), 400);
        });
}

#[test]
fn a_receipt_booked_first_is_matched_later() {
    given(transferred().does(booked(RECEIPT, cny(600), None)))
        .when(booked(RECEIPT, cny(600), Some((order(2), 1))))
        .then_kinds(["receipt-matched", "allocated"]);
}

#[test]
fn a_receipt_for_what_is_no_transfer_is_refused() {
    given(transferred())
        .when(booked(RECEIPT, cny(600), Some((order(1), 1))))
        .then_refused("LEVY-R03");
    given(transferred())
        .when(booked(RECEIPT, cny(600), Some((order(2), 9))))
        .then_refused("LEVY-R03");
}

#[test]
fn a_receipt_that_comes_before_the_reply_reveals_no_excess() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(1_000))
        .transferring(2, 1, cny(1_000));
    given(story)
        .when(booked(RECEIPT, cny(1_000), Some((order(2), 1))))
        .then_kinds(["receipt-booked", "receipt-matched", "allocated"])
        .seeing(|story| assert_eq!(story.state.excess(&CLAIM), 0));
}

/// A transfer of 400 out of 600, over without a word of money moved.
fn over(how: Outcome) -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(400))
        .replies(2, 1, vec![said(1, how, None)])
}

fn drawn_by_400(story: &Story) {
    let hold = &story.state.holds[&story.hold_of(1)];
    assert_eq!((hold.held, hold.reserved, hold.drawable()), (200, 0, 200));
    assert_eq!(story.state.claim_sums(&CLAIM).in_transit, 0);
    assert!(story.state.orders[&order(2)].disputed);
}

#[test]
fn money_that_arrives_for_a_transfer_that_was_not_done_is_out_of_the_hold() {
    given(over(Outcome::Refused))
        .when(booked(RECEIPT, cny(400), Some((order(2), 1))))
        .then_kinds([
            "receipt-booked",
            "receipt-matched",
            "order-disputed",
            "transfer-settled",
            "allocated",
        ])
        .owing([])
        .saying(|events| {
            let Event::TransferSettled(settled) = &events[3] else {
                panic!()
            };
            assert_eq!(
                (settled.amount, &settled.truth),
                (cny(400), &Truth::Confirmed)
            );
        })
        .seeing(drawn_by_400);
}

#[test]
fn money_that_arrived_before_the_end_of_its_transfer_is_not_free_again() {
    let arrived = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(400))
        .does(booked(RECEIPT, cny(400), Some((order(2), 1))));
    let refused = fold(
        order(2),
        reply(&order(2), 1, vec![said(1, Outcome::Refused, None)]),
    );
    given(arrived.clone())
        .when(refused)
        .then_kinds(["order-answered", "order-disputed", "transfer-settled"])
        .seeing(drawn_by_400);
    let dead = NOW.plus(TEN_DAYS + WINDOW);
    let asked = arrived.does(super::settling::unknown(2)).at(dead);
    given(asked)
        .when(super::settling::not_found(2, dead))
        .then_kinds(["order-not-taken", "order-disputed", "transfer-settled"])
        .seeing(drawn_by_400);
}
