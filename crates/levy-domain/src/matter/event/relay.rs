//! Legs of an order that goes through another court (D-01).

use crate::{
    bytes::Digest,
    code::Code,
    id::{OrderId, UnitId},
    order::Deadline,
    reply::Fault,
    sealed::Sealed,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// A stage of the way through another court, in the order of the way.
    Leg {
        /// Given to the carrying court (已发出).
        Sent = "sent",
        /// Taken on by it (受托法院接收).
        TakenOn = "taken-on",
        /// Passed to the unit (转交协助单位).
        PassedOn = "passed-on",
        /// Served at the unit (协助单位签收).
        Served = "served",
        /// The answer was carried back (反馈转回).
        CarriedBack = "carried-back",
    }
}

/// A leg is done. When it was entered stands in the header of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayLegDone {
    /// Which order.
    pub order: OrderId,
    /// The carrying court, a unit of kind `court`.
    pub carrier: UnitId,
    /// Which leg.
    pub leg: Leg,
    /// When, as it was said.
    pub said_at: Timestamp,
    /// Who carried it, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Sealed>,
    /// The clock that runs from here on, of the kind of the leg that it waits
    /// for; none where no rule sets one or nothing is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
    /// The sealed bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// The carrying court gives the order back, undone: the unit never had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayReturned {
    /// Which order.
    pub order: OrderId,
    /// The carrying court.
    pub carrier: UnitId,
    /// When, as it was said.
    pub said_at: Timestamp,
    /// `court` for the fault of the court that gave the order, such as missing
    /// papers; `channel` for that of the carrying court.
    pub fault: Fault,
    /// Why, as a code.
    pub reason: Code,
    /// By when it goes out again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
    /// The sealed bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// The time of a leg passed. It counts against whoever owes the leg, not
/// against the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayLegOverdue {
    /// Which order.
    pub order: OrderId,
    /// Who owes the leg: the carrying court; none for a leg of our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<UnitId>,
    /// The leg that is late.
    pub leg: Leg,
    /// The deadline that passed.
    pub deadline: Deadline,
}
