//! Terms of control (控制期限), T-01 to T-05 and T-11 to T-18.

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
    /// Months of each renewal, where they are not the same.
    #[serde(default)]
    pub renewal_months: Option<u32>,
    /// How many renewals there may be; absent = any number (T-05).
    #[serde(default)]
    pub renewals: Option<u32>,
    /// The rule that caps a renewal, where it is another one (T-12).
    #[serde(default)]
    pub renewal_rule: Option<String>,
}

/// What a renewal may be at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenewalCap {
    /// In months.
    pub months: u32,
    /// How many there may be; `None` = any number.
    pub times: Option<u32>,
}

impl fmt::Display for TermEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} months", self.months)?;
        if let Some(months) = self.renewal_months {
            write!(f, ", a renewal {months}")?;
        }
        if let Some(times) = self.renewals {
            write!(f, ", {times} renewal(s)")?;
        }
        write!(f, ": {}", listed(&self.classes))
    }
}

impl Profile {
    /// Longest term of control over `class` for a first order. Whether a longer term is refused or only warned of is
    /// [`Profile::severity`] of the basis.
    ///
    /// # Errors
    /// [`Refusal::NoRule`]: also for a class that the profile does not name,
    /// since the longest cap would be a guess.
    pub fn max_term_months(&self, class: &AssetClass, on: Date) -> Result<(u32, &Basis), Refusal> {
        let (term, basis) = self.term(class, on)?;
        Ok((term.months, basis))
    }

    /// The same for each renewal: as long as a first order (T-05), where the
    /// rule of the class says nothing else (T-12, T-15).
    ///
    /// # Errors
    /// [`Refusal::NoRule`], as for a first order.
    pub fn max_renewal(
        &self,
        class: &AssetClass,
        on: Date,
    ) -> Result<(RenewalCap, &Basis), Refusal> {
        let (term, basis) = self.term(class, on)?;
        let own = term.renewal_rule.as_deref();
        let own = own.and_then(|id| self.rule(id)?.on(on));
        let basis = own.map_or(basis, |value| &value.cited);
        let cap = RenewalCap {
            months: term.renewal_months.unwrap_or(term.months),
            times: term.renewals,
        };
        Ok((cap, basis))
    }

    fn term(&self, class: &AssetClass, on: Date) -> Result<(&TermEffect, &Basis), Refusal> {
        let found = self.index.terms.get(class).and_then(|id| self.rule(id));
        let value = found.and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Term(term))) if term.classes.contains(class) => {
                Ok((term, &value.cited))
            }
            _ => Err(no_rule(format!("(term of {class})"), on)),
        }
    }
}
