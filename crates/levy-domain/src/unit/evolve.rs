//! Folding a unit's stream. No rules here.

use super::{event::Event, state::State};
use crate::decider::Misfit;

pub(super) fn evolve(state: &mut State, event: &Event) -> Result<(), Misfit> {
    let misfit = |why| Misfit {
        event: event.kind(),
        why,
    };
    if state.profile.is_none() && !matches!(event, Event::UnitRegistered(_)) {
        return Err(misfit("the unit is not registered"));
    }
    match event {
        Event::UnitRegistered(e) => {
            if state.profile.is_some() {
                return Err(misfit("the unit is registered already"));
            }
            state.profile = Some(e.profile.clone());
        }
        Event::AbilitiesDeclared(e) => {
            let profile = state
                .profile
                .as_mut()
                .ok_or_else(|| misfit("no such unit"))?;
            profile.abilities.clone_from(&e.abilities);
            profile.honours_ids = e.honours_ids;
            profile.honours_fences = e.honours_fences;
        }
        Event::UnitPaused(e) => state.paused = Some(e.ground.clone()),
        Event::UnitResumed(_) => state.paused = None,
        Event::ReplySetAside(e) => {
            state.set_aside.insert(e.evidence, e.order);
        }
        Event::ReplySettled(e) => {
            state
                .set_aside
                .remove(&e.evidence)
                .ok_or_else(|| misfit("nothing is set aside"))?;
        }
    }
    state.revision += 1;
    Ok(())
}
