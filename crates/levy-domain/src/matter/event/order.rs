//! What becomes of an issued order.

use crate::{
    bytes::Digest,
    code::Code,
    id::{OfficerId, OrderId},
    order::{Basis, Deadline},
    reply::Reply,
    sealed::Sealed,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The first byte of an attempt is about to leave, to a unit that does not
/// honour ids, or with a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispatchBegun {
    /// Which order.
    pub order: OrderId,
    /// From 1.
    pub attempt: u32,
}

/// The unit has the order; its answer comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDelivered {
    /// Which order.
    pub order: OrderId,
    /// First byte out.
    pub sent_at: Timestamp,
    /// The unit's machine had it.
    pub delivered_at: Timestamp,
    /// In law served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_at: Option<Timestamp>,
    /// The unit's receipt number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<Sealed>,
    /// Clocks that start with the delivery, in place of the earlier ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// The unit's signed word, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// Perhaps carried out, perhaps not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeUnknown {
    /// Which order.
    pub order: OrderId,
    /// Which attempt.
    pub attempt: u32,
    /// Why, as a code: `cut-off`, `restarted`, `no-answer`, `not-sent`.
    pub reason: Code,
}

/// A unit answers an order, in whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAnswered {
    /// Which order.
    pub order: OrderId,
    /// What it says.
    pub reply: Reply,
}

/// A deadline passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderOverdue {
    /// Which order.
    pub order: OrderId,
    /// How often by now, from 1.
    pub level: u32,
    /// The deadline that passed.
    pub deadline: Deadline,
    /// When the first step against the unit is due, where its answer is what
    /// is late; of the kind of that step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
}

/// It is shown that the unit did not carry the order out and no longer can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderNotTaken {
    /// Which order.
    pub order: OrderId,
    /// `inquiry-after-window`, `statement`, `never-sent`.
    pub ground: Code,
    /// The bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
    /// The officer who said so before, where two settle it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<OfficerId>,
    /// The rule that asks for two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
}

/// Unit and log contradict each other; a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDisputed {
    /// Which order.
    pub order: OrderId,
    /// What contradicts, as a code.
    pub reason: Code,
    /// The kept body that shows it; none for a reply whose canonical form
    /// rebuilds its bytes, which `order-answered` beside it has the hash of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// The court wants an order back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecallRequested {
    /// Which order.
    pub order: OrderId,
    /// Why.
    pub ground: Code,
}

/// It came back before it took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRecalled {
    /// Which order.
    pub order: OrderId,
    /// The unit's signed word that shows it, sealed; none where no byte left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// It had taken effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecallTooLate {
    /// Which order.
    pub order: OrderId,
}
