//! Folding what is freed for good.

use super::{super::event::*, Fold, known, misfit};
use crate::matter::{exemption::ExemptionState, state::State};

pub(super) fn exempted(state: &mut State, event: &Event, e: &Exempted) -> Fold {
    if state.exemptions.get(&e.exemption).is_some() {
        return Err(misfit(event, "the exemption exists"));
    }
    let exemption = ExemptionState {
        asset: e.asset,
        amount: e.amount,
        document: e.document,
        release: e.release,
        holds: e.holds.iter().copied().collect(),
        until: e.until,
        lifted: None,
    };
    state.exemptions.admit(e.exemption, exemption);
    Ok(())
}

pub(super) fn lifted(state: &mut State, event: &Event, e: &ExemptionLifted) -> Fold {
    let done = state.exemptions.lift(&e.exemption, e.document);
    known(done, event, "no such exemption")
}
