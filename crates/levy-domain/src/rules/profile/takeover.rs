//! When another court may be asked for the disposal right (移送处置权), Q-08
//! and Q-10.

use super::{Effect, Profile, no_rule};
use crate::{order::Basis, refusal::Refusal, time::Date};
use serde::Deserialize;
use std::fmt;

/// How long the first seal must have stood; the day it began is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// More than so many calendar days.
    Days(u32),
    /// More than so many months.
    Months(u32),
}

/// After which time the asset may be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeoverEffect {
    /// `idle` or `priority`.
    pub ground: String,
    /// How long the first seal must have stood.
    pub after: Wait,
}

impl fmt::Display for TakeoverEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.after {
            Wait::Days(days) => write!(f, "{}: after more than {days} days", self.ground),
            Wait::Months(months) => write!(f, "{}: after more than {months} months", self.ground),
        }
    }
}

impl Profile {
    /// How long the first seal must have stood before the asset is asked for
    /// on `ground`.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn takeover(&self, ground: &str, on: Date) -> Result<(Wait, &Basis), Refusal> {
        let id = self.index.takeovers.get(ground);
        let value = id.and_then(|id| self.rule(id)).and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Takeover(takeover))) if takeover.ground == ground => {
                Ok((takeover.after, &value.cited))
            }
            _ => Err(no_rule(format!("(takeover of an asset: {ground})"), on)),
        }
    }
}
