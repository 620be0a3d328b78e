//! The emergency path of approvals.

use crate::{
    bytes::Digest,
    code::Code,
    id::{HoldId, OfficerId, PlanId},
    order::Deadline,
    stamp::Role,
};
use serde::{Deserialize, Serialize};

/// One officer lets a plan leave at once; the others must countersign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanApprovedUrgently {
    /// Which plan.
    pub plan: PlanId,
    /// What he saw.
    pub list_hash: Digest,
    /// Who.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
    /// For whom, when a deputy approves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OfficerId>,
    /// Why it could not wait.
    pub ground: Code,
    /// By when the others must countersign, and the rule that says so.
    pub countersign: Deadline,
}

/// An officer countersigns a plan that left at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCountersigned {
    /// Which plan.
    pub plan: PlanId,
    /// What he saw.
    pub list_hash: Digest,
    /// Who.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
    /// For whom, when a deputy countersigns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OfficerId>,
    /// No more approvals are needed.
    pub complete: bool,
}

/// A plan that left at once was not countersigned in time. What it made must
/// be let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountersignMissed {
    /// Which plan.
    pub plan: PlanId,
    /// The deadline that passed.
    pub deadline: Deadline,
    /// Its holds that stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldId>,
}
