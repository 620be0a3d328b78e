//! Days as TOML writes them: `2024-01-01`, without quotes.

use crate::time::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use toml::value::{Date as Day, Datetime};

/// Reads one day.
pub(super) fn required<'de, D: Deserializer<'de>>(d: D) -> Result<Date, D::Error> {
    let written = Datetime::deserialize(d)?;
    if written.time.is_some() || written.offset.is_some() {
        return Err(de::Error::custom(
            "a day without a time of day, such as 2024-01-01",
        ));
    }
    written
        .date
        .and_then(|day| Date::from_ymd_opt(day.year.into(), day.month.into(), day.day.into()))
        .ok_or_else(|| de::Error::custom("a day, such as 2024-01-01"))
}

/// Reads a day that may be absent.
pub(in crate::rules) fn optional<'de, D: Deserializer<'de>>(
    d: D,
) -> Result<Option<Date>, D::Error> {
    required(d).map(Some)
}

/// Writes a day that is there as TOML writes it.
pub(in crate::rules) fn write_optional<S: Serializer>(
    day: &Option<Date>,
    s: S,
) -> Result<S::Ok, S::Error> {
    use chrono::Datelike;
    use serde::ser::Error;
    let Some(day) = day else {
        return s.serialize_none();
    };
    let narrow = |part: u32| u8::try_from(part).map_err(S::Error::custom);
    let year = u16::try_from(day.year()).map_err(S::Error::custom)?;
    let date = Day {
        year,
        month: narrow(day.month())?,
        day: narrow(day.day())?,
    };
    Datetime {
        date: Some(date),
        time: None,
        offset: None,
    }
    .serialize(s)
}
