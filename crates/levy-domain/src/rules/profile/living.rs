//! What a debtor and his dependants live on (生活必需费用), X-04.

use super::{Effect, Profile};
use crate::{
    money::{Currency, Money},
    order::Basis,
    time::Date,
};
use serde::Deserialize;
use std::fmt;

/// The least that a natural person keeps of his income.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LivingMinimum {
    /// Yuan, once per person and month.
    pub yuan_per_month: u64,
}

impl fmt::Display for LivingMinimum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} yuan a month", self.yuan_per_month)
    }
}

impl Profile {
    /// What a natural person keeps each month, and the rule; `None` where no
    /// rule gives it in this currency.
    pub fn living_minimum(&self, currency: Currency, on: Date) -> Option<(Money, &Basis)> {
        let rule = self.rule(self.index.living_minimum.as_deref()?)?;
        let value = rule.on(on)?;
        match &value.says {
            Effect::LivingMinimum(least) if currency == Currency::CNY => {
                let fen = least.yuan_per_month.saturating_mul(100);
                Some((Money::cny(fen), &value.cited))
            }
            _ => None,
        }
    }
}
