//! Folding interest: its terms, and what it has come to.

use super::{super::event::*, Fold, file::put_component, known};
use crate::matter::state::State;

pub(super) fn terms_stated(state: &mut State, event: &Event, e: &InterestTermsStated) -> Fold {
    known(state.claims.get(&e.claim), event, "no such claim")?;
    let key = (e.claim, e.terms.component.clone());
    state.interest.worked_out.remove(&key);
    state.interest.terms.insert(key, e.terms.clone());
    Ok(())
}

pub(super) fn worked_out(state: &mut State, event: &Event, e: &InterestWorkedOut) -> Fold {
    let key = (e.claim, e.component.kind.clone());
    known(state.interest.terms.get(&key), event, "no such terms")?;
    put_component(state, event, e.claim, &e.component)?;
    state.interest.worked_out.insert(key, e.component.as_of);
    Ok(())
}
