//! Folding goods in keeping.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::HoldId,
    matter::{seizure::SeizureState, state::State},
};

pub(super) fn recorded(state: &mut State, event: &Event, e: &SeizureRecorded) -> Fold {
    known(state.holds.get(&e.hold), event, "no such hold")?;
    if state.seizures.contains_key(&e.hold) {
        return Err(misfit(event, "the seizure is recorded already"));
    }
    let seizure = SeizureState {
        recorded: e.clone(),
        keeping: e.keeping.clone(),
        handed_over: None,
    };
    state.seizures.insert(e.hold, seizure);
    state.assents.done("seize", e.hold.0);
    Ok(())
}

fn change(
    state: &mut State,
    event: &Event,
    hold: &HoldId,
    change: impl FnOnce(&mut SeizureState),
) -> Fold {
    let seizure = known(state.seizures.get_mut(hold), event, "no such seizure")?;
    change(seizure);
    Ok(())
}

pub(super) fn keeping(state: &mut State, event: &Event, e: &KeepingChanged) -> Fold {
    change(state, event, &e.hold, |seizure| {
        seizure.keeping.clone_from(&e.keeping);
    })
}

pub(super) fn handed_over(state: &mut State, event: &Event, e: &GoodsHandedOver) -> Fold {
    change(state, event, &e.hold, |seizure| {
        seizure.handed_over = Some((e.on, e.to.clone()));
    })
}
