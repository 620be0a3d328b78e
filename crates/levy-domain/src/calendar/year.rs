//! One year of a calendar, read from its file.

use super::BadCalendar;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use std::{collections::BTreeSet, fmt::Write};
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: i32,
    basis: Vec<String>,
    off: Vec<Datetime>,
    work: Vec<Datetime>,
}

/// A known year.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Year {
    number: i32,
    basis: Vec<String>,
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

impl Year {
    pub(super) fn from_toml(text: &str) -> Result<Self, BadCalendar> {
        let file: File = toml::from_str(text).map_err(|error| BadCalendar::Unreadable {
            reason: error.message().to_owned(),
        })?;
        if !(1900..3000).contains(&file.year) {
            return Err(BadCalendar::Year { year: file.year });
        }
        let of = file.year.to_string();
        if file.basis.iter().all(|basis| basis.trim().is_empty()) {
            return Err(BadCalendar::NoBasis { of });
        }
        let (off, work) = (dates(&of, &file.off)?, dates(&of, &file.work)?);
        if let Some(date) = off
            .iter()
            .chain(&work)
            .find(|date| date.year() != file.year)
        {
            return Err(BadCalendar::WrongYear {
                year: file.year,
                date: *date,
            });
        }
        if let Some(date) = off.intersection(&work).next() {
            return Err(BadCalendar::Duplicate { date: *date });
        }
        if let Some(date) = work.iter().find(|date| !is_weekend(**date)) {
            return Err(BadCalendar::WorkOnWeekday { date: *date });
        }
        Ok(Self {
            number: file.year,
            basis: file.basis,
            off,
            work,
        })
    }

    pub(super) fn number(&self) -> i32 {
        self.number
    }

    pub(super) fn basis(&self) -> &[String] {
        &self.basis
    }

    pub(super) fn works(&self, date: NaiveDate) -> bool {
        if is_weekend(date) {
            self.work.contains(&date)
        } else {
            !self.off.contains(&date)
        }
    }

    /// The content that the digest is over.
    pub(super) fn write_content(&self, content: &mut String) {
        // Writing to a String cannot fail.
        let _ = writeln!(content, "year {}", self.number);
        for (list, dates) in [("off", &self.off), ("work", &self.work)] {
            for date in dates {
                let _ = writeln!(content, "{list} {date}");
            }
        }
    }
}

/// Saturday and Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The dates of a list, each once.
pub(super) fn dates(of: &str, list: &[Datetime]) -> Result<BTreeSet<NaiveDate>, BadCalendar> {
    let mut dates = BTreeSet::new();
    for value in list {
        let date = match value {
            Datetime {
                date: Some(date),
                time: None,
                offset: None,
            } => NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()),
            _ => None,
        };
        let date = date.ok_or_else(|| BadCalendar::NotADate {
            of: of.to_owned(),
            value: value.to_string(),
        })?;
        if !dates.insert(date) {
            return Err(BadCalendar::Duplicate { date });
        }
    }
    Ok(dates)
}
