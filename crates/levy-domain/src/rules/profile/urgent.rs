//! The emergency path of approvals (紧急审批): practice of the court.

use super::{Effect, Profile, effect::listed};
use crate::{
    order::{Basis, Measure},
    stamp::Role,
    time::{Date, HOUR},
};
use serde::Deserialize;
use std::fmt;

/// What one officer may let leave at once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgentEffect {
    /// Which measures; only such as bind.
    pub measures: Vec<Measure>,
    /// Who.
    pub roles: Vec<Role>,
    /// Clock hours within which the others countersign.
    pub countersign_within_hours: u32,
}

impl UrgentEffect {
    /// Milliseconds until the others must have countersigned.
    pub fn within(&self) -> i64 {
        i64::from(self.countersign_within_hours) * HOUR
    }
}

impl fmt::Display for UrgentEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} by {} alone, countersigned within {} hours",
            listed(&self.measures),
            listed(&self.roles).replace(", ", "/"),
            self.countersign_within_hours
        )
    }
}

impl Profile {
    /// What one officer may let leave at once on `on`, if a rule says so.
    pub fn urgent(&self, on: Date) -> Option<(&UrgentEffect, &Basis)> {
        let value = self.rule(self.index.urgent.as_deref()?)?.on(on)?;
        match &value.says {
            Effect::Urgent(urgent) => Some((urgent, &value.cited)),
            _ => None,
        }
    }
}
