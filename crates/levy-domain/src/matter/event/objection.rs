//! What a unit says against an order in writing (N-10).

use crate::{
    bytes::Digest,
    id::{DocumentId, OrderId, UnitId, UnitObjectionId},
    order::Deadline,
    time::Date,
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
