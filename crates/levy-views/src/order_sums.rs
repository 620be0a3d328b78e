//! Sums by order, to be held against the units' own books.

use crate::{Snapshot, ViewError, row::Cells};
use levy_domain::id::{OrderId, UnitId};
use serde::{Deserialize, Serialize};

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

impl Snapshot<'_> {
    /// Calls `each` for every issued order that is no query, by id.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn for_each_order_sums(&self, mut each: impl FnMut(OrderSums)) -> Result<(), ViewError> {
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
    pub fn order_sums(&self) -> Result<Vec<OrderSums>, ViewError> {
        let mut all = Vec::new();
        self.for_each_order_sums(|sums| all.push(sums))?;
        Ok(all)
    }
}
