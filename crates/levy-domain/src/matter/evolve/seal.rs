//! Folding seals on land and buildings.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    asset::{AssetClass, AssetFound},
    matter::{hold_state::HoldState, state::State},
};

/// Why a hold is gone whose place its parts have taken.
const SPLIT: &str = "split";

/// Term and end stay: they run from the day of the pre-seal.
pub(super) fn turned(state: &mut State, event: &Event, e: &PreSealTurned) -> Fold {
    let done = state.with_hold(&e.hold, |hold| hold.class = AssetClass::RealEstate);
    known(done, event, "no such hold")?;
    state.turned.insert(e.hold);
    let asset = state.holds.get(&e.hold).map(|hold| hold.asset);
    if let Some(asset) = asset.and_then(|asset| state.assets.get_mut(&asset)) {
        asset.class = AssetClass::RealEstate;
    }
    Ok(())
}

pub(super) fn joined(state: &mut State, e: &PropertyJoined) {
    state.joined.insert(e.land, e.building);
    state.joined.insert(e.building, e.land);
}

/// The whole is gone and its parts are there, each with its days, its place in
/// the queue and whatever else was known of the whole.
pub(super) fn split(state: &mut State, event: &Event, e: &SealSplit) -> Fold {
    let whole = known(state.hold(&e.hold), event, "no such hold")?.clone();
    let mut holds = e.parts.iter().map(|part| part.hold);
    if holds.any(|part| state.holds.contains_key(&part)) {
        return Err(misfit(event, "a hold of its parts exists"));
    }
    state.with_hold(&e.hold, |hold| {
        hold.released = true;
        hold.gone = Some((None, SPLIT.into()));
    });
    let found = divide_asset(state, &whole, e);
    for part in &e.parts {
        let hold = HoldState {
            asset: part.asset,
            number: Some(part.number.clone()),
            limit: part.limit,
            held: part.held.minor,
            covers: part.covers.minor,
            beyond_balance: part.beyond_balance.minor,
            waiting: part.waiting.minor,
            ..whole.clone()
        };
        state.admit_hold(part.hold, hold);
        if let Some(found) = &found {
            let known = AssetFound {
                asset: part.asset,
                number: part.number.clone(),
                balance: None,
                available: None,
                available_at: None,
                ..found.clone()
            };
            state.assets.insert(part.asset, known);
        }
        if state.turned.contains(&e.hold) {
            state.turned.insert(part.hold);
        }
    }
    state.notices.split(e);
    state.split.insert(e.hold, e.clone());
    Ok(())
}

/// What was known of the asset is known of its parts; unless one of them keeps
/// its number there is no such asset any more, and nobody may seal it again.
fn divide_asset(state: &mut State, whole: &HoldState, e: &SealSplit) -> Option<AssetFound> {
    let asset = whole.asset;
    for part in &e.parts {
        if let Some(said) = state.said.get(&asset).cloned() {
            state.said.insert(part.asset, said);
        }
        if state.stale.contains(&asset) {
            state.stale.insert(part.asset);
        }
    }
    if e.parts.iter().any(|part| part.asset == asset) {
        return state.assets.get(&asset).cloned();
    }
    if let Some(other) = state.joined.remove(&asset) {
        state.joined.remove(&other);
    }
    state.assets.remove(&asset)
}
