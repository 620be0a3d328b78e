//! Asking again after a round of enforcement was ended (终本后定期查询), C-07.

use super::{Effect, Profile};
use crate::{order::Basis, time::Date};
use serde::Deserialize;
use std::fmt;

/// How often, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequeryEffect {
    /// Every so many months after the closing day.
    pub every_months: u16,
    /// The last time so many months after it.
    pub for_months: u16,
}

impl RequeryEffect {
    /// Months after the closing day of a round, from 1; `None` after the last.
    pub fn months(&self, round: u16) -> Option<u16> {
        let months = self.every_months.checked_mul(round)?;
        (round > 0 && months <= self.for_months).then_some(months)
    }
}

impl fmt::Display for RequeryEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RequeryEffect {
            every_months,
            for_months,
        } = self;
        write!(f, "every {every_months} months for {for_months}")
    }
}

impl Profile {
    /// How often units are asked again after a round was ended; `None` where
    /// no rule says so.
    pub fn requery(&self, on: Date) -> Option<(RequeryEffect, &Basis)> {
        let rule = self.rule(self.index.requery.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::Requery(requery) => Some((*requery, &value.cited)),
            _ => None,
        }
    }
}
