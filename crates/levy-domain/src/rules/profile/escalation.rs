//! Steps against a unit that does not answer in time (催办、督办).

use super::{Effect, Profile};
use crate::{matter::event::EscalationStep, order::Basis, time::Date};
use serde::Deserialize;
use std::fmt;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// What is done.
    pub step: EscalationStep,
    /// In the morning of this working day after the missed deadline.
    pub working_days: u16,
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} +{}", self.step, self.working_days)
    }
}

impl Profile {
    /// The steps of a day in their order, with their rule; `None` where the
    /// court has none.
    pub fn escalation(&self, on: Date) -> Option<(&[Rung], &Basis)> {
        let rule = self.rule(self.index.escalation.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::Escalation(rungs) => Some((rungs, &value.cited)),
            _ => None,
        }
    }
}
