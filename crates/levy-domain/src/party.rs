//! Persons of a matter.

use crate::{code::Code, id::PersonId, sealed::Sealed};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Part a person plays.
    PartyRole {
        /// Applicant, creditor (申请执行人).
        Creditor = "creditor",
        /// Person subject to enforcement (被执行人).
        Debtor = "debtor",
        /// Third party with an interest (利害关系人、案外人).
        ThirdParty = "third-party",
    }
}

open_enum! {
    /// Natural or legal.
    PersonKind {
        /// 自然人.
        Natural = "natural",
        /// 法人或其他组织.
        Legal = "legal",
    }
}

open_enum! {
    /// Which document identifies a person.
    IdentityKind {
        /// Resident identity number (I-01).
        ResidentId = "resident-id",
        /// Unified social credit code (I-03).
        CreditCode = "credit-code",
        /// Another document: passport, permit.
        OtherDocument = "other-document",
        /// No number at all: the name alone. Never enough for a measure.
        NameOnly = "name-only",
    }
}

open_enum! {
    /// How sure the match of a person is.
    IdentityStrength {
        /// Number with a valid check digit, confirmed by a register.
        Confirmed = "confirmed",
        /// Number with a valid check digit.
        Valid = "valid",
        /// A number that cannot be checked.
        Unchecked = "unchecked",
        /// Name only.
        NameOnly = "name-only",
    }
}

/// Another spelling of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameVariant {
    /// The name.
    pub name: Sealed,
    /// Where it comes from.
    pub source: Code,
}

/// A person with sealed identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Global id.
    pub person: PersonId,
    /// Natural or legal.
    pub kind: PersonKind,
    /// Name.
    pub name: Sealed,
    /// Other spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub name_variants: Vec<NameVariant>,
    /// Kind of the identity number.
    pub identity_kind: IdentityKind,
    /// The number, unless only the name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Sealed>,
    /// How sure it is.
    pub strength: IdentityStrength,
}
