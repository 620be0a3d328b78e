//! What a bar stops (中止事由), B-01 to B-05.

use super::{Effect, Profile, effect::listed, no_rule};
use crate::{
    matter::event::BarKind,
    order::{Basis, Measure},
    refusal::Refusal,
    time::Date,
};
use serde::Deserialize;
use std::fmt;

/// What bars of some kinds stop. What frees and what renews is never among
/// it: a profile that says so does not load.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BarEffect {
    /// Which kinds.
    pub kinds: Vec<BarKind>,
    /// Measures that are not drafted, approved, issued or sent under it.
    pub blocks: Vec<Measure>,
    /// What is held of the persons it names must be let go.
    #[serde(default)]
    pub releases: bool,
}

impl fmt::Display for BarEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", listed(&self.kinds))?;
        match self.blocks.as_slice() {
            [] => f.write_str("stops nothing")?,
            blocks => write!(f, "stops {}", listed(blocks))?,
        }
        if self.releases {
            f.write_str("; opens releases")?;
        }
        Ok(())
    }
}

impl Profile {
    /// What a bar of `kind` stops, and the rule that says so.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn bar(&self, kind: &BarKind, on: Date) -> Result<(&BarEffect, &Basis), Refusal> {
        let rule = self.index.bars.get(kind).and_then(|id| self.rule(id));
        match rule
            .and_then(|rule| rule.on(on))
            .map(|value| (value, &value.says))
        {
            Some((value, Effect::Bar(bar))) if bar.kinds.contains(kind) => Ok((bar, &value.cited)),
            _ => Err(no_rule(format!("(bar of kind {kind})"), on)),
        }
    }
}
