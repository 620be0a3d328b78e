//! Seals on land and buildings (不动产查封).

use crate::{
    bytes::Digest,
    id::{AssetId, DocumentId, HoldId},
    money::Money,
    order::Basis,
    sealed::Sealed,
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

/// What a seal became on one part of what it stood on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealPart {
    /// The part.
    pub asset: AssetId,
    /// Its number at the registry.
    pub number: Sealed,
    /// The hold on it.
    pub hold: HoldId,
    /// Its part of the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Its part of what is held.
    pub held: Money,
    /// Of it, covering.
    pub covers: Money,
    /// Its part of what is missing because there was less.
    pub beyond_balance: Money,
    /// Its part of what is missing because others were earlier.
    pub waiting: Money,
}

/// A seal was split (查封分割): the registry divided what it stands on, or the
/// court splits it to let a part go. The parts take its place: together they
/// hold what it held, and first day, ends and place in the queue stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealSplit {
    /// Which hold; it is gone.
    pub hold: HoldId,
    /// What took its place: two or more.
    pub parts: Vec<SealPart>,
    /// The ruling, where the court split it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<DocumentId>,
    /// The rule.
    pub rule: Basis,
    /// What shows it.
    pub evidence: Digest,
}
