//! When courts register: working days of the calendar, in office hours.

use crate::draw::Draw;
use levy_domain::{
    calendar::{Calendar, DayKind},
    time::{Date, MINUTE, Timestamp, Zone},
};

/// Hours of registration in minutes of the day (assumed: 9 to 12, half past 13
/// to half past 17).
const HOURS: [(u64, u64); 2] = [(540, 720), (810, 1_050)];

/// The working days of a span, ascending.
#[derive(Debug, Clone)]
pub(super) struct WorkDays(Vec<Date>);

impl WorkDays {
    /// Those from `first` to `last`, both included.
    pub(super) fn between(calendar: &Calendar, first: Date, last: Date) -> Self {
        let days = first.iter_days().take_while(|day| *day <= last);
        WorkDays(
            days.filter(|day| calendar.day(*day) == DayKind::Working)
                .collect(),
        )
    }

    /// One of those within `first` and `last`; `first` when there is none.
    pub(super) fn draw(&self, draw: &mut Draw, first: Date, last: Date) -> Date {
        let from = self.0.partition_point(|day| *day < first);
        let to = self.0.partition_point(|day| *day <= last);
        self.0
            .get(from..to)
            .and_then(|days| draw.pick(days))
            .copied()
            .unwrap_or(first)
    }

    /// The first working day not before `day`; the last of all beyond the end.
    pub(super) fn from(&self, day: Date) -> Date {
        let at = self.0.partition_point(|working| *working < day);
        self.0.get(at).or(self.0.last()).copied().unwrap_or(day)
    }

    /// The last working day before `day`; `day` itself when there is none.
    pub(super) fn before(&self, day: Date) -> Date {
        let at = self.0.partition_point(|working| *working < day);
        at.checked_sub(1)
            .and_then(|at| self.0.get(at))
            .copied()
            .unwrap_or(day)
    }
}

/// An instant in the office hours of `day`, to the second.
pub(super) fn office_time(draw: &mut Draw, day: Date) -> Timestamp {
    let (from, to) = draw.pick(&HOURS).copied().unwrap_or((540, 720));
    let seconds = draw.between(from * 60, to * 60 - 1);
    let millis = i64::try_from(seconds)
        .unwrap_or_default()
        .saturating_mul(MINUTE / 60);
    Timestamp::start_of(day, Zone::CHINA).plus(millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> Date {
        Date::from_ymd_opt(2022, month, day).unwrap()
    }

    #[test]
    fn holidays_are_left_out_and_worked_weekends_are_in() {
        let days = WorkDays::between(&Calendar::china().unwrap(), day(1, 24), day(2, 14));
        assert_eq!(days.from(day(1, 31)), day(2, 7));
        assert_eq!(days.before(day(2, 7)), day(1, 30));
        assert!(days.0.contains(&day(1, 29)));
        assert_eq!(
            (days.from(day(3, 1)), days.before(day(1, 24))),
            (day(2, 14), day(1, 24))
        );
        let mut draw = Draw::new(1, "days", 0);
        assert!((0..200).all(|_| {
            days.0
                .contains(&days.draw(&mut draw, day(1, 31), day(2, 9)))
        }));
        assert_eq!(days.draw(&mut draw, day(2, 1), day(2, 3)), day(2, 1));
    }

    #[test]
    fn registration_is_in_office_hours_of_the_day() {
        let mut draw = Draw::new(1, "hours", 0);
        for _ in 0..500 {
            let at = office_time(&mut draw, day(6, 1));
            assert_eq!(at.date_in(Zone::CHINA), day(6, 1));
            let minute = (at.since(Timestamp::start_of(day(6, 1), Zone::CHINA)) / MINUTE) as u64;
            assert!(
                HOURS
                    .iter()
                    .any(|(from, to)| (*from..*to).contains(&minute)),
                "{minute}"
            );
        }
    }
}
