//! What a freeze does: in full, in part, waiting, refused, and what a unit
//! gets wrong while it does it.

use super::{
    books::{Books, Hold, Kept},
    drift::drift,
    error::UnitsError,
    pace::between,
    plan::{Plan, Said, not_done},
    roster::Unit,
    sums::{Sums, said_of},
    wealth::part,
};
use crate::draw::Draw;
use levy_connect::{
    Verified,
    wire::{Exact, OrderBody, OrderLine, ReplyLine},
};
use levy_domain::{
    asset::{AccountClass, AccountStatus},
    reply::{Fault, Outcome},
    time::{DAY, HOUR, Timestamp},
};

/// What is odd about one line of an order in thirty or so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Oddity {
    None,
    /// More is held than was asked. It is said later, when the orders beside
    /// it have left: what may still leave turns on it, and which of two answers
    /// of one instant is read first is the machine's.
    Larger,
    /// The reply is corrected later: less is held than it said.
    Corrected,
    /// A short account fills up later.
    Inflow,
}

/// One line, carried out or not.
struct Laid {
    line: ReplyLine,
    hold: Option<i64>,
    /// Short by this much because the account is.
    beyond: u64,
    correction: Option<ReplyLine>,
}

/// Freezes, line by line.
pub(super) fn freeze(
    books: &Books,
    unit: &Unit,
    order: &Verified<OrderBody>,
    run: u32,
    at: Timestamp,
) -> Result<Plan, UnitsError> {
    let asked = &order.body;
    let mut draw = books.draw("freeze", unit.code(), asked.original);
    let numbers = || asked.lines.iter().map(|line| line.line);
    match draw.below(1_000) {
        0..20 => return Ok(Plan::no(numbers(), "internal-review", None)),
        20..25 => {
            return Ok(Plan::no(
                numbers(),
                "document-not-legible",
                Some(Fault::Court),
            ));
        }
        25..30 => return Ok(Plan::no(numbers(), "system-fault", Some(Fault::Unit))),
        _ => {}
    }
    let mut oddity = match draw.below(1_000) {
        0..10 => Oddity::Larger,
        10..40 => Oddity::Corrected,
        40..70 => Oddity::Inflow,
        _ => Oddity::None,
    };
    let mut laid = Vec::new();
    let mut larger = false;
    for line in &asked.lines {
        let done = one(books, unit, asked, line, run, at, oddity, &mut draw)?;
        let spent = match oddity {
            Oddity::Larger => done.hold.is_some(),
            Oddity::Corrected => done.correction.is_some(),
            Oddity::Inflow | Oddity::None => false,
        };
        if spent {
            larger |= oddity == Oddity::Larger;
            oddity = Oddity::None;
        }
        if let (Oddity::Inflow, Some(hold), true) = (oddity, done.hold, done.beyond > 0) {
            books.expect_inflow(hold, at, between(&mut draw, DAY, 20 * DAY))?;
            oddity = Oddity::None;
        }
        laid.push(done);
    }
    let mut plan = say(laid, &mut draw);
    if let (true, Some(first)) = (larger, plan.replies.first_mut()) {
        first.later = between(&mut draw, HOUR, 60 * HOUR);
    }
    Ok(plan)
}

/// In parts, with a correction, or all at once.
fn say(laid: Vec<Laid>, draw: &mut Draw) -> Plan {
    let effects = u32::try_from(laid.iter().filter(|laid| laid.hold.is_some()).count());
    let mut lines = Vec::new();
    let mut corrections = Vec::new();
    for done in laid {
        lines.push(done.line);
        corrections.extend(done.correction);
    }
    let later = between(draw, HOUR, 60 * HOUR);
    let mut replies = Vec::new();
    if lines.len() > 1 && corrections.is_empty() && draw.chance(300) {
        let rest = lines.split_off(lines.len() / 2);
        replies.push(Said {
            lines,
            ..Said::default()
        });
        replies.push(Said {
            lines: rest,
            later,
            last: true,
            ..Said::default()
        });
    } else {
        replies.push(Said {
            lines,
            last: true,
            ..Said::default()
        });
    }
    if !corrections.is_empty() {
        let corrects = Some(1);
        replies.push(Said {
            lines: corrections,
            later,
            last: true,
            corrects,
            ..Said::default()
        });
    }
    Plan {
        replies,
        effects: effects.unwrap_or(u32::MAX),
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one line of one order at one unit"
)]
fn one(
    books: &Books,
    unit: &Unit,
    asked: &OrderBody,
    line: &OrderLine,
    run: u32,
    at: Timestamp,
    oddity: Oddity,
    draw: &mut Draw,
) -> Result<Laid, UnitsError> {
    let no = |line| Laid {
        line,
        hold: None,
        beyond: 0,
        correction: None,
    };
    let Some(mut kept) = books.account(unit.code(), line.number.expose())? else {
        return Ok(no(not_done(line.line, Outcome::Nothing, "no-such-account")));
    };
    if let Some(turned) = turned_away(line, &kept) {
        return Ok(no(turned));
    }
    if run == 1 {
        drift(books, unit, asked.original, &mut kept)?;
    }
    let (held_here, holds) = books.held_on(kept.id)?;
    let bound = kept.bound_by_others().saturating_add(held_here);
    let queue = u32::try_from(kept.facts.priors.len())
        .unwrap_or(u32::MAX)
        .saturating_add(holds);
    let (limit, balance) = (line.amount_minor.map(Exact::get), kept.balance);
    let mut sums = Sums::of(limit, balance, bound, queue);
    if let (Oddity::Larger, Some(limit), Some(balance)) = (oddity, limit, balance) {
        let want = limit.saturating_add(part(limit, draw.between(50, 300)));
        sums.held = sums.held.max(want.min(balance.saturating_sub(bound)));
    }
    let said = sums.clone();
    let wrong = oddity == Oddity::Corrected && sums.held >= 10_000;
    if wrong {
        sums.held = part(sums.held, draw.between(400, 950));
        sums.beyond = limit
            .unwrap_or_default()
            .saturating_sub(sums.held)
            .saturating_sub(sums.waiting);
    }
    let hold = Hold {
        id: 0,
        order: asked.order,
        line: line.line,
        account: kept.id,
        asked: limit,
        held: sums.held,
        waiting: sums.waiting,
        rank: sums.rank,
    };
    let hold = books.lay(unit.code(), asked.original, run, &hold)?;
    books.effect(unit, asked, line.line, run, "freeze", sums.held)?;
    let ends_at = draw.chance(100).then_some(at);
    let tell = |sums: &Sums| said_of(line, &kept, sums, balance, bound, ends_at);
    let correction = wrong.then(|| tell(&sums));
    Ok(Laid {
        line: tell(&said),
        hold: Some(hold),
        beyond: said.beyond,
        correction,
    })
}

/// What a unit does not freeze.
fn turned_away(line: &OrderLine, kept: &Kept) -> Option<ReplyLine> {
    let facts = &kept.facts;
    if facts.status == AccountStatus::Closed {
        let closed = not_done(line.line, Outcome::Nothing, "closed");
        return Some(ReplyLine {
            status: Some(AccountStatus::Closed),
            ..closed
        });
    }
    if line
        .currency
        .is_some_and(|currency| currency != facts.currency)
        && kept.balance.is_some()
    {
        let other = not_done(line.line, Outcome::Returned, "other-currency");
        return Some(ReplyLine {
            fault: Some(Fault::Court),
            ..other
        });
    }
    let protected = matches!(
        facts.account_class,
        AccountClass::MigrantWage | AccountClass::Subsistence | AccountClass::SocialInsurance
    );
    let no = not_done(line.line, Outcome::Refused, "protected-account");
    protected.then(|| ReplyLine {
        account_class: Some(facts.account_class.clone()),
        ..no
    })
}
