//! A case that is given to another court (委托执行, Q-14, Q-15).

use crate::{
    bytes::Digest,
    code::Code,
    document::DocumentKind,
    id::{DelegationId, DocumentId, HoldId, OfficerId, OrderId, RegistrationId, UnitId},
    order::{Basis, Deadline},
    stamp::Role,
    time::Date,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// How a delegation ended without a case that stays there.
    DelegationEnd {
        /// The other court gave it back (退回委托).
        Returned = "returned",
        /// This court took it back before it was opened there (撤回委托).
        Withdrawn = "withdrawn",
    }
}

/// The case is to go to another court, as soon as this is approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationProposed {
    /// Its id.
    pub delegation: DelegationId,
    /// Which case number.
    pub registration: RegistrationId,
    /// To which court, a unit of kind `court`.
    pub to: UnitId,
    /// Why.
    pub ground: Code,
    /// The letter of delegation (委托执行函).
    pub document: DocumentId,
    /// Who looks after the holds when the case is there.
    pub owner: OfficerId,
    /// Roles of which each must approve, one officer each.
    pub approvals_needed: Vec<Vec<Role>>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// Who proposed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<OfficerId>,
}

/// An officer approves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationApproved {
    /// Which delegation.
    pub delegation: DelegationId,
    /// Who.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
    /// For whom, when a deputy does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OfficerId>,
    /// Nothing is missing any more.
    pub complete: bool,
}

/// Letter and papers go to the other court. Every hold stays where it stands
/// in its queue, and lasts long enough or is being renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationSent {
    /// Which delegation.
    pub delegation: DelegationId,
    /// When.
    pub on: Date,
    /// Holds that go along.
    pub holds: Vec<HoldId>,
    /// Renewals that this court ordered first and nobody has answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renewals: Vec<OrderId>,
    /// The rule about holds that end soon.
    pub rule: Basis,
    /// By when the other court opens a case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

/// The other court asks for papers that are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationPapersAsked {
    /// Which delegation.
    pub delegation: DelegationId,
    /// When it asked.
    pub on: Date,
    /// What is missing.
    pub missing: Vec<DocumentKind>,
    /// By when this court completes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The sealed bytes that show it.
    pub evidence: Digest,
}

/// This court sent them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationPapersCompleted {
    /// Which delegation.
    pub delegation: DelegationId,
    /// What was sent.
    pub documents: Vec<DocumentId>,
    /// By when the other court opens a case now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

/// The other court opened a case of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationAccepted {
    /// Which delegation.
    pub delegation: DelegationId,
    /// Its number there.
    pub number: String,
    /// When.
    pub on: Date,
    /// The sealed notice of it.
    pub evidence: Digest,
}

/// A deadline passed: the other court has opened no case, or this one has not
/// completed the papers, as its kind says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationOverdue {
    /// Which delegation.
    pub delegation: DelegationId,
    /// Whose court it is.
    pub to: UnitId,
    /// The deadline that passed.
    pub deadline: Deadline,
}

/// The case is this court's again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationEnded {
    /// Which delegation.
    pub delegation: DelegationId,
    /// How.
    pub how: DelegationEnd,
    /// Why.
    pub ground: Code,
    /// The sealed bytes that show it, where the other court gave it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}
