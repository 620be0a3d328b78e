//! Goods taken into keeping (扣押): what, where, and who keeps them.

use crate::{
    bytes::Digest,
    code::Code,
    id::{DocumentId, HoldId, OfficerId, PersonId},
    order::Basis,
    sealed::Sealed,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Who keeps what was seized.
    KeeperKind {
        /// The court.
        Court = "court",
        /// The debtor.
        Debtor = "debtor",
        /// The applicant.
        Creditor = "creditor",
        /// Somebody else whom the court entrusts.
        ThirdParty = "third-party",
    }
}

/// Who keeps it, where, and whether he may use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeping {
    /// Who.
    pub keeper: KeeperKind,
    /// Which person, where it is not the court.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// He may go on using it; only where that hardly lowers its value.
    #[serde(default, skip_serializing_if = "is_false")]
    pub may_use: bool,
    /// Where.
    pub place: Sealed,
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeizedItem {
    /// From 1.
    pub item: u32,
    /// What it is, as a code.
    pub kind: Code,
    /// How many.
    pub count: u32,
    /// In which state, as a code.
    pub quality: Code,
    /// What tells it from others: the number of an engine, an engraving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Sealed>,
}

/// What a hold binds was taken into keeping, item by item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeizureRecorded {
    /// Under which hold.
    pub hold: HoldId,
    /// The list.
    pub items: Vec<SeizedItem>,
    /// Who keeps it.
    pub keeping: Keeping,
    /// When.
    pub seized_at: Timestamp,
    /// The officers who did it.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
    /// Who saw it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<Sealed>,
    /// The list as a document (查封、扣押财产清单).
    pub document: DocumentId,
    /// The record (笔录).
    pub evidence: Digest,
}

/// Somebody else keeps it, or elsewhere, or may use it or not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepingChanged {
    /// Under which hold.
    pub hold: HoldId,
    /// From now on.
    pub keeping: Keeping,
    /// The decision.
    pub document: DocumentId,
}

/// It is in keeping no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsHandedOver {
    /// Under which hold.
    pub hold: HoldId,
    /// When.
    pub on: Date,
    /// To whom, as a code: `debtor`, `buyer`, `creditor`.
    pub to: Code,
    /// The receipt for it.
    pub evidence: Digest,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
