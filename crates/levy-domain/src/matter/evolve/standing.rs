//! Folding standing freezes.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    decider::Misfit,
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

fn running(state: &State, event: &Event, id: &StandingId) -> Result<StandingState, Misfit> {
    let found = state.standings.get(id);
    let running = found.filter(|standing| standing.next.is_some());
    known(running.cloned(), event, "no such running standing freeze")
}

pub(super) fn repeated(state: &mut State, event: &Event, e: &StandingRepeated) -> Fold {
    let standing = StandingState {
        rounds: e.round,
        next: Some(e.next.clone()),
        ..running(state, event, &e.standing)?
    };
    state.standings.put(&mut state.duties, e.standing, standing);
    Ok(())
}

pub(super) fn ended(state: &mut State, event: &Event, e: &StandingEnded) -> Fold {
    let standing = StandingState {
        next: None,
        ..running(state, event, &e.standing)?
    };
    state.standings.put(&mut state.duties, e.standing, standing);
    Ok(())
}
