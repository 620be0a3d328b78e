//! Hours of work in a day, and working time between two instants.

use super::{BadCalendar, Calendar, UnknownYear};
use chrono::{DateTime, NaiveDate, Utc};
use std::{collections::BTreeSet, fmt, str::FromStr};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The hours that are worked on a working day: windows in minutes of the day,
/// ascending, apart from each other. Written `09:00-12:00,13:00-17:00`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct WorkingHours(Vec<(u16, u16)>);

/// Working time and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingTime {
    /// Milliseconds of work.
    pub millis: i64,
    /// The unknown years that were counted through, ascending.
    pub warnings: Vec<UnknownYear>,
}

impl WorkingHours {
    /// Windows `[start, end)` in minutes of the day, up to 1440.
    ///
    /// # Errors
    /// [`BadCalendar::HoursOrder`] when there is none, or one is empty, out
    /// of order, overlapping or beyond the day.
    pub fn new(windows: &[(u16, u16)]) -> Result<Self, BadCalendar> {
        let apart = windows
            .iter()
            .zip(windows.iter().skip(1))
            .all(|((_, end), (start, _))| end <= start);
        let within = windows
            .iter()
            .all(|(start, end)| start < end && *end <= 1440);
        if windows.is_empty() || !apart || !within {
            return Err(BadCalendar::HoursOrder);
        }
        Ok(Self(windows.to_vec()))
    }

    /// Reads `09:00-12:00,13:00-17:00`; 24:00 is the end of the day.
    ///
    /// # Errors
    /// [`BadCalendar::Hours`], [`BadCalendar::HoursOrder`].
    pub fn parse(text: &str) -> Result<Self, BadCalendar> {
        let windows: Option<Vec<_>> = text
            .split(',')
            .map(|window| {
                let (start, end) = window.split_once('-')?;
                Some((minute(start)?, minute(end)?))
            })
            .collect();
        Self::new(&windows.ok_or(BadCalendar::Hours)?)
    }

    /// The windows in minutes of the day.
    pub fn windows(&self) -> &[(u16, u16)] {
        &self.0
    }

    /// Milliseconds worked in `[from, to)` of one working day, both in
    /// milliseconds of the day.
    fn within(&self, from: i64, to: i64) -> i64 {
        self.0
            .iter()
            .map(|(start, end)| {
                (to.min(i64::from(*end) * MINUTE) - from.max(i64::from(*start) * MINUTE)).max(0)
            })
            .sum()
    }
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let two = |part: &str| match part.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            Some(u16::from(tens - b'0') * 10 + u16::from(ones - b'0'))
        }
        _ => None,
    };
    let (hour, minute) = (two(hour)?, two(minute)?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

impl FromStr for WorkingHours {
    type Err = BadCalendar;
    fn from_str(text: &str) -> Result<Self, BadCalendar> {
        Self::parse(text)
    }
}

impl fmt::Display for WorkingHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (start, end)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(
                f,
                "{comma}{:02}:{:02}-{:02}:{:02}",
                start / 60,
                start % 60,
                end / 60,
                end % 60
            )?;
        }
        Ok(())
    }
}

impl fmt::Debug for WorkingHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorkingHours({self})")
    }
}

impl Calendar {
    /// Working milliseconds in `[a, b)`, two instants in milliseconds since
    /// the epoch, at `tz_offset_minutes` east of UTC; none when `b` is not
    /// after `a`. Instants beyond what a date can hold are cut to that range.
    pub fn working_time_between(
        &self,
        a: i64,
        b: i64,
        hours: &WorkingHours,
        tz_offset_minutes: i32,
    ) -> WorkingTime {
        let ((first, from), (last, to)) =
            (local(a, tz_offset_minutes), local(b, tz_offset_minutes));
        if (first, from) >= (last, to) {
            return WorkingTime {
                millis: 0,
                warnings: Vec::new(),
            };
        }
        let mut unknown = BTreeSet::new();
        let mut on = |date, from, to| {
            if self.counts(date, &mut unknown) {
                hours.within(from, to)
            } else {
                0
            }
        };
        if first == last {
            let millis = on(first, from, to);
            return WorkingTime {
                millis,
                warnings: unknown.into_iter().collect(),
            };
        }
        let mut millis = on(first, from, DAY);
        if to > 0 {
            millis += on(last, 0, to);
        }
        let between = self.working_days_between(first.succ_opt().unwrap_or(last), last);
        millis += i64::from(between.days) * hours.within(0, DAY);
        unknown.extend(between.warnings);
        WorkingTime {
            millis,
            warnings: unknown.into_iter().collect(),
        }
    }
}

/// The local date of an instant and the milliseconds of that day.
fn local(instant: i64, tz_offset_minutes: i32) -> (NaiveDate, i64) {
    let (min, max) = (
        DateTime::<Utc>::MIN_UTC.timestamp_millis(),
        DateTime::<Utc>::MAX_UTC.timestamp_millis(),
    );
    let shifted = instant
        .saturating_add(i64::from(tz_offset_minutes) * MINUTE)
        .clamp(min, max);
    let date = DateTime::<Utc>::from_timestamp_millis(shifted)
        .map_or(NaiveDate::MIN, |at| at.date_naive());
    (date, shifted.rem_euclid(DAY))
}

#[cfg(test)]
mod tests;
