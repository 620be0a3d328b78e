//! Folding whose turn it is.

use super::{super::event::*, Fold, known, misfit};
use crate::matter::state::State;

pub(super) fn opened(state: &mut State, event: &Event, e: &SupplementaryOpened) -> Fold {
    known(
        state.liabilities.get(&e.liability),
        event,
        "no such liability",
    )?;
    if state.opened.contains_key(&e.liability) {
        return Err(misfit(event, "it is his turn already"));
    }
    state.opened.insert(e.liability, e.document);
    Ok(())
}
