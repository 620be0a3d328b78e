//! What a judge has freed and nobody takes again (解除后不得再次控制).

use crate::{
    code::Code,
    id::{AssetId, DocumentId, ExemptionId, HoldId, OrderId},
    money::Money,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// A judge frees an asset, or a sum in it: no plan, by hand or by rule, takes
/// it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempted {
    /// Its id.
    pub exemption: ExemptionId,
    /// Which asset.
    pub asset: AssetId,
    /// How much of it; the whole where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Why: `wages`, `living-costs`, `not-the-debtor-s`.
    pub ground: Code,
    /// The decision.
    pub document: DocumentId,
    /// The order that releases it, where a hold has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<OrderId>,
    /// Open holds on the asset at that time: until the release has freed it,
    /// they hold what is freed and are drawn on for the rest only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldId>,
    /// Last day; none for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// What was freed may be taken again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionLifted {
    /// Which exemption.
    pub exemption: ExemptionId,
    /// Why.
    pub ground: Code,
    /// The decision.
    pub document: DocumentId,
}
