//! Money on its way from an account to the court's enforcement account.

use super::{
    books::{Books, Hold, Kept},
    error::UnitsError,
    pace::{between, due},
    plan::{Plan, not_done},
    roster::Unit,
};
use levy_connect::{
    Verified,
    wire::{Exact, OrderBody, OrderLine, ReplyLine},
};
use levy_domain::{
    asset::AccountClass,
    reply::{Fault, Outcome},
    time::{HOUR, Timestamp, Zone},
};

/// Moves what is held; rarely refused. A unit that forgets ids and has the
/// order again moves again, out of what is left and what is free.
pub(super) fn transfer(
    books: &Books,
    unit: &Unit,
    order: &Verified<OrderBody>,
    run: u32,
    at: Timestamp,
) -> Result<Plan, UnitsError> {
    let asked = &order.body;
    let mut draw = books.draw("transfer", unit.code(), asked.original);
    let numbers = asked.lines.iter().map(|line| line.line);
    match draw.below(1_000) {
        0..8 => return Ok(Plan::no(numbers, "internal-review", None)),
        8..12 => return Ok(Plan::no(numbers, "system-fault", Some(Fault::Unit))),
        _ => {}
    }
    let mut effects = 0;
    let mut lines = Vec::new();
    for line in &asked.lines {
        let booked = due(at, between(&mut draw, 0, 47 * HOUR));
        let Some((hold, kept)) = drawn_on(books, unit, line)? else {
            lines.push(not_done(line.line, Outcome::Nothing, "no-such-hold"));
            continue;
        };
        if let Some(turned) = turned_away(line, &kept, at) {
            lines.push(turned);
            continue;
        }
        let moved = draw_on(books, hold, &kept, line, run)?;
        if moved > 0 {
            effects += 1;
            books.effect(unit, asked, line.line, run, "transfer", moved)?;
            books.credit(unit, asked, line.line, (moved, kept.facts.currency), booked)?;
        }
        lines.push(said_of(line, &kept, moved));
    }
    Ok(Plan::lines(lines, effects))
}

fn drawn_on(
    books: &Books,
    unit: &Unit,
    line: &OrderLine,
) -> Result<Option<(Option<Hold>, Kept)>, UnitsError> {
    let hold = match line.hold_order.zip(line.hold_line) {
        Some((order, at)) => books.hold_made_by(unit.code(), order, at)?,
        None => None,
    };
    // A hold that was drawn to its end is none; the account may still be
    // there for an order that comes again.
    let kept = match &hold {
        Some(hold) => Some(books.account_of(hold)?),
        None => books.account(unit.code(), line.number.expose())?,
    };
    Ok(kept.map(|kept| (hold, kept)))
}

/// Takes the money out; gives what was moved.
fn draw_on(
    books: &Books,
    hold: Option<Hold>,
    kept: &Kept,
    line: &OrderLine,
    run: u32,
) -> Result<u64, UnitsError> {
    let balance = kept.balance.unwrap_or_default();
    let (held_here, _) = books.held_on(kept.id)?;
    let free = balance.saturating_sub(held_here.saturating_add(kept.bound_by_others()));
    let held = hold.as_ref().map_or(0, |hold| hold.held);
    let within = if run > 1 {
        held.saturating_add(free)
    } else {
        held
    };
    let asked = line.amount_minor.map_or(held, Exact::get);
    let moved = asked.min(within).min(balance);
    if let Some(mut hold) = hold {
        let out = moved.min(hold.held);
        hold.held -= out;
        hold.asked = hold.asked.map(|limit| limit.saturating_sub(out));
        // A limit that is not used up stays on the account and binds what
        // flows in later.
        let used_up = hold.held == 0 && hold.asked.is_none_or(|limit| limit == 0);
        books.change_hold(&hold, if used_up { "drawn" } else { "active" })?;
    }
    books.set_balance(kept.id, balance - moved)?;
    Ok(moved)
}

fn said_of(line: &OrderLine, kept: &Kept, moved: u64) -> ReplyLine {
    let whole = line.amount_minor.is_none_or(|asked| asked.get() == moved);
    let outcome = match moved {
        0 => return not_done(line.line, Outcome::Nothing, "nothing-held"),
        _ if whole => Outcome::Done,
        _ => Outcome::Partial,
    };
    ReplyLine {
        currency: Some(kept.facts.currency),
        requested_minor: line.amount_minor,
        held_minor: Exact::try_from(moved).ok(),
        ..ReplyLine::new(line.line, outcome)
    }
}

/// What may be frozen and not taken, or not yet.
fn turned_away(line: &OrderLine, kept: &Kept, at: Timestamp) -> Option<ReplyLine> {
    let facts = &kept.facts;
    let today = at.date_in(Zone::CHINA);
    if let Some(day) = facts.not_redeemable_before.filter(|day| today < *day) {
        let no = not_done(line.line, Outcome::Refused, "not-redeemable-yet");
        return Some(ReplyLine {
            not_redeemable_before: Some(day),
            ..no
        });
    }
    let kept_for_others = matches!(
        facts.account_class,
        AccountClass::PresaleEscrow
            | AccountClass::AcceptanceMargin
            | AccountClass::CreditMargin
            | AccountClass::MigrantWage
            | AccountClass::Subsistence
    );
    let no = not_done(line.line, Outcome::Refused, "freeze-only-account");
    kept_for_others.then(|| ReplyLine {
        account_class: Some(facts.account_class.clone()),
        ..no
    })
}
