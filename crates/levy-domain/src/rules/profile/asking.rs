//! How often a unit is asked again who stands ahead of a place, O-43.

use super::{Effect, Profile};
use crate::{order::Basis, time::Date};
use serde::Deserialize;
use std::fmt;

/// After which time the question is put again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskAheadEffect {
    /// After so many calendar days without an answer.
    pub every_days: u16,
}

impl fmt::Display for AskAheadEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "every {} days", self.every_days)
    }
}

impl Profile {
    /// After how many calendar days without an answer a unit is asked again
    /// who stands ahead; `None` where no rule has it asked again.
    pub fn ask_ahead(&self, on: Date) -> Option<(u16, &Basis)> {
        let rule = self.rule(self.index.ask_ahead.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::AskAhead(asking) => Some((asking.every_days, &value.cited)),
            _ => None,
        }
    }
}
