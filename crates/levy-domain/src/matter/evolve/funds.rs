//! Folding money in the account: attributed, taken back, gone, returned.

use super::{super::event::*, Fold, known, minor, misfit};
use crate::{
    id::{ClaimId, PaymentId, ReceiptId},
    matter::{
        funds::{Payment, Reversal},
        state::State,
    },
};

pub(super) fn attributed(state: &mut State, event: &Event, e: &ReceiptAttributed) -> Fold {
    known(
        state.liabilities.get(&e.liability),
        event,
        "no such liability",
    )?;
    let receipt = known(state.receipts.get_mut(&e.receipt), event, "no such receipt")?;
    receipt.liability = Some(e.liability);
    receipt.on = e.taken_on.unwrap_or(receipt.on);
    Ok(())
}

/// What was allocated is so no more; sums of claim and liability follow.
fn take_back(
    state: &mut State,
    event: &Event,
    id: &ReceiptId,
    claim: &ClaimId,
    parts: &[Allocation],
) -> Result<u64, crate::decider::Misfit> {
    let receipt = known(state.receipts.get(id), event, "no such receipt")?;
    known(state.claims.get(claim), event, "no such claim")?;
    let there = |part: &Allocation| {
        let key = (*claim, part.component.clone());
        receipt.allocations.get(&key).copied().unwrap_or(0) >= part.amount.minor
    };
    if !parts.iter().all(there) {
        return Err(misfit(event, "more is taken back than was allocated"));
    }
    let sum = parts
        .iter()
        .fold(0u64, |sum, part| sum.saturating_add(part.amount.minor));
    // One debtor at a time is credited with it on one claim.
    let mut credited = receipt.credited.iter();
    let credited = credited
        .find(|(id, minor)| **minor > 0 && state.claim_of(id).as_ref() == Some(claim))
        .map(|(id, _)| *id);
    if let Some(receipt) = state.receipts.get_mut(id) {
        for part in parts {
            let key = (*claim, part.component.clone());
            if let Some(minor) = receipt.allocations.get_mut(&key) {
                *minor = minor.saturating_sub(part.amount.minor);
            }
        }
        receipt.allocations.retain(|_, minor| *minor > 0);
        receipt.allocated = !receipt.allocations.is_empty();
        if !receipt.allocated {
            receipt.on = receipt.booked_on;
        }
        if let Some(minor) = credited.and_then(|id| receipt.credited.get_mut(&id)) {
            *minor = minor.saturating_sub(sum);
        }
    }
    if let Some(known) = state.claims.get_mut(claim) {
        for part in parts {
            if let Some(minor) = known.allocated.get_mut(&part.component) {
                *minor = minor.saturating_sub(part.amount.minor);
            }
        }
        known.collected = known.collected.saturating_sub(sum);
    }
    state.interest.rests_no_more(claim);
    state.books.touch(*claim);
    if let Some(liability) = credited {
        state.discredit(liability, sum);
    }
    Ok(sum)
}

pub(super) fn reversed(state: &mut State, event: &Event, e: &AllocationReversed) -> Fold {
    take_back(state, event, &e.receipt, &e.claim, &e.parts).map(drop)
}

/// One payment id leaves once.
fn pay(state: &mut State, event: &Event, id: PaymentId, payment: Payment) -> Fold {
    if state.funds.payments.contains_key(&id) {
        return Err(misfit(event, "the payment exists"));
    }
    let sum = payment.amount.minor;
    let found = state.receipts.get_mut(&payment.receipt);
    let receipt = known(found, event, "no such receipt")?;
    match payment.claim {
        Some(claim) => {
            if receipt.payable(&claim) < sum {
                return Err(misfit(event, "more is paid out than was allocated"));
            }
            let paid = receipt.paid_out.entry(claim).or_default();
            *paid = paid.saturating_add(sum);
        }
        None => {
            if receipt.left_over() < sum {
                return Err(misfit(event, "more goes back than is left"));
            }
            receipt.gone = receipt.gone.saturating_add(sum);
        }
    }
    state.funds.payments.insert(id, payment);
    Ok(())
}

pub(super) fn paid_out(state: &mut State, event: &Event, e: &PaidOut) -> Fold {
    let payment = Payment {
        receipt: e.receipt,
        claim: Some(e.claim),
        to: Some(e.creditor),
        amount: e.amount,
        ordered_back: 0,
        returned: 0,
    };
    pay(state, event, e.payment, payment)?;
    state.assents.done("pay-out", e.payment.0);
    Ok(())
}

pub(super) fn refunded(state: &mut State, event: &Event, e: &Refunded) -> Fold {
    let payment = Payment {
        receipt: e.receipt,
        claim: None,
        to: e.to,
        amount: e.amount,
        ordered_back: 0,
        returned: 0,
    };
    pay(state, event, e.payment, payment)?;
    state.assents.done("refund", e.payment.0);
    Ok(())
}

pub(super) fn ordered_back(state: &mut State, event: &Event, e: &ReversalOrdered) -> Fold {
    if state.funds.reversals.contains_key(&e.reversal) {
        return Err(misfit(event, "the reversal exists"));
    }
    let found = state.funds.payments.get_mut(&e.payment);
    let payment = known(found, event, "no such payment")?;
    payment.ordered_back = payment.ordered_back.saturating_add(e.amount.minor);
    let reversal = Reversal {
        ordered: e.clone(),
        returned: 0,
        fruits_returned: 0,
    };
    state.funds.reversals.insert(e.reversal, reversal);
    Ok(())
}

pub(super) fn returned(state: &mut State, event: &Event, e: &ReversalReturned) -> Fold {
    known(state.receipts.get(&e.receipt), event, "no such receipt")?;
    let found = state.funds.reversals.get(&e.reversal);
    let id = known(found, event, "no such reversal")?.ordered.payment;
    let payment = known(state.funds.payments.get(&id), event, "no such payment")?;
    let claim = known(payment.claim, event, "a refund is not reversed")?;
    let paid_from = payment.receipt;
    let sum = take_back(state, event, &paid_from, &claim, &e.parts)?;
    if let Some(receipt) = state.receipts.get_mut(&paid_from) {
        if let Some(paid) = receipt.paid_out.get_mut(&claim) {
            *paid = paid.saturating_sub(sum);
        }
        receipt.gone = receipt.gone.saturating_add(sum);
    }
    if let Some(payment) = state.funds.payments.get_mut(&id) {
        payment.returned = payment.returned.saturating_add(e.amount.minor);
    }
    if let Some(reversal) = state.funds.reversals.get_mut(&e.reversal) {
        reversal.returned = reversal.returned.saturating_add(e.amount.minor);
        reversal.fruits_returned = reversal
            .fruits_returned
            .saturating_add(minor(Some(e.fruits)));
    }
    if let Some(receipt) = state.receipts.get_mut(&e.receipt) {
        receipt.returned = Some(e.reversal);
    }
    state.wrong_persons.came_back(&paid_from, e.receipt);
    Ok(())
}
