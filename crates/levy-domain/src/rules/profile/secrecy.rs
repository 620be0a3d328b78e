//! What is not shown to the parties before control (保密), V-05.

use super::{Effect, Profile, effect::listed};
use crate::{
    code::Code,
    order::{Basis, Measure},
    time::Date,
};
use serde::Deserialize;
use std::fmt;

/// Which events of which measures stay secret, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecrecyEffect {
    /// Event types.
    pub events: Vec<Code>,
    /// Measures that they are about.
    pub measures: Vec<Measure>,
    /// The event type that ends it.
    pub until: Code,
}

impl fmt::Display for SecrecyEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} until {}",
            listed(&self.events),
            listed(&self.measures),
            self.until
        )
    }
}

impl Profile {
    /// What stays secret on `on`, if a rule says so.
    pub fn secrecy(&self, on: Date) -> Option<(&SecrecyEffect, &Basis)> {
        let value = self.rule(self.index.secrecy.as_deref()?)?.on(on)?;
        match &value.says {
            Effect::Secrecy(secrecy) => Some((secrecy, &value.cited)),
            _ => None,
        }
    }
}
