//! Places in queues (轮候): who is ahead and behind, promotions that are only
//! presumed, entries that never took effect, requests for the disposal right.

use crate::{
    asset::PriorMeasure,
    bytes::Digest,
    code::Code,
    id::{AssetId, DocumentId, HoldId, OfficerId, OrderId, SweepId},
    matter::event::{Ends, Overridden},
    money::Money,
    order::{Basis, Deadline},
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

/// A unit said who stands before and behind us on an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueTold {
    /// Our hold or place.
    pub hold: HoldId,
    /// Who is ahead, the first seal first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead: Vec<PriorMeasure>,
    /// Who waits behind us.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub behind: Vec<PriorMeasure>,
    /// When it was so at the unit.
    pub as_of: Timestamp,
    /// The order whose reply says so, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// The sealed bytes that show it, where no order's reply does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
    /// From when we are presumed to be in front: the day after the last end
    /// of those ahead, where all of them are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front: Option<Deadline>,
    /// When the unit is asked who is ahead, unless it says so before: the day
    /// after the first end of those ahead, or some days on where it names an
    /// end that has passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_at: Option<Deadline>,
}

/// Everybody ahead of us has ended, as far as is known; they may have renewed.
/// Until the unit says which, it counts against new orders and covers nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionPresumed {
    /// Our place.
    pub hold: HoldId,
    /// Which asset.
    pub asset: AssetId,
    /// First day on which we may be in front.
    pub since: Date,
    /// What it may hold at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// When our term ends if we are: it is told like any other end.
    pub ends: Ends,
    /// Who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// The round in which the unit is asked, where it can be asked by rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<SweepId>,
    /// When it is asked again, unless it says so before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_at: Option<Deadline>,
    /// The rule of promotion.
    pub rule: Basis,
}

/// An end that a unit named of somebody ahead has passed, or it was asked and
/// said nothing: it is asked who is ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AheadAsked {
    /// Our place.
    pub hold: HoldId,
    /// Which asset.
    pub asset: AssetId,
    /// The round in which the unit is asked; none where no rule can ask it,
    /// and the owner must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<SweepId>,
    /// When it is asked again, unless it says so before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_at: Option<Deadline>,
    /// Who owns the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// The rule that has it asked.
    pub rule: Basis,
}

/// An officer gives up asking who is ahead, until a unit says something new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskingEnded {
    /// Our place.
    pub hold: HoldId,
    /// Why.
    pub ground: Code,
    /// Who.
    pub officer: OfficerId,
}

/// The asset was wholly disposed of by those ahead: our place never took
/// effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldNeverEffective {
    /// Our place.
    pub hold: HoldId,
    /// The sealed bytes that show it.
    pub evidence: Digest,
    /// When it was so, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// The rule.
    pub rule: Basis,
}

/// The court with the first seal was asked to hand the asset over to us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverAsked {
    /// Our place.
    pub hold: HoldId,
    /// Since when the first seal is in force.
    pub first_seal_on: Date,
    /// Our letter.
    pub document: DocumentId,
    /// The rule that allows it.
    pub rule: Basis,
    /// Set aside by two officers, where a test of it is not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Overridden>,
    /// By when the other court must have transferred, where a rule says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Deadline>,
    /// Who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
}

/// The other court answered. What it hands over is ours to dispose of: transfers
/// draw on our place up to its limit, although it waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverAnswered {
    /// Our place.
    pub hold: HoldId,
    /// It hands the asset over.
    pub granted: bool,
    /// The sealed bytes of its answer.
    pub evidence: Digest,
}

/// The other court let its time pass; the common superior is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverOverdue {
    /// Our place.
    pub hold: HoldId,
    /// The clock that passed.
    pub deadline: Deadline,
    /// Who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
}
