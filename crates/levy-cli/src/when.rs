//! Moments as people write them.

use crate::lang::Key;
use levy::domain::{
    identifier::{all_digits, half_width},
    time::{Date, MINUTE, Timestamp, Zone},
};

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

/// Reads a day written with dashes, slashes, dots, 年月日 or as eight digits,
/// year first; a time of the day after it is left out.
///
/// # Errors
/// What to write instead.
pub(crate) fn day(text: &str) -> Result<Date, Key> {
    let text = half_width(text.trim());
    let colon = text.find(':').unwrap_or(0);
    let time_at = text
        .get(..colon)
        .and_then(|before| before.rfind([' ', 'T']));
    let (plain, time) = text
        .split_at_checked(time_at.unwrap_or(text.len()))
        .unwrap_or_default();
    if time_at.is_some() && !is_time(time) {
        return Err(Key("row-no-such-day"));
    }
    let plain: String = plain.split_whitespace().collect();
    if all_digits(&plain) {
        return match plain.len() {
            8 => eight_digits(&plain),
            // Days since 1899, as a spreadsheet counts them.
            5 => Err(Key("row-day-serial")),
            _ => Err(Key("row-no-such-day")),
        };
    }
    let parts: Vec<&str> = plain
        .trim_end_matches(['日', '号'])
        .split(['-', '/', '.', '年', '月'])
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return Err(Key("row-no-such-day"));
    };
    let short = |part: &str| all_digits(part) && part.len() <= 2;
    match (year.len(), day.len()) {
        _ if ![year, month, day].into_iter().all(|part| all_digits(part)) => {
            Err(Key("row-no-such-day"))
        }
        (1..=2, _) => Err(Key("row-day-short-year")),
        (4, _) if short(month) && short(day) => made(year, month, day),
        _ => Err(Key("row-no-such-day")),
    }
}

fn eight_digits(digits: &str) -> Result<Date, Key> {
    match (digits.get(..4), digits.get(4..6), digits.get(6..)) {
        (Some(year), Some(month), Some(day)) => made(year, month, day),
        _ => Err(Key("row-no-such-day")),
    }
}

fn made(year: &str, month: &str, day: &str) -> Result<Date, Key> {
    let number = |part: &str| part.parse::<u32>().ok();
    let year = year.parse::<i32>().ok();
    year.zip(number(month))
        .zip(number(day))
        .and_then(|((year, month), day)| Date::from_ymd_opt(year, month, day))
        .ok_or(Key("row-no-such-day"))
}

fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.trim_start_matches([' ', 'T']).split(':').collect();
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| part.len() <= 2 && all_digits(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_spelling_and_must_exist() {
        let expected = Date::from_ymd_opt(2023, 2, 3).unwrap();
        for text in [
            "2023-02-03",
            "2023/2/3",
            "2023.2.3",
            "2023年2月3日",
            "2023 年 2 月 3 日",
            "２０２３－２－３",
            "20230203",
            "2023/2/3 0:00",
            "2023-02-03 09:30:00",
            "2023-02-03T09:30",
            " 2023-2-3 ",
        ] {
            assert_eq!(day(text), Ok(expected), "{text}");
        }
        for (text, key) in [
            ("2023-02-30", "row-no-such-day"),
            ("2023-13-01", "row-no-such-day"),
            ("20230230", "row-no-such-day"),
            ("23-1-1", "row-day-short-year"),
            ("8/1/2024", "row-day-short-year"),
            ("45299", "row-day-serial"),
            ("2023-1", "row-no-such-day"),
            ("2023-1-1-1", "row-no-such-day"),
            ("", "row-no-such-day"),
            ("昨天", "row-no-such-day"),
            ("2023-02-03 张某", "row-no-such-day"),
        ] {
            assert_eq!(day(text), Err(Key(key)), "{text}");
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
