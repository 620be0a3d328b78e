//! Hours of work and their text.

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

const CHINA: i32 = 480;
const HOUR: i64 = 60 * MINUTE;

fn hours() -> WorkingHours {
    WorkingHours::parse("09:00-12:00,13:00-17:00").unwrap()
}

/// An instant by the clock of China.
fn at(date: &str, time: &str) -> i64 {
    DateTime::parse_from_rfc3339(&format!("{date}T{time}:00+08:00"))
        .unwrap()
        .timestamp_millis()
}

fn between(a: i64, b: i64) -> WorkingTime {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::china().unwrap());
    CALENDAR.working_time_between(a, b, &hours(), CHINA)
}

#[test]
fn hours_are_read_shown_and_checked() {
    assert_eq!(hours().to_string(), "09:00-12:00,13:00-17:00");
    assert_eq!(
        WorkingHours::parse("00:00-24:00").unwrap().windows(),
        [(0, 1440)]
    );
    for bad in [
        "",
        "9-17",
        "9:00-17:00",
        "09:00",
        "09:00-17:60",
        "25:00-26:00",
        "十:00-17:00",
        "+9:00-17:00",
    ] {
        assert_eq!(WorkingHours::parse(bad), Err(BadCalendar::Hours), "{bad}");
    }
    for bad in [
        "17:00-09:00",
        "09:00-09:00",
        "09:00-12:00,11:00-17:00",
        "13:00-17:00,09:00-12:00",
        "09:00-24:01",
    ] {
        assert_eq!(
            WorkingHours::parse(bad),
            Err(BadCalendar::HoursOrder),
            "{bad}"
        );
    }
}

#[test]
fn time_within_a_day_leaves_out_the_noon() {
    for (from, to, worked) in [
        ("08:00", "08:59", 0),
        ("08:00", "10:00", HOUR),
        ("11:30", "13:30", HOUR),
        ("12:00", "13:00", 0),
        ("00:00", "23:59", 7 * HOUR),
        ("16:59", "17:01", MINUTE),
        ("10:00", "09:00", 0),
    ] {
        assert_eq!(
            between(at("2026-03-02", from), at("2026-03-02", to)).millis,
            worked,
            "{from} {to}"
        );
    }
}

#[test]
fn weekends_and_holidays_do_not_count_but_make_up_days_do() {
    // Friday 16:00 to Monday 10:00.
    assert_eq!(
        between(at("2026-03-06", "16:00"), at("2026-03-09", "10:00")).millis,
        2 * HOUR
    );
    // Saturday 28 February 2026 is worked.
    assert_eq!(
        between(at("2026-02-28", "00:00"), at("2026-03-01", "00:00")).millis,
        7 * HOUR
    );
    // The Spring Festival of 2026: Saturday 14th worked, 15th to 23rd off.
    let festival = between(at("2026-02-14", "12:00"), at("2026-02-24", "10:00"));
    assert_eq!((festival.millis, festival.warnings), (5 * HOUR, vec![]));
}

#[test]
fn the_zone_is_the_callers() {
    let calendar = Calendar::china().unwrap();
    let (a, b) = (at("2026-03-02", "09:00"), at("2026-03-02", "10:00"));
    assert_eq!(
        calendar.working_time_between(a, b, &hours(), CHINA).millis,
        HOUR
    );
    assert_eq!(calendar.working_time_between(a, b, &hours(), 0).millis, 0);
}

#[test]
fn unknown_years_warn_and_midnight_does_not_touch_the_next_day() {
    let end_of_2026 = at("2027-01-01", "00:00");
    assert_eq!(
        between(at("2026-12-31", "16:00"), end_of_2026),
        WorkingTime {
            millis: HOUR,
            warnings: vec![]
        }
    );
    let over = between(at("2026-12-31", "16:00"), at("2027-01-01", "10:00"));
    assert_eq!(
        over,
        WorkingTime {
            millis: 2 * HOUR,
            warnings: vec![UnknownYear { year: 2027 }]
        }
    );
}

#[test]
fn the_ends_of_time_are_survived() {
    assert!(between(0, at("9999-12-31", "00:00")).millis > 0);
    assert_eq!(between(i64::MIN, i64::MIN + DAY).millis, 0);
    assert_eq!(between(i64::MAX - DAY, i64::MAX).millis, 0);
    assert_eq!(between(i64::MAX, i64::MIN).millis, 0);
    let none = Calendar::from_toml_years(&[]).unwrap();
    assert!(
        none.working_time_between(i64::MAX - 1, i64::MAX, &hours(), i32::MIN)
            .millis
            >= 0
    );
}

proptest! {
    #[test]
    fn time_adds_up(start in 0i64..400, spans in [0i64..3_000, 0i64..3_000]) {
        // Quarters of an hour around New Year 2027, where knowledge ends.
        let quarter = 15 * MINUTE;
        let a = at("2026-12-15", "00:00") + start * quarter;
        let (b, c) = (a + spans[0] * quarter, a + (spans[0] + spans[1]) * quarter);
        prop_assert_eq!(between(a, b).millis + between(b, c).millis, between(a, c).millis);
    }

    #[test]
    fn it_agrees_with_minutes_counted_one_by_one(start in 0i64..20_000, length in 0i64..3_000) {
        let calendar = Calendar::china().unwrap();
        let a = at("2026-02-12", "00:00") + start * MINUTE;
        let counted = (0..length)
            .filter(|step| {
                let (date, within) = local(a + step * MINUTE, CHINA);
                let minute = within / MINUTE;
                calendar.day(date) == super::super::DayKind::Working
                    && ((540..720).contains(&minute) || (780..1020).contains(&minute))
            })
            .count();
        prop_assert_eq!(between(a, a + length * MINUTE).millis, counted as i64 * MINUTE);
    }

    #[test]
    fn no_text_panics(text in ".{0,20}") {
        let _ = WorkingHours::parse(&text);
    }
}
