//! What is held on accounts, by which order.

use super::{Books, read, report::order_id, stored};
use crate::units::error::UnitsError;
use levy_domain::id::OrderId;
use rusqlite::{OptionalExtension, Row, params};

/// A hold made by an order.
#[derive(Debug, Clone)]
pub(in crate::units) struct Hold {
    pub(in crate::units) id: i64,
    pub(in crate::units) order: OrderId,
    pub(in crate::units) line: u32,
    pub(in crate::units) account: i64,
    /// Limit, where it has one.
    pub(in crate::units) asked: Option<u64>,
    pub(in crate::units) held: u64,
    pub(in crate::units) waiting: u64,
    pub(in crate::units) rank: u32,
}

const HOLD: &str = "SELECT id, ord, line, account, asked, held, waiting, rank FROM hold";

impl Books {
    /// Held on an account now, by how many holds.
    pub(in crate::units) fn held_on(&self, account: i64) -> Result<(u64, u32), UnitsError> {
        let sum = "SELECT COALESCE(SUM(held), 0), COUNT(*) FROM hold
                   WHERE account = ?1 AND state = 'active'";
        let mut select = self.conn.prepare_cached(sum)?;
        Ok(select.query_row([account], |row| Ok((read(row.get(0)?), row.get(1)?)))?)
    }

    /// Lays a new hold.
    pub(in crate::units) fn lay(
        &self,
        unit: &str,
        original: OrderId,
        run: u32,
        hold: &Hold,
    ) -> Result<i64, UnitsError> {
        let put = "INSERT INTO hold(unit, ord, original, line, run, account, asked, held, waiting,
                   rank, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'active')";
        self.conn.prepare_cached(put)?.execute(params![
            unit,
            hold.order.to_string(),
            original.to_string(),
            hold.line,
            run,
            hold.account,
            hold.asked.map(stored),
            stored(hold.held),
            stored(hold.waiting),
            hold.rank
        ])?;
        Ok(self.conn.last_insert_rowid())
    }

    /// The hold an order names, by the order that made it or by the first of
    /// that order's chain; the oldest that is still active.
    pub(in crate::units) fn hold_made_by(
        &self,
        unit: &str,
        order: OrderId,
        line: u32,
    ) -> Result<Option<Hold>, UnitsError> {
        let select = format!(
            "{HOLD} WHERE unit = ?1 AND (ord = ?2 OR original = ?2) AND line = ?3
             AND state = 'active' ORDER BY id LIMIT 1"
        );
        let mut select = self.conn.prepare_cached(&select)?;
        Ok(select
            .query_row(params![unit, order.to_string(), line], hold)
            .optional()?)
    }

    /// Every active hold that an order made.
    pub(in crate::units) fn holds_of(
        &self,
        unit: &str,
        order: OrderId,
    ) -> Result<Vec<Hold>, UnitsError> {
        let select =
            format!("{HOLD} WHERE unit = ?1 AND ord = ?2 AND state = 'active' ORDER BY id");
        let mut select = self.conn.prepare_cached(&select)?;
        let rows = select.query_map(params![unit, order.to_string()], hold)?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// An active hold by its id, with the unit it stands at.
    pub(in crate::units) fn hold(&self, id: i64) -> Result<Option<(String, Hold)>, UnitsError> {
        let mut select = self
            .conn
            .prepare_cached(&format!("{HOLD} WHERE id = ?1 AND state = 'active'"))?;
        let Some(found) = select.query_row([id], hold).optional()? else {
            return Ok(None);
        };
        let mut select = self
            .conn
            .prepare_cached("SELECT unit FROM hold WHERE id = ?1")?;
        Ok(Some((select.query_row([id], |row| row.get(0))?, found)))
    }

    /// Changes what a hold asks and holds.
    pub(in crate::units) fn change_hold(&self, hold: &Hold, state: &str) -> Result<(), UnitsError> {
        let set = "UPDATE hold SET asked = ?2, held = ?3, waiting = ?4, state = ?5 WHERE id = ?1";
        let (asked, held, waiting) = (
            hold.asked.map(stored),
            stored(hold.held),
            stored(hold.waiting),
        );
        self.conn
            .prepare_cached(set)?
            .execute(params![hold.id, asked, held, waiting, state])?;
        Ok(())
    }
}

fn hold(row: &Row<'_>) -> rusqlite::Result<Hold> {
    let asked: Option<i64> = row.get(4)?;
    Ok(Hold {
        id: row.get(0)?,
        order: order_id(row, 1)?,
        line: row.get(2)?,
        account: row.get(3)?,
        asked: asked.map(read),
        held: read(row.get(5)?),
        waiting: read(row.get(6)?),
        rank: row.get(7)?,
    })
}
