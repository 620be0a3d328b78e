//! What can happen to a court. Literals and fields are the storage format.

mod cards;

pub use cards::*;

use crate::{bytes::Digest, code::Code, id::OfficerId, sealed::Sealed, stamp::Role, time::Date};
use serde::{Deserialize, Serialize};

events! {
    /// Events of the court's own stream.
    Event {
        "log-begun" => LogBegun,
        "officer-filed" => OfficerFiled,
        "officer-removed" => OfficerRemoved,
        "deputy-filed" => DeputyFiled,
        "rules-activated" => RulesActivated,
        "epoch-raised" => EpochRaised,
        "cards-filed" => CardsFiled,
        "cards-confirmed" => CardsConfirmed,
        "card-end-near" => CardEndNear,
        "filing-stale" => FilingStale,
        "filing-overdue" => FilingOverdue,
        "filing-unconfirmed" => FilingUnconfirmed,
    }
}

/// The first event of a log: what the store keeps beside its events, where the
/// chain does not reach. A verifier compares both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogBegun {
    /// `real` or `simulated`.
    pub clock: String,
    /// Check value of the court's keys; says nothing about them.
    pub keys: String,
    /// The log's own name, so that a cache of another one is noticed.
    pub log: String,
}

/// An officer is filed (N-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerFiled {
    /// Who.
    pub officer: OfficerId,
    /// Name.
    pub name: Sealed,
    /// As what.
    pub role: Role,
    /// Work card (工作证).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_card: Option<Sealed>,
    /// Enforcement card (执行公务证).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enforcement_card: Option<Sealed>,
    /// From which day.
    pub from: Date,
}

/// An officer may no longer act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerRemoved {
    /// Who.
    pub officer: OfficerId,
    /// From which day.
    pub from: Date,
    /// Why.
    pub ground: Code,
}

/// One officer may act for another from one day to another, in his role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeputyFiled {
    /// Who acts.
    pub deputy: OfficerId,
    /// For whom.
    pub principal: OfficerId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// From here on, decisions name these rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesActivated {
    /// Digest of profile, calendar and unit directory together.
    pub rules: Digest,
    /// The profile's text in the evidence store.
    pub profile: Digest,
    /// Its version, as it names itself.
    pub profile_version: String,
    /// The calendar's digest.
    pub calendar: Digest,
    /// The unit directory's text in the evidence store.
    pub directory: Digest,
}

/// Everything issued under an earlier epoch is older than what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochRaised {
    /// The new epoch, from 1.
    pub epoch: u64,
    /// Why.
    pub ground: Code,
}
