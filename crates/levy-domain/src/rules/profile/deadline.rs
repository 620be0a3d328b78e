//! Deadlines (时限) and the expiry of orders (指令有效期).

use super::{Effect, Profile, effect::listed};
use crate::{
    order::{Basis, Deadline, Measure},
    time::{Date, HOUR, Timestamp},
};
use serde::Deserialize;
use std::fmt;

/// How long. Clock hours run over holidays (D-06); days are procedural days,
/// to be counted on the working-day calendar (T-20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Clock hours.
    Hours(u32),
    /// Procedural days.
    Days(u32),
}

/// How soon something must happen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineEffect {
    /// `answer`, `delivery`, `objection-answer` ...
    pub kind: String,
    /// Which measures; empty where the deadline belongs to no measure.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// How long.
    pub within: Span,
}

impl DeadlineEffect {
    pub(super) fn unit(&self) -> &'static str {
        match self.within {
            Span::Hours(_) => "hour",
            Span::Days(_) => "day",
        }
    }
}

impl fmt::Display for DeadlineEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Span::Hours(count) | Span::Days(count)) = self.within;
        write!(f, "{} within {count} {}s", self.kind, self.unit())?;
        if self.measures.is_empty() {
            Ok(())
        } else {
            write!(f, ": {}", listed(&self.measures))
        }
    }
}

/// How long an order may be carried out after its issue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpiryEffect {
    /// Which measures.
    pub measures: Vec<Measure>,
    /// Clock hours.
    pub hours: u32,
}

impl fmt::Display for ExpiryEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} hours: {}", self.hours, listed(&self.measures))
    }
}

impl Profile {
    /// By when a unit must have answered an order that it received at `from`
    /// (N-13). `None` where no rule sets a time.
    pub fn answer_deadline(&self, measure: &Measure, from: Timestamp) -> Option<Deadline> {
        self.hours_from("answer", measure, from)
    }

    /// By when an order issued at `from` must have reached the unit.
    pub fn delivery_deadline(&self, measure: &Measure, from: Timestamp) -> Option<Deadline> {
        self.hours_from("delivery", measure, from)
    }

    fn hours_from(&self, kind: &str, measure: &Measure, from: Timestamp) -> Option<Deadline> {
        let id = self
            .index
            .deadlines
            .get(kind)?
            .get(&Some(measure.clone()))?;
        let value = self.rule(id)?.on(from.date_in(self.zone))?;
        match &value.says {
            Effect::Deadline(DeadlineEffect {
                measures,
                within: Span::Hours(hours),
                ..
            }) if measures.contains(measure) => {
                let at = from.plus(i64::from(*hours) * HOUR);
                Some(Deadline {
                    kind: kind.into(),
                    at,
                    basis: value.cited.clone(),
                })
            }
            _ => None,
        }
    }

    /// Procedural days of a deadline that belongs to no measure, such as
    /// `objection-answer` (N-10); the calendar counts them.
    pub fn procedural_days(&self, kind: &str, on: Date) -> Option<(u32, &Basis)> {
        let id = self.index.deadlines.get(kind)?.get(&None)?;
        let value = self.rule(id)?.on(on)?;
        match &value.says {
            Effect::Deadline(DeadlineEffect {
                within: Span::Days(days),
                ..
            }) => Some((*days, &value.cited)),
            _ => None,
        }
    }

    /// After this instant an order issued at `issued` must not be carried out
    /// any more. A measure that no rule names expires first of all.
    pub fn expires_at(&self, measure: &Measure, issued: Timestamp) -> Timestamp {
        let rule = self
            .index
            .expiries
            .get(measure)
            .and_then(|id| self.rule(id));
        let hours = match rule
            .and_then(|rule| rule.near(issued.date_in(self.zone)))
            .map(|value| &value.says)
        {
            Some(Effect::Expiry(expiry)) if expiry.measures.contains(measure) => expiry.hours,
            _ => self.index.shortest_expiry_hours,
        };
        issued.plus(i64::from(hours) * HOUR)
    }
}
