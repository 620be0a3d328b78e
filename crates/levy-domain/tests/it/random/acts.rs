//! Acts of random histories that have commands of their own.

use super::pick;
use crate::world::*;
use levy_domain::{
    id::{BarId, PaymentId, WrongPersonId},
    matter::{
        Command, State, bar,
        event::{BarKind, BarScope},
        funds, wrong_person,
    },
    money::Money,
};

/// What is done with some receipt: counted, taken back, paid out, refunded.
pub(super) fn in_account(state: &State, kind: u8, which: u8, amount: Money, choice: u8) -> Command {
    let receipt = pick(state.receipts.keys().copied(), which).unwrap_or(RECEIPT);
    let payment = PaymentId(order(300 + u128::from(choice)).0);
    Command::Funds(match kind {
        24 => funds::Command::Attribute {
            receipt,
            liability: if choice & 1 == 1 {
                GUARANTEE
            } else {
                LIABILITY
            },
            source: "sale".into(),
            taken_on: None,
        },
        25 => funds::Command::ReverseAllocation {
            receipt,
            claim: CLAIM,
            ground: "mistaken-deposit".into(),
            document: None,
        },
        26 => funds::Command::PayOut {
            payment,
            receipt,
            claim: CLAIM,
            creditor: STRANGER,
            amount,
        },
        _ => funds::Command::Refund {
            payment,
            receipt,
            amount,
            to: None,
            ground: "surplus".into(),
        },
    })
}

/// Something stops measures, or no longer does.
pub(super) fn some_bar(which: u8, choice: u8) -> Command {
    let bar = BarId(order(300 + u128::from(which & 3)).0);
    if choice & 1 == 1 {
        return Command::Bar(bar::Command::Lift {
            bar,
            ground: "rejected".into(),
            document: RULING,
        });
    }
    let bankrupt = choice & 2 == 2;
    Command::Bar(bar::Command::Raise {
        bar,
        kind: if bankrupt {
            BarKind::Bankruptcy
        } else {
            BarKind::Suspension
        },
        scope: BarScope {
            persons: vec![if choice & 4 == 4 { DEBTOR } else { GUARANTOR }],
            assets: vec![],
        },
        document: RULING,
        from: day(2024, 3, 1),
    })
}

/// Somebody was taken for another, and what became of that.
pub(super) fn wrong(which: u8, choice: u8) -> Command {
    let report = WrongPersonId(order(310 + u128::from(which & 1)).0);
    Command::WrongPerson(match choice & 7 {
        0..=3 => wrong_person::Command::Report {
            report,
            person: if which & 1 == 1 { DEBTOR } else { GUARANTOR },
            evidence: None,
        },
        4 | 5 => wrong_person::Command::Confirm {
            report,
            units: vec![bank(), slow_bank()],
            evidence: None,
        },
        6 => wrong_person::Command::Clear { report },
        _ => wrong_person::Command::NoteOverdue { report },
    })
}
