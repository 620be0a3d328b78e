//! Standing freezes: ordered, repeated, ended.

use crate::{
    code::Code,
    id::{DocumentId, LiabilityId, PlanId, StandingId},
    order::Deadline,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// A judge orders that freezes are drafted again and again against what is
/// left of a debt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingOrdered {
    /// Its id.
    pub standing: StandingId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// Term of each freeze in months; the legal maximum where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
    /// Documents that go along with each freeze.
    pub documents: Vec<DocumentId>,
    /// Last day.
    pub until: Date,
    /// The first round, and the rule that spaces the others.
    pub first: Deadline,
}

/// A round came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingRepeated {
    /// Which standing freeze.
    pub standing: StandingId,
    /// Which round, from 1.
    pub round: u32,
    /// When it was due, and its rule.
    pub due: Deadline,
    /// The plan that it drafted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// Why nothing was drafted: `nothing-to-take`, `barred`, ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_back: Option<Code>,
    /// The next round.
    pub next: Deadline,
}

/// There are no further rounds. Plans that were drafted stand as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingEnded {
    /// Which standing freeze.
    pub standing: StandingId,
    /// `full`, `until-passed`, `no-open-case`, or why a judge stopped it.
    pub ground: Code,
}
