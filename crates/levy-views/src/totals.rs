//! Totals of the whole log.

use crate::{Snapshot, ViewError, row::unsigned};
use rusqlite::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Totals. Sums are in minor units over all currencies of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Position in the log.
    pub position: Option<u64>,
    /// Events taken, unknown ones too.
    pub events: u64,
    /// Of them, of a type or version that this program does not know.
    pub unknown_events: u64,
    /// Events that speak of something never introduced.
    pub unfit_events: u64,
    /// Matters.
    pub matters: u64,
    /// Registrations.
    pub cases: u64,
    /// Of them, not closed.
    pub cases_open: u64,
    /// Orders issued, queries too, without those that replace another.
    pub orders: u64,
    /// Of them, by measure.
    pub by_measure: BTreeMap<String, u64>,
    /// Orders issued in place of another.
    pub replaced: u64,
    /// Orders in plans that are not issued.
    pub drafted: u64,
    /// Issued and not over, queries too.
    pub orders_open: u64,
    /// Perhaps carried out and not settled.
    pub unknown_open: u64,
    /// On which a person must look.
    pub disputed: u64,
    /// Replies folded into orders, duplicates of the unit's own count once.
    pub replies: u64,
    /// Replies set aside and not settled.
    pub set_aside: u64,
    /// Holds ever, adopted ones too.
    pub holds: u64,
    /// Of them, not released.
    pub holds_open: u64,
    /// Held in force now (rank 0, not released).
    pub held_minor: u64,
    /// Ever frozen by orders of this log: over holds that an order made, what
    /// is held now (or was at the release; nothing for a waiting entry) plus
    /// what transfers drew and reductions gave up. Corrections, inflow and
    /// what other authorities took restate it; releases do not lower it.
    pub frozen_minor: u64,
    /// The same over holds that were adopted.
    pub adopted_minor: u64,
    /// Moved by transfers, as the units say.
    pub transferred_minor: u64,
    /// Allocated to claims.
    pub collected_minor: u64,
    /// Claims with more held and in transit than is still owed, net of
    /// releases under way.
    pub inflow_excess_open: u64,
    /// By how much.
    pub inflow_excess_open_minor: u64,
}

impl Snapshot<'_> {
    /// Totals of everything.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn totals(&self) -> std::result::Result<Totals, ViewError> {
        let number = |sql: &str| -> Result<u64> {
            self.tx
                .prepare_cached(sql)?
                .query_row([], |row| row.get(0))
                .map(unsigned)
        };
        let sum = |sql: &str| self.sum(sql);
        let frozen = |made: &str| {
            self.sum(&format!(
                "SELECT MAX(0, CASE rank WHEN 0 THEN held ELSE 0 END + drawn + lowered) FROM hold WHERE {made}"
            ))
        };
        Ok(Totals {
            position: self.position()?.map(|position| position.0),
            events: sum("SELECT count FROM event_kind")?,
            unknown_events: sum("SELECT count FROM event_kind WHERE known = 0")?,
            unfit_events: number("SELECT COUNT(*) FROM unfit_event")?,
            matters: number("SELECT COUNT(*) FROM matter")?,
            cases: number("SELECT COUNT(*) FROM registration")?,
            cases_open: number("SELECT COUNT(*) FROM registration WHERE closed_on IS NULL")?,
            orders: number(
                "SELECT COUNT(*) FROM orders WHERE issued_at IS NOT NULL AND replaces IS NULL",
            )?,
            by_measure: self.by_measure()?,
            replaced: number(
                "SELECT COUNT(*) FROM orders WHERE issued_at IS NOT NULL AND replaces IS NOT NULL",
            )?,
            drafted: number("SELECT COUNT(*) FROM orders WHERE phase IN ('drafted', 'approved')")?,
            orders_open: number("SELECT COUNT(*) FROM orders WHERE in_world = 1")?,
            unknown_open: number(
                "SELECT COUNT(*) FROM orders WHERE in_world = 1 AND phase = 'unknown'",
            )?,
            disputed: number("SELECT COUNT(*) FROM orders WHERE disputed = 1")?,
            replies: sum("SELECT count FROM event_kind WHERE known = 1
                 AND kind IN ('order-answered', 'query-answered')")?,
            set_aside: number("SELECT COUNT(*) FROM set_aside WHERE settled_at IS NULL")?,
            holds: number("SELECT COUNT(*) FROM hold")?,
            holds_open: number("SELECT COUNT(*) FROM hold WHERE released = 0")?,
            held_minor: sum("SELECT held FROM hold WHERE released = 0 AND rank = 0")?,
            frozen_minor: frozen("orders IS NOT NULL")?,
            adopted_minor: frozen("orders IS NULL")?,
            transferred_minor: sum("SELECT settled FROM line WHERE settled IS NOT NULL")?,
            collected_minor: sum("SELECT collected FROM claim")?,
            inflow_excess_open: sum("SELECT excess_claims FROM control WHERE excess > 0")?,
            inflow_excess_open_minor: sum("SELECT excess FROM control WHERE excess > 0")?,
        })
    }

    /// Adds up whole numbers, cut at the largest instead of failing.
    fn sum(&self, sql: &str) -> Result<u64> {
        let mut statement = self.tx.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut sum = 0u64;
        while let Some(row) = rows.next()? {
            sum = sum.saturating_add(unsigned(row.get(0)?));
        }
        Ok(sum)
    }

    fn by_measure(&self) -> Result<BTreeMap<String, u64>> {
        self.tx
            .prepare_cached(
                "SELECT measure, COUNT(*) FROM orders
                 WHERE issued_at IS NOT NULL AND replaces IS NULL GROUP BY measure",
            )?
            .query_map([], |row| Ok((row.get(0)?, unsigned(row.get(1)?))))?
            .collect()
    }
}
