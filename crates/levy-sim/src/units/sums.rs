//! What a limit, a balance and what others bind come to.

use super::books::Kept;
use levy_connect::wire::{Exact, OrderLine, ReplyLine};
use levy_domain::{
    reply::Outcome,
    time::{Timestamp, Zone},
};

/// The sums of one line.
#[derive(Clone)]
pub(super) struct Sums {
    pub(super) held: u64,
    pub(super) waiting: u64,
    pub(super) beyond: u64,
    pub(super) rank: u32,
}

impl Sums {
    /// What can be held of a limit; a seal without a sum waits behind others.
    pub(super) fn of(limit: Option<u64>, balance: Option<u64>, bound: u64, queue: u32) -> Self {
        let (Some(limit), Some(balance)) = (limit, balance) else {
            return Sums {
                held: 0,
                waiting: 0,
                beyond: 0,
                rank: queue,
            };
        };
        let held = limit.min(balance.saturating_sub(bound));
        let short = limit - held;
        let waiting = short.min(bound.min(balance));
        let rank = if held == 0 && waiting > 0 { queue } else { 0 };
        Sums {
            held,
            waiting,
            beyond: short - waiting,
            rank,
        }
    }
}

/// What the unit says of them.
pub(super) fn said_of(
    line: &OrderLine,
    kept: &Kept,
    sums: &Sums,
    balance: Option<u64>,
    bound: u64,
    ends_at: Option<Timestamp>,
) -> ReplyLine {
    let outcome = if sums.rank > 0 {
        Outcome::Waiting
    } else if sums.waiting > 0 || sums.beyond > 0 {
        Outcome::Partial
    } else {
        Outcome::Done
    };
    let exact = |minor: u64| Exact::try_from(minor).ok();
    let money = line.amount_minor.is_some() && balance.is_some();
    let sum = |minor: u64| money.then(|| exact(minor)).flatten();
    let left = |balance: u64| balance.saturating_sub(bound).saturating_sub(sums.held);
    ReplyLine {
        currency: money.then_some(kept.facts.currency),
        requested_minor: if money { line.amount_minor } else { None },
        held_minor: sum(sums.held),
        beyond_balance_minor: if sums.beyond > 0 {
            sum(sums.beyond)
        } else {
            None
        },
        waiting_minor: if sums.waiting > 0 {
            sum(sums.waiting)
        } else {
            None
        },
        rank: Some(sums.rank),
        available_minor: balance.and_then(|balance| sum(left(balance))),
        account_class: Some(kept.facts.account_class.clone()),
        status: Some(kept.facts.status.clone()),
        not_redeemable_before: kept.facts.not_redeemable_before,
        prior_measures: kept.facts.priors.clone(),
        rights: kept.facts.rights.clone(),
        from: line.from,
        to: line.to,
        ends_at: ends_at.and_then(|at| to_the_minute(line, at)),
        ..ReplyLine::new(line.line, outcome)
    }
}

/// The last day of the term, at the minute of the day when it was taken.
fn to_the_minute(line: &OrderLine, at: Timestamp) -> Option<Timestamp> {
    let midnight = Timestamp::start_of(at.date_in(Zone::CHINA), Zone::CHINA);
    let minute = at.since(midnight) / 60_000 * 60_000;
    line.to
        .map(|to| Timestamp::start_of(to, Zone::CHINA).plus(minute))
}
