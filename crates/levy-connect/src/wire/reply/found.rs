//! An asset in the answer to a query.

use super::others::{PriorBody, RightBody};
use crate::wire::{Exact, Private, WireError};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass},
    money::Currency,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

/// One asset in the answer to a query. Both sums are in `currency`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBody {
    /// What an account is for.
    pub account_class: AccountClass,
    /// The moment of both sums.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_at: Option<Timestamp>,
    /// What is not bound by others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_minor: Option<Exact>,
    /// Balance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_minor: Option<Exact>,
    /// Class.
    pub class: AssetClass,
    /// Its currency.
    pub currency: Currency,
    /// Whom the unit has on record as its holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderBody>,
    /// Pays only from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_redeemable_before: Option<Date>,
    /// Account number, title number, plate.
    pub number: Private,
    /// Who was earlier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prior_measures: Vec<PriorBody>,
    /// Rights of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<RightBody>,
    /// Its state.
    pub status: AccountStatus,
    /// Sub-accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_accounts: Vec<Private>,
}

/// Whom a unit has on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderBody {
    /// Name.
    pub name: Private,
    /// Number of the identity document, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Private>,
}

impl FoundBody {
    pub(super) fn check(&self) -> Result<(), WireError> {
        self.prior_measures.iter().try_for_each(PriorBody::check)?;
        self.rights.iter().try_for_each(RightBody::check)
    }
}
