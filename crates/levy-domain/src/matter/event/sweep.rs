//! Rounds of queries, as the matter hears of them.

use crate::{
    asset::AssetFound,
    bytes::Digest,
    code::Code,
    id::{DocumentId, OrderId, PersonId, SweepId, UnitId},
    order::Basis,
};
use serde::{Deserialize, Serialize};

/// A round of queries is ordered; it runs in a stream of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepOrdered {
    /// Its id.
    pub sweep: SweepId,
    /// About whom.
    pub subjects: Vec<PersonId>,
    /// Purpose, as a code.
    pub purpose: Code,
    /// Legal basis.
    pub basis: Basis,
    /// Documents that go with the queries.
    pub documents: Vec<DocumentId>,
    /// Units asked.
    pub units: Vec<UnitId>,
    /// Asset classes that nobody could be asked about, with the rule or
    /// reason (F24).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_askable: Vec<Code>,
}

/// Assets that a sweep found, in batches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetsFound {
    /// Which sweep.
    pub sweep: SweepId,
    /// Batch number from 0.
    pub batch: u32,
    /// The assets.
    pub assets: Vec<AssetFound>,
}

/// Assets that a unit names after the round of queries is over: late, or in
/// place of what it said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateAssetsFound {
    /// Which sweep.
    pub sweep: SweepId,
    /// The query that was answered.
    pub order: OrderId,
    /// SHA-256 of the reply as the unit sent it.
    pub raw_hash: Digest,
    /// Batch of what this reply names, from 0.
    pub batch: u32,
    /// The assets.
    pub assets: Vec<AssetFound>,
}

/// The round of queries is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepClosed {
    /// Which sweep.
    pub sweep: SweepId,
    /// Queries asked.
    pub asked: u32,
    /// Queries with a final answer.
    pub answered: u32,
    /// Units that never answered in time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<UnitId>,
}
