//! Counting by working days (T-20).
//!
//! In a year without a file Monday to Friday are counted, less the closures,
//! and every such year that was touched is named in a warning.

use super::{Calendar, DayKind, year::is_weekend};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt};

/// A year that was counted by Monday to Friday for want of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnknownYear {
    /// The year.
    pub year: i32,
}

impl fmt::Display for UnknownYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no calendar of {}: Monday to Friday were counted; add the file of that year",
            self.year
        )
    }
}

/// A date and how sure it is. Nobody gets the date without what it was
/// counted through: a deadline takes both
/// ([`Deadline::end_of`](crate::order::Deadline::end_of)).
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    pub(super) date: NaiveDate,
    pub(super) warnings: Vec<UnknownYear>,
}

impl Computed {
    fn new(date: NaiveDate, unknown: BTreeSet<UnknownYear>) -> Self {
        Self {
            date,
            warnings: unknown.into_iter().collect(),
        }
    }

    /// The date, and the unknown years that were counted through, ascending;
    /// none means that it rests on files alone.
    pub fn into_parts(self) -> (NaiveDate, Vec<UnknownYear>) {
        (self.date, self.warnings)
    }
}

/// A number of working days and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub days: u32,
    /// The unknown years that were counted through, ascending.
    pub warnings: Vec<UnknownYear>,
}

impl Calendar {
    /// The `n`th working day after `from`, which itself is not counted
    /// (T-20); `from` when `n` is 0. Stops at the last date there is.
    pub fn add_working_days(&self, from: NaiveDate, n: u16) -> Computed {
        let (mut date, mut left, mut unknown) = (from, n, BTreeSet::new());
        while left > 0 {
            let Some(next) = date.succ_opt() else { break };
            date = next;
            left -= u16::from(self.counts(date, &mut unknown));
        }
        Computed::new(date, unknown)
    }

    /// `date`, or the first working day after it: where a procedural period
    /// ends whose last day is off (T-20). Never for the end of a freeze.
    pub fn next_working_day_on_or_after(&self, date: NaiveDate) -> Computed {
        let (mut date, mut unknown) = (date, BTreeSet::new());
        while !self.counts(date, &mut unknown) {
            let Some(next) = date.succ_opt() else { break };
            date = next;
        }
        Computed::new(date, unknown)
    }

    /// Working days in `[from, to)`; none when `to` is not after `from`.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Counted {
        let (mut days, mut unknown, mut date) = (0, BTreeSet::new(), from);
        while date < to {
            if self.knows(date.year()) {
                days += u32::from(self.counts(date, &mut unknown));
                let Some(next) = date.succ_opt() else { break };
                date = next;
            } else {
                let end = NaiveDate::from_ymd_opt(date.year().saturating_add(1), 1, 1)
                    .map_or(to, |next| next.min(to));
                days += self.weekdays_less_closures(date, end);
                unknown.insert(UnknownYear { year: date.year() });
                date = end;
            }
        }
        Counted {
            days,
            warnings: unknown.into_iter().collect(),
        }
    }

    /// Whether `date` counts as worked; notes its year when unknown.
    pub(super) fn counts(&self, date: NaiveDate, unknown: &mut BTreeSet<UnknownYear>) -> bool {
        if !self.knows(date.year()) {
            unknown.insert(UnknownYear { year: date.year() });
        }
        match self.day(date) {
            DayKind::Working => true,
            DayKind::Off => false,
            DayKind::Unknown => !is_weekend(date),
        }
    }

    /// Monday to Friday in `[from, to)`, less the closures: whole weeks at
    /// once, so that a far instant costs no more than a near one.
    fn weekdays_less_closures(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let span = u32::try_from((to - from).num_days()).unwrap_or(0);
        let weeks = span / 7;
        let rest = from
            .checked_add_days(Days::new(u64::from(weeks) * 7))
            .unwrap_or(to);
        let odd = rest
            .iter_days()
            .take_while(|date| *date < to)
            .filter(|date| !is_weekend(*date))
            .count();
        let closed = self
            .closures
            .range(from..to)
            .filter(|date| !is_weekend(**date))
            .count();
        (weeks * 5 + u32::try_from(odd).unwrap_or(0))
            .saturating_sub(u32::try_from(closed).unwrap_or(0))
    }
}
