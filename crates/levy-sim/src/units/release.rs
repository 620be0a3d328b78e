//! Releasing, lowering, renewing and recalling what an earlier order made.

use super::{
    books::{Books, Hold, Kept},
    error::UnitsError,
    plan::{Plan, not_done},
    roster::Unit,
};
use levy_connect::{
    Verified,
    wire::{Exact, OrderBody, OrderLine, ReplyLine},
};
use levy_domain::{
    order::Measure,
    reply::{Fault, Outcome},
};

/// Acts on holds; once in a hundred times or so it is not done.
pub(super) fn release(
    books: &Books,
    unit: &Unit,
    order: &Verified<OrderBody>,
) -> Result<Plan, UnitsError> {
    let asked = &order.body;
    let mut draw = books.draw("release", unit.code(), asked.original);
    let numbers = asked.lines.iter().map(|line| line.line);
    match draw.below(1_000) {
        0..4 => return Ok(Plan::no(numbers, "internal-review", None)),
        4..8 => return Ok(Plan::no(numbers, "system-fault", Some(Fault::Unit))),
        _ => {}
    }
    let lines = asked
        .lines
        .iter()
        .map(|line| one(books, unit, &asked.measure, line));
    Ok(Plan::lines(lines.collect::<Result<_, _>>()?, 0))
}

fn one(
    books: &Books,
    unit: &Unit,
    measure: &Measure,
    line: &OrderLine,
) -> Result<ReplyLine, UnitsError> {
    let named = line.hold_order.zip(line.hold_line);
    let hold = match named {
        Some((order, at)) => books.hold_made_by(unit.code(), order, at)?,
        None => None,
    };
    let Some(mut hold) = hold else {
        return Ok(not_done(line.line, Outcome::Nothing, "no-such-hold"));
    };
    let kept = books.account_of(&hold)?;
    let (acted, state) = match measure {
        Measure::PartialRelease => {
            let asked = line.amount_minor.map_or(0, Exact::get);
            let freed = asked.min(hold.held);
            hold.held -= freed;
            hold.asked = hold
                .asked
                .map(|limit| limit.saturating_sub(asked).max(hold.held));
            (freed, "active")
        }
        Measure::Renew => (hold.held, "active"),
        _ => {
            let freed = hold.held;
            (hold.held, hold.waiting) = (0, 0);
            (freed, "released")
        }
    };
    books.change_hold(&hold, state)?;
    let short = *measure == Measure::PartialRelease
        && line.amount_minor.is_some_and(|asked| asked.get() > acted);
    let outcome = if short {
        Outcome::Partial
    } else {
        Outcome::Done
    };
    said_of(books, line, &hold, &kept, acted, outcome)
}

fn said_of(
    books: &Books,
    line: &OrderLine,
    hold: &Hold,
    kept: &Kept,
    acted: u64,
    outcome: Outcome,
) -> Result<ReplyLine, UnitsError> {
    let exact = |minor: u64| Exact::try_from(minor).ok();
    let money = hold.asked.is_some() && kept.balance.is_some();
    let (held, _) = books.held_on(kept.id)?;
    let bound = kept.bound_by_others().saturating_add(held);
    let left = kept.balance.map(|balance| balance.saturating_sub(bound));
    Ok(ReplyLine {
        currency: money.then_some(kept.facts.currency),
        requested_minor: if money { line.amount_minor } else { None },
        held_minor: if money { exact(acted) } else { None },
        available_minor: if money { left.and_then(exact) } else { None },
        from: line.from,
        to: line.to,
        ..ReplyLine::new(line.line, outcome)
    })
}

/// Takes back what has not been answered yet; what has been is too late.
pub(super) fn recall(
    books: &Books,
    unit: &Unit,
    order: &Verified<OrderBody>,
) -> Result<Plan, UnitsError> {
    let one = |line: &OrderLine| {
        let Some(back) = line.hold_order else {
            return Ok(not_done(line.line, Outcome::Nothing, "no-such-order"));
        };
        if !books.withdraw_unanswered(unit.code(), back)? {
            return Ok(not_done(line.line, Outcome::Refused, "too-late"));
        }
        for mut hold in books.holds_of(unit.code(), back)? {
            (hold.held, hold.waiting) = (0, 0);
            books.change_hold(&hold, "released")?;
        }
        Ok(ReplyLine::new(line.line, Outcome::Done))
    };
    let lines = order
        .body
        .lines
        .iter()
        .map(one)
        .collect::<Result<_, UnitsError>>()?;
    Ok(Plan::lines(lines, 0))
}
