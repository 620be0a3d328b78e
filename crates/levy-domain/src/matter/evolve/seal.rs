//! Folding seals on land and buildings.

use super::{super::event::*, Fold, known};
use crate::{asset::AssetClass, matter::state::State};

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
