//! Folding preservation before a suit.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::RegistrationId,
    matter::{
        preservation::{CAUSE, Stage},
        state::State,
    },
};

pub(super) fn begun(state: &mut State, event: &Event, e: &PreservedBeforeSuit) -> Fold {
    let registration = state.registrations.get(&e.registration);
    known(registration, event, "no such registration")?;
    if state.preservations.get(&e.registration).is_some() {
        return Err(misfit(event, "it was begun already"));
    }
    state
        .preservations
        .put(&mut state.duties, e.registration, Stage::Begun);
    Ok(())
}

fn turn(state: &mut State, event: &Event, id: RegistrationId, stage: Stage) -> Fold {
    known(state.preservations.get(&id), event, "it was never begun")?;
    state.preservations.put(&mut state.duties, id, stage);
    Ok(())
}

pub(super) fn set(state: &mut State, event: &Event, e: &SuitDeadlineSet) -> Fold {
    let running = Stage::Running(e.deadline.clone());
    turn(state, event, e.registration, running)
}

pub(super) fn filed(state: &mut State, event: &Event, e: &SuitFiled) -> Fold {
    for hold in &e.spared {
        let asset = known(state.hold(hold), event, "no such hold")?.asset;
        if !state.releases.spare(hold, CAUSE, asset) {
            return Err(misfit(event, "no release is owed for this cause"));
        }
    }
    turn(state, event, e.registration, Stage::Sued(e.filed_on))
}

pub(super) fn missed(state: &mut State, event: &Event, e: &SuitMissed) -> Fold {
    let missed = Stage::Missed(e.deadline.clone(), state.revision);
    turn(state, event, e.registration, missed)
}
