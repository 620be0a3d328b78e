//! How often a rule has a unit lower a hold or let it go, O-42.

use super::{Effect, Profile};
use crate::{order::Basis, time::Date};
use serde::Deserialize;
use std::fmt;

/// When a rule gives up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoweringEffect {
    /// After so many times in vain.
    pub tries: u32,
}

impl fmt::Display for LoweringEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} tries", self.tries)
    }
}

impl Profile {
    /// After how many times in vain no rule asks a unit again to lower a hold
    /// or to let it go; `None` where no rule sets a bound.
    pub fn lowering(&self, on: Date) -> Option<(u32, &Basis)> {
        let rule = self.rule(self.index.lowering.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::Lowering(lowering) => Some((lowering.tries, &value.cited)),
            _ => None,
        }
    }
}
