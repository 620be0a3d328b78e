//! Values on their way into the file and out of it.

use levy_domain::{
    money::{MAX_MINOR, Money},
    time::{Date, Timestamp},
};
use rusqlite::{Result, Row, types::Type};
use uuid::Uuid;

/// An id as it is stored.
pub(crate) type Blob = [u8; 16];

/// An unsigned number as SQLite keeps it. Above the largest amount that is
/// accepted from outside it is cut to it, so that sums stay whole numbers.
pub(crate) fn int(value: u64) -> i64 {
    i64::try_from(value.min(MAX_MINOR)).unwrap_or(i64::MAX)
}

/// A place or position as SQLite keeps it.
pub(crate) fn whole(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// The sum of an optional amount.
pub(crate) fn minor(amount: Option<Money>) -> Option<i64> {
    amount.map(|amount| int(amount.minor))
}

/// The sum of an optional amount, zero where there is none.
pub(crate) fn minor_or_zero(amount: Option<Money>) -> i64 {
    minor(amount).unwrap_or(0)
}

/// A date as it is stored: `2024-02-29`.
pub(crate) fn date(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// An instant as it is stored.
pub(crate) fn time(at: Option<Timestamp>) -> Option<i64> {
    at.map(|at| at.0)
}

/// Reads the columns of one row by name.
pub(crate) struct Cells<'r, 's>(pub(crate) &'r Row<'s>);

impl Cells<'_, '_> {
    pub(crate) fn id(&self, name: &str) -> Result<Uuid> {
        self.0.get::<_, Blob>(name).map(Uuid::from_bytes)
    }
    pub(crate) fn opt_id(&self, name: &str) -> Result<Option<Uuid>> {
        Ok(self.0.get::<_, Option<Blob>>(name)?.map(Uuid::from_bytes))
    }
    pub(crate) fn number(&self, name: &str) -> Result<u64> {
        self.0.get::<_, i64>(name).map(unsigned)
    }
    pub(crate) fn opt_number(&self, name: &str) -> Result<Option<u64>> {
        Ok(self.0.get::<_, Option<i64>>(name)?.map(unsigned))
    }
    pub(crate) fn small(&self, name: &str) -> Result<u32> {
        Ok(u32::try_from(self.number(name)?).unwrap_or(u32::MAX))
    }
    pub(crate) fn time(&self, name: &str) -> Result<Timestamp> {
        self.0.get(name).map(Timestamp)
    }
    pub(crate) fn opt_time(&self, name: &str) -> Result<Option<Timestamp>> {
        Ok(self.0.get::<_, Option<i64>>(name)?.map(Timestamp))
    }
    pub(crate) fn text(&self, name: &str) -> Result<String> {
        self.0.get(name)
    }
    pub(crate) fn opt_text(&self, name: &str) -> Result<Option<String>> {
        self.0.get(name)
    }
    pub(crate) fn flag(&self, name: &str) -> Result<bool> {
        self.0.get(name)
    }
    pub(crate) fn date(&self, name: &str) -> Result<Date> {
        parse(name, &self.text(name)?)
    }
    pub(crate) fn opt_date(&self, name: &str) -> Result<Option<Date>> {
        self.opt_text(name)?
            .map(|text| parse(name, &text))
            .transpose()
    }
}

/// A stored number that is never negative.
pub(crate) fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

fn parse(name: &str, text: &str) -> Result<Date> {
    let bad = |_| rusqlite::Error::InvalidColumnType(0, name.to_owned(), Type::Text);
    text.parse().map_err(bad)
}
