//! Folding when term products pay.

use super::{super::event::*, Fold, known};
use crate::matter::{maturity::MaturityState, state::State};

pub(super) fn set(state: &mut State, event: &Event, e: &MaturitySet) -> Fold {
    let hold = known(state.holds.get(&e.hold), event, "no such hold")?;
    let before = state.maturities.get(&e.hold);
    let maturity = MaturityState {
        from: e.from,
        matures: Some(e.matures.clone()),
        early: before.and_then(|before| before.early),
        open: hold.is_open(),
    };
    state.maturities.put(&mut state.duties, e.hold, maturity);
    Ok(())
}

pub(super) fn matured(state: &mut State, event: &Event, e: &HoldMatured) -> Fold {
    let done = state
        .maturities
        .change(&mut state.duties, &e.hold, |known| known.matures = None);
    known(done, event, "no such term product")
}

/// A decision about one of which only a query told is the first thing known
/// of it here.
pub(super) fn early(state: &mut State, event: &Event, e: &EarlyRedemptionAllowed) -> Fold {
    let hold = known(state.holds.get(&e.hold), event, "no such hold")?;
    let early = Some(e.document);
    state.assents.done("redeem-early", e.hold.0);
    if state.maturities.get(&e.hold).is_none() {
        let maturity = MaturityState {
            from: e.from,
            matures: None,
            early,
            open: hold.is_open(),
        };
        state.maturities.put(&mut state.duties, e.hold, maturity);
        return Ok(());
    }
    let done = state
        .maturities
        .change(&mut state.duties, &e.hold, |known| known.early = early);
    known(done, event, "no such term product")
}
