//! Folding preservation that waits for the applicant.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::{HoldId, RegistrationId},
    matter::{
        preservation::{NOT_ENFORCED, NOT_SUED, Stage},
        state::State,
    },
    order::Deadline,
};

pub(super) fn begun(state: &mut State, event: &Event, e: &PreservedBeforeSuit) -> Fold {
    begin(state, event, e.registration, Stage::Begun)
}

pub(super) fn begun_after(state: &mut State, event: &Event, e: &PreservedAfterJudgment) -> Fold {
    let running = Stage::Running(e.deadline.clone());
    begin(state, event, e.registration, running)
}

fn begin(state: &mut State, event: &Event, id: RegistrationId, stage: Stage) -> Fold {
    known(state.registrations.get(&id), event, "no such registration")?;
    if state.preservations.get(&id).is_some() {
        return Err(misfit(event, "it was begun already"));
    }
    state.preservations.put(&mut state.duties, id, stage);
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
    spare(state, event, &e.spared, NOT_SUED)?;
    turn(state, event, e.registration, Stage::Acted(e.filed_on))
}

pub(super) fn asked(state: &mut State, event: &Event, e: &EnforcementAsked) -> Fold {
    spare(state, event, &e.spared, NOT_ENFORCED)?;
    turn(state, event, e.registration, Stage::Acted(e.asked_on))
}

fn spare(state: &mut State, event: &Event, holds: &[HoldId], cause: &str) -> Fold {
    for hold in holds {
        let asset = known(state.hold(hold), event, "no such hold")?.asset;
        if !state.releases.spare(hold, cause, asset) {
            return Err(misfit(event, "no release is owed for this cause"));
        }
    }
    Ok(())
}

pub(super) fn missed(
    state: &mut State,
    event: &Event,
    id: RegistrationId,
    deadline: &Deadline,
) -> Fold {
    let missed = Stage::Missed(deadline.clone(), state.revision);
    turn(state, event, id, missed)
}
