//! How fast and how well units answer.

use crate::{
    Snapshot, ViewError,
    row::Cells,
    survival::{Curve, Watched},
};
use levy_domain::{
    id::UnitId,
    time::{HOUR, Timestamp},
};
use rusqlite::{OptionalExtension, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseBy {
    /// All units together.
    All,
    /// One unit.
    #[default]
    Unit,
    /// One unit and one measure.
    UnitAndMeasure,
}

/// Answers of a unit to orders issued by `as_of`. Orders that the unit
/// returned for the court's own fault are left out and only counted; those
/// that another court carries are left out until they are served at the unit.
/// `orders = answered + open + recalled + not_taken`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ResponseRow {
    /// Which unit; none for all together.
    pub unit: Option<UnitId>,
    /// Its code, where it is known.
    pub unit_code: Option<String>,
    /// Its name, where it is known.
    pub unit_name: Option<String>,
    /// Which measure, in a table by measure.
    pub measure: Option<String>,
    /// Orders counted, queries too.
    pub orders: u64,
    /// With a final answer by `as_of`.
    pub answered: u64,
    /// Without; the watch is cut off at `as_of`.
    pub open: u64,
    /// Recalled first; the watch is cut off there.
    pub recalled: u64,
    /// Shown never to have been taken; the watch is cut off there.
    pub not_taken: u64,
    /// Answered, or past the answer deadline; only orders with one.
    pub judged: u64,
    /// Of them, answered by the deadline.
    pub on_time: u64,
    /// `on_time / judged`, 0 to 1; null when nothing can be judged.
    pub on_time_rate: Option<f64>,
    /// Of the answered, refused.
    pub refused: u64,
    /// Of the answered, carried out in part.
    pub partial: u64,
    /// Left out: returned for the court's own fault.
    pub returned_by_court_fault: u64,
    /// Legs that it was late with as a court that carries orders of this one.
    pub late_legs: u64,
    /// Replies of the unit that were set aside.
    pub set_aside: u64,
    /// Of them, not settled yet.
    pub set_aside_open: u64,
    /// Half have answered within so many clock hours from service
    /// (Kaplan-Meier); null where that is not reached.
    pub median_hours: Option<f64>,
    /// 95 of 100 have; null where that is not reached.
    pub p95_hours: Option<f64>,
}

type Key = (Option<UnitId>, Option<String>);

impl ResponseBy {
    /// Where a row of `unit` is counted.
    fn key(
        self,
        unit: Option<UnitId>,
        measure: impl FnOnce() -> Result<Option<String>>,
    ) -> Result<Key> {
        Ok(match self {
            ResponseBy::All => (None, None),
            ResponseBy::Unit => (unit, None),
            ResponseBy::UnitAndMeasure => (unit, measure()?),
        })
    }
}

#[derive(Default)]
struct Tally {
    row: ResponseRow,
    watched: Vec<Watched>,
}

/// One order as it is counted.
struct Order {
    start: Timestamp,
    answered: Option<Timestamp>,
    recalled: Option<Timestamp>,
    not_taken: Option<Timestamp>,
    deadline: Option<Timestamp>,
    outcome: Option<String>,
    court_fault: bool,
    /// Another court carries it: while there is no answer, nobody knows
    /// whether the unit is late or whoever carries it back.
    relayed: bool,
}

impl Tally {
    fn add(&mut self, order: &Order, as_of: Timestamp) {
        let by_now = |at: Option<Timestamp>| at.filter(|at| *at <= as_of);
        let recalled = by_now(order.recalled);
        // An answer after the recall is not the unit's delay.
        let answered =
            by_now(order.answered).filter(|at| recalled.is_none_or(|recalled| *at <= recalled));
        if answered.is_some() && order.court_fault {
            self.row.returned_by_court_fault += 1;
            return;
        }
        let row = &mut self.row;
        row.orders += 1;
        let mut open = false;
        let end = match (answered, recalled, by_now(order.not_taken)) {
            (Some(at), ..) => {
                row.answered += 1;
                row.refused += u64::from(order.outcome.as_deref() == Some("refused"));
                row.partial += u64::from(order.outcome.as_deref() == Some("partial"));
                at
            }
            (None, Some(at), _) => {
                row.recalled += 1;
                at
            }
            (None, None, Some(at)) => {
                row.not_taken += 1;
                at
            }
            (None, None, None) => {
                row.open += 1;
                open = true;
                as_of
            }
        };
        let deadline = order
            .deadline
            .filter(|_| !order.relayed || answered.is_some());
        if let Some(deadline) = deadline {
            row.judged += u64::from(answered.is_some() || (open && deadline <= as_of));
            row.on_time += u64::from(answered.is_some_and(|at| at <= deadline));
        }
        // Clocks of two houses differ; nothing takes less than no time.
        let span = end.since(order.start).max(0);
        self.watched.push(Watched {
            span,
            answered: answered.is_some(),
        });
    }

    fn finish(self, (unit, measure): Key) -> ResponseRow {
        let curve = Curve::of(self.watched);
        let hours = |percent| curve.reached(percent).map(|span| span as f64 / HOUR as f64);
        let rate = self.row.on_time as f64 / self.row.judged as f64;
        ResponseRow {
            unit,
            measure,
            on_time_rate: (self.row.judged > 0).then_some(rate),
            median_hours: hours(50),
            p95_hours: hours(95),
            ..self.row
        }
    }
}

impl Snapshot<'_> {
    /// Response of units to orders issued by `as_of`, as known now.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn response(
        &self,
        by: ResponseBy,
        as_of: Timestamp,
    ) -> std::result::Result<Vec<ResponseRow>, ViewError> {
        let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
        self.tally_orders(by, as_of, &mut tallies)?;
        self.tally_late_legs(by, as_of, &mut tallies)?;
        self.tally_set_aside(by, as_of, &mut tallies)?;
        let rows = tallies
            .into_iter()
            .map(|(key, tally)| self.named(tally.finish(key)));
        Ok(rows.collect::<Result<_>>()?)
    }

    fn tally_orders(
        &self,
        by: ResponseBy,
        as_of: Timestamp,
        tallies: &mut BTreeMap<Key, Tally>,
    ) -> Result<()> {
        let mut statement = self.tx.prepare_cached(
            "SELECT unit, measure, COALESCE(served_at, delivered_at, issued_at), first_final_at,
             recalled_at, not_taken_at, deadline_at, outcome, court_fault, route = 'relay'
             FROM orders WHERE issued_at <= ?1
             AND (route <> 'relay' OR COALESCE(served_at, delivered_at) <= ?1)",
        )?;
        let mut rows = statement.query([as_of.0])?;
        while let Some(row) = rows.next()? {
            let time = |column: usize| -> Result<Option<Timestamp>> {
                Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
            };
            let order = Order {
                start: Timestamp(row.get(2)?),
                answered: time(3)?,
                recalled: time(4)?,
                not_taken: time(5)?,
                deadline: time(6)?,
                outcome: row.get(7)?,
                court_fault: row.get(8)?,
                relayed: row.get(9)?,
            };
            let unit = Some(UnitId(uuid::Uuid::from_bytes(row.get(0)?)));
            let key = by.key(unit, || Ok(Some(row.get(1)?)))?;
            tallies.entry(key).or_default().add(&order, as_of);
        }
        Ok(())
    }

    fn tally_late_legs(
        &self,
        by: ResponseBy,
        as_of: Timestamp,
        tallies: &mut BTreeMap<Key, Tally>,
    ) -> Result<()> {
        let mut statement = self.tx.prepare_cached(
            "SELECT l.carrier AS carrier, o.measure AS measure
             FROM late_leg l LEFT JOIN orders o ON o.id = l.orders WHERE l.at <= ?1",
        )?;
        let mut rows = statement.query([as_of.0])?;
        while let Some(row) = rows.next()? {
            let cells = Cells(row);
            let carrier = Some(UnitId(cells.id("carrier")?));
            let key = by.key(carrier, || cells.opt_text("measure"))?;
            tallies.entry(key).or_default().row.late_legs += 1;
        }
        Ok(())
    }

    fn tally_set_aside(
        &self,
        by: ResponseBy,
        as_of: Timestamp,
        tallies: &mut BTreeMap<Key, Tally>,
    ) -> Result<()> {
        let mut statement = self.tx.prepare_cached(
            "SELECT a.unit AS unit, o.measure AS measure,
             (a.settled_at IS NULL OR a.settled_at > ?1) AS open
             FROM set_aside a LEFT JOIN orders o ON o.id = a.orders WHERE a.received_at <= ?1",
        )?;
        let mut rows = statement.query([as_of.0])?;
        while let Some(row) = rows.next()? {
            let cells = Cells(row);
            let unit = Some(UnitId(cells.id("unit")?));
            let key = by.key(unit, || cells.opt_text("measure"))?;
            let tally = tallies.entry(key).or_default();
            tally.row.set_aside += 1;
            tally.row.set_aside_open += u64::from(cells.flag("open")?);
        }
        Ok(())
    }

    fn named(&self, row: ResponseRow) -> Result<ResponseRow> {
        let Some(unit) = row.unit else { return Ok(row) };
        let known: Option<(String, String)> = self
            .tx
            .prepare_cached("SELECT code, name FROM unit WHERE id = ?1")?
            .query_row([unit.0.into_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (unit_code, unit_name) = known.unzip();
        Ok(ResponseRow {
            unit_code,
            unit_name,
            ..row
        })
    }
}
