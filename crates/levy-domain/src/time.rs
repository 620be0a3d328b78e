//! Instants and court dates.

use crate::refusal::Refusal;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A court date, without a time zone.
pub type Date = NaiveDate;

/// The years in which a court may have done something, or a term may end: from
/// 1949 to half a century after `today`. Anything else is a slip of the pen.
pub fn sensible(date: Date, today: Date) -> bool {
    (FIRST_YEAR..=today.year() + TERM_YEARS).contains(&date.year())
}

/// Refuses a day on which something is said to have happened when it lies
/// after `today` or before any court.
///
/// # Errors
/// [`Refusal::Malformed`].
pub(crate) fn happened(what: &'static str, on: Date, today: Date) -> Result<(), Refusal> {
    let why = match on {
        _ if on > today => "lies in the future",
        _ if !sensible(on, today) => "lies before 1949; write the year as it is",
        _ => return Ok(()),
    };
    Err(Refusal::Malformed { what, why })
}

/// The same of a day that may lie ahead.
///
/// # Errors
/// [`Refusal::Malformed`].
pub(crate) fn foreseen(what: &'static str, on: Date, today: Date) -> Result<(), Refusal> {
    if sensible(on, today) {
        return Ok(());
    }
    let why = "lies before 1949 or more than fifty years ahead; write the year as it is";
    Err(Refusal::Malformed { what, why })
}

const FIRST_YEAR: i32 = 1949;
const TERM_YEARS: i32 = 50;

/// An instant: milliseconds since the Unix epoch, UTC. Stored as an integer,
/// shown as RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// `self` moved by `millis`, clamped to the representable range.
    #[must_use]
    pub fn plus(self, millis: i64) -> Self {
        Timestamp(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to `self`; negative when it is later.
    pub fn since(self, earlier: Timestamp) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The court date at `zone`.
    pub fn date_in(self, zone: Zone) -> Date {
        zone.offset()
            .timestamp_millis_opt(self.0)
            .single()
            .map_or(NaiveDate::MIN, |at| at.date_naive())
    }

    /// The first instant of `date` at `zone`.
    pub fn start_of(date: Date, zone: Zone) -> Self {
        let local = date.and_time(NaiveTime::MIN);
        Timestamp(local.and_utc().timestamp_millis() - i64::from(zone.minutes_east) * MINUTE)
    }

    /// The last millisecond of `date` at `zone` (24:00 exclusive).
    pub fn end_of(date: Date, zone: Zone) -> Self {
        Timestamp::start_of(date, zone).plus(DAY - 1)
    }

    /// RFC 3339 in UTC with milliseconds.
    pub fn to_rfc3339(self) -> String {
        DateTime::<Utc>::from_timestamp_millis(self.0).map_or_else(
            || self.0.to_string(),
            |at| at.to_rfc3339_opts(SecondsFormat::Millis, true),
        )
    }

    /// RFC 3339 at `zone`, to the minute.
    pub fn local_text(self, zone: Zone) -> String {
        zone.offset()
            .timestamp_millis_opt(self.0)
            .single()
            .map_or_else(
                || self.0.to_string(),
                |at| at.format("%Y-%m-%d %H:%M").to_string(),
            )
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() {
            s.serialize_str(&self.to_rfc3339())
        } else {
            s.serialize_i64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if d.is_human_readable() {
            let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
            DateTime::parse_from_rfc3339(&text)
                .map(|at| Timestamp(at.timestamp_millis()))
                .map_err(de::Error::custom)
        } else {
            i64::deserialize(d).map(Timestamp)
        }
    }
}

/// The court's time zone, explicit everywhere a date is made of an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Zone {
    /// Minutes east of UTC; China is 480.
    pub minutes_east: i32,
}

impl Zone {
    /// UTC+8, all of China.
    pub const CHINA: Zone = Zone { minutes_east: 480 };

    fn offset(self) -> FixedOffset {
        FixedOffset::east_opt(self.minutes_east.saturating_mul(60))
            .unwrap_or_else(|| chrono::Offset::fix(&Utc))
    }
}
