//! The file of a matter: its numbers, parties, claims, debtors and documents.

use crate::{
    claim::{Claim, Component, Liability},
    code::Code,
    document::Document,
    id::{
        AssetId, ClaimId, DocumentId, HoldId, MatterId, OfficerId, OrderId, RegistrationId, SweepId,
    },
    money::Currency,
    order::Deadline,
    party::{PartyRole, Person},
    time::Date,
};
use serde::{Deserialize, Serialize};

/// The matter begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterOpened {
    /// Its id.
    pub matter: MatterId,
    /// Code of the court that holds it, such as `川3322`.
    pub court: String,
    /// One currency for the whole matter.
    pub currency: Currency,
}

open_enum! {
    /// What a case number stands for; the profile names the codes.
    CaseKind {
        /// First enforcement (执).
        First = "first",
        /// Resumed (执恢).
        Resumed = "resumed",
        /// Preservation (执保).
        Preservation = "preservation",
        /// Objection (执异).
        Objection = "objection",
        /// Reconsideration (执复).
        Reconsideration = "reconsideration",
        /// Any other type; the number tells which.
        OtherKind = "other-kind",
    }
}

/// A case number is registered for the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRegistered {
    /// Its id; statistics count registrations.
    pub registration: RegistrationId,
    /// The number in its normal form, such as `（2022）川3322执12号`.
    pub number: String,
    /// Type code, such as `执`.
    pub type_code: String,
    /// What the type stands for.
    pub kind: CaseKind,
    /// Code of the registering court.
    pub court: String,
    /// The court date of filing.
    pub filed_on: Date,
    /// Filed in an earlier year and still open then (旧存).
    #[serde(default)]
    pub carried_in: bool,
}

open_enum! {
    /// How a case number is closed (C-05).
    ClosingKind {
        /// Paid in full (执行完毕).
        Performed = "performed",
        /// This round is ended, the claim lives on (终结本次).
        RoundEnded = "round-ended",
        /// Terminated (终结执行).
        Terminated = "terminated",
        /// Struck off (销案).
        Withdrawn = "withdrawn",
        /// Not to be enforced (不予执行).
        NotEnforced = "not-enforced",
        /// Application dismissed (驳回申请).
        Dismissed = "dismissed",
        /// Preservation measures are in place (保全完毕).
        Preserved = "preserved",
        /// Moved to another court.
        Moved = "moved",
        /// A review case is decided.
        Decided = "decided",
    }
}

/// A case number is closed; holds may live on, with an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNumberClosed {
    /// Which registration.
    pub registration: RegistrationId,
    /// How.
    pub kind: ClosingKind,
    /// Ground in words of the profile.
    pub ground: Code,
    /// The court date.
    pub on: Date,
    /// The closing document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// Holds that live on and who owns their agenda.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds_left: Vec<HoldId>,
    /// The owner of what is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// When units are asked again for the first time (C-07), where the round
    /// was ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requery: Option<Deadline>,
}

/// A claim is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimStated {
    /// The claim with its components.
    pub claim: Claim,
    /// The matter that grants reservations on it; this one unless it says
    /// otherwise.
    pub home: MatterId,
}

/// A component of a claim is restated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimAdjusted {
    /// Which claim.
    pub claim: ClaimId,
    /// The component as it now stands; others stay.
    pub component: Component,
    /// Why, as a code.
    pub ground: Code,
    /// The document it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
}

/// Somebody takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyAdded {
    /// Who.
    pub person: Person,
    /// As what.
    pub role: PartyRole,
}

/// A debtor is liable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilityStated {
    /// For what, who, how.
    pub liability: Liability,
}

/// A person's identity is corrected; what was sent under the old one is open
/// again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityCorrected {
    /// Who, as now known; the id stays.
    pub person: Person,
    /// The document that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// The number itself is another one: what follows rests on the earlier.
    #[serde(default)]
    pub renumbered: bool,
    /// Orders sent under the earlier identity.
    pub orders: Vec<OrderId>,
    /// Holds that cover nothing from now on.
    pub holds: Vec<HoldId>,
    /// Assets found under the earlier identity: nothing is done with them
    /// until they are found again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetId>,
    /// Rounds of queries that asked under the earlier identity: what they
    /// still find of this person is not found again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sweeps: Vec<SweepId>,
}

/// A document is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentIssued {
    /// The document.
    pub document: Document,
}
