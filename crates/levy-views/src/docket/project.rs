//! Which event changes what on the docket.

use super::{Change, date, int, m, matter, minor_or_zero, sweep};
use levy_domain::{
    id::{ClaimId, NoticeId, ReceiptId, ReversalId},
    matter::{State, funds::Payment},
};

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}

pub(super) fn of_matter(event: &matter::Event, state: &State) -> Vec<Change> {
    let claim = match event {
        matter::Event::ClaimStated(e) => Some(e.claim.claim),
        matter::Event::ClaimAdjusted(e) => Some(e.claim),
        matter::Event::Allocated(e) => Some(e.claim),
        matter::Event::InterestWorkedOut(e) => Some(e.claim),
        matter::Event::AllocationReversed(e) => Some(e.claim),
        matter::Event::ReservationReturned(e) => {
            let known = state.reservations.get(&e.reservation);
            known.map(|known| known.claim)
        }
        matter::Event::ReversalReturned(e) => {
            reversed(state, e.reversal).and_then(|payment| payment.claim)
        }
        _ => None,
    };
    let claim = claim.and_then(|claim| claimed(state, claim));
    let back = returned(event, state);
    let mut changes: Vec<Change> = told(event).into_iter().chain(back).chain(claim).collect();
    changes.extend(notices(event, state));
    changes.extend(delegation(event, state));
    changes
}

/// The case that goes to another court, as it stands now.
fn delegation(event: &matter::Event, state: &State) -> Option<Change> {
    use matter::Event::{
        DelegationAccepted, DelegationEnded, DelegationOverdue, DelegationPapersAsked,
        DelegationPapersCompleted, DelegationSent,
    };
    let id = match event {
        DelegationSent(e) => e.delegation,
        DelegationPapersAsked(e) => e.delegation,
        DelegationPapersCompleted(e) => e.delegation,
        DelegationAccepted(e) => e.delegation,
        DelegationOverdue(e) => e.delegation,
        DelegationEnded(e) => e.delegation,
        _ => return None,
    };
    let known = state.delegations.get(&id)?;
    Some(Change::Delegation(id, Box::new(known.clone())))
}

/// The notices that an event is about, as they stand now.
fn notices(event: &matter::Event, state: &State) -> Vec<Change> {
    use matter::Event::{NoticeDropped, NoticeFailed, NoticeOverdue, NoticeServed, NoticesOwed};
    let ids = match event {
        NoticesOwed(e) => e.notices.iter().map(|owed| owed.notice).collect(),
        NoticeServed(e) => vec![e.notice],
        NoticeFailed(e) => vec![e.notice],
        NoticeOverdue(e) => vec![e.notice],
        NoticeDropped(e) => vec![e.notice],
        _ => vec![],
    };
    let stands = |id: NoticeId| {
        let known = state.notices.get(&id)?;
        Some(Change::Notice(id, Box::new(known.clone())))
    };
    ids.into_iter().filter_map(stands).collect()
}

fn reversed(state: &State, reversal: ReversalId) -> Option<&Payment> {
    let reversal = state.funds.reversals.get(&reversal)?;
    state.funds.payments.get(&reversal.ordered.payment)
}

/// What a creditor returned is not collected any more on the receipt that he
/// was paid from.
fn returned(event: &matter::Event, state: &State) -> Option<Change> {
    let matter::Event::ReversalReturned(e) = event else {
        return None;
    };
    let receipt = reversed(state, e.reversal)?.receipt;
    Some(taken_back(receipt, &e.parts))
}

fn sum_of(parts: &[m::Allocation]) -> i64 {
    parts.iter().fold(0i64, |sum, part| {
        sum.saturating_add(minor_or_zero(Some(part.amount)))
    })
}

fn taken_back(receipt: ReceiptId, parts: &[m::Allocation]) -> Change {
    Change::Allocated {
        receipt: receipt.0.into_bytes(),
        collected: sum_of(parts).saturating_neg(),
        surplus: None,
    }
}

fn claimed(state: &State, id: ClaimId) -> Option<Change> {
    let claim = state.claims.get(&id)?;
    Some(Change::Claimed {
        claim: id.0.into_bytes(),
        owed: int(claim.owed),
        collected: int(claim.collected),
    })
}

fn told(event: &matter::Event) -> Option<Change> {
    use matter::Event::{
        Allocated, AllocationReversed, AssetsFound, CaseNumberClosed, CaseRegistered,
        LiabilityStated, MatterOpened, ReceiptBooked, ReceiptMatched, SweepClosed, SweepOrdered,
        VoluntaryPaymentRecorded,
    };
    Some(match event {
        MatterOpened(e) => Change::Opened(e.clone()),
        CaseRegistered(e) => Change::Registered(e.clone()),
        CaseNumberClosed(e) => Change::Closed(e.clone()),
        LiabilityStated(e) => Change::Liable(e.liability.clone()),
        SweepOrdered(e) => Change::SweepOrdered {
            sweep: e.sweep.0.into_bytes(),
            units: count(e.units.len()),
            not_askable: e.not_askable.iter().map(ToString::to_string).collect(),
        },
        AssetsFound(e) => Change::AssetsFound(e.sweep.0.into_bytes(), count(e.assets.len())),
        SweepClosed(e) => Change::SweepClosed(e.sweep.0.into_bytes()),
        ReceiptBooked(e) => Change::Received {
            receipt: e.receipt.0.into_bytes(),
            voluntary: false,
            amount: int(e.amount.minor),
            on: date(Some(e.booked_on)),
            unit: e.unit.map(|unit| unit.0.into_bytes()),
        },
        VoluntaryPaymentRecorded(e) => Change::Received {
            receipt: e.receipt.0.into_bytes(),
            voluntary: true,
            amount: int(e.amount.minor),
            on: date(Some(e.paid_on)),
            unit: None,
        },
        ReceiptMatched(e) => Change::Matched {
            receipt: e.receipt.0.into_bytes(),
            order: e.order.0.into_bytes(),
            line: e.line,
        },
        Allocated(e) => allocated(e),
        AllocationReversed(e) => taken_back(e.receipt, &e.parts),
        // Folded by the other projections.
        _ => return None,
    })
}

fn allocated(event: &m::Allocated) -> Change {
    Change::Allocated {
        receipt: event.receipt.0.into_bytes(),
        collected: sum_of(&event.parts),
        surplus: Some(int(event.surplus.minor)),
    }
}

pub(super) fn of_sweep(event: &sweep::Event) -> Option<Change> {
    match event {
        sweep::Event::SweepOpened(e) => Some(Change::SweepOpened {
            sweep: e.sweep.0.into_bytes(),
            planned: i64::from(e.planned),
        }),
        sweep::Event::SweepCompleted(_) => Some(Change::SweepCompleted),
        sweep::Event::SweepSealed(_)
        | sweep::Event::QueryPlanned(_)
        | sweep::Event::QueryAnswered(_)
        | sweep::Event::QuerySilent(_)
        | sweep::Event::LateAnswerTold(_) => None,
    }
}
