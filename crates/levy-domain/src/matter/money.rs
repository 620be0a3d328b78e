//! Money that arrives: receipts in the court's account and voluntary payment,
//! allocated to the claim's components in the claim's order (D-10).

use super::{
    command::Command,
    crossing::{self, Left},
    decide::Decision,
    event::*,
    funds::spent,
    interest,
    order_state::{LineState, OrderState},
    state::State,
    sums::minor,
};
use crate::{
    bytes::Digest,
    claim::ComponentKind,
    id::{ClaimId, LiabilityId, OrderId, PersonId, ReceiptId},
    money::{MAX_MINOR, Money},
    order::{Line, Measure},
    refusal::Refusal,
    reply::Truth,
    rules::Rules,
    time::Date,
};
use std::collections::BTreeMap;

pub(super) fn decide(state: &State, command: &Command, rules: &Rules) -> Decision {
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
                let other = known.filter(|known| known.left_over() < known.amount.minor);
                if other.is_some() || known.is_some_and(|known| known.returned.is_some()) {
                    return Err(spent(receipt, "counted for something else, or gone"));
                }
                let on = known.map_or(*booked_on, |known| known.on);
                let money = (*receipt, *amount, on, *evidence);
                events.extend(matched(state, *order, *line, money, rules)?);
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
            events.extend(allocate(state, &claims, *receipt, *amount, *paid_on, rules));
            Ok(events)
        }
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

/// A sum in the currency of the matter that can be counted.
pub(super) fn check_money(state: &State, amount: Money) -> Result<(), Refusal> {
    if Some(amount.currency) != state.currency {
        return Err(Refusal::OtherCurrency);
    }
    if amount.minor > MAX_MINOR {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

/// The same, and not nothing.
pub(super) fn check_amount(state: &State, amount: Money) -> Result<(), Refusal> {
    check_money(state, amount)?;
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
    order: OrderId,
    number: u32,
    (receipt, amount, on, evidence): (ReceiptId, Money, Date, Option<Digest>),
    rules: &Rules,
) -> Decision {
    let known = state
        .orders
        .get(&order)
        .filter(|known| known.draft.measure == Measure::Transfer && known.issuance.is_some())
        .ok_or(Refusal::Unknown { what: "transfer" })?;
    let (line, moved) = known
        .line(number)
        .ok_or(Refusal::Unknown { what: "line" })?;
    let claim = state
        .claim_of(&line.liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    let on = drawn_on(known, moved, on, rules);
    let matched = ReceiptMatched {
        receipt,
        order,
        line: number,
        amount,
        on,
    };
    let mut events: Vec<Event> = vec![matched.into()];
    if !known.phase.is_open() {
        let arrived = minor(moved.matched).saturating_add(amount.minor);
        let unsaid = arrived.saturating_sub(minor(moved.settled));
        events.extend(came_unsaid(state, known, line, unsaid, evidence));
    }
    events.extend(allocate(state, &[claim], receipt, amount, on, rules));
    Ok(events)
}

/// The debtor pays no interest for the days that the money was on its way
/// (M-01): the day of the unit's word that it moved it counts, not before the
/// order was issued and never after the money stood in the account.
fn drawn_on(order: &OrderState, line: &LineState, booked_on: Date, rules: &Rules) -> Date {
    let said = line.settled.and(order.way.answered_at);
    let at = said.map(|said| order.issued_at.map_or(said, |from| said.max(from)));
    let on = at.map(|at| at.date_in(rules.profile().zone()));
    on.map_or(booked_on, |on| on.min(booked_on))
}

/// More arrived than the unit, in its last word, says it moved: the money is
/// out of the hold whatever it says, and a person must look.
pub(super) fn came_unsaid(
    state: &State,
    order: &OrderState,
    line: &Line,
    unsaid: u64,
    evidence: Option<Digest>,
) -> Vec<Event> {
    let hold = line.hold.and_then(|id| Some((id, state.holds.get(&id)?)));
    let (Some((id, hold)), Some(currency), true) = (hold, state.currency, unsaid > 0) else {
        return Vec::new();
    };
    let counted = crossing::in_report(hold, order, None);
    let order = order.draft.order;
    let disputed = OrderDisputed {
        order,
        reason: "arrived-unsaid".into(),
        evidence,
    };
    let settled = TransferSettled {
        order,
        line: line.line,
        hold: id,
        amount: Money::new(unsaid, currency),
        truth: Truth::Confirmed,
    };
    let left = Left {
        held: hold.held.saturating_sub(unsaid),
        covers: hold.covers.saturating_sub(unsaid),
    };
    let mut events: Vec<Event> = vec![disputed.into(), settled.into()];
    events.extend(crossing::stands(
        (id, hold),
        left,
        counted,
        &Truth::Confirmed,
        currency,
    ));
    if hold.is_drawn_out_by(unsaid, left.or_as_reported(hold, counted).held) {
        let drawn = HoldReleased {
            hold: id,
            order,
            cause: "drawn".into(),
        };
        events.push(drawn.into());
    }
    events
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
/// owed for stands with the last. A claim that grows is worked out as of the
/// day of the money first (no rate on that day: as it stands), and once more
/// where a later day was worked out already.
pub(super) fn allocate(
    state: &State,
    claims: &[ClaimId],
    receipt: ReceiptId,
    amount: Money,
    as_of: Date,
    rules: &Rules,
) -> Vec<Event> {
    let mut left = amount.minor;
    let mut events: Vec<Event> = Vec::new();
    let mut shares: Vec<Allocated> = Vec::new();
    for claim in claims {
        let later = state.interest.last(claim).filter(|last| as_of < *last);
        let worked = interest::worked_out(state, claim, as_of, None, rules).unwrap_or_default();
        let parts = parts(state, claim, &worked, &mut left, amount);
        match later {
            None => events.extend(worked),
            Some(last) => {
                let payment = interest::Payment {
                    on: as_of,
                    parts: &parts,
                };
                let again = interest::worked_out(state, claim, last, Some(&payment), rules);
                events.extend(again.unwrap_or_default());
            }
        }
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
    events.extend(shares.into_iter().map(Event::from));
    events
}

/// What each component gets, in the order of the claim; `worked` are those of
/// its components that were worked out for this.
fn parts(
    state: &State,
    claim: &ClaimId,
    worked: &[Event],
    left: &mut u64,
    amount: Money,
) -> Vec<Allocation> {
    let Some(known) = state.claims.get(claim) else {
        return Vec::new();
    };
    let mut owed: BTreeMap<&ComponentKind, u64> = BTreeMap::new();
    for part in &known.claim.components {
        owed.insert(&part.kind, part.amount.minor);
    }
    for event in worked {
        if let Event::InterestWorkedOut(worked) = event {
            owed.insert(&worked.component.kind, worked.component.amount.minor);
        }
    }
    let sum = owed
        .values()
        .fold(0u64, |sum, part| sum.saturating_add(*part));
    let mut whole = sum.saturating_sub(known.collected);
    let mut parts = Vec::new();
    for kind in &known.claim.allocation_order {
        let owed = owed.get(kind).copied().unwrap_or(0);
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
