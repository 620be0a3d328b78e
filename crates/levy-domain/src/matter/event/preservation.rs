//! Preservation that waits for the applicant: before a suit (诉前保全) the days
//! to sue, after a judgment (执行前保全) the days to ask for its enforcement, and
//! what follows.

use crate::{
    bytes::Digest,
    id::{DocumentId, HoldId, RegistrationId},
    order::{Basis, Deadline},
    time::Date,
};
use serde::{Deserialize, Serialize};

/// The court preserves assets before there is a suit or an arbitration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreservedBeforeSuit {
    /// Under which number.
    pub registration: RegistrationId,
    /// The ruling.
    pub document: DocumentId,
}

/// The first measure stands: the applicant's days to sue run from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuitDeadlineSet {
    /// Under which number.
    pub registration: RegistrationId,
    /// The first hold.
    pub hold: HoldId,
    /// Its day, from which the days run.
    pub from: Date,
    /// Kind `suit`.
    pub deadline: Deadline,
}

/// The applicant sued or went to arbitration; the holds go on as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuitFiled {
    /// Under which number the assets are preserved.
    pub registration: RegistrationId,
    /// When it was filed.
    pub filed_on: Date,
    /// What shows it.
    pub evidence: Digest,
    /// The rule by which the holds go on, each with its own term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
    /// Holds that were to go because no suit was known, and stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spared: Vec<HoldId>,
}

/// The days passed and no suit is known: what is preserved must be let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuitMissed {
    /// Under which number.
    pub registration: RegistrationId,
    /// The deadline that passed.
    pub deadline: Deadline,
    /// Holds to let go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldId>,
}

/// The court preserves assets after a judgment, before its enforcement is
/// asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreservedAfterJudgment {
    /// Under which number.
    pub registration: RegistrationId,
    /// The ruling.
    pub document: DocumentId,
    /// The last day of the time to perform, from which the days run.
    pub performance_ends: Date,
    /// Kind `enforcement`.
    pub deadline: Deadline,
}

/// The applicant asked for enforcement; the holds go on as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnforcementAsked {
    /// Under which number the assets are preserved.
    pub registration: RegistrationId,
    /// When.
    pub asked_on: Date,
    /// What shows it.
    pub evidence: Digest,
    /// The rule by which the holds go on, each with its own term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
    /// Holds that were to go because nobody had asked, and stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spared: Vec<HoldId>,
}

/// The days passed and nobody asked for enforcement: what is preserved must be
/// let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnforcementNotAsked {
    /// Under which number.
    pub registration: RegistrationId,
    /// The deadline that passed.
    pub deadline: Deadline,
    /// Holds to let go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldId>,
}
