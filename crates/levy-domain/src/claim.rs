//! What is owed, and by whom.

use crate::{
    code::Code,
    id::{ClaimId, DocumentId, LiabilityId, PersonId},
    money::{Currency, Money},
    time::Date,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Part of a claim.
    ComponentKind {
        /// Principal (本金).
        Principal = "principal",
        /// General interest by the judgment's own method (一般债务利息).
        GeneralInterest = "general-interest",
        /// Doubled late interest (加倍部分债务利息, C-09).
        DoubledInterest = "doubled-interest",
        /// Costs of suit and enforcement (费用).
        Costs = "costs",
    }
}

/// A span of days that bears no interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedPeriod {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why.
    pub ground: Code,
}

/// One component with its method and its as-of day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Which part.
    pub kind: ComponentKind,
    /// The sum on `as_of`.
    pub amount: Money,
    /// The day for which the sum holds.
    pub as_of: Date,
    /// How it is computed, `fixed` for a sum that does not grow.
    pub method: Code,
    /// Rate series of the profile, where it grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_series: Option<Code>,
    /// Days without interest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<ExcludedPeriod>,
}

impl Component {
    /// Ways of computing a component: `fixed` for a sum as stated, `worked-out`
    /// for one that was computed from its terms.
    pub const METHODS: [&str; 2] = ["fixed", "worked-out"];
}

/// A claim as stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Global id; the same claim may stand in two matters.
    pub claim: ClaimId,
    /// One currency for all components.
    pub currency: Currency,
    /// Its parts.
    pub components: Vec<Component>,
    /// In which order payments are allocated (D-10).
    pub allocation_order: Vec<ComponentKind>,
    /// The title it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<DocumentId>,
}

open_enum! {
    /// How a debtor is liable.
    LiabilityMode {
        /// For the whole, jointly (连带).
        Joint = "joint",
        /// For a share (按份).
        Share = "share",
        /// After another's assets (补充).
        Supplementary = "supplementary",
        /// Up to a sum (限额).
        Capped = "capped",
    }
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Parts.
    pub numerator: u32,
    /// Of how many; never zero.
    pub denominator: u32,
}

impl Share {
    /// The share of `amount`, rounded down; the whole when the denominator is
    /// zero, which `decide` refuses.
    pub fn of(&self, amount: Money) -> Money {
        let minor = u128::from(amount.minor) * u128::from(self.numerator)
            / u128::from(self.denominator.max(1));
        Money {
            minor: u64::try_from(minor)
                .unwrap_or(amount.minor)
                .min(amount.minor),
            ..amount
        }
    }
}

/// One debtor's liability for one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Liability {
    /// Global id.
    pub liability: LiabilityId,
    /// For which claim.
    pub claim: ClaimId,
    /// Who is liable.
    pub person: PersonId,
    /// How.
    pub mode: LiabilityMode,
    /// For `share`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// For `capped`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Money>,
}
