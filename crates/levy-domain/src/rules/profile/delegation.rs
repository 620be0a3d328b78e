//! A case that is given to another court (委托执行), Q-14.

use super::{Effect, Profile, no_rule};
use crate::{order::Basis, refusal::Refusal, time::Date};
use serde::Deserialize;
use std::fmt;

/// What must be so before the case leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationEffect {
    /// A hold with less than so many months left is renewed first, by the
    /// court that gives the case away.
    pub renew_first_months: u16,
}

impl fmt::Display for DelegationEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "holds with less than {} months left are renewed first",
            self.renew_first_months
        )
    }
}

impl Profile {
    /// What must be so before a case is given to another court.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn delegation(&self, on: Date) -> Result<(DelegationEffect, &Basis), Refusal> {
        let id = self.index.delegation.as_deref();
        let value = id.and_then(|id| self.rule(id)).and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Delegation(delegation))) => Ok((*delegation, &value.cited)),
            _ => Err(no_rule("(delegation of a case)", on)),
        }
    }
}
