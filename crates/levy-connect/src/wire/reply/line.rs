//! One line of a reply.

use super::others::{PriorBody, RightBody, priced};
use crate::wire::{Exact, Private, WireError};
use levy_domain::{
    asset::{AccountClass, AccountStatus},
    money::Currency,
    reply::{Fault, Outcome},
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

/// What the unit says of one line. Every amount is in `currency`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyLine {
    /// What the account is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_class: Option<AccountClass>,
    /// Its moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_at: Option<Timestamp>,
    /// Available balance afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_minor: Option<Exact>,
    /// Part of the limit beyond the balance (CESKJE).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_balance_minor: Option<Exact>,
    /// Currency of the amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The end to the minute, where the unit gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Whose fault a return is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// First day of the term, as the unit states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Really held, released or moved (SKJE).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_minor: Option<Exact>,
    /// Which line.
    pub line: u32,
    /// Pays only from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_redeemable_before: Option<Date>,
    /// Outcome.
    pub outcome: Outcome,
    /// Who was earlier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prior_measures: Vec<PriorBody>,
    /// Place in the queue, 0 = in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Why not (WNKZYY).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private>,
    /// Receipt number of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<String>,
    /// Sum asked for, as the unit read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_minor: Option<Exact>,
    /// Rights of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<RightBody>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<AccountStatus>,
    /// Sub-accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_accounts: Vec<Private>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Part queued behind earlier freezes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_minor: Option<Exact>,
}

impl ReplyLine {
    pub(super) fn check(&self) -> Result<(), WireError> {
        let amounts = [
            self.requested_minor,
            self.held_minor,
            self.beyond_balance_minor,
            self.waiting_minor,
            self.available_minor,
        ];
        priced(&amounts, self.currency)?;
        if self.from.is_some() != self.to.is_some() {
            return Err(WireError::Contradiction("a term has two ends"));
        }
        self.prior_measures.iter().try_for_each(PriorBody::check)?;
        self.rights.iter().try_for_each(RightBody::check)
    }

    /// A bare outcome for `line`.
    #[must_use]
    pub fn new(line: u32, outcome: Outcome) -> Self {
        ReplyLine {
            line,
            outcome,
            currency: None,
            requested_minor: None,
            held_minor: None,
            beyond_balance_minor: None,
            waiting_minor: None,
            rank: None,
            available_minor: None,
            available_at: None,
            account_class: None,
            status: None,
            sub_accounts: Vec::new(),
            not_redeemable_before: None,
            prior_measures: Vec::new(),
            rights: Vec::new(),
            from: None,
            to: None,
            ends_at: None,
            receipt_number: None,
            reason: None,
            fault: None,
        }
    }
}
