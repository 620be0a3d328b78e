//! Folding objections of units.

use super::{super::event::*, Fold, known, misfit, order};
use crate::matter::{objection::ObjectionState, state::State};

pub(super) fn objected(state: &mut State, event: &Event, e: &UnitObjected) -> Fold {
    order(state, event, &e.order)?;
    if state.objections.get(&e.objection).is_some() {
        return Err(misfit(event, "the objection exists"));
    }
    let objection = ObjectionState {
        order: e.order,
        unit: e.unit,
        received_on: Some(e.received_on),
        deadline: e.deadline.clone(),
        refused: None,
        owner: None,
        overdue: false,
        answer: None,
    };
    state
        .objections
        .put(&mut state.duties, e.objection, objection);
    Ok(())
}

pub(super) fn refused(state: &mut State, event: &Event, e: &AssistanceRefused) -> Fold {
    order(state, event, &e.order)?;
    if state.objections.get(&e.objection).is_some() {
        return Err(misfit(event, "the refusal exists"));
    }
    let refusal = ObjectionState {
        order: e.order,
        unit: e.unit,
        received_on: None,
        deadline: e.deadline.clone(),
        refused: Some((e.reason.clone(), e.refused_at)),
        owner: e.owner,
        overdue: false,
        answer: None,
    };
    state
        .objections
        .put(&mut state.duties, e.objection, refusal);
    Ok(())
}

pub(super) fn answered(state: &mut State, event: &Event, e: &UnitObjectionAnswered) -> Fold {
    let done = state
        .objections
        .change(&mut state.duties, &e.objection, |known| {
            known.answer = Some((e.outcome.clone(), e.document));
        });
    known(done, event, "no such objection")
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &UnitObjectionOverdue) -> Fold {
    let done = state
        .objections
        .change(&mut state.duties, &e.objection, |known| {
            known.overdue = true;
        });
    known(done, event, "no such objection")
}
