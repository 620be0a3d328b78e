//! Money that arrives: receipts in the court's account and voluntary payment,
//! allocated to the claim's components in the claim's order (D-10).

use super::{command::Command, decide::Decision, event::*, state::State};
use crate::{
    id::{ClaimId, LiabilityId, OrderId, PersonId, ReceiptId},
    money::{MAX_MINOR, Money},
    order::Measure,
    refusal::Refusal,
    time::Date,
};

pub(super) fn decide(state: &State, command: &Command) -> Decision {
    match command {
        Command::BookReceipt {
            receipt,
            amount,
            booked_on,
            unit,
            reference,
            evidence,
            order,
        } => {
            let known = state.receipts.get(receipt);
            if known.is_some_and(|known| known.amount != *amount || known.payer.is_some()) {
                return Err(Refusal::IdInUse);
            }
            let mut events: Vec<Event> = Vec::new();
            if known.is_none() {
                check_amount(state, *amount)?;
                let booked = ReceiptBooked {
                    receipt: *receipt,
                    amount: *amount,
                    booked_on: *booked_on,
                    unit: *unit,
                    reference: reference.clone(),
                    evidence: *evidence,
                };
                events.push(booked.into());
            }
            // Booked first and its transfer found later is one receipt.
            let open = known.is_none_or(|known| !known.matched);
            if let (Some((order, line)), true) = (order, open) {
                let on = known.map_or(*booked_on, |known| known.on);
                events.extend(matched(state, *receipt, *order, *line, *amount, on)?);
            }
            Ok(events)
        }
        Command::RecordPayment {
            receipt,
            person,
            amount,
            paid_on,
            evidence,
        } => {
            if let Some(known) = state.receipts.get(receipt) {
                let same = known.amount == *amount && known.payer == Some(*person);
                return if same {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            check_amount(state, *amount)?;
            let claims = owed_by(state, person)?;
            let paid = VoluntaryPaymentRecorded {
                receipt: *receipt,
                person: *person,
                amount: *amount,
                paid_on: *paid_on,
                evidence: *evidence,
            };
            let mut events: Vec<Event> = vec![paid.into()];
            events.extend(allocate(state, &claims, *receipt, *amount, *paid_on));
            Ok(events)
        }
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

fn check_amount(state: &State, amount: Money) -> Result<(), Refusal> {
    if Some(amount.currency) != state.currency {
        return Err(Refusal::OtherCurrency);
    }
    if amount.minor > MAX_MINOR {
        return Err(Refusal::TooLarge);
    }
    if amount.is_zero() {
        return Err(Refusal::Malformed {
            what: "amount",
            why: "is zero",
        });
    }
    Ok(())
}

fn matched(
    state: &State,
    receipt: ReceiptId,
    order: OrderId,
    number: u32,
    amount: Money,
    on: Date,
) -> Decision {
    let known = state
        .orders
        .get(&order)
        .filter(|known| known.draft.measure == Measure::Transfer && known.issuance.is_some())
        .ok_or(Refusal::Unknown { what: "transfer" })?;
    let (line, _) = known
        .line(number)
        .ok_or(Refusal::Unknown { what: "line" })?;
    let claim = state
        .claim_of(&line.liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    let matched = ReceiptMatched {
        receipt,
        order,
        line: number,
        amount,
    };
    let mut events: Vec<Event> = vec![matched.into()];
    events.extend(allocate(state, &[claim], receipt, amount, on));
    Ok(events)
}

/// The claims that a person is liable for, in the order of his liabilities.
fn owed_by(state: &State, person: &PersonId) -> Result<Vec<ClaimId>, Refusal> {
    let mut claims: Vec<ClaimId> = Vec::new();
    let own = |entry: &(&LiabilityId, &crate::claim::Liability)| entry.1.person == *person;
    for (_, liability) in state.liabilities.iter().filter(own) {
        if !claims.contains(&liability.claim) {
            claims.push(liability.claim);
        }
    }
    if claims.is_empty() {
        return Err(Refusal::NotLiable { person: *person });
    }
    Ok(claims)
}

/// One event per claim that gets something, at least one; what nothing is
/// owed for stands with the last.
fn allocate(
    state: &State,
    claims: &[ClaimId],
    receipt: ReceiptId,
    amount: Money,
    as_of: Date,
) -> Vec<Event> {
    let mut left = amount.minor;
    let mut shares: Vec<Allocated> = Vec::new();
    for claim in claims {
        let parts = parts(state, claim, &mut left, amount);
        if !parts.is_empty() || shares.is_empty() {
            shares.push(Allocated {
                receipt,
                claim: *claim,
                parts,
                surplus: Money { minor: 0, ..amount },
                as_of,
            });
        }
    }
    if shares.len() > 1 && shares.first().is_some_and(|share| share.parts.is_empty()) {
        shares.remove(0);
    }
    if let Some(last) = shares.last_mut() {
        last.surplus.minor = left;
    }
    shares.into_iter().map(Event::from).collect()
}

fn parts(state: &State, claim: &ClaimId, left: &mut u64, amount: Money) -> Vec<Allocation> {
    let Some(known) = state.claims.get(claim) else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    let mut whole = known.owed.saturating_sub(known.collected);
    for kind in &known.claim.allocation_order {
        let owed = known
            .claim
            .components
            .iter()
            .filter(|part| part.kind == *kind)
            .fold(0u64, |sum, part| sum.saturating_add(part.amount.minor));
        let open = owed.saturating_sub(known.allocated.get(kind).copied().unwrap_or(0));
        let minor = open.min(*left).min(whole);
        if minor > 0 {
            parts.push(Allocation {
                component: kind.clone(),
                amount: Money { minor, ..amount },
            });
            *left -= minor;
            whole -= minor;
        }
    }
    parts
}
