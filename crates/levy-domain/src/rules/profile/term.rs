//! Terms of control (控制期限), T-01 to T-05 and T-16 to T-18.

use super::{Effect, Profile, effect::listed, no_rule};
use crate::{asset::AssetClass, order::Basis, refusal::Refusal, time::Date};
use serde::Deserialize;
use std::fmt;

/// Longest term of some classes of asset.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermEffect {
    /// Which classes.
    pub classes: Vec<AssetClass>,
    /// In months; a year is twelve.
    pub months: u32,
}

impl fmt::Display for TermEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} months: {}", self.months, listed(&self.classes))
    }
}

impl Profile {
    /// Longest term of control over `class`, for a first order and for each
    /// renewal (T-05). Whether a longer term is refused or only warned of is
    /// [`Profile::severity`] of the basis.
    ///
    /// # Errors
    /// [`Refusal::NoRule`]: also for a class that the profile does not name,
    /// since the longest cap would be a guess.
    pub fn max_term_months(&self, class: &AssetClass, on: Date) -> Result<(u32, &Basis), Refusal> {
        let found = self.index.terms.get(class).and_then(|id| self.rule(id));
        let value = found.and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Term(term))) if term.classes.contains(class) => {
                Ok((term.months, &value.cited))
            }
            _ => Err(no_rule(format!("(term of {class})"), on)),
        }
    }
}
