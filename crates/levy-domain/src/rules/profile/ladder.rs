//! The ladder of alarms before the end of a hold (届满预警阶梯).

use super::{Effect, Profile, effect::listed};
use crate::{order::Basis, time::Date};
use serde::Deserialize;
use std::fmt;

/// How long before its last day the end of a hold is told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderEffect {
    /// Calendar days before the last day, from the first rung to the last;
    /// each is nearer to the end than the one before.
    pub days_before: Vec<u32>,
}

/// What a renewal that was authorised ahead leads to (预先批准续行).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewalAheadEffect {
    /// Calendar days before the last day from which the renewal is drafted.
    pub days_before: u32,
    /// The authorisation counts as the approval of its officer; otherwise the
    /// renewal is only drafted.
    pub approves: bool,
}

impl fmt::Display for RenewalAheadEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = if self.approves { "" } else { " not" };
        write!(
            f,
            "{} days before, counts{counts} as an approval",
            self.days_before
        )
    }
}

impl LadderEffect {
    pub(super) fn falls(&self) -> bool {
        !self.days_before.is_empty() && self.days_before.is_sorted_by(|a, b| a > b)
    }
}

impl fmt::Display for LadderEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} days before", listed(&self.days_before))
    }
}

impl Profile {
    /// What a renewal that was authorised ahead leads to. `None` where the
    /// profile does not let renewals be authorised ahead.
    pub fn renewal_ahead(&self, on: Date) -> Option<(RenewalAheadEffect, &Basis)> {
        let rule = self.rule(self.index.renewal_ahead.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::RenewalAhead(ahead) => Some((*ahead, &value.cited)),
            _ => None,
        }
    }

    /// Days before the last day of a hold on which its end is told. `None`
    /// where the profile has no ladder: then only the end itself is told.
    pub fn alarm_ladder(&self, on: Date) -> Option<(&[u32], &Basis)> {
        let rule = self.rule(self.index.alarm_ladder.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::AlarmLadder(ladder) => Some((&ladder.days_before, &value.cited)),
            _ => None,
        }
    }
}
