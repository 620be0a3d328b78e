//! Registrations of a year, as a yearly table counts them.

use crate::{Snapshot, ViewError, row::unsigned};
use levy_domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Counts of one year. The unit of count is the registration (a case number),
/// not the matter; the cut-off is the last day of the year, by court dates.
/// `total = carried_in + new = closed + open`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearCounts {
    /// The year.
    pub year: i32,
    /// Filed before and open when the year began (旧存).
    pub carried_in: u64,
    /// Filed in the year (新收).
    pub new: u64,
    /// Both.
    pub total: u64,
    /// Closed in the year (结案).
    pub closed: u64,
    /// Open at its end (未结).
    pub open: u64,
}

/// A registration entered as carried in counts as carried into the year of
/// its filing day too: the log knows no earlier one.
const COUNTS: &str = "
    SELECT COALESCE(SUM(carried), 0), COALESCE(SUM(new), 0), COALESCE(SUM(closed), 0) FROM (
        SELECT filed = :year AND NOT carried_in AS new,
        (filed < :year OR (filed = :year AND carried_in)) AS carried,
        ended IS :year AS closed FROM (
            SELECT CAST(substr(filed_on, 1, 4) AS INTEGER) AS filed,
            CAST(substr(closed_on, 1, 4) AS INTEGER) AS ended, carried_in
            FROM registration WHERE :types IS NULL
            OR type_code IN (SELECT value FROM json_each(:types)))
        WHERE filed <= :year AND (ended IS NULL OR ended >= :year))";

impl Snapshot<'_> {
    /// Counts of a year over all case types.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn year_counts(&self, year: i32) -> Result<YearCounts, ViewError> {
        self.counts(year, None)
    }

    /// Counts of a year over these type codes, such as `执`.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn year_counts_of(&self, year: i32, types: &[&str]) -> Result<YearCounts, ViewError> {
        let list = serde_json::Value::from(types).to_string();
        self.counts(year, Some(list))
    }

    /// Counts of every year from the first filing to the last date known.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn years(&self) -> Result<Vec<YearCounts>, ViewError> {
        let span: (Option<i32>, Option<i32>) = self.tx.query_row(
            "SELECT MIN(CAST(substr(filed_on, 1, 4) AS INTEGER)),
             MAX(CAST(substr(MAX(filed_on, COALESCE(closed_on, '')), 1, 4) AS INTEGER))
             FROM registration",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let (Some(first), Some(last)) = span else {
            return Ok(Vec::new());
        };
        (first..=last).map(|year| self.year_counts(year)).collect()
    }

    fn counts(&self, year: i32, types: Option<String>) -> Result<YearCounts, ViewError> {
        let mut statement = self.tx.prepare_cached(COUNTS)?;
        let given = rusqlite::named_params! { ":year": year, ":types": types };
        let (carried_in, new, closed) = statement.query_row(given, |row| {
            Ok((
                unsigned(row.get(0)?),
                unsigned(row.get(1)?),
                unsigned(row.get(2)?),
            ))
        })?;
        let total = carried_in + new;
        Ok(YearCounts {
            year,
            carried_in,
            new,
            total,
            closed,
            open: total.saturating_sub(closed),
        })
    }

    /// When the last event of the log was decided.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn last_decided_at(&self) -> Result<Option<Timestamp>, ViewError> {
        let at: Option<i64> = self
            .tx
            .query_row("SELECT MAX(last_at) FROM stream", [], |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }
}
