//! What took effect, and what will happen later because of it.

use super::{Books, read, stored};
use crate::units::{error::UnitsError, pace::due, roster::Unit};
use levy_connect::wire::OrderBody;
use levy_domain::{money::Currency, time::Timestamp};
use rusqlite::{OptionalExtension, params};

impl Books {
    /// A line took effect.
    pub(in crate::units) fn effect(
        &self,
        unit: &Unit,
        order: &OrderBody,
        line: u32,
        run: u32,
        kind: &str,
        minor: u64,
    ) -> Result<(), UnitsError> {
        let put = "INSERT INTO effect(unit, ord, original, line, run, kind, amount)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (id, original) = (order.order.to_string(), order.original.to_string());
        let row = params![unit.code(), id, original, line, run, kind, stored(minor)];
        self.conn.prepare_cached(put)?.execute(row)?;
        Ok(())
    }

    /// Money that will be booked on the court's account.
    pub(in crate::units) fn credit(
        &self,
        unit: &Unit,
        order: &OrderBody,
        line: u32,
        (minor, currency): (u64, Currency),
        booked: Timestamp,
    ) -> Result<(), UnitsError> {
        let put = "INSERT INTO credit(unit, ord, original, line, amount, currency, booked)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (id, original) = (order.order.to_string(), order.original.to_string());
        let (minor, currency) = (stored(minor), currency.as_str());
        let row = params![unit.code(), id, original, line, minor, currency, booked.0];
        self.conn.prepare_cached(put)?.execute(row)?;
        Ok(())
    }

    /// A short account will fill up.
    pub(in crate::units) fn expect_inflow(
        &self,
        hold: i64,
        at: Timestamp,
        wait: i64,
    ) -> Result<(), UnitsError> {
        let put = "INSERT INTO inflow(hold, due) VALUES (?1, ?2)";
        self.conn
            .prepare_cached(put)?
            .execute(params![hold, due(at, wait).0])?;
        Ok(())
    }

    /// The next thing due after now.
    pub(in crate::units) fn next_due(&self) -> Result<Option<Timestamp>, UnitsError> {
        let select = "SELECT MIN(due) FROM (
              SELECT MIN(due) AS due FROM outbox WHERE acked IS NULL AND path <> 'answer' AND due > ?1
              UNION ALL SELECT MIN(due) FROM inflow WHERE done = 0 AND due > ?1
              UNION ALL SELECT MIN(booked) FROM credit WHERE seq IS NULL AND booked > ?1)";
        let mut select = self.conn.prepare_cached(select)?;
        let next: Option<Option<i64>> = select
            .query_row([self.now.0], |row| row.get(0))
            .optional()?;
        Ok(next.flatten().map(Timestamp))
    }

    /// Parcels not acknowledged, due or not.
    pub(in crate::units) fn pending(&self) -> Result<u64, UnitsError> {
        let count = "SELECT COUNT(*) FROM outbox WHERE acked IS NULL AND path <> 'answer'";
        Ok(self
            .conn
            .prepare_cached(count)?
            .query_row([], |row| Ok(read(row.get(0)?)))?)
    }
}
