//! Folding steps against units that do not answer.

use super::{super::event::*, Fold, misfit, order};
use crate::matter::state::State;

pub(super) fn escalated(state: &mut State, event: &Event, e: &Escalated) -> Fold {
    order(state, event, &e.order)?;
    state.with_order(&e.order, |order| {
        let late = &mut order.lateness;
        late.level = e.level;
        late.next.clone_from(&e.next);
        late.steps.insert(e.level, (e.step.clone(), None));
    });
    Ok(())
}

pub(super) fn carried_out(state: &mut State, event: &Event, e: &EscalationCarriedOut) -> Fold {
    if !order(state, event, &e.order)?
        .lateness
        .steps
        .contains_key(&e.level)
    {
        return Err(misfit(event, "no such step"));
    }
    state.with_order(&e.order, |order| {
        if let Some((_, document)) = order.lateness.steps.get_mut(&e.level) {
            *document = Some(e.document);
        }
    });
    Ok(())
}
