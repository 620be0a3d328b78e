//! Folding bars and what must be let go.

use super::{super::event::*, Fold, known, misfit};
use crate::matter::{state::State, wrong_person};

pub(super) fn raised(state: &mut State, event: &Event, e: &BarRaised) -> Fold {
    if state.bars.all().contains_key(&e.bar) {
        return Err(misfit(event, "the bar exists"));
    }
    state.bars.raise(e);
    Ok(())
}

pub(super) fn lifted(state: &mut State, event: &Event, e: &BarLifted) -> Fold {
    if !state.bars.lift(e) {
        return Err(misfit(event, "no such bar stands"));
    }
    state.drop_releases_of(&e.bar);
    Ok(())
}

pub(super) fn release_owed(state: &mut State, event: &Event, e: &ReleaseOwed) -> Fold {
    let hold = known(state.holds.get(&e.hold), event, "no such hold")?;
    let (asset, liability) = (hold.asset, hold.liability);
    if !state.releases.owe(e, asset) {
        return Err(misfit(event, "it is owed for this cause already"));
    }
    if e.cause == wrong_person::CAUSE
        && let Some(person) = state.person_of(&liability)
    {
        state.wrong_persons.hold_of(&person, e.hold);
    }
    Ok(())
}

pub(super) fn release_overdue(state: &mut State, event: &Event, e: &ReleaseOverdue) -> Fold {
    let hold = known(state.holds.get(&e.hold), event, "no such hold")?;
    if state.releases.note_overdue(e, hold.asset) {
        Ok(())
    } else {
        Err(misfit(event, "no release is owed for this cause"))
    }
}
