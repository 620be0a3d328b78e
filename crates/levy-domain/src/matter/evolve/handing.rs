//! Folding who looks after holds.

use super::{super::event::*, Fold, misfit};
use crate::matter::state::State;

pub(super) fn offered(state: &mut State, event: &Event, e: &HoldsOffered) -> Fold {
    if state.offers.get(&e.offer).is_some() {
        return Err(misfit(event, "the offer exists"));
    }
    if !e.holds.iter().all(|hold| state.holds.contains_key(hold)) {
        return Err(misfit(event, "no such hold"));
    }
    state.offers.insert(e);
    Ok(())
}

pub(super) fn accepted(state: &mut State, event: &Event, e: &HoldsAccepted) -> Fold {
    if !state.offers.accept(e) {
        return Err(misfit(event, "no such open offer"));
    }
    for hold in &e.holds {
        state.with_hold(hold, |hold| hold.owner = Some(e.officer));
    }
    Ok(())
}
