//! What the driver of a simulation reads in the books.

use super::{Books, read, stored};
use crate::units::{
    control::{Acked, BookOrder, BooksReport, Credit},
    error::UnitsError,
};
use levy_domain::{bytes::Digest, id::OrderId, money::Currency, time::Timestamp};
use rusqlite::{Row, params, types::Type};
use std::collections::BTreeMap;

/// Rows of a page at most.
const PAGE: u32 = 10_000;

const ORDERS: &str = "
SELECT o.id, o.unit, o.ord, o.original, o.measure, o.hash, o.taken_at, o.received, o.effects,
  (SELECT COUNT(*) FROM outbox b WHERE b.unit = o.unit AND b.ord = o.ord AND b.given > 0),
  (SELECT COUNT(*) FROM outbox b WHERE b.unit = o.unit AND b.ord = o.ord AND b.acked IS NOT NULL),
  EXISTS(SELECT 1 FROM outbox b WHERE b.unit = o.unit AND b.ord = o.ord AND b.given > 0 AND b.last),
  (SELECT COALESCE(SUM(h.held), 0) FROM hold h WHERE h.unit = o.unit AND h.ord = o.ord
     AND h.state = 'active'),
  (SELECT COALESCE(SUM(e.amount), 0) FROM effect e WHERE e.unit = o.unit AND e.ord = o.ord
     AND e.kind = 'transfer')
FROM orders o WHERE o.id > ?1 ORDER BY o.id LIMIT ?2";

/// Effects beyond the first for one unit, original order, line and kind.
const DUPLICATES: &str = "
SELECT unit, SUM(times - 1) FROM (
  SELECT unit, COUNT(*) AS times FROM effect GROUP BY unit, original, line, kind)
WHERE times > 1 GROUP BY unit";

impl Books {
    /// Totals.
    pub(in crate::units) fn report(&self) -> Result<BooksReport, UnitsError> {
        let given = "SELECT COUNT(*) FROM outbox WHERE given > 0 AND path";
        let acked = "SELECT COUNT(*) FROM outbox WHERE acked IS NOT NULL AND path";
        let mut faults = self.counts(
            "SELECT fate, COUNT(*) FROM message
             WHERE fate IN ('lost-before', 'lost-after', 'late', 'outage') GROUP BY fate",
        )?;
        let twice = self.count_of(
            "SELECT COUNT(*) FROM (SELECT parcel FROM ack GROUP BY parcel HAVING COUNT(*) > 1)",
        )?;
        faults.insert("twice".into(), twice);
        let duplicates_by_unit = self.counts(DUPLICATES)?;
        Ok(BooksReport {
            now: self.now,
            messages: self.counts("SELECT kind, COUNT(*) FROM message GROUP BY kind")?,
            faults,
            orders_taken: self.count_of("SELECT COUNT(*) FROM orders WHERE hash IS NOT NULL")?,
            orders_final: self.count_of(
                "SELECT COUNT(*) FROM (SELECT DISTINCT unit, ord FROM outbox
                 WHERE given > 0 AND last AND ord IS NOT NULL)",
            )?,
            replies_given: self.count_of(&format!("{given} <> 'notice'"))?,
            replies_acked: self.count_of(&format!("{acked} <> 'notice'"))?,
            notices_given: self.count_of(&format!("{given} = 'notice'"))?,
            notices_acked: self.count_of(&format!("{acked} = 'notice'"))?,
            callbacks_pending: self.pending()?,
            effects: self.count_of("SELECT COUNT(*) FROM effect")?,
            duplicate_effects: duplicates_by_unit.values().sum(),
            duplicates_by_unit,
            held_minor: self
                .count_of("SELECT COALESCE(SUM(held), 0) FROM hold WHERE state = 'active'")?,
            moved_minor: self
                .count_of("SELECT COALESCE(SUM(amount), 0) FROM effect WHERE kind = 'transfer'")?,
            credited_minor: self
                .count_of("SELECT COALESCE(SUM(amount), 0) FROM credit WHERE seq IS NOT NULL")?,
        })
    }

    fn count_of(&self, select: &str) -> Result<u64, UnitsError> {
        Ok(self
            .conn
            .prepare_cached(select)?
            .query_row([], |row| Ok(read(row.get(0)?)))?)
    }

    fn counts(&self, select: &str) -> Result<BTreeMap<String, u64>, UnitsError> {
        let mut select = self.conn.prepare_cached(select)?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, read(row.get(1)?))))?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// Orders in the order of first reception.
    pub(in crate::units) fn orders(
        &self,
        after: u64,
        limit: u32,
    ) -> Result<Vec<BookOrder>, UnitsError> {
        let mut select = self.conn.prepare_cached(ORDERS)?;
        let rows = select.query_map(params![stored(after), limit.min(PAGE)], |row| {
            let (original, hash): (Option<String>, Option<String>) = (row.get(3)?, row.get(5)?);
            let at: Option<i64> = row.get(6)?;
            Ok(BookOrder {
                seq: read(row.get(0)?),
                unit: row.get(1)?,
                order: order_id(row, 2)?,
                original: original.and_then(|id| id.parse().ok()),
                measure: row.get(4)?,
                body_hash: hash.and_then(|hash| Digest::from_hex(&hash)),
                taken_at: at.map(Timestamp),
                times_received: row.get(7)?,
                effects: row.get(8)?,
                replies_sent: row.get(9)?,
                replies_acked: row.get(10)?,
                answered: row.get(11)?,
                held_minor: read(row.get(12)?),
                moved_minor: read(row.get(13)?),
            })
        })?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// Acknowledgements in the order they came; repeats are not listed.
    pub(in crate::units) fn acks(&self, after: u64, limit: u32) -> Result<Vec<Acked>, UnitsError> {
        let select = "SELECT MIN(a.id), o.unit, o.ord, o.sequence, o.notice, o.hash, o.acked
                      FROM ack a JOIN outbox o ON o.id = a.parcel
                      GROUP BY o.id HAVING MIN(a.id) > ?1 ORDER BY MIN(a.id) LIMIT ?2";
        let mut select = self.conn.prepare_cached(select)?;
        let rows = select.query_map(params![stored(after), limit.min(PAGE)], |row| {
            let (order, hash): (Option<String>, String) = (row.get(2)?, row.get(5)?);
            Ok(Acked {
                seq: read(row.get(0)?),
                unit: row.get(1)?,
                order: order.and_then(|id| id.parse().ok()),
                sequence: row.get(3)?,
                notice: row.get(4)?,
                hash: Digest::from_hex(&hash).unwrap_or_default(),
                received_at: Timestamp(row.get(6)?),
            })
        })?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// The statement of the court's account.
    pub(in crate::units) fn credits(&self, after: u64) -> Result<Vec<Credit>, UnitsError> {
        self.book_credits()?;
        let select = "SELECT seq, unit, ord, original, line, amount, currency, booked FROM credit
                      WHERE seq > ?1 ORDER BY seq LIMIT ?2";
        let mut select = self.conn.prepare_cached(select)?;
        let rows = select.query_map(params![stored(after), PAGE], |row| {
            let currency: String = row.get(6)?;
            Ok(Credit {
                seq: read(row.get(0)?),
                unit: row.get(1)?,
                order: order_id(row, 2)?,
                original: order_id(row, 3)?,
                line: row.get(4)?,
                amount_minor: read(row.get(5)?),
                currency: Currency::parse(&currency).unwrap_or(Currency::CNY),
                booked_at: Timestamp(row.get(7)?),
            })
        })?;
        rows.map(|row| Ok(row?)).collect()
    }
}

/// An order id as the books write it.
pub(super) fn order_id(row: &Row<'_>, at: usize) -> rusqlite::Result<OrderId> {
    let text: String = row.get(at)?;
    text.parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(error)))
}
