//! Seals on land and buildings (不动产查封).

use crate::{
    bytes::Digest,
    id::{AssetId, HoldId},
    order::Basis,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// The debtor's title was registered: what was sealed ahead is sealed
/// (预查封转为查封), from the day on which it was sealed ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreSealTurned {
    /// Which hold.
    pub hold: HoldId,
    /// When the title was registered.
    pub titled_on: Date,
    /// The rule.
    pub rule: Basis,
    /// What shows it.
    pub evidence: Digest,
}

/// A piece of land and the building on it are one property: a seal on one
/// reaches the other, and each is registered at its own registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyJoined {
    /// The right to the land.
    pub land: AssetId,
    /// The building.
    pub building: AssetId,
    /// The rule.
    pub rule: Basis,
}
