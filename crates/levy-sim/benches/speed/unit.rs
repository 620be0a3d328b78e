//! What a unit says: one answer at once, a pure function of the order.

use levy::journal::{Clock, MachineClock};
use levy_connect::{
    AnswerFault, Connector, InProcess, InquireError, Inquiry, Parcel, SubmitError, Submitted,
    wire::{Exact, FoundBody, OrderBody, Private, ReplyBody, ReplyLine, V1, decode},
};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass},
    bytes::Digest,
    money::Currency,
    order::Measure,
    reply::Outcome,
};
use std::sync::Arc;

/// What every account holds, in fen: far below the claim, so that a plan takes
/// every account that was found.
const BALANCE: u32 = 100_000;

/// The answer to `order`. Each `every`-th unit, counted from the first, keeps
/// an account of everybody.
pub(crate) fn answer(order: &OrderBody, hash: Digest, every: u32) -> ReplyBody {
    let now = MachineClock.now();
    let number: u32 = order.unit.trim_start_matches("bank-").parse().unwrap_or(0);
    let asked = order.measure == Measure::Query;
    let holds = asked && number % every == 1 % every;
    ReplyBody {
        v: V1,
        order: order.order,
        order_hash: hash,
        unit: order.unit.clone(),
        sequence: 1,
        last: true,
        corrects: None,
        delivered_at: now,
        served_at: None,
        answered_at: now,
        receipt_number: None,
        lines: order
            .lines
            .iter()
            .map(|line| held(line.line, line.amount_minor))
            .collect(),
        found: holds.then(|| account(order, number)).into_iter().collect(),
        refused: None,
        fault: None,
    }
}

fn held(line: u32, amount: Option<Exact>) -> ReplyLine {
    ReplyLine {
        currency: Some(Currency::CNY),
        requested_minor: amount,
        held_minor: amount,
        rank: Some(0),
        available_minor: Some(0.into()),
        ..ReplyLine::new(line, Outcome::Done)
    }
}

fn account(order: &OrderBody, unit: u32) -> FoundBody {
    let identity = order.subject.identity.as_ref().map_or("", Private::expose);
    FoundBody {
        holder: None,
        class: AssetClass::Deposit,
        number: Private::new(format!("62{unit:04}{identity}")),
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Normal,
        currency: Currency::CNY,
        balance_minor: Some(BALANCE.into()),
        available_minor: Some(BALANCE.into()),
        available_at: Some(MachineClock.now()),
        sub_accounts: Vec::new(),
        not_redeemable_before: None,
        prior_measures: Vec::new(),
        rights: Vec::new(),
    }
}

/// Units inside this process: nothing is signed and nothing leaves.
pub(crate) fn in_process(every: u32) -> Arc<dyn Connector> {
    Arc::new(InProcess::new(
        move |parcel: &Parcel| {
            let order =
                decode::<OrderBody>(&parcel.body).map_err(|error| SubmitError::Uncertain {
                    reason: AnswerFault::Unreadable(error),
                    stray: None,
                })?;
            Submitted::answered(answer(&order, parcel.hash, every), None)
        },
        // Every order is answered at once, so none is ever asked about.
        |_: &Inquiry| {
            Err(InquireError::Unanswered {
                reason: AnswerFault::Timeout,
                stray: None,
            })
        },
    ))
}
