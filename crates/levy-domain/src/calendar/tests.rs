//! Working days against files, by hand and at random.

use super::*;
use chrono::Weekday;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn china() -> Calendar {
    Calendar::china().unwrap()
}

fn known(date: NaiveDate) -> Computed {
    Computed {
        date,
        warnings: vec![],
    }
}

fn bad(file: &str) -> BadCalendar {
    Calendar::from_toml_years(&[file]).unwrap_err()
}

#[test]
fn working_days_of_each_year_agree_with_an_independent_table() {
    let calendar = china();
    let independent = [
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ];
    assert!(
        calendar
            .years()
            .eq(independent.iter().map(|(year, _)| *year))
    );
    for (year, days) in independent {
        let counted = calendar.working_days_between(day(year, 1, 1), day(year + 1, 1, 1));
        assert_eq!((counted.days, counted.warnings), (days, vec![]), "{year}");
        assert!(!calendar.basis(year).is_empty());
    }
}

#[test]
fn make_up_days_are_worked_and_holidays_are_not() {
    let calendar = china();
    for (year, month, date) in [
        (2018, 2, 11),
        (2018, 12, 29),
        (2019, 4, 28),
        (2019, 5, 5),
        (2020, 1, 19),
        (2020, 2, 3),
        (2021, 9, 18),
        (2022, 10, 9),
        (2023, 6, 25),
        (2024, 2, 9),
        (2024, 9, 14),
        (2025, 1, 26),
        (2025, 10, 11),
        (2026, 1, 4),
        (2026, 2, 14),
        (2026, 2, 28),
        (2026, 5, 9),
        (2026, 9, 20),
        (2026, 10, 10),
    ] {
        assert_eq!(
            calendar.day(day(year, month, date)),
            DayKind::Working,
            "{year}-{month}-{date}"
        );
    }
    for (year, month, date) in [
        (2018, 12, 31),
        (2019, 5, 2),
        (2019, 5, 3),
        (2020, 1, 31),
        (2020, 2, 1),
        (2020, 2, 2),
        (2021, 2, 11),
        (2022, 1, 31),
        (2023, 9, 29),
        (2024, 2, 16),
        (2025, 10, 8),
        (2026, 1, 2),
        (2026, 2, 23),
        (2026, 3, 1),
    ] {
        assert_eq!(
            calendar.day(day(year, month, date)),
            DayKind::Off,
            "{year}-{month}-{date}"
        );
    }
    assert_eq!(calendar.day(day(2017, 12, 30)), DayKind::Unknown);
    assert_eq!(calendar.day(day(2027, 1, 1)), DayKind::Unknown);
}

#[test]
fn counting_leaves_out_the_first_day_and_walks_over_holidays() {
    let calendar = china();
    assert_eq!(
        calendar.add_working_days(day(2026, 2, 13), 0),
        known(day(2026, 2, 13))
    );
    assert_eq!(
        calendar.add_working_days(day(2026, 2, 13), 1),
        known(day(2026, 2, 14))
    );
    assert_eq!(
        calendar.add_working_days(day(2026, 2, 13), 2),
        known(day(2026, 2, 24))
    );
    assert_eq!(
        calendar.add_working_days(day(2020, 1, 23), 1),
        known(day(2020, 2, 3))
    );
    assert_eq!(
        calendar.next_working_day_on_or_after(day(2026, 10, 1)),
        known(day(2026, 10, 8))
    );
    assert_eq!(
        calendar.next_working_day_on_or_after(day(2026, 10, 10)),
        known(day(2026, 10, 10))
    );
}

#[test]
fn an_unknown_year_counts_monday_to_friday_and_warns() {
    let calendar = china();
    let warnings = vec![UnknownYear { year: 2027 }];
    // Thursday 31 December 2026; Friday 1 January 2027 is not known to be off.
    let computed = calendar.add_working_days(day(2026, 12, 30), 2);
    assert_eq!(
        computed,
        Computed {
            date: day(2027, 1, 1),
            warnings: warnings.clone()
        }
    );
    let computed = calendar.add_working_days(day(2026, 12, 31), 2);
    assert_eq!(
        computed,
        Computed {
            date: day(2027, 1, 4),
            warnings: warnings.clone()
        }
    );
    assert_eq!(
        calendar.next_working_day_on_or_after(day(2027, 5, 1)).date,
        day(2027, 5, 3)
    );
    assert!(computed.warnings[0].to_string().contains("2027"));
    let counted = calendar.working_days_between(day(2026, 12, 31), day(2028, 1, 1));
    assert_eq!((counted.days, counted.warnings), (1 + 261, warnings));
    let none = Calendar::from_toml_years(&[]).unwrap();
    assert_eq!(
        none.add_working_days(day(2026, 2, 13), 1).warnings,
        vec![UnknownYear { year: 2026 }]
    );
}

#[test]
fn closures_lie_over_known_and_unknown_years() {
    let overlay = Overlay::from_toml(
        "name = \"藏历新年\"\nbasis = \"notice of the prefecture\"\noff = [2026-03-02, 2026-03-03, 2027-01-01]",
    )
    .unwrap();
    let calendar = china().with_overlay(&overlay);
    assert_eq!(calendar.day(day(2026, 3, 2)), DayKind::Off);
    assert_eq!(calendar.day(day(2027, 1, 1)), DayKind::Off);
    assert_eq!(
        calendar.add_working_days(day(2026, 2, 28), 1),
        known(day(2026, 3, 4))
    );
    assert_eq!(
        calendar.add_working_days(day(2026, 12, 31), 1).date,
        day(2027, 1, 4)
    );
    assert_eq!(
        calendar
            .working_days_between(day(2027, 1, 1), day(2028, 1, 1))
            .days,
        260
    );
    assert_ne!(calendar.digest(), china().digest());
    assert_eq!(calendar.with_overlay(&overlay), calendar);
    let again = Overlay::new(overlay.name(), overlay.basis(), overlay.off());
    assert_eq!(again, overlay);
    assert!(matches!(
        Overlay::from_toml("name = \"x\"\nbasis = \" \"\noff = []"),
        Err(BadCalendar::NoBasis { of }) if of == "x"
    ));
}

#[test]
fn the_digest_is_over_dates_alone() {
    let one = "year = 2026\nbasis = [\"a\"]\noff = [2026-01-01, 2026-01-02]\nwork = [2026-01-04]";
    let same =
        "# note\nbasis = [\"b\"]\nwork = [2026-01-04]\noff = [2026-01-02, 2026-01-01]\nyear = 2026";
    let other = "year = 2026\nbasis = [\"a\"]\noff = [2026-01-01, 2026-01-02]\nwork = []";
    let digest = |file: &str| Calendar::from_toml_years(&[file]).unwrap().digest();
    assert_eq!(digest(one), digest(same));
    assert_ne!(digest(one), digest(other));
    let reversed: Vec<&str> = china::YEARS.iter().rev().copied().collect();
    assert_eq!(
        Calendar::from_toml_years(&reversed).unwrap().digest(),
        china().digest()
    );
}

#[test]
fn bad_files_are_refused_by_name() {
    let file = |off: &str, work: &str| {
        format!("year = 2026\nbasis = [\"a\"]\noff = [{off}]\nwork = [{work}]")
    };
    assert!(matches!(bad("year = "), BadCalendar::Unreadable { .. }));
    assert!(matches!(
        bad("year = 2026\nbasis = [\"a\"]\noff = []"),
        BadCalendar::Unreadable { .. }
    ));
    let unknown = format!("{}\nholidays = []", file("", ""));
    assert!(
        matches!(bad(&unknown), BadCalendar::Unreadable { reason } if reason.contains("holidays"))
    );
    assert!(matches!(
        bad(&file("\"2026-01-01\"", "")),
        BadCalendar::Unreadable { .. }
    ));
    assert_eq!(
        bad("year = 26\nbasis = [\"a\"]\noff = []\nwork = []"),
        BadCalendar::Year { year: 26 }
    );
    assert!(matches!(
        bad("year = 2026\nbasis = []\noff = []\nwork = []"),
        BadCalendar::NoBasis { .. }
    ));
    assert!(matches!(
        bad(&file("2026-01-01T00:00:00", "")),
        BadCalendar::NotADate { .. }
    ));
    assert!(matches!(
        bad(&file("09:00:00", "")),
        BadCalendar::NotADate { .. }
    ));
    let date = day(2026, 1, 4);
    assert_eq!(
        bad(&file("2026-01-04, 2026-01-04", "")),
        BadCalendar::Duplicate { date }
    );
    assert_eq!(
        bad(&file("2026-01-04", "2026-01-04")),
        BadCalendar::Duplicate { date }
    );
    assert_eq!(
        bad(&file("2025-01-01", "")),
        BadCalendar::WrongYear {
            year: 2026,
            date: day(2025, 1, 1)
        }
    );
    assert_eq!(
        bad(&file("", "2026-01-05")),
        BadCalendar::WorkOnWeekday {
            date: day(2026, 1, 5)
        }
    );
    let twice = Calendar::from_toml_years(&[&file("", ""), &file("", "")]);
    assert_eq!(twice.unwrap_err(), BadCalendar::YearTwice { year: 2026 });
}

#[test]
fn the_ends_of_time_are_survived() {
    let calendar = china();
    assert_eq!(
        calendar.add_working_days(NaiveDate::MAX, 9).date,
        NaiveDate::MAX
    );
    let _ = calendar.next_working_day_on_or_after(NaiveDate::MAX);
    assert!(
        calendar
            .working_days_between(NaiveDate::MIN, NaiveDate::MAX)
            .days
            > 0
    );
    assert!(calendar.add_working_days(day(2026, 1, 1), u16::MAX).date > day(2270, 1, 1));
}

/// Worked or not, told another way: straight from the lists of the files.
fn naive(date: NaiveDate) -> bool {
    let text = date.to_string();
    let listed = china::YEARS.iter().find_map(|file| {
        let data = file
            .lines()
            .filter(|line| !line.contains("basis") && !line.contains('#'));
        let mut list = "";
        data.into_iter().find_map(|line| {
            list = if line.starts_with("off") {
                "off"
            } else if line.starts_with("work") {
                "work"
            } else {
                list
            };
            (!line.contains('"') && line.contains(&text)).then_some(list)
        })
    });
    match listed {
        Some(list) => list == "work",
        None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn adding_agrees_with_a_naive_recount(offset in 0i32..3_600, n in 0u16..40) {
        let calendar = china();
        let from = add_days(day(2017, 6, 1), offset);
        let computed = calendar.add_working_days(from, n);
        let worked = (1..=(computed.date - from).num_days())
            .filter(|step| naive(add_days(from, *step as i32)))
            .count();
        prop_assert_eq!(worked, usize::from(n));
        prop_assert!(n == 0 || naive(computed.date));
        prop_assert!(computed.warnings.iter().all(|warning| !calendar.knows(warning.year)));
        let counted = calendar.working_days_between(add_days(from, 1), add_days(computed.date, 1));
        prop_assert_eq!(counted.days, u32::from(n));
        prop_assert_eq!(counted.warnings, computed.warnings);
    }
}
