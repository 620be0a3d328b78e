//! The term of a hold: its end comes near, passes with nothing known, or is
//! shown to have undone the hold.

use crate::{
    asset::PriorMeasure,
    bytes::Digest,
    code::Code,
    id::{AssetId, HoldId, OfficerId, OrderId},
    money::Money,
    order::{Basis, Deadline},
    stamp::Role,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

/// The end of a hold comes near: one rung of the ladder of alarms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldEndNear {
    /// Which hold.
    pub hold: HoldId,
    /// Which asset.
    pub asset: AssetId,
    /// Which rung, 1 being the farthest from the end; 0 when the ladder of
    /// the day would not tell yet.
    pub level: u32,
    /// Its last day, the earliest of the three ends.
    pub last_day: Date,
    /// Calendar days from today to the last day.
    pub days_left: u32,
    /// Held now.
    pub held: Money,
    /// Since when it is in front, where that is only presumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presumed: Option<Date>,
    /// Who owns it: named at a closing, else the judge who approved the order
    /// that made it, else who drafted that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// A renewal that was issued and is not confirmed. It silences nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<OrderId>,
    /// Who is known to wait behind us, and moves up where nobody renews.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub behind: Vec<PriorMeasure>,
    /// Where it preserves: by when the applicant must ask for its renewal
    /// (T-08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Deadline>,
    /// The ladder.
    pub rule: Basis,
    /// When it is told again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
}

/// The end of a hold has passed and nobody knows what became of it: it counts
/// against new orders at its limit and covers nothing (T-06, T-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldEndedUnsettled {
    /// Which hold.
    pub hold: HoldId,
    /// Which asset.
    pub asset: AssetId,
    /// Its last day.
    pub last_day: Date,
    /// The first instant after its end.
    pub ended_at: Timestamp,
    /// Held, as last known.
    pub held: Money,
    /// Since when it was in front, where that was only presumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presumed: Option<Date>,
    /// What it may hold at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// A renewal that was issued and is not confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<OrderId>,
    /// The rule by which its effect ends.
    pub rule: Basis,
}

/// A judge authorised the renewals of a hold ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewalAuthorised {
    /// Which hold.
    pub hold: HoldId,
    /// Months of each renewal.
    pub months: u32,
    /// No renewal reaches beyond this day.
    pub until: Date,
    /// Who.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
    /// The rule that lets it count.
    pub rule: Basis,
}

/// Renewals of a hold are no longer authorised ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewalAuthorisationRevoked {
    /// Which hold.
    pub hold: HoldId,
    /// Who took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
}

/// A hold is gone because its term ran out: shown, never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldLapsed {
    /// Which hold.
    pub hold: HoldId,
    /// What shows it: `unit-word`, `statement`, `query`.
    pub ground: Code,
    /// The sealed bytes that show it.
    pub evidence: Digest,
    /// Since when, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// The rule by which its effect ended.
    pub rule: Basis,
}
