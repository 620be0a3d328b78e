//! What a unit says against an order, in writing (N-10) or by a mere no (S-01).

use crate::{
    bytes::Digest,
    code::Code,
    id::{DocumentId, OfficerId, OrderId, UnitId, UnitObjectionId},
    order::{Basis, Deadline},
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// What the court answers.
    ObjectionOutcome {
        /// The unit is right.
        Accepted = "accepted",
        /// The order stands.
        Rejected = "rejected",
    }
}

/// A unit objects to an order. The order stands meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitObjected {
    /// Its id.
    pub objection: UnitObjectionId,
    /// To which order.
    pub order: OrderId,
    /// Which unit.
    pub unit: UnitId,
    /// When the court received it.
    pub received_on: Date,
    /// By when the court answers; none where no rule says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The writing.
    pub evidence: Digest,
}

/// A unit refuses what it must do, and the law gives it no such reason. The
/// court owes it an answer: the order to perform, where it is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceRefused {
    /// Under which it is answered.
    pub objection: UnitObjectionId,
    /// Which order.
    pub order: OrderId,
    /// Which unit.
    pub unit: UnitId,
    /// Why, as the unit says.
    pub reason: Code,
    /// When it said so.
    pub refused_at: Timestamp,
    /// The rule that says what follows.
    pub rule: Basis,
    /// By when the court answers; none where no rule says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// The judge who must answer it: who approved the plan first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
}

/// The court answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitObjectionAnswered {
    /// Which objection.
    pub objection: UnitObjectionId,
    /// What it says.
    pub outcome: ObjectionOutcome,
    /// The answer.
    pub document: DocumentId,
}

/// The court has not answered in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitObjectionOverdue {
    /// Which objection.
    pub objection: UnitObjectionId,
    /// The deadline that passed.
    pub deadline: Deadline,
}
