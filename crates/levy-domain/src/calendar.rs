//! Working days as data: which days a court works, and counting by them.
//!
//! A [`Calendar`] holds one file per year (`profiles/calendar/`) and the
//! closures of a region or a unit laid over it. A year without a file is
//! unknown: counting goes on by Monday to Friday and says so in a warning
//! ([`UnknownYear`]); it never guesses in silence.
//!
//! | file | what |
//! | --- | --- |
//! | [`counting`] | working days added, next working day, days counted (T-20) |
//! | [`span`] | days, months, years; the end of a freeze (T-21) |
//! | [`hours`] | hours of work in a day; working time between two instants |
//! | [`overlay`] | closures of a region or a unit |
//! | [`china`] | the years that are compiled in |
//!
//! Freeze ends are not moved by holidays, procedural deadlines are. No time
//! zone is assumed: instants come with minutes east of UTC.

pub mod bad;
pub mod china;
pub mod counting;
pub mod hours;
pub mod overlay;
pub mod span;
mod year;

pub use bad::BadCalendar;
pub use counting::{Computed, UnknownYear};
pub use hours::{WorkingHours, WorkingTime};
pub use overlay::Overlay;
pub use span::{add_days, add_months, add_years, freeze_end};

use crate::bytes::Digest;
use chrono::{Datelike, NaiveDate};
use std::{collections::BTreeMap, collections::BTreeSet, fmt};
use year::Year;

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// Worked.
    Working,
    /// Not worked: weekend, holiday or closure.
    Off,
    /// No file for its year.
    Unknown,
}

/// The working days of a court. Two calendars with the same content are equal
/// and have the same digest.
#[derive(Clone, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
    closures: BTreeSet<NaiveDate>,
    digest: Digest,
}

impl Calendar {
    /// Reads year files: `year`, `basis`, `off`, `work`, in any order.
    ///
    /// # Errors
    /// [`BadCalendar`], naming the file's year and what to do.
    pub fn from_toml_years(files: &[&str]) -> Result<Self, BadCalendar> {
        let mut years = BTreeMap::new();
        for file in files {
            let year = Year::from_toml(file)?;
            let number = year.number();
            if years.insert(number, year).is_some() {
                return Err(BadCalendar::YearTwice { year: number });
            }
        }
        Ok(Self::sealed(years, BTreeSet::new()))
    }

    /// This calendar with the closures of `overlay` as days off, in known and
    /// unknown years. Laying the same closures twice changes nothing.
    #[must_use]
    pub fn with_overlay(&self, overlay: &Overlay) -> Self {
        let mut closures = self.closures.clone();
        closures.extend(overlay.off());
        Self::sealed(self.years.clone(), closures)
    }

    fn sealed(years: BTreeMap<i32, Year>, closures: BTreeSet<NaiveDate>) -> Self {
        let mut content = String::from("levy calendar 1\n");
        for year in years.values() {
            year.write_content(&mut content);
        }
        for date in &closures {
            content.push_str(&format!("closed {date}\n"));
        }
        Self {
            years,
            closures,
            digest: Digest::of(content.as_bytes()),
        }
    }

    /// What `date` is. A closure is off even in an unknown year.
    pub fn day(&self, date: NaiveDate) -> DayKind {
        if self.closures.contains(&date) {
            return DayKind::Off;
        }
        match self.years.get(&date.year()) {
            None => DayKind::Unknown,
            Some(year) if year.works(date) => DayKind::Working,
            Some(_) => DayKind::Off,
        }
    }

    /// Whether there is a file for `year`.
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    /// The years there are files for, ascending.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }

    /// The notices that a year's file rests on.
    pub fn basis(&self, year: i32) -> &[String] {
        self.years.get(&year).map_or(&[], Year::basis)
    }

    /// SHA-256 over the dates and nothing else: comments, order and basis do
    /// not count. Events name the calendar they were computed with by it.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let years: Vec<i32> = self.years().collect();
        write!(
            f,
            "Calendar({years:?}, {} closures, {:?})",
            self.closures.len(),
            self.digest
        )
    }
}

#[cfg(test)]
mod tests;
