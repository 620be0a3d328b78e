//! Folding standing freezes.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::StandingId,
    matter::{standing::StandingState, state::State},
};

pub(super) fn ordered(state: &mut State, event: &Event, e: &StandingOrdered) -> Fold {
    known(
        state.liabilities.get(&e.liability),
        event,
        "no such liability",
    )?;
    if state.standings.get(&e.standing).is_some() {
        return Err(misfit(event, "the standing freeze exists"));
    }
    let standing = StandingState {
        ordered: e.clone(),
        rounds: 0,
        next: Some(e.first.clone()),
    };
    state.standings.put(&mut state.duties, e.standing, standing);
    Ok(())
}

/// Changes one that is running.
fn change(
    state: &mut State,
    event: &Event,
    id: &StandingId,
    change: impl FnOnce(&mut StandingState),
) -> Fold {
    let found = state.standings.get(id);
    let running = found.filter(|standing| standing.next.is_some());
    known(running, event, "no such running standing freeze")?;
    state.standings.change(&mut state.duties, id, change);
    Ok(())
}

pub(super) fn repeated(state: &mut State, event: &Event, e: &StandingRepeated) -> Fold {
    change(state, event, &e.standing, |standing| {
        standing.rounds = e.round;
        standing.next = Some(e.next.clone());
    })
}

pub(super) fn ended(state: &mut State, event: &Event, e: &StandingEnded) -> Fold {
    change(state, event, &e.standing, |standing| standing.next = None)
}
