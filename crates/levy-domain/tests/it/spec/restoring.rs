//! The wrong person: a transfer under way, money that was taken and what was
//! let go before the report (F3, F4).

use super::mistaking::{REPORT, clear, confirm, corrected, held, released, report};
use crate::{story::*, world::*};
use levy_domain::{
    id::{PaymentId, PersonId, ReceiptId, ReversalId},
    matter::{Command, Duty, event::Event, funds, wrong_person},
    party::PartyRole,
    reply::Outcome,
    time::DAY,
};
use uuid::Uuid;

const CREDITOR: PersonId = PersonId(Uuid::from_u128(0x13));
const PAYMENT: PaymentId = PaymentId(Uuid::from_u128(0xa0));
const PAYMENT_2: PaymentId = PaymentId(Uuid::from_u128(0xa1));
const REVERSAL: ReversalId = ReversalId(Uuid::from_u128(0xa8));

fn arrived(receipt: ReceiptId, order: Option<u128>) -> Command {
    Command::BookReceipt {
        receipt,
        amount: cny(600),
        booked_on: day(2024, 3, 1),
        unit: None,
        reference: "ref".into(),
        evidence: None,
        order: order.map(|n| (crate::world::order(n), 1)),
    }
}

/// The hold was drawn on; the transfer is order 3.
fn drawn(story: Story) -> Story {
    story.replies(3, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
}

/// 600 were taken and have arrived.
fn taken() -> Story {
    drawn(held().transferring(3, 1, cny(600)))
        .does(add(person(CREDITOR), PartyRole::Creditor))
        .does(arrived(RECEIPT, Some(3)))
        .by(judge())
}

/// Whoever was asked has nothing of his any more.
fn confirmed(story: Story) -> Story {
    story.does(confirm(vec![bank(), slow_bank()]))
}

fn undone() -> Command {
    Command::Funds(funds::Command::ReverseAllocation {
        receipt: RECEIPT,
        claim: CLAIM,
        ground: "wrong-person".into(),
        document: None,
    })
}

fn refund(payment: PaymentId, receipt: ReceiptId) -> Command {
    Command::Funds(funds::Command::Refund {
        payment,
        receipt,
        amount: cny(600),
        to: None,
        ground: "wrong-person".into(),
    })
}

fn is_open(story: &Story) {
    assert!(story.state.wrong_persons.clearable_since(&REPORT).is_none());
}

#[test]
fn a_transfer_under_way_keeps_the_report_of_a_wrong_person_open() {
    let sent = held().transferring(3, 1, cny(600));
    let sent = sent.does(Command::BeginDispatch { order: order(3) });
    let story = sent.does(report());
    let known = &story.state.wrong_persons.all()[&REPORT];
    assert!(known.orders.contains(&order(3)));
    // It was too late to ask it back: the money is on its way to the court.
    let story = drawn(story.does(corrected()).does(confirm(vec![slow_bank()])));
    given(story.clone()).when(clear()).then_refused("LEVY-R30");
    let story = story.does(arrived(RECEIPT, Some(3))).by(judge());
    given(story.clone()).when(clear()).then_refused("LEVY-R30");
    given(story.does(undone()))
        .when_agreed(refund(PAYMENT, RECEIPT))
        .then_kinds(["refunded"])
        .seeing(|story| {
            assert!(story.state.wrong_persons.clearable_since(&REPORT).is_some());
        });
}

#[test]
fn money_that_was_taken_from_a_wrong_person_is_named_and_goes_back_before_the_end() {
    given(taken())
        .when(report())
        .then_kinds(["wrong-person-reported"])
        .saying(|events| {
            let Event::WrongPersonReported(e) = &events[0] else {
                unreachable!()
            };
            assert_eq!(e.receipts, [RECEIPT]);
        });
    let story = confirmed(taken().does(report()));
    given(story.clone()).when(clear()).then_refused("LEVY-R30");
    // Taken out of the claim again it still lies in the court's account.
    let story = story.does(undone());
    given(story.clone()).when(clear()).then_refused("LEVY-R30");
    let story = story.agreed(refund(PAYMENT, RECEIPT));
    assert_eq!(story.due(), [Duty::ClearWrongPerson(REPORT)]);
    given(story)
        .when(clear())
        .then_kinds(["wrong-person-cleared"]);
}

#[test]
fn what_a_creditor_was_paid_of_it_comes_back_and_goes_on_to_him() {
    let pay = Command::Funds(funds::Command::PayOut {
        payment: PAYMENT,
        receipt: RECEIPT,
        claim: CLAIM,
        creditor: CREDITOR,
        amount: cny(600),
    });
    let back = Command::Funds(funds::Command::OrderReversal {
        reversal: REVERSAL,
        payment: PAYMENT,
        amount: cny(600),
        fruits: None,
        document: RULING,
    });
    let story = confirmed(taken().agreed(pay).does(report())).does(back);
    given(story.clone()).when(clear()).then_refused("LEVY-R30");
    let story =
        story
            .does(arrived(RECEIPT_2, None))
            .does(Command::Funds(funds::Command::EnterReturn {
                reversal: REVERSAL,
                receipt: RECEIPT_2,
            }));
    is_open(&story);
    given(story.agreed(refund(PAYMENT_2, RECEIPT_2)))
        .when(clear())
        .then_kinds(["wrong-person-cleared"]);
}

#[test]
fn the_clock_that_passes_names_the_money_that_is_not_back() {
    let late = wrong_person::Command::NoteOverdue { report: REPORT };
    given(confirmed(taken().does(report())).at(NOW.plus(30 * DAY)))
        .when(late.into())
        .then_kinds(["wrong-person-overdue"])
        .saying(|events| {
            let Event::WrongPersonOverdue(e) = &events[0] else {
                unreachable!()
            };
            assert_eq!(e.receipts, [RECEIPT]);
        });
}

#[test]
fn days_of_a_hold_that_was_let_go_before_the_report_are_counted_up_to_that_day() {
    let story = released(held().at(NOW.plus(DAY)));
    let story = confirmed(story.at(NOW.plus(9 * DAY)).does(report()));
    given(story)
        .when(clear())
        .then_kinds(["wrong-person-cleared"])
        .saying(|events| {
            let Event::WrongPersonCleared(e) = &events[0] else {
                unreachable!()
            };
            let held: Vec<_> = e.held.iter().map(|held| (held.to, held.days)).collect();
            assert_eq!(
                held,
                [(day(2024, 3, 2), 2)],
                "from the freeze to the release"
            );
        });
}
