//! Bars: raised and lifted.

use crate::{
    code::Code,
    id::{AssetId, BarId, ClaimId, DocumentId, OrderId, PersonId},
    money::Money,
    order::{Basis, Measure},
    time::Date,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Why enforcement stops, in whole or in part.
    BarKind {
        /// A third party objects that the asset is his (案外人异议, B-01).
        ThirdPartyObjection = "third-party-objection",
        /// Somebody objects to how the court acts (执行行为异议, B-02).
        ConductObjection = "conduct-objection",
        /// Enforcement is suspended (中止执行, B-03).
        Suspension = "suspension",
        /// The debtor's bankruptcy is accepted (受理破产, B-04).
        Bankruptcy = "bankruptcy",
        /// The parties settle while it is enforced (执行和解, B-05).
        Settlement = "settlement",
        /// The parties dispute the asset itself (争议标的, P-13): it stops
        /// nothing, and control of it is lifted with the applicant's consent.
        AssetInDispute = "asset-in-dispute",
    }
}

/// Whom and what a bar is about; all of the matter when it names nobody and
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarScope {
    /// Orders about these persons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<PersonId>,
    /// Orders on these assets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetId>,
}

/// Something stops named measures from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarRaised {
    /// Its id.
    pub bar: BarId,
    /// What kind.
    pub kind: BarKind,
    /// Whom and what it is about.
    pub scope: BarScope,
    /// The document that it rests on.
    pub document: DocumentId,
    /// Since when it stands.
    pub from: Date,
    /// Measures that are stopped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Measure>,
    /// What is held of its persons must be let go.
    #[serde(default)]
    pub releases: bool,
    /// The rule that says so.
    pub rule: Basis,
    /// Orders of these measures that are with units already: to be asked back
    /// where that still helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<OrderId>,
}

/// What of a claim is enforced again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revived {
    /// Which claim.
    pub claim: ClaimId,
    /// What its title says.
    pub owed: Money,
    /// Paid so far, under the settlement or before it.
    pub paid: Money,
    /// What is left.
    pub left: Money,
}

/// A bar is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarLifted {
    /// Which bar.
    pub bar: BarId,
    /// Why, as a code: `rejected`, `resumed`, `breached`, `performed` ...
    pub ground: Code,
    /// The document that it rests on.
    pub document: DocumentId,
    /// The court date.
    pub on: Date,
    /// After a breached settlement: the claims as they are enforced again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revived: Vec<Revived>,
}
