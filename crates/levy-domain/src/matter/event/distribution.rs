//! Money divided among several creditors of one debtor.

use crate::{
    bytes::Digest,
    code::Code,
    distribution::Entry,
    id::{ClaimId, DistributionId, DocumentId, MatterId, OfficerId, PersonId, ReceiptId},
    money::Money,
    order::{Basis, Deadline},
    time::Date,
};
use serde::{Deserialize, Serialize};

/// What one claim gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    /// Which claim.
    pub claim: ClaimId,
    /// The matter that enforces it.
    pub matter: MatterId,
    /// Class, place, registration and open balance.
    pub entry: Entry,
    /// Its share, minor units.
    pub gets: u64,
    /// The application to take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
}

/// A distribution plan (分配方案) is drafted; its fund is set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionDrafted {
    /// Its id.
    pub distribution: DistributionId,
    /// Out of which receipt.
    pub receipt: ReceiptId,
    /// Whose money it is.
    pub debtor: PersonId,
    /// How much.
    pub fund: Money,
    /// Who gets what.
    pub portions: Vec<Portion>,
    /// The rule it rests on.
    pub basis: Basis,
    /// When it was drawn: nobody has it before.
    pub drafted_on: Date,
    /// Who drafted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted_by: Option<OfficerId>,
}

/// The plan is served on one of those who may object (M-02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionServed {
    /// Which plan.
    pub distribution: DistributionId,
    /// When.
    pub on: Date,
    /// What shows it.
    pub evidence: Digest,
    /// Until when they may object: the last of them has his days.
    pub deadline: Deadline,
}

/// Somebody objects to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionObjected {
    /// Which plan.
    pub distribution: DistributionId,
    /// Who.
    pub by: PersonId,
    /// When the court had it.
    pub received_on: Date,
    /// The objection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
}

/// An objection no longer stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionObjectionEnded {
    /// Which plan.
    pub distribution: DistributionId,
    /// Whose objection.
    pub by: PersonId,
    /// How: `withdrawn`, `dismissed`.
    pub how: Code,
    /// The document that shows it.
    pub document: DocumentId,
}

/// A plan is given up; its fund is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionWithdrawn {
    /// Which plan.
    pub distribution: DistributionId,
    /// Why.
    pub ground: Code,
}

/// A plan is carried out: what follows allocates the portions of this matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionSettled {
    /// Which plan.
    pub distribution: DistributionId,
    /// What leaves this matter for others and for costs.
    pub elsewhere: Money,
    /// Who let it go, all different.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
}
