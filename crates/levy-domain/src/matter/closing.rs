//! Closing a case number, by kind (C-05). 终本 keeps the seals (D-02); paid in
//! full asks that every hold and every place in a queue is gone, or its release
//! under way with an owner. A judge closes it, not the office.

use super::{command::Command, decide::Decision, event::*, papers, requery, state::State};
use crate::{id::HoldId, order::Measure, refusal::Refusal, rules::Rules, stamp::Stamp};
use std::collections::BTreeSet;

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let events = close(state, command, rules, stamp)?;
    // Whoever asks again is answered.
    if !events.is_empty() {
        stamp.by_a_filed_judge(stamp.at.date_in(rules.profile().zone()))?;
    }
    Ok(events)
}

/// The same where another act of the court closes it, which has asked for its
/// own approvals.
pub(super) fn close(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::CloseCase {
        registration,
        kind,
        ground,
        document,
        owner,
    } = command
    else {
        return Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        });
    };
    let known = state
        .registrations
        .get(registration)
        .ok_or(Refusal::Unknown {
            what: "registration",
        })?;
    if let Some((closed, _)) = &known.closed {
        return if closed == kind {
            Ok(vec![])
        } else {
            Err(Refusal::Closed)
        };
    }
    let on = stamp.at.date_in(rules.profile().zone());
    rules.profile().closing(kind, on)?;
    papers::all_usable(state, document)?;
    // A review case commands no orders and leaves the holds alone.
    let review = !rules.profile().orders_allowed(&known.kind);
    if *kind == ClosingKind::Decided && !review {
        return Err(Refusal::Malformed {
            what: "kind",
            why: "only a review case is decided",
        });
    }
    if !review {
        check_transfers(state)?;
    }
    let left: Vec<_> = if review {
        vec![]
    } else {
        state.open_holds().map(|(id, _)| *id).collect()
    };
    if *kind == ClosingKind::Performed && !review {
        let owed: u64 = state.claims.values().fold(0, |sum, claim| {
            sum.saturating_add(claim.owed.saturating_sub(claim.collected))
        });
        if owed > 0 {
            return Err(Refusal::StillOpen {
                what: "part of the claim is",
                todo: "close it another way",
            });
        }
        let behind = |claim| state.interest.is_behind(claim, on);
        if state.claims.keys().any(behind) {
            return Err(Refusal::StillOpen {
                what: "interest up to this day is",
                todo: "work it out first",
            });
        }
        if state.third_party_debts.open().next().is_some() {
            return Err(Refusal::StillOpen {
                what: "a freeze of what a third party owes is",
                todo: "lift it first",
            });
        }
        let releasing: BTreeSet<HoldId> = state
            .open_orders()
            .filter(|order| order.draft.measure.lifts())
            .flat_map(|order| order.draft.lines.iter().filter_map(|line| line.hold))
            .collect();
        let all = left.iter().all(|hold| releasing.contains(hold));
        if !all || (owner.is_none() && !left.is_empty()) {
            return Err(Refusal::StillOpen {
                what: "a hold is",
                todo: "order its release and name an owner",
            });
        }
    }
    let coming = !review
        && state
            .open_orders()
            .any(|order| order.draft.measure.binds() && order.phase.is_in_world());
    if coming && owner.is_none() {
        return Err(Refusal::StillOpen {
            what: "a freeze is under way, its order is",
            todo: "name an owner for the hold that it may make",
        });
    }
    if !left.is_empty() && owner.is_none() {
        return Err(Refusal::StillOpen {
            what: "a hold lives on and is",
            todo: "name an owner for it",
        });
    }
    Ok(vec![
        CaseNumberClosed {
            registration: *registration,
            kind: kind.clone(),
            ground: ground.clone(),
            on,
            document: *document,
            holds_left: left,
            owner: *owner,
            requery: requery::first(kind, on, rules),
        }
        .into(),
    ])
}

/// No transfer is under way: perhaps sent from its issue on.
pub(super) fn check_transfers(state: &State) -> Result<(), Refusal> {
    let unknown = state
        .open_orders()
        .any(|order| order.draft.measure == Measure::Transfer && order.phase.is_in_world());
    if unknown {
        return Err(Refusal::StillOpen {
            what: "a transfer of unknown outcome is",
            todo: "settle it by a statement first",
        });
    }
    Ok(())
}
