//! Money in the court's account: attributed, paid out once, refunded,
//! returned (D-10, M-03, F27).

use super::paying::paid;
use crate::{story::*, world::*};
use levy_domain::{
    claim::ComponentKind,
    id::{PaymentId, PersonId, ReceiptId, ReversalId},
    matter::{Command, Duty, funds},
    money::Money,
    party::PartyRole,
    reply::Outcome,
};
use uuid::Uuid;

pub(super) const CREDITOR: PersonId = PersonId(Uuid::from_u128(0x13));
pub(super) const PAYMENT: PaymentId = PaymentId(Uuid::from_u128(0xa0));
const PAYMENT_2: PaymentId = PaymentId(Uuid::from_u128(0xa1));
const REVERSAL: ReversalId = ReversalId(Uuid::from_u128(0xa8));

pub(super) fn booked(receipt: ReceiptId, amount: Money) -> Command {
    Command::BookReceipt {
        receipt,
        amount,
        booked_on: day(2024, 3, 1),
        unit: None,
        reference: "ref".into(),
        evidence: None,
        order: None,
    }
}

pub(super) fn attributed(receipt: ReceiptId) -> Command {
    Command::Funds(funds::Command::Attribute {
        receipt,
        liability: LIABILITY,
        source: "sale".into(),
        taken_on: None,
    })
}

fn reversed(receipt: ReceiptId) -> Command {
    Command::Funds(funds::Command::ReverseAllocation {
        receipt,
        claim: CLAIM,
        ground: "mistaken-deposit".into(),
        document: None,
    })
}

pub(super) fn pay_out(payment: PaymentId, amount: Money) -> Command {
    Command::Funds(funds::Command::PayOut {
        payment,
        receipt: RECEIPT,
        claim: CLAIM,
        creditor: CREDITOR,
        amount,
    })
}

fn refund(payment: PaymentId, receipt: ReceiptId, amount: Money) -> Command {
    Command::Funds(funds::Command::Refund {
        payment,
        receipt,
        amount,
        to: None,
        ground: "surplus".into(),
    })
}

fn order_back(amount: Money, fruits: Option<Money>) -> Command {
    Command::Funds(funds::Command::OrderReversal {
        reversal: REVERSAL,
        payment: PAYMENT,
        amount,
        fruits,
        document: RULING,
    })
}

fn returned(receipt: ReceiptId) -> Command {
    Command::Funds(funds::Command::EnterReturn {
        reversal: REVERSAL,
        receipt,
    })
}

/// 600 of 1,000 in the account, counted for the debtor; a judge acts.
pub(super) fn received() -> Story {
    Story::owed(cny(1_000))
        .does(add(person(CREDITOR), PartyRole::Creditor))
        .does(booked(RECEIPT, cny(600)))
        .does(attributed(RECEIPT))
        .by(judge())
}

#[test]
fn a_receipt_without_a_transfer_is_counted_for_a_debtor() {
    given(Story::owed(cny(1_000)).does(booked(RECEIPT, cny(600))))
        .when(attributed(RECEIPT))
        .then_kinds(["receipt-attributed", "allocated"])
        .seeing(|story| {
            assert_eq!(story.room(LIABILITY), 400);
            assert_eq!(story.state.liability_sums(&LIABILITY).collected, 600);
        });
}

#[test]
fn a_receipt_is_counted_once() {
    let other = Command::Funds(funds::Command::Attribute {
        receipt: RECEIPT,
        liability: GUARANTEE,
        source: "sale".into(),
        taken_on: None,
    });
    let story = received().by(clerk()).liable(joint(GUARANTEE, GUARANTOR));
    given(story).when(other).then_refused("LEVY-R49");
    let refunded = Story::owed(cny(1_000))
        .does(booked(RECEIPT, cny(600)))
        .by(judge())
        .agreed(refund(PAYMENT, RECEIPT, cny(600)));
    given(refunded)
        .when(attributed(RECEIPT))
        .then_refused("LEVY-R49");
}

#[test]
fn allocated_money_is_paid_out_once() {
    given(received())
        .when_agreed(pay_out(PAYMENT, cny(600)))
        .then_kinds(["paid-out"])
        .seeing(|story| {
            assert_eq!(story.state.receipts[&RECEIPT].payable(&CLAIM), 0);
            assert_eq!(story.state.claims[&CLAIM].collected, 600);
        });
    given(received().agreed(pay_out(PAYMENT, cny(600))))
        .when(pay_out(PAYMENT_2, cny(1)))
        .then_refused("LEVY-R47");
    given(received().agreed(pay_out(PAYMENT, cny(600))))
        .when(pay_out(PAYMENT, cny(500)))
        .then_refused("LEVY-R02");
}

#[test]
fn money_is_paid_out_in_parts_up_to_what_is_allocated() {
    given(received().agreed(pay_out(PAYMENT, cny(400))))
        .when_agreed(pay_out(PAYMENT_2, cny(200)))
        .then_kinds(["paid-out"]);
    given(received().agreed(pay_out(PAYMENT, cny(400))))
        .when(pay_out(PAYMENT_2, cny(201)))
        .then_refused_saying("LEVY-R47", "2.00 CNY");
    given(received())
        .when(pay_out(PAYMENT, cny(0)))
        .then_refused("LEVY-R05");
    given(received())
        .when(pay_out(PAYMENT, usd(1)))
        .then_refused("LEVY-R06");
}

#[test]
fn only_a_creditor_of_the_matter_is_paid() {
    let to_debtor = Command::Funds(funds::Command::PayOut {
        payment: PAYMENT,
        receipt: RECEIPT,
        claim: CLAIM,
        creditor: DEBTOR,
        amount: cny(600),
    });
    given(received()).when(to_debtor).then_refused("LEVY-R05");
}

#[test]
fn what_the_debtor_paid_to_the_creditor_himself_is_not_paid_out_again() {
    let story = Story::owed(cny(1_000))
        .does(add(person(CREDITOR), PartyRole::Creditor))
        .does(paid(RECEIPT, cny(600)))
        .by(judge());
    given(story.clone())
        .when(pay_out(PAYMENT, cny(600)))
        .then_refused("LEVY-R48");
    given(story)
        .when(refund(PAYMENT, RECEIPT, cny(1)))
        .then_refused("LEVY-R48");
}

#[test]
fn a_surplus_goes_back_and_nothing_more() {
    let surplus = Story::owed(cny(500))
        .does(booked(RECEIPT, cny(600)))
        .does(attributed(RECEIPT))
        .by(judge());
    given(surplus.clone())
        .when_agreed(refund(PAYMENT, RECEIPT, cny(100)))
        .then_kinds(["refunded"]);
    given(surplus)
        .when(refund(PAYMENT, RECEIPT, cny(101)))
        .then_refused_saying("LEVY-R47", "1.00 CNY");
}

#[test]
fn a_mistaken_deposit_is_taken_out_of_the_claim_and_goes_back() {
    let reversal = received().does(reversed(RECEIPT));
    assert_eq!(reversal.room(LIABILITY), 1_000);
    assert_eq!(reversal.state.liability_sums(&LIABILITY).collected, 0);
    given(reversal)
        .when_agreed(refund(PAYMENT, RECEIPT, cny(600)))
        .then_kinds(["refunded"])
        .seeing(|story| assert_eq!(story.state.receipts[&RECEIPT].left_over(), 0));
}

#[test]
fn a_mistaken_deposit_that_was_drawn_from_a_hold_goes_back_too() {
    let mut booked = booked(RECEIPT, cny(600));
    if let Command::BookReceipt { order: of, .. } = &mut booked {
        *of = Some((order(2), 1));
    }
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(600))
        .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
        .does(booked);
    given(story)
        .when(reversed(RECEIPT))
        .then_kinds(["allocation-reversed"])
        .owing([])
        .seeing(|story| {
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.in_transit, sums.bound), (0, 0));
            assert_eq!(story.room(LIABILITY), 1_000);
        });
}

#[test]
fn an_allocation_that_was_paid_out_is_not_undone() {
    given(received().agreed(pay_out(PAYMENT, cny(1))))
        .when(reversed(RECEIPT))
        .then_refused("LEVY-R49");
}

#[test]
fn money_that_was_taken_back_may_serve_another_debtor() {
    let other = Command::Funds(funds::Command::Attribute {
        receipt: RECEIPT,
        liability: GUARANTEE,
        source: "third-party".into(),
        taken_on: None,
    });
    let story = received()
        .by(clerk())
        .liable(joint(GUARANTEE, GUARANTOR))
        .does(reversed(RECEIPT));
    given(story)
        .when(other)
        .then_kinds(["receipt-attributed", "allocated"])
        .seeing(|story| {
            assert_eq!(story.state.liability_sums(&LIABILITY).collected, 0);
            assert_eq!(story.state.liability_sums(&GUARANTEE).collected, 600);
            let again = story.clone().does(reversed(RECEIPT));
            assert_eq!(again.state.liability_sums(&GUARANTEE).collected, 0);
        });
}

#[test]
fn a_receipt_that_was_counted_is_matched_only_after_that_is_undone() {
    let mut matched = booked(RECEIPT, cny(600));
    if let Command::BookReceipt { order: of, .. } = &mut matched {
        *of = Some((order(2), 1));
    }
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(600))
        .does(booked(RECEIPT, cny(600)))
        .does(attributed(RECEIPT));
    given(story.clone())
        .when(matched.clone())
        .then_refused("LEVY-R49");
    given(story.does(reversed(RECEIPT)))
        .when(matched)
        .then_kinds(["receipt-matched", "allocated"]);
}

#[test]
fn a_creditor_returns_what_a_ruling_orders_back_with_its_fruits() {
    let ordered = received()
        .agreed(pay_out(PAYMENT, cny(600)))
        .does(order_back(cny(600), Some(cny(30))));
    let ordered = ordered.does(booked(RECEIPT_2, cny(630)));
    given(ordered)
        .when(returned(RECEIPT_2))
        .then_kinds(["reversal-returned"])
        .seeing(|story| {
            assert_eq!(story.state.claims[&CLAIM].collected, 0);
            assert_eq!(story.state.funds.payments[&PAYMENT].returned, 600);
            assert_eq!(story.state.funds.reversals[&REVERSAL].fruits_returned, 30);
            assert_eq!(story.state.receipts[&RECEIPT].left_over(), 0);
            assert_eq!(story.state.receipts[&RECEIPT_2].left_over(), 630);
        });
}

#[test]
fn what_was_returned_goes_to_the_debtor_and_nowhere_else() {
    let story = received()
        .agreed(pay_out(PAYMENT, cny(600)))
        .does(order_back(cny(600), None))
        .does(booked(RECEIPT_2, cny(600)))
        .does(returned(RECEIPT_2));
    given(story.clone())
        .when(attributed(RECEIPT_2))
        .then_refused("LEVY-R49");
    given(story)
        .when_agreed(refund(PAYMENT_2, RECEIPT_2, cny(600)))
        .then_kinds(["refunded"]);
}

#[test]
fn part_of_a_payment_is_ordered_back_and_no_more_than_was_paid() {
    let story = received().agreed(pay_out(PAYMENT, cny(600)));
    given(story.clone())
        .when(order_back(cny(601), None))
        .then_refused("LEVY-R47");
    let part = story
        .does(order_back(cny(200), None))
        .does(booked(RECEIPT_2, cny(150)))
        .does(returned(RECEIPT_2));
    assert_eq!(part.state.claims[&CLAIM].collected, 450);
    assert_eq!(
        part.state.claims[&CLAIM].allocated[&ComponentKind::Principal],
        450
    );
}

#[test]
fn a_reversal_rests_on_a_document_and_on_a_payment_to_a_creditor() {
    let story = received().agreed(pay_out(PAYMENT, cny(600)));
    let mut paperless = order_back(cny(600), None);
    if let Command::Funds(funds::Command::OrderReversal { document, .. }) = &mut paperless {
        *document = levy_domain::id::DocumentId(Uuid::from_u128(0xdead));
    }
    given(story).when(paperless).then_refused("LEVY-R29");
    let refunded = Story::owed(cny(1_000))
        .does(booked(RECEIPT, cny(600)))
        .by(judge())
        .agreed(refund(PAYMENT, RECEIPT, cny(600)));
    given(refunded)
        .when(order_back(cny(600), None))
        .then_refused("LEVY-R03");
}

#[test]
fn what_was_paid_in_too_much_leaves_a_hold_to_be_lowered_until_it_is_reversed() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(1_000))
        .does(booked(RECEIPT, cny(400)));
    given(story)
        .when(attributed(RECEIPT))
        .then_kinds(["receipt-attributed", "allocated"])
        .owing([Duty::Reduce(CLAIM)])
        .seeing(|story| {
            let back = story.clone().does(reversed(RECEIPT));
            assert_eq!(back.state.excess(&CLAIM), 0);
        });
}
