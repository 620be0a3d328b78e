//! Interest (C-09), allocation (D-10), renewal start (D-05) and the envelope's
//! switch.

use super::{Effect, Profile};
use crate::{claim::ComponentKind, order::Basis, time::Date};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A rate without fractions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateEffect {
    /// Name of the series, as components cite it.
    pub series: String,
    /// Parts per million and day: 0.0175 % is 175.
    pub parts_per_million_per_day: u32,
}

impl fmt::Display for RateEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} parts per million per day",
            self.series, self.parts_per_million_per_day
        )
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

    /// Rate of `series` on a day, in parts per million and day. `None` = the
    /// profile has no rate for that day, which is not a rate of zero.
    pub fn rate(&self, series: &str, on: Date) -> Option<(u32, &Basis)> {
        let id = self.index.rates.get(series)?;
        let value = self.rule(id)?.on(on)?;
        match &value.says {
            Effect::Rate(rate) if rate.series == series => {
                Some((rate.parts_per_million_per_day, &value.cited))
            }
            _ => None,
        }
    }
}
