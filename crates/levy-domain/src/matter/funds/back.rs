//! What goes the other way: an allocation undone, a payment ordered back, a
//! creditor's return.

use super::{
    super::{
        decide::Decision,
        event::*,
        papers,
        state::{ReceiptState, State},
        sums::minor,
    },
    in_account, spent, within,
};
use crate::{
    code::Code,
    id::{ClaimId, DocumentId, ReceiptId, ReversalId},
    money::{MAX_MINOR, Money},
    refusal::Refusal,
};

pub(super) fn reverse(
    state: &State,
    receipt: &ReceiptId,
    claim: &ClaimId,
    ground: &Code,
    document: Option<DocumentId>,
) -> Decision {
    let known = in_account(state, receipt)?;
    if known.allocated_to(claim) == 0 {
        return Ok(vec![]);
    }
    papers::all_usable(state, &document)?;
    if known.paid_out.get(claim).is_some_and(|paid| *paid > 0) {
        return Err(spent(receipt, "paid out"));
    }
    let reversed = AllocationReversed {
        receipt: *receipt,
        claim: *claim,
        parts: parts_of(state, known, claim, u64::MAX),
        ground: ground.clone(),
        document,
    };
    Ok(vec![reversed.into()])
}

/// What of an allocation is taken back for `sum`: the last component first.
fn parts_of(state: &State, receipt: &ReceiptState, claim: &ClaimId, sum: u64) -> Vec<Allocation> {
    let order = state.claims.get(claim);
    let order = order.map_or(&[][..], |known| &known.claim.allocation_order);
    let mut left = sum;
    let mut parts = Vec::new();
    for kind in order.iter().rev() {
        let key = (*claim, kind.clone());
        let minor = receipt
            .allocations
            .get(&key)
            .copied()
            .unwrap_or(0)
            .min(left);
        if minor > 0 {
            left -= minor;
            parts.push(Allocation {
                component: kind.clone(),
                amount: Money {
                    minor,
                    ..receipt.amount
                },
            });
        }
    }
    parts
}

pub(super) fn order_reversal(state: &State, ordered: ReversalOrdered) -> Decision {
    if let Some(known) = state.funds.reversals.get(&ordered.reversal) {
        // Under whatever version of the rule it was ordered.
        let basis = known.ordered.basis.clone();
        return if known.ordered == (ReversalOrdered { basis, ..ordered }) {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    let payment = state.funds.payments.get(&ordered.payment);
    let payment = payment
        .filter(|payment| payment.claim.is_some())
        .ok_or(Refusal::Unknown { what: "payment" })?;
    papers::usable(state, ordered.document)?;
    let fruits = ordered
        .fruits
        .unwrap_or(Money::zero(payment.amount.currency));
    if fruits.currency != payment.amount.currency {
        return Err(Refusal::OtherCurrency);
    }
    if fruits.minor > MAX_MINOR {
        return Err(Refusal::TooLarge);
    }
    let left = payment.amount.minor.saturating_sub(payment.ordered_back);
    within(&payment.receipt, ordered.amount, payment.amount, left)?;
    Ok(vec![ordered.into()])
}

pub(super) fn enter_return(state: &State, reversal: &ReversalId, receipt: &ReceiptId) -> Decision {
    let known = state
        .funds
        .reversals
        .get(reversal)
        .ok_or(Refusal::Unknown { what: "reversal" })?;
    let held = in_account(state, receipt)?;
    if held.returned == Some(*reversal) {
        return Ok(vec![]);
    }
    let untouched =
        !held.matched && held.returned.is_none() && held.left_over() == held.amount.minor;
    if !untouched {
        return Err(spent(receipt, "matched, allocated or gone"));
    }
    let payment = state.funds.payments.get(&known.ordered.payment);
    let found = payment.and_then(|payment| Some((payment, payment.claim?)));
    let (payment, claim) = found.ok_or(Refusal::Unknown { what: "payment" })?;
    let paid_from = in_account(state, &payment.receipt)?;
    let of = |minor| Money {
        minor,
        ..held.amount
    };
    let open = known.ordered.amount.minor.saturating_sub(known.returned);
    let amount = open.min(held.amount.minor);
    let fruits = minor(known.ordered.fruits).saturating_sub(known.fruits_returned);
    let returned = ReversalReturned {
        reversal: *reversal,
        receipt: *receipt,
        amount: of(amount),
        fruits: of(fruits.min(held.amount.minor - amount)),
        parts: parts_of(state, paid_from, &claim, amount),
    };
    Ok(vec![returned.into()])
}
