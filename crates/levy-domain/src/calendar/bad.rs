//! What may be wrong with calendar data.

use chrono::NaiveDate;
use thiserror::Error;

/// `LEVY-D19`: calendar data that cannot be used. Nothing is loaded of it;
/// mend the data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadCalendar {
    /// No TOML, an unknown key or a missing one.
    #[error(
        "LEVY-D19 the calendar file cannot be read: {reason}; a year has the keys year, basis, off, work, a closure has name, basis, off"
    )]
    Unreadable {
        /// What the reader says.
        reason: String,
    },
    /// A year that no file can mean.
    #[error("LEVY-D19 the calendar year {year} is not between 1900 and 2999; mend `year`")]
    Year {
        /// The year.
        year: i32,
    },
    /// The basis is empty.
    #[error("LEVY-D19 the calendar file of {of} names no basis; say which notice it rests on")]
    NoBasis {
        /// Year or name of the closure.
        of: String,
    },
    /// A value with a time of day, or no date at all.
    #[error(
        "LEVY-D19 {value} in the calendar file of {of} is not a date; write year-month-day without quotes"
    )]
    NotADate {
        /// Year or name of the closure.
        of: String,
        /// The value.
        value: String,
    },
    /// A date of another year.
    #[error(
        "LEVY-D19 {date} stands in the calendar file of {year}; move it to the file of its own year"
    )]
    WrongYear {
        /// The file's year.
        year: i32,
        /// The date.
        date: NaiveDate,
    },
    /// A date listed twice, in one list or in both.
    #[error("LEVY-D19 {date} is listed twice; keep it once, in `off` or in `work`")]
    Duplicate {
        /// The date.
        date: NaiveDate,
    },
    /// A make-up day that is worked anyway.
    #[error(
        "LEVY-D19 {date} is listed in `work` but is no Saturday or Sunday; compare it with the notice"
    )]
    WorkOnWeekday {
        /// The date.
        date: NaiveDate,
    },
    /// Two files for one year.
    #[error("LEVY-D19 the calendar year {year} is given twice; keep one file")]
    YearTwice {
        /// The year.
        year: i32,
    },
    /// Hours of work that are no list of windows.
    #[error("LEVY-D19 hours of work are written as in 09:00-12:00,13:00-17:00")]
    Hours,
    /// Windows that are empty, unordered or overlap.
    #[error("LEVY-D19 hours of work must follow each other within one day without overlap")]
    HoursOrder,
}
