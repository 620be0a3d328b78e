//! Folding money: set aside, moved, freed, arrived, allocated.

use super::{super::event::*, Fold, known, minor, misfit, order};
use crate::{
    id::{HoldId, OrderId},
    matter::state::{ReceiptState, State},
    money::Money,
};
use std::collections::BTreeMap;

fn plus(sum: Option<Money>, more: Money) -> Option<Money> {
    let minor = minor(sum).saturating_add(more.minor);
    Some(Money { minor, ..more })
}

fn less(sum: Option<Money>, taken: u64) -> Option<Money> {
    sum.map(|sum| Money {
        minor: sum.minor.saturating_sub(taken),
        ..sum
    })
    .filter(|sum| !sum.is_zero())
}

/// Both ends of a transfer must be there before either is changed.
fn ends(state: &State, event: &Event, id: &OrderId, line: u32, hold: &HoldId) -> Fold {
    known(order(state, event, id)?.line(line), event, "no such line")?;
    known(state.holds.get(hold), event, "no such hold")?;
    Ok(())
}

pub(super) fn reserved(state: &mut State, event: &Event, e: &TransferReserved) -> Fold {
    ends(state, event, &e.order, e.line, &e.hold)?;
    state.with_order(&e.order, |order| {
        if let Some(line) = order.line_mut(e.line) {
            line.reserved = plus(line.reserved, e.amount);
        }
    });
    state.with_hold(&e.hold, |hold| {
        hold.reserved = hold.reserved.saturating_add(e.amount.minor);
    });
    Ok(())
}

pub(super) fn settled(state: &mut State, event: &Event, e: &TransferSettled) -> Fold {
    ends(state, event, &e.order, e.line, &e.hold)?;
    let mut aside = 0;
    state.with_order(&e.order, |order| {
        if let Some(line) = order.line_mut(e.line) {
            aside = minor(line.reserved).min(e.amount.minor);
            line.settled = plus(line.settled, e.amount);
            line.reserved = less(line.reserved, aside);
        }
    });
    state.with_hold(&e.hold, |hold| {
        hold.held = hold.held.saturating_sub(e.amount.minor);
        hold.limit = hold.limit.map(|limit| Money {
            minor: limit.minor.saturating_sub(e.amount.minor),
            ..limit
        });
        hold.covers = hold.covers.saturating_sub(e.amount.minor);
        hold.reserved = hold.reserved.saturating_sub(aside);
    });
    Ok(())
}

pub(super) fn freed(state: &mut State, event: &Event, e: &TransferFreed) -> Fold {
    ends(state, event, &e.order, e.line, &e.hold)?;
    state.with_order(&e.order, |order| {
        if let Some(line) = order.line_mut(e.line) {
            line.reserved = less(line.reserved, e.amount.minor);
        }
    });
    state.with_hold(&e.hold, |hold| {
        hold.reserved = hold.reserved.saturating_sub(e.amount.minor);
    });
    Ok(())
}

pub(super) fn booked(state: &mut State, event: &Event, e: &ReceiptBooked) -> Fold {
    if state.receipts.contains_key(&e.receipt) {
        return Err(misfit(event, "the receipt exists"));
    }
    let receipt = ReceiptState {
        amount: e.amount,
        on: e.booked_on,
        booked_on: e.booked_on,
        matched: false,
        allocated: false,
        payer: None,
        liability: None,
        credited: BTreeMap::new(),
        allocations: BTreeMap::new(),
        paid_out: BTreeMap::new(),
        gone: 0,
        pledged: 0,
        returned: None,
    };
    state.receipts.insert(e.receipt, receipt);
    Ok(())
}

pub(super) fn matched(state: &mut State, event: &Event, e: &ReceiptMatched) -> Fold {
    let found = order(state, event, &e.order)?.line(e.line);
    let liability = known(found, event, "no such line")?.0.liability;
    let receipt = known(state.receipts.get_mut(&e.receipt), event, "no such receipt")?;
    receipt.matched = true;
    receipt.on = e.on;
    receipt.liability = Some(liability);
    state.with_order(&e.order, |order| {
        if let Some(line) = order.line_mut(e.line) {
            line.matched = plus(line.matched, e.amount);
        }
    });
    state.wrong_persons.took(&e.order, e.receipt);
    Ok(())
}

pub(super) fn paid(state: &mut State, event: &Event, e: &VoluntaryPaymentRecorded) -> Fold {
    if state.receipts.contains_key(&e.receipt) {
        return Err(misfit(event, "the receipt exists"));
    }
    let receipt = ReceiptState {
        amount: e.amount,
        on: e.paid_on,
        booked_on: e.paid_on,
        matched: true,
        allocated: false,
        payer: Some(e.person),
        liability: None,
        credited: BTreeMap::new(),
        allocations: BTreeMap::new(),
        paid_out: BTreeMap::new(),
        gone: 0,
        pledged: 0,
        returned: None,
    };
    state.receipts.insert(e.receipt, receipt);
    Ok(())
}

pub(super) fn allocated(state: &mut State, event: &Event, e: &Allocated) -> Fold {
    let receipt = known(state.receipts.get(&e.receipt), event, "no such receipt")?;
    let liability = receipt.liability.or_else(|| {
        let payer = receipt.payer?;
        let own = state.liabilities_of(&e.claim);
        own.filter(|liability| liability.person == payer)
            .map(|liability| liability.liability)
            .next()
    });
    let claim = known(state.claims.get_mut(&e.claim), event, "no such claim")?;
    let mut sum = 0u64;
    for part in &e.parts {
        let of_kind = claim.allocated.entry(part.component.clone()).or_default();
        *of_kind = of_kind.saturating_add(part.amount.minor);
        sum = sum.saturating_add(part.amount.minor);
    }
    claim.collected = claim.collected.saturating_add(sum);
    state.books.touch(e.claim);
    if let Some(receipt) = state.receipts.get_mut(&e.receipt) {
        receipt.allocated = true;
        for part in &e.parts {
            let key = (e.claim, part.component.clone());
            let of_kind = receipt.allocations.entry(key).or_default();
            *of_kind = of_kind.saturating_add(part.amount.minor);
        }
        if let Some(liability) = liability {
            let credited = receipt.credited.entry(liability).or_default();
            *credited = credited.saturating_add(sum);
        }
    }
    if let Some(liability) = liability {
        state.credit(liability, sum);
    }
    Ok(())
}
