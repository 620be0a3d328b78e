//! Spans of the civil calendar: days, months, years, the end of a freeze.
//!
//! Results beyond what a date can hold stop at the last or first such date,
//! some 262,000 years away.

use chrono::{Datelike, Days, Months, NaiveDate};

/// `date` moved by `days` calendar days, back when negative.
#[must_use]
pub fn add_days(date: NaiveDate, days: i32) -> NaiveDate {
    let span = Days::new(days.unsigned_abs().into());
    if days < 0 {
        date.checked_sub_days(span).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_days(span).unwrap_or(NaiveDate::MAX)
    }
}

/// `date` moved on by `months`; where that day does not exist, the last day
/// of that month.
#[must_use]
pub fn add_months(date: NaiveDate, months: u16) -> NaiveDate {
    date.checked_add_months(Months::new(months.into()))
        .unwrap_or(NaiveDate::MAX)
}

/// `date` moved on by `years`; 29 February becomes the 28th in a common year.
#[must_use]
pub fn add_years(date: NaiveDate, years: u16) -> NaiveDate {
    date.checked_add_months(Months::new(u32::from(years) * 12))
        .unwrap_or(NaiveDate::MAX)
}

/// Last day of a freeze that starts on `start` and lasts `months` (T-21): the
/// day before the anniversary; where the anniversary does not exist, the last
/// day of that month. The freeze ends at 24:00 of it. Holidays do not move
/// it. Zero months end on the eve, so that nothing is held.
#[must_use]
pub fn freeze_end(start: NaiveDate, months: u16) -> NaiveDate {
    let anniversary = add_months(start, months);
    if anniversary.day() == start.day() {
        add_days(anniversary, -1)
    } else {
        anniversary
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_freeze_ends_on_the_eve_of_its_anniversary() {
        for (start, months, end) in [
            (day(2006, 1, 12), 24, day(2008, 1, 11)),
            (day(2006, 3, 1), 12, day(2007, 2, 28)),
            (day(2006, 3, 1), 24, day(2008, 2, 29)),
            (day(2022, 1, 1), 12, day(2022, 12, 31)),
            (day(2022, 10, 5), 12, day(2023, 10, 4)),
            (day(2024, 2, 28), 12, day(2025, 2, 27)),
            (day(2024, 3, 31), 36, day(2027, 3, 30)),
        ] {
            assert_eq!(freeze_end(start, months), end, "{start} + {months} months");
        }
    }

    #[test]
    fn where_the_anniversary_does_not_exist_the_month_ends_the_freeze() {
        for (start, months, end) in [
            (day(2024, 2, 29), 12, day(2025, 2, 28)),
            (day(2024, 2, 29), 36, day(2027, 2, 28)),
            (day(2024, 2, 29), 48, day(2028, 2, 28)),
            (day(2023, 8, 31), 6, day(2024, 2, 29)),
            (day(2022, 8, 31), 6, day(2023, 2, 28)),
            (day(2022, 8, 29), 6, day(2023, 2, 28)),
            (day(2022, 3, 31), 1, day(2022, 4, 30)),
            (day(2022, 4, 30), 1, day(2022, 5, 29)),
        ] {
            assert_eq!(freeze_end(start, months), end, "{start} + {months} months");
        }
    }

    #[test]
    fn spans_stop_at_the_ends_of_time() {
        assert_eq!(add_days(NaiveDate::MAX, 1), NaiveDate::MAX);
        assert_eq!(add_days(NaiveDate::MIN, i32::MIN), NaiveDate::MIN);
        assert_eq!(add_years(NaiveDate::MAX, u16::MAX), NaiveDate::MAX);
        assert_eq!(add_years(day(2024, 2, 29), 1), day(2025, 2, 28));
        assert_eq!(add_days(day(2024, 3, 1), -1), day(2024, 2, 29));
    }

    proptest! {
        #[test]
        fn a_longer_freeze_never_ends_sooner(offset in 0i32..40_000, months in 1u16..120) {
            let start = add_days(day(1990, 1, 1), offset);
            prop_assert!(freeze_end(start, months) < freeze_end(start, months + 1));
            prop_assert!(freeze_end(start, months) <= freeze_end(add_days(start, 1), months));
            prop_assert!(start <= freeze_end(start, months));
        }
    }
}
