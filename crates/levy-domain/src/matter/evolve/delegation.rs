//! Folding cases that are given to another court.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::DelegationId,
    matter::{
        delegation::{DelegationState, Stage},
        state::State,
    },
};

pub(super) fn proposed(state: &mut State, event: &Event, e: &DelegationProposed) -> Fold {
    known(
        state.registrations.get(&e.registration),
        event,
        "no such registration",
    )?;
    if state.delegations.get(&e.delegation).is_some() {
        return Err(misfit(event, "the delegation exists"));
    }
    let delegation = DelegationState::new(e.clone());
    state
        .delegations
        .put(&mut state.duties, e.delegation, delegation);
    Ok(())
}

/// Changes one that has not ended.
fn change(
    state: &mut State,
    event: &Event,
    id: &DelegationId,
    change: impl FnOnce(&mut DelegationState),
) -> Fold {
    let found = state.delegations.get(id);
    let runs = found.filter(|delegation| !delegation.is_over());
    known(runs, event, "no such running delegation")?;
    state.delegations.change(&mut state.duties, id, change);
    Ok(())
}

pub(super) fn approved(state: &mut State, event: &Event, e: &DelegationApproved) -> Fold {
    change(state, event, &e.delegation, |known| {
        known.signatures.sign(e.officer, &e.role, e.on_behalf_of);
        if e.complete {
            known.stage = Stage::Approved;
        }
    })
}

pub(super) fn sent(state: &mut State, event: &Event, e: &DelegationSent) -> Fold {
    change(state, event, &e.delegation, |known| {
        known.stage = Stage::Sent(e.on);
        known.awaits(e.deadline.as_ref());
    })
}

pub(super) fn papers_asked(state: &mut State, event: &Event, e: &DelegationPapersAsked) -> Fold {
    change(state, event, &e.delegation, |known| {
        known.missing = Some((e.on, e.missing.clone()));
        known.awaits(e.deadline.as_ref());
    })
}

pub(super) fn papers_completed(
    state: &mut State,
    event: &Event,
    e: &DelegationPapersCompleted,
) -> Fold {
    change(state, event, &e.delegation, |known| {
        known.missing = None;
        known.completed.clone_from(&e.documents);
        known.awaits(e.deadline.as_ref());
    })
}

pub(super) fn accepted(state: &mut State, event: &Event, e: &DelegationAccepted) -> Fold {
    change(state, event, &e.delegation, |known| {
        known.stage = Stage::Accepted(e.number.clone());
        known.awaits(None);
    })
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &DelegationOverdue) -> Fold {
    change(state, event, &e.delegation, |known| known.told = true)
}

pub(super) fn ended(state: &mut State, event: &Event, e: &DelegationEnded) -> Fold {
    change(state, event, &e.delegation, |known| {
        known.stage = Stage::Ended(e.how.clone());
        known.awaits(None);
    })
}
