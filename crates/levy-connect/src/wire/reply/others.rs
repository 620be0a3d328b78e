//! Measures and rights of others on the same asset.

use crate::wire::{Exact, Private, WireError};
use levy_domain::{claim::Share, money::Currency, time::Date};
use serde::{Deserialize, Serialize};

/// A measure of another authority (djxx).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorBody {
    /// Sum, with `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_minor: Option<Exact>,
    /// Authority.
    pub court: String,
    /// Currency of `amount_minor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Its document.
    pub document: Private,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// A right of somebody else (qlxx).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightBody {
    /// Which sum, with `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_minor: Option<Exact>,
    /// Currency of `amount_minor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Whose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Private>,
    /// `joint-holder`, `pledgee`, `co-owner` or what the unit says.
    pub kind: String,
    /// Which part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

/// An amount needs a currency.
pub(super) fn priced(
    amounts: &[Option<Exact>],
    currency: Option<Currency>,
) -> Result<(), WireError> {
    if currency.is_none() && amounts.iter().any(Option::is_some) {
        return Err(WireError::Contradiction(
            "an amount and its currency come together",
        ));
    }
    Ok(())
}

impl PriorBody {
    pub(in crate::wire) fn check(&self) -> Result<(), WireError> {
        priced(&[self.amount_minor], self.currency)
    }
}

impl RightBody {
    pub(super) fn check(&self) -> Result<(), WireError> {
        if self.share.is_some_and(|share| share.denominator == 0) {
            return Err(WireError::Contradiction("a share of nothing"));
        }
        priced(&[self.amount_minor], self.currency)
    }
}
