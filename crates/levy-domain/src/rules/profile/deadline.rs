//! Deadlines (时限) and the expiry of orders (指令有效期).

use super::{Effect, Profile, effect::listed};
use crate::{
    calendar::add_days,
    order::{Basis, Deadline, Measure, Route},
    rules::Rules,
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
    /// Working days of the calendar, closures left out; the end of the last.
    WorkingDays(u32),
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
    /// By which routes; empty for every route that no other rule names.
    #[serde(default)]
    pub routes: Vec<Route>,
    /// How long.
    pub within: Span,
}

impl DeadlineEffect {
    pub(super) fn unit(&self) -> &'static str {
        match self.within {
            Span::Hours(_) => "hour",
            Span::Days(_) => "day",
            Span::WorkingDays(_) => "working day",
        }
    }

    /// What it answers: one question per measure and route.
    pub(super) fn questions(&self) -> impl Iterator<Item = (Option<Measure>, Option<Route>)> {
        let routes = each(&self.routes);
        each(&self.measures).into_iter().flat_map(move |measure| {
            let of = |route| (measure.clone(), route);
            routes.clone().into_iter().map(of).collect::<Vec<_>>()
        })
    }
}

impl fmt::Display for DeadlineEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Span::Hours(count) | Span::Days(count) | Span::WorkingDays(count)) = self.within;
        write!(f, "{} within {count} {}s", self.kind, self.unit())?;
        if !self.measures.is_empty() {
            write!(f, ": {}", listed(&self.measures))?;
        }
        if self.routes.is_empty() {
            Ok(())
        } else {
            write!(f, " by {}", listed(&self.routes))
        }
    }
}

/// Each of `named`, or nothing where none is named.
fn each<T: Clone>(named: &[T]) -> Vec<Option<T>> {
    if named.is_empty() {
        vec![None]
    } else {
        named.iter().cloned().map(Some).collect()
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
    /// How long something of the `kind` may take that begins on a day: the
    /// rule of the route, else that of every route.
    fn span(&self, kind: &str, way: (&Measure, &Route), on: Date) -> Option<(Span, &Basis)> {
        let (measure, route) = way;
        let answers = self.index.deadlines.get(kind)?;
        let of = |route| {
            let id = answers.get(&(Some(measure.clone()), route))?;
            self.rule(id)?.on(on)
        };
        let value = of(Some(route.clone())).or_else(|| of(None))?;
        match &value.says {
            Effect::Deadline(deadline) if deadline.measures.contains(measure) => {
                Some((deadline.within, &value.cited))
            }
            _ => None,
        }
    }

    /// Procedural days of a deadline that belongs to no measure, such as
    /// `objection-answer` (N-10); the calendar counts them.
    pub fn procedural_days(&self, kind: &str, on: Date) -> Option<(u32, &Basis)> {
        match self.span_of(kind, on)? {
            (Span::Days(days), basis) => Some((days, basis)),
            _ => None,
        }
    }

    /// How long a deadline that belongs to no measure runs, such as
    /// `release-bankruptcy`; `None` where no rule sets one.
    fn span_of(&self, kind: &str, on: Date) -> Option<(Span, &Basis)> {
        let id = self.index.deadlines.get(kind)?.get(&(None, None))?;
        let value = self.rule(id)?.on(on)?;
        match &value.says {
            Effect::Deadline(deadline) => Some((deadline.within, &value.cited)),
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

impl Rules {
    /// By when a unit must have answered an order that it received at `from`
    /// by `route` (N-13). `None` where no rule sets a time.
    pub fn answer_deadline(
        &self,
        measure: &Measure,
        route: &Route,
        from: Timestamp,
    ) -> Option<Deadline> {
        self.deadline("answer", (measure, route), from)
    }

    /// By when an order issued at `from` must have reached the unit by
    /// `route`. `None` where no rule sets a time.
    pub fn delivery_deadline(
        &self,
        measure: &Measure,
        route: &Route,
        from: Timestamp,
    ) -> Option<Deadline> {
        self.deadline("delivery", (measure, route), from)
    }

    /// A deadline that belongs to no measure and starts at `from`. `None`
    /// where no rule sets one.
    pub fn deadline_of(&self, kind: &str, from: Timestamp) -> Option<Deadline> {
        let on = from.date_in(self.profile().zone());
        let (span, basis) = self.profile().span_of(kind, on)?;
        Some(self.after(kind, from, span, basis))
    }

    fn deadline(&self, kind: &str, way: (&Measure, &Route), from: Timestamp) -> Option<Deadline> {
        let on = from.date_in(self.profile().zone());
        let (span, basis) = self.profile().span(kind, way, on)?;
        Some(self.after(kind, from, span, basis))
    }

    /// By when something must be done that begins on a day and belongs to no
    /// measure, such as `objection-answer` (N-10). `None` where no rule sets
    /// a time.
    pub fn procedural_deadline(&self, kind: &str, from: Date) -> Option<Deadline> {
        let (days, basis) = self.profile().procedural_days(kind, from)?;
        Some(self.end_of_period(kind, from, days, basis))
    }

    /// The end of a procedural period of `days`: the first day does not
    /// count, and a last day that is off moves to the next working day (T-20).
    pub fn end_of_period(&self, kind: &str, from: Date, days: u32, basis: &Basis) -> Deadline {
        let last = add_days(from, i32::try_from(days).unwrap_or(i32::MAX));
        let last = self.calendar().next_working_day_on_or_after(last);
        Deadline::end_of(kind, last, self.profile().zone(), basis)
    }

    fn after(&self, kind: &str, from: Timestamp, span: Span, basis: &Basis) -> Deadline {
        let zone = self.profile().zone();
        let on = from.date_in(zone);
        match span {
            Span::Hours(hours) => Deadline::new(kind, from.plus(i64::from(hours) * HOUR), basis),
            Span::Days(days) => self.end_of_period(kind, on, days, basis),
            Span::WorkingDays(days) => {
                let days = u16::try_from(days).unwrap_or(u16::MAX);
                let last = self.calendar().add_working_days(on, days);
                Deadline::end_of(kind, last, zone, basis)
            }
        }
    }
}
