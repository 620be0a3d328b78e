//! One request to one addressee (查控请求) and its lines.

use crate::{
    asset::AssetClass,
    bytes::Digest,
    calendar::{Computed, UnknownYear},
    claim::Share,
    code::Code,
    id::{AssetId, DocumentId, HoldId, LiabilityId, OrderId, PersonId, UnitId},
    money::Money,
    sealed::Sealed,
    time::{Date, Timestamp, Zone},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// What is asked of a unit (KZCS and beyond). The profile may add codes.
    Measure {
        /// Query (查询).
        Query = "query",
        /// Freeze or seal (冻结、查封).
        Freeze = "freeze",
        /// Renew (续冻).
        Renew = "renew",
        /// Waiting freeze (轮候冻结).
        WaitingFreeze = "waiting-freeze",
        /// Release (解冻).
        Release = "release",
        /// Release of a waiting entry (解除轮候).
        ReleaseWaiting = "release-waiting",
        /// Lower a limit (部分解除).
        PartialRelease = "partial-release",
        /// Transfer to the court's account (扣划).
        Transfer = "transfer",
        /// Recall of an order that may not have been carried out.
        Recall = "recall",
    }
}

impl Measure {
    /// Makes a hold or a place in a queue.
    pub fn binds(&self) -> bool {
        matches!(self, Measure::Freeze | Measure::WaitingFreeze)
    }

    /// Lets something go. Nothing that guards the debtor stands in its way.
    pub fn frees(&self) -> bool {
        matches!(
            self,
            Measure::Release | Measure::ReleaseWaiting | Measure::PartialRelease
        )
    }

    /// Ends a hold or a place in a queue: control is lifted.
    pub fn lifts(&self) -> bool {
        matches!(self, Measure::Release | Measure::ReleaseWaiting)
    }

    /// Acts on a hold that is there.
    pub fn acts_on_hold(&self) -> bool {
        self.frees() || matches!(self, Measure::Transfer | Measure::Renew)
    }

    /// Only under an open case number: it asks, takes or binds anew.
    pub fn needs_open_case(&self) -> bool {
        self.binds() || matches!(self, Measure::Query | Measure::Transfer)
    }
}

open_enum! {
    /// How an order travels (渠道).
    Route {
        /// The unit's own interface.
        Api = "api",
        /// A gateway that serves many units.
        Gateway = "gateway",
        /// Files laid down and fetched.
        FileExchange = "file-exchange",
        /// Two officers at the counter.
        Counter = "counter",
        /// Through another court (事项委托, D-01).
        Relay = "relay",
        /// Sent elsewhere and entered here.
        Recorded = "recorded",
    }
}

impl Route {
    /// True when the engine itself carries the order.
    pub fn is_carried(&self) -> bool {
        matches!(self, Route::Api | Route::Gateway)
    }
}

/// Orders the acts of one issuer towards one target: (store epoch, revision
/// of the issuing event). Units certified for fences refuse lower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fence {
    /// Raised when a restored copy is armed.
    pub epoch: u64,
    /// Revision of the issuing event in its stream.
    pub revision: u64,
}

/// Term as ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// First day.
    pub from: Date,
    /// Last day, ends at 24:00 (T-21).
    pub to: Date,
}

/// Basis in law of an act (never a bare article number).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Rule id of the profile, such as `T-01`.
    pub rule: String,
    /// Version of the profile.
    pub version: String,
    /// Article, as the profile cites it.
    pub article: String,
}

/// One line of an order: one account or right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// From 1.
    pub line: u32,
    /// Which asset.
    pub asset: AssetId,
    /// Its class.
    pub class: AssetClass,
    /// Account, title or plate.
    pub number: Sealed,
    /// For whose debt.
    pub liability: LiabilityId,
    /// Limit or sum; `None` for what has no sum (a seal).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Units or shares, for securities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<u64>,
    /// Part of a right, where not the whole of it is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// Term as ordered, for holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The hold that is renewed, lowered, released or drawn on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldId>,
    /// Last known available sum, for what is in flight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_available: Option<Money>,
    /// Why this asset and this sum, as a message key with the rule's id; the
    /// debtor can read it.
    pub reason: Reason,
}

/// A reason as data: a message key and what fills it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Message key, such as `covers-the-rest`.
    pub key: Code,
    /// The rule it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

impl Reason {
    /// A reason without a rule.
    pub fn new(key: &str) -> Self {
        Reason {
            key: key.into(),
            rule: None,
        }
    }
    /// A reason that rests on a rule.
    pub fn by_rule(key: &str, rule: &str) -> Self {
        Reason {
            key: key.into(),
            rule: Some(rule.to_owned()),
        }
    }
}

/// An order as drafted: everything but its fence and body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDraft {
    /// Global id; for a repeat of an unsettled act, a new id with `replaces`.
    pub order: OrderId,
    /// What is asked.
    pub measure: Measure,
    /// Of whom.
    pub unit: UnitId,
    /// Whose assets.
    pub subject: PersonId,
    /// How it travels.
    pub route: Route,
    /// Lines; at least one.
    pub lines: Vec<Line>,
    /// Purpose, as a code.
    pub purpose: Code,
    /// Legal basis.
    pub basis: Basis,
    /// Documents that go with it.
    pub documents: Vec<DocumentId>,
    /// Strength of the identity it rests on.
    pub identity: crate::party::IdentityStrength,
    /// Not to be sent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// The order whose outcome stayed unknown and in whose place this stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<OrderId>,
    /// The first of a chain of replacements; `order` itself at the start.
    pub original: OrderId,
}

/// A deadline as an instant with the rule that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// `answer`, `delivery`, ...
    pub kind: Code,
    /// When it ends.
    pub at: Timestamp,
    /// Rule and version.
    pub basis: Basis,
    /// Years without a calendar file that were counted through by Monday to
    /// Friday: their holidays may move it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_years: Vec<UnknownYear>,
}

impl Deadline {
    /// An instant that no working days were counted for.
    pub fn new(kind: &str, at: Timestamp, basis: &Basis) -> Self {
        Deadline {
            kind: kind.into(),
            at,
            basis: basis.clone(),
            unknown_years: Vec::new(),
        }
    }

    /// The end of a day that was counted by the calendar.
    pub fn end_of(kind: &str, day: Computed, zone: Zone, basis: &Basis) -> Self {
        Self::counted(kind, day, basis, |date| Timestamp::end_of(date, zone))
    }

    /// The beginning of such a day.
    pub fn start_of(kind: &str, day: Computed, zone: Zone, basis: &Basis) -> Self {
        Self::counted(kind, day, basis, |date| Timestamp::start_of(date, zone))
    }

    fn counted(
        kind: &str,
        day: Computed,
        basis: &Basis,
        instant: impl Fn(Date) -> Timestamp,
    ) -> Self {
        let (date, unknown_years) = day.into_parts();
        Deadline {
            unknown_years,
            ..Deadline::new(kind, instant(date), basis)
        }
    }
}

/// What becomes fixed when an order is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuance {
    /// Which order.
    pub order: OrderId,
    /// Its place among acts on the target.
    pub fence: Fence,
    /// SHA-256 of the exact bytes to be sent.
    pub body_hash: Digest,
    /// Evidence that holds those bytes, unless they can be rebuilt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body_evidence: Option<Digest>,
    /// Not carried out after this instant.
    pub expires_at: Timestamp,
    /// Each attempt is announced (`dispatch-begun`) before its first byte.
    /// Decided at the issue and never again: what a later directory says of
    /// the unit changes nothing of what may have left.
    #[serde(default)]
    pub announced: bool,
    /// Clocks that run from the issue until the delivery.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
}
