//! Folding what is held above what is owed.

use super::{super::event::*, Fold, known};
use crate::{id::LiabilityId, matter::state::State, order::Deadline};

pub(super) fn revealed(state: &mut State, event: &Event, e: &ExcessRevealed) -> Fold {
    let hold = known(state.holds.get(&e.hold), event, "no such hold")?;
    let liability = hold.liability;
    start(state, [liability], e.deadline.as_ref());
    Ok(())
}

/// A plan is to cure it by then.
pub(super) fn to_cure(state: &mut State, e: &PlanDrafted) {
    let lines = e.orders.iter().flat_map(|order| &order.lines);
    start(state, lines.map(|line| line.liability), e.cure_by.as_ref());
}

fn start(
    state: &mut State,
    liabilities: impl IntoIterator<Item = LiabilityId>,
    deadline: Option<&Deadline>,
) {
    let Some(deadline) = deadline else { return };
    for liability in liabilities {
        let claim = state.claim_of(&liability);
        if let Some(claim) = claim.filter(|claim| state.excess_held(claim) > 0) {
            state.excesses.start(&mut state.duties, claim, deadline);
        }
    }
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &ExcessOverdue) -> Fold {
    let change = |excess: &mut crate::matter::excess::Excess| excess.overdue = true;
    known(
        state.excesses.change(&mut state.duties, &e.claim, change),
        event,
        "no clock of this claim runs",
    )
}
