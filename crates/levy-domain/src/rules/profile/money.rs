//! Interest (C-09), allocation (D-10), renewal start (D-05) and the envelope's
//! switch.

use super::{Effect, Profile, no_rule};
use crate::{
    claim::ComponentKind,
    interest::{DatedRate, Rate},
    refusal::Refusal,
    time::Date,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A rate without fractions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateEffect {
    /// Name of the series, as components cite it.
    pub series: String,
    /// 0.0175 % is 175, 3.45 % is 34,500.
    pub parts_per_million: u32,
    /// Due per so many days: 1, 30, 360 or 365.
    pub per_days: u16,
}

impl RateEffect {
    /// The rate itself.
    pub fn rate(&self) -> Rate {
        Rate {
            parts_per_million: self.parts_per_million,
            per_days: self.per_days,
        }
    }
}

impl fmt::Display for RateEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.series, self.rate())
    }
}

/// Where the term of a renewal starts (D-05).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RenewalStart {
    /// At the old end.
    OldEnd,
    /// On service.
    Service,
}

impl fmt::Display for RenewalStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RenewalStart::OldEnd => "old-end",
            RenewalStart::Service => "service",
        })
    }
}

impl Profile {
    /// Order in which money is allocated inside one claim (D-10).
    pub fn allocation_order(&self, on: Date) -> Vec<ComponentKind> {
        let rule = self
            .index
            .allocation
            .as_deref()
            .and_then(|id| self.rule(id));
        match rule.and_then(|rule| rule.near(on)).map(|value| &value.says) {
            Some(Effect::Allocation(order)) => order.clone(),
            _ => Vec::new(),
        }
    }

    /// May the sum of limits exceed the room while answers are awaited? Off
    /// wherever the profile does not say on.
    pub fn parallel_freeze(&self, on: Date) -> bool {
        let rule = self
            .index
            .parallel_freeze
            .as_deref()
            .and_then(|id| self.rule(id));
        let value = rule.and_then(|rule| rule.on(on)).map(|value| &value.says);
        matches!(value, Some(Effect::ParallelFreeze(true)))
    }

    /// Where a renewal's term starts; at the old end unless the profile says
    /// otherwise.
    pub fn renewal_start(&self, on: Date) -> RenewalStart {
        let rule = self
            .index
            .renewal_start
            .as_deref()
            .and_then(|id| self.rule(id));
        match rule.and_then(|rule| rule.on(on)).map(|value| &value.says) {
            Some(Effect::RenewalStart(start)) => *start,
            _ => RenewalStart::OldEnd,
        }
    }

    /// Refuses a series of rates that no rule of the profile states.
    ///
    /// # Errors
    /// [`Refusal::NotListed`] with those that there are.
    pub fn known_series(&self, series: &str) -> Result<(), Refusal> {
        if self.index.rates.contains_key(series) {
            return Ok(());
        }
        let known: Vec<&str> = self.index.rates.keys().map(|known| &**known).collect();
        Err(Refusal::NotListed {
            what: "rate_series",
            known: known.join(", "),
        })
    }

    /// Rates of `series` for all days from `from` to `to`, each with the rule
    /// it comes from; empty when `to` lies before `from`. A day without a rate
    /// is not a day with a rate of zero.
    ///
    /// # Errors
    /// [`Refusal::NoRule`] naming the first day without a rate.
    pub fn rates(&self, series: &str, from: Date, to: Date) -> Result<Vec<DatedRate>, Refusal> {
        let id = self.index.rates.get(series);
        let rule = id.and_then(|id| self.rule(id));
        let mut rates = Vec::new();
        let mut day = Some(from).filter(|from| *from <= to);
        while let Some(on) = day {
            let value = rule.and_then(|rule| rule.on(on));
            let said = value.map(|value| (value, &value.says));
            let Some((value, Effect::Rate(rate))) = said else {
                let named = id.cloned();
                return Err(no_rule(named.unwrap_or(format!("(rate {series})")), on));
            };
            let last = value.to.map_or(to, |last| last.min(to));
            rates.push(DatedRate {
                from: on,
                to: Some(last),
                rate: rate.rate(),
                basis: Some(value.cited.clone()),
            });
            day = last.succ_opt().filter(|next| *next <= to);
        }
        Ok(rates)
    }
}
