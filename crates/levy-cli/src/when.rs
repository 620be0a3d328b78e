//! Moments as people write them.

use levy::domain::time::{Date, MINUTE, Timestamp, Zone};

/// Reads `2023-03-01` (the end of that day in China), `2023-03-01 10:30` (to
/// the end of that minute, in China) or RFC 3339.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(day) = text.parse::<Date>() {
        return Some(Timestamp::end_of(day, Zone::CHINA));
    }
    if let Ok(at) = chrono::DateTime::parse_from_rfc3339(text) {
        return Some(Timestamp(at.timestamp_millis()));
    }
    let text = text.replacen('T', " ", 1);
    let local = chrono::NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M").ok()?;
    let utc = local.and_utc().timestamp_millis() - i64::from(Zone::CHINA.minutes_east) * MINUTE;
    Some(Timestamp(utc + MINUTE - 1))
}

/// Reads a day written with dashes, slashes, dots or 年月日; `None` also for a
/// day that the calendar does not have.
pub(crate) fn day(text: &str) -> Option<Date> {
    let plain: String = text
        .trim()
        .trim_end_matches('日')
        .chars()
        .map(|sign| {
            if matches!(sign, '/' | '.' | '年' | '月') {
                '-'
            } else {
                sign
            }
        })
        .collect();
    let mut parts = plain.split('-').map(str::trim);
    let number = |part: Option<&str>, digits: std::ops::RangeInclusive<usize>| {
        part.filter(|part| digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let year = number(parts.next(), 4..=4)?;
    let (month, day) = (number(parts.next(), 1..=2)?, number(parts.next(), 1..=2)?);
    if parts.next().is_some() {
        return None;
    }
    Date::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_spelling_and_must_exist() {
        let expected = Date::from_ymd_opt(2023, 2, 3);
        for text in [
            "2023-02-03",
            "2023/2/3",
            "2023.2.3",
            "2023年2月3日",
            " 2023-2-3 ",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in [
            "2023-02-30",
            "2023-13-01",
            "23-1-1",
            "2023-1",
            "2023-1-1-1",
            "",
            "昨天",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_a_day_a_minute_or_an_instant() {
        let text = |input| moment(input).map(Timestamp::to_rfc3339);
        assert_eq!(
            text("2023-03-01").as_deref(),
            Some("2023-03-01T15:59:59.999Z")
        );
        assert_eq!(
            text("2023-03-01 10:30").as_deref(),
            Some("2023-03-01T02:30:59.999Z")
        );
        assert_eq!(
            text("2023-03-01T10:30:00+08:00").as_deref(),
            Some("2023-03-01T02:30:00.000Z")
        );
        assert_eq!(text("2023-02-30"), None);
    }
}
