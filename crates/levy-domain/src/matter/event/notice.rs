//! Notices to people (告知、送达): who must be told of what, and what came of it.

use super::ServiceWay;
use crate::{
    bytes::Digest,
    code::Code,
    id::{AssetId, HoldId, NoticeId, OfficerId, PersonId, PlanId},
    order::{Basis, Deadline},
    sealed::Sealed,
    time::Date,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// What happened to a hold, so that somebody must be told.
    NoticeCause {
        /// The asset is under control.
        Established = "established",
        /// It waits in a queue.
        Waiting = "waiting",
        /// Its place in a queue came to the front.
        Promoted = "promoted",
        /// Its term was renewed.
        Renewed = "renewed",
        /// It stands, and somebody's right in the asset became known.
        RightShown = "right-shown",
    }
}

open_enum! {
    /// Whom a rule has the court tell.
    NoticeTo {
        /// Whose debt it is (被执行人、被保全人).
        Debtor = "debtor",
        /// Who applied (申请执行人、申请保全人).
        Applicant = "applicant",
        /// Who has a right in the asset (共有人、抵押权人).
        RightHolder = "right-holder",
    }
}

/// One person must be told of some holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeOwed {
    /// Its id.
    pub notice: NoticeId,
    /// As what he is told.
    pub to: NoticeTo,
    /// Who, where he is a party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// In which asset he has a right, where he is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<AssetId>,
    /// Which right, as the unit calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<Code>,
    /// His name, where the unit told it; else he must be found first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Sealed>,
    /// Of which holds.
    pub holds: Vec<HoldId>,
    /// What his right secures stops growing when he is told (V-04).
    #[serde(default, skip_serializing_if = "is_false")]
    pub fixes_claim: bool,
    /// The rule that asks for it.
    pub rule: Basis,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

/// Control stands and nothing of the plan is secret any more: from here on
/// these people must be told. The list may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesOwed {
    /// The plan whose orders made or renewed the holds.
    pub plan: PlanId,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// Each of them.
    pub notices: Vec<NoticeOwed>,
}

/// Somebody was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeServed {
    /// Which notice.
    pub notice: NoticeId,
    /// How.
    pub mode: ServiceWay,
    /// The day on which he had it.
    pub served_on: Date,
    /// What shows it.
    pub evidence: Digest,
    /// That is after its first clock.
    #[serde(default, skip_serializing_if = "is_false")]
    pub late: bool,
    /// From that day on what his right secures does not grow (V-04).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_fixed_on: Option<Date>,
}

/// Somebody could not be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFailed {
    /// Which notice.
    pub notice: NoticeId,
    /// How it was tried.
    pub mode: ServiceWay,
    /// When.
    pub tried_on: Date,
    /// Why it failed.
    pub reason: Code,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
    /// How often it was tried so far.
    pub times: u32,
    /// By when it is tried again.
    pub next: Deadline,
}

/// The clock of a notice passed and nobody was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeOverdue {
    /// Which notice.
    pub notice: NoticeId,
    /// The clock that passed.
    pub deadline: Deadline,
    /// Who should have seen to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
}

/// A judge says that a notice need not be given any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDropped {
    /// Which notice.
    pub notice: NoticeId,
    /// Why.
    pub ground: Code,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
