//! Folding the days on which units are asked again.

use super::{super::event::*, Fold, known};
use crate::matter::state::State;

pub(super) fn due(state: &mut State, event: &Event, e: &RequeryDue) -> Fold {
    let done = state
        .requeries
        .change(&mut state.duties, &e.registration, |known| {
            known.round = e.round;
            known.next.clone_from(&e.next);
            known.owed = true;
        });
    known(done, event, "no such closed number")
}

pub(super) fn ended(state: &mut State, event: &Event, e: &RequeryEnded) -> Fold {
    let done = state
        .requeries
        .change(&mut state.duties, &e.registration, |known| {
            known.next = None;
            known.owed = false;
        });
    known(done, event, "no such closed number")
}
