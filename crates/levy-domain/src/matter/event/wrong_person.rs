//! The wrong person was meant: what was done to him is taken back, unit by
//! unit, until all have confirmed.

use crate::{
    bytes::Digest,
    id::{AssetId, HoldId, OrderId, PersonId, ReceiptId, SweepId, UnitId, WrongPersonId},
    order::{Basis, Deadline},
    time::Date,
};
use serde::{Deserialize, Serialize};

/// Somebody who owes nothing was asked about or touched under a party's
/// identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongPersonReported {
    /// Its id.
    pub report: WrongPersonId,
    /// The party under whose identity it happened.
    pub person: PersonId,
    /// What shows it, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
    /// The rule that the clock rests on.
    pub rule: Basis,
    /// By when every unit must have confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// Units that were asked about him or hold something of his.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// Orders issued under the identity; what they still make covers nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderId>,
    /// Holds, each of which must be let go or is gone and was wrong all the
    /// same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldId>,
    /// Money that was taken from him and is not back with him.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<ReceiptId>,
    /// Assets found under the identity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetId>,
    /// Rounds of queries that asked under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sweeps: Vec<SweepId>,
}

/// Units confirm that nothing of his is touched any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongPersonConfirmed {
    /// Which report.
    pub report: WrongPersonId,
    /// Which units.
    pub units: Vec<UnitId>,
    /// Their word, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// The deadline passed and not every unit has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongPersonOverdue {
    /// Which report.
    pub report: WrongPersonId,
    /// Units that have not confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// Holds that still stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldId>,
    /// Money that is not back with him.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<ReceiptId>,
    /// The deadline that passed.
    pub deadline: Deadline,
}

/// How long something of the wrong person stood under control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WronglyHeld {
    /// Which hold.
    pub hold: HoldId,
    /// At which unit.
    pub unit: UnitId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Calendar days, each day begun counted.
    pub days: u32,
}

/// Every unit has confirmed and every hold is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongPersonCleared {
    /// Which report.
    pub report: WrongPersonId,
    /// What was held, and for how long.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<WronglyHeld>,
}
