//! Balances move by themselves.

use super::{
    books::{Books, Kept},
    error::UnitsError,
    roster::Unit,
    wealth::part,
};
use crate::draw::Draw;
use levy_domain::{asset::AccountStatus, id::OrderId};

/// The free part of an account moves between two orders: hash(seed, unit,
/// original order), whatever the time between them.
pub(super) fn drift(
    books: &Books,
    unit: &Unit,
    original: OrderId,
    kept: &mut Kept,
) -> Result<(), UnitsError> {
    let (Some(balance), Some(opening)) = (kept.balance, kept.facts.opening_minor) else {
        return Ok(());
    };
    if kept.facts.status == AccountStatus::Closed {
        return Ok(());
    }
    let number = kept.facts.number.expose().as_bytes();
    let parts: [&[u8]; 3] = [unit.code().as_bytes(), original.0.as_bytes(), number];
    let mut draw = Draw::keyed(books.seed, "drift", &parts);
    let (held, _) = books.held_on(kept.id)?;
    let fixed = balance.min(held.saturating_add(kept.bound_by_others()));
    let free = balance - fixed;
    let moved = match draw.below(1_000) {
        0..120 => fixed.saturating_add(part(free, draw.between(300, 950))),
        120..150 => fixed.saturating_add(part(free, draw.between(0, 50))),
        150..220 => balance.saturating_add(part(opening, draw.between(10, 200))),
        _ => return Ok(()),
    };
    kept.balance = Some(moved);
    books.set_balance(kept.id, moved)
}
