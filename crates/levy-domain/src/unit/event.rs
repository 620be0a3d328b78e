//! What can happen to a unit. Literals and fields are the storage format.

use crate::{
    bytes::Digest,
    code::Code,
    id::{OrderId, UnitId},
    time::Timestamp,
    unit::{Ability, UnitProfile},
};
use serde::{Deserialize, Serialize};

events! {
    /// Events of a unit's own stream.
    Event {
        "unit-registered" => UnitRegistered,
        "abilities-declared" => AbilitiesDeclared,
        "unit-paused" => UnitPaused,
        "unit-resumed" => UnitResumed,
        "reply-set-aside" => ReplySetAside,
        "reply-settled" => ReplySettled,
    }
}

/// The unit is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRegistered {
    /// Its profile; abilities follow in an event of their own.
    pub profile: UnitProfile,
}

/// What the unit can do from now on; replaces what was declared before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbilitiesDeclared {
    /// Who.
    pub unit: UnitId,
    /// All abilities.
    pub abilities: Vec<Ability>,
    /// It honours ids.
    pub honours_ids: bool,
    /// It honours fences.
    pub honours_fences: bool,
    /// Where this is written: agreement or certification.
    pub source: Code,
}

/// Nothing is sent to the unit for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPaused {
    /// Who.
    pub unit: UnitId,
    /// Why.
    pub ground: Code,
}

/// Sending goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitResumed {
    /// Who.
    pub unit: UnitId,
}

/// An authenticated reply that matched no line of ours, or met a stream that
/// could not take it; kept, and offered again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplySetAside {
    /// From whom.
    pub unit: UnitId,
    /// The order it names, if it names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// `unknown-order`, `other-unit`, `quarantined`, `unreadable`.
    pub reason: Code,
    /// SHA-256 of the sealed raw bytes in the evidence store.
    pub evidence: Digest,
    /// SHA-256 of the body as the unit signed it, by which the unit's receipt
    /// is found again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_hash: Option<Digest>,
    /// When it came in.
    pub received_at: Timestamp,
}

/// A reply that was set aside found its place or was put away by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplySettled {
    /// Which one.
    pub evidence: Digest,
    /// `folded`, `put-away`.
    pub how: Code,
}
