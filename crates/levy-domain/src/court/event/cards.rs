//! Officers' cards filed with units (证件备案).

use crate::{
    bytes::Digest,
    code::Code,
    id::{FilingId, OfficerId, UnitId},
    order::{Basis, Deadline},
    sealed::Sealed,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// The cards of one officer, and from when until when they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerCards {
    /// Whose.
    pub officer: OfficerId,
    /// Number of the work card (工作证).
    pub work_card: Sealed,
    /// Number of the enforcement card (执行公务证).
    pub enforcement_card: Sealed,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

/// The court files with a unit whose cards it may see; takes the place of what
/// was filed there before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardsFiled {
    /// Its id.
    pub filing: FilingId,
    /// With which unit.
    pub unit: UnitId,
    /// Whose cards.
    pub officers: Vec<OfficerCards>,
    /// The rule that asks for it.
    pub rule: Basis,
    /// When the end of the card that ends first is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarm: Option<Deadline>,
    /// When that card has ended.
    pub ends: Deadline,
    /// By when the unit is to confirm it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm_by: Option<Box<Deadline>>,
}

/// The unit has what was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardsConfirmed {
    /// Which unit.
    pub unit: UnitId,
    /// What was filed.
    pub filing: FilingId,
    /// When.
    pub confirmed_on: Date,
    /// What shows it.
    pub evidence: Digest,
}

/// A card that is filed ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardEndNear {
    /// With which unit.
    pub unit: UnitId,
    /// In which filing.
    pub filing: FilingId,
    /// Whose cards: those that end first.
    pub officers: Vec<OfficerId>,
    /// Their last day.
    pub until: Date,
    /// The rule that has it told.
    pub rule: Basis,
}

/// What is filed is no longer so; the change must be filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingStale {
    /// With which unit.
    pub unit: UnitId,
    /// Which filing.
    pub filing: FilingId,
    /// Whose cards.
    pub officers: Vec<OfficerId>,
    /// `card-ended`, `card-changed`, `officer-left`.
    pub cause: Code,
    /// By when the change must be filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

/// The change was not filed in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingOverdue {
    /// With which unit.
    pub unit: UnitId,
    /// Which filing.
    pub filing: FilingId,
    /// The clock that passed.
    pub deadline: Deadline,
}

/// The unit has not confirmed in time what was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingUnconfirmed {
    /// With which unit.
    pub unit: UnitId,
    /// Which filing.
    pub filing: FilingId,
    /// The clock that passed.
    pub deadline: Deadline,
}
