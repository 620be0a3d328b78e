//! Totals of the whole log, and per-order sums to hold against the units'
//! own books.

use crate::{
    Snapshot, ViewError,
    row::{Cells, unsigned},
};
use levy_domain::id::{OrderId, UnitId};
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

/// What one order did, to be held against its unit's books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSums {
    /// The order; never a query of a sweep.
    pub order: OrderId,
    /// Its unit.
    pub unit: UnitId,
    /// Its measure.
    pub measure: String,
    /// Held as replies to this order last said.
    pub held_minor: u64,
    /// Held now by holds that it made: after inflow, transfers, reductions.
    pub holding_minor: u64,
    /// Moved by it, for transfers.
    pub moved_minor: u64,
}

/// An event that this program does not know, kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownEvent {
    /// The stream.
    pub stream: String,
    /// Place in it.
    pub revision: u64,
    /// Type literal as stored.
    pub kind: String,
    /// Why it is not known.
    pub why: String,
    /// Size of its payload.
    pub bytes: u64,
}

/// An event that does not fit what the views know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfitEvent {
    /// The stream.
    pub stream: String,
    /// Place in it.
    pub revision: u64,
    /// Type literal.
    pub kind: String,
    /// What the domain says against it, or the projection that found no row.
    pub why: String,
}

impl Snapshot<'_> {
    /// Totals of everything.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn totals(&self) -> std::result::Result<Totals, ViewError> {
        let number = |sql: &str| -> Result<u64> {
            self.tx.prepare_cached(sql)?.query_row([], |row| row.get(0)).map(unsigned)
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
            replies: sum(
                "SELECT count FROM event_kind WHERE known = 1
                 AND kind IN ('order-answered', 'query-answered')",
            )?,
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

    /// Calls `each` for every issued order that is no query, by id.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn for_each_order_sums(
        &self,
        mut each: impl FnMut(OrderSums),
    ) -> std::result::Result<(), ViewError> {
        let mut statement = self.tx.prepare_cached(
            "SELECT o.id AS id, o.unit AS unit, o.measure AS measure,
             (SELECT COALESCE(SUM(held), 0) FROM line WHERE orders = o.id) AS held,
             (SELECT COALESCE(SUM(settled), 0) FROM line WHERE orders = o.id) AS moved,
             (SELECT COALESCE(SUM(held), 0) FROM hold
              WHERE orders = o.id AND released = 0 AND rank = 0) AS holding
             FROM orders o WHERE o.sweep IS NULL AND o.issued_at IS NOT NULL ORDER BY o.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cells = Cells(row);
            each(OrderSums {
                order: OrderId(cells.id("id")?),
                unit: UnitId(cells.id("unit")?),
                measure: cells.text("measure")?,
                held_minor: cells.number("held")?,
                holding_minor: cells.number("holding")?,
                moved_minor: cells.number("moved")?,
            });
        }
        Ok(())
    }

    /// As [`Snapshot::for_each_order_sums`], as a list.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn order_sums(&self) -> std::result::Result<Vec<OrderSums>, ViewError> {
        let mut all = Vec::new();
        self.for_each_order_sums(|sums| all.push(sums))?;
        Ok(all)
    }

    /// Events that this program does not know.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn unknown_events(&self) -> std::result::Result<Vec<UnknownEvent>, ViewError> {
        let mut statement = self.tx.prepare_cached(
            "SELECT s.name AS stream, u.revision AS revision, u.kind AS kind, u.why AS why,
             u.bytes AS bytes FROM unknown_event u JOIN stream s ON s.no = u.stream
             ORDER BY s.name, u.revision",
        )?;
        let rows = statement.query_map([], |row| {
            let cells = Cells(row);
            Ok(UnknownEvent {
                stream: cells.text("stream")?,
                revision: cells.number("revision")?,
                kind: cells.text("kind")?,
                why: cells.text("why")?,
                bytes: cells.number("bytes")?,
            })
        })?;
        Ok(rows.collect::<Result<_>>()?)
    }

    /// Events that do not fit what came before them.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn unfit_events(&self) -> std::result::Result<Vec<UnfitEvent>, ViewError> {
        let mut statement = self.tx.prepare_cached(
            "SELECT s.name AS stream, u.revision AS revision, k.kind AS kind,
             u.why AS why FROM unfit_event u JOIN stream s ON s.no = u.stream
             JOIN event_kind k ON k.no = u.kind ORDER BY s.name, u.revision, u.why",
        )?;
        let rows = statement.query_map([], |row| {
            let cells = Cells(row);
            Ok(UnfitEvent {
                stream: cells.text("stream")?,
                revision: cells.number("revision")?,
                kind: cells.text("kind")?,
                why: cells.text("why")?,
            })
        })?;
        Ok(rows.collect::<Result<_>>()?)
    }
}
