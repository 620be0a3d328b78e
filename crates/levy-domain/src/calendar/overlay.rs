//! Closures of a region or a unit: days off beyond the national calendar.

use super::{BadCalendar, year};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::value::Datetime;

/// Extra days off: a regional festival, a bank's stock-taking, a declared
/// closure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    name: String,
    basis: String,
    off: BTreeSet<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    basis: String,
    off: Vec<Datetime>,
}

impl Overlay {
    /// Closures under a name, with what they rest on.
    pub fn new(name: &str, basis: &str, off: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self {
            name: name.to_owned(),
            basis: basis.to_owned(),
            off: off.into_iter().collect(),
        }
    }

    /// Reads a file with the keys `name`, `basis`, `off`; dates of any year.
    ///
    /// # Errors
    /// [`BadCalendar`], naming what to do.
    pub fn from_toml(text: &str) -> Result<Self, BadCalendar> {
        let file: File = toml::from_str(text).map_err(|error| BadCalendar::Unreadable {
            reason: error.message().to_owned(),
        })?;
        if file.basis.trim().is_empty() {
            return Err(BadCalendar::NoBasis { of: file.name });
        }
        let off = year::dates(&file.name, &file.off)?;
        Ok(Self {
            name: file.name,
            basis: file.basis,
            off,
        })
    }

    /// Whose closures these are.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they rest on.
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// The days, ascending.
    pub fn off(&self) -> impl Iterator<Item = NaiveDate> {
        self.off.iter().copied()
    }
}
