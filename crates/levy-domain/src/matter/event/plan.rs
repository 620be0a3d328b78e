//! Plans: drafted, approved, issued.

use crate::{
    bytes::Digest,
    code::Code,
    id::{AssetId, ClaimId, OfficerId, PersonId, PlanId},
    money::Money,
    order::{Basis, Deadline, Issuance, OrderDraft, Reason},
    stamp::Role,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// An asset that a plan leaves alone, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which asset.
    pub asset: AssetId,
    /// Why.
    pub reason: Reason,
}

/// What a rule warns of in a plan, without refusing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warned {
    /// Which asset.
    pub asset: AssetId,
    /// The rule; none where no rule names the asset's class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
}

/// A rule that two officers set aside for one plan, with their reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overridden {
    /// The rule as it stood.
    pub rule: Basis,
    /// Who: two different officers.
    pub officers: Vec<OfficerId>,
    /// Why, as a code.
    pub ground: String,
}

/// A match of a person that may be another's, which a second officer must
/// look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeakMatch {
    /// The party.
    pub person: PersonId,
    /// The asset whose holder on record matches weakly; none where the party's
    /// own identity is weak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<AssetId>,
    /// How it matches, as a code.
    pub strength: Code,
    /// The rule that calls it weak.
    pub rule: Basis,
}

impl WeakMatch {
    /// The same match, whatever version of the rule calls it weak.
    pub fn is_of(&self, other: &WeakMatch) -> bool {
        (self.person, self.asset) == (other.person, other.asset) && self.strength == other.strength
    }
}

/// How the room was worked out when a plan was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// For which claim.
    pub claim: ClaimId,
    /// Sum of its components.
    pub owed: Money,
    /// Collected so far.
    pub collected: Money,
    /// Held now and covering.
    pub held: Money,
    /// In flight now.
    pub in_flight: Money,
    /// What may still be controlled.
    pub room: Money,
    /// The moment of all this.
    pub as_of: Timestamp,
}

/// Orders are drafted as one list, to be approved by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDrafted {
    /// Its id.
    pub plan: PlanId,
    /// SHA-256 over the canonical list of orders.
    pub list_hash: Digest,
    /// The orders.
    pub orders: Vec<OrderDraft>,
    /// What was left alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// What a judge must look at before he approves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warned>,
    /// Rules set aside for this plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Overridden>,
    /// Weak matches that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weak: Vec<WeakMatch>,
    /// How the room was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worksheet: Option<Worksheet>,
    /// Roles of which each must approve, one officer each, all different.
    pub approvals_needed: Vec<Vec<Role>>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// Who drafted it; he cannot approve it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted_by: Option<OfficerId>,
    /// Drafted by a rule rather than a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<Basis>,
    /// For the cure of an excess: by when units must have let it go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cure_by: Option<Deadline>,
}

/// One officer approves a plan by its list hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanApproved {
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
    /// No more approvals are needed.
    pub complete: bool,
    /// Given ahead of the list, by an authorisation of renewals.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ahead: bool,
}

/// A plan is given up before anything of it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWithdrawn {
    /// Which plan.
    pub plan: PlanId,
    /// Why.
    pub ground: Code,
}

/// A plan's orders become binding. From here each may have been sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrdersIssued {
    /// Which plan.
    pub plan: PlanId,
    /// What became fixed per order, in the plan's order.
    pub issued: Vec<Issuance>,
}
