//! One order with its lines and the events behind it.

use crate::{
    EventRef, OrderRow, Snapshot, ViewError,
    event_ref::events_of,
    order_row::{SELECT, order_row},
    row::Cells,
};
use levy_domain::id::{AssetId, HoldId, LiabilityId, OrderId};
use rusqlite::{OptionalExtension, Result};
use serde::{Deserialize, Serialize};

/// One order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Where the views stand.
    pub position: Option<u64>,
    /// The order.
    #[serde(flatten)]
    pub row: OrderRow,
    /// Its lines.
    pub lines: Vec<LineRow>,
    /// Its events, those of its plan or sweep too, and replies to it that
    /// were set aside.
    pub events: Vec<EventRef>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRow {
    /// From 1.
    pub line: u32,
    /// Which asset.
    pub asset: AssetId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// Limit or sum.
    pub amount_minor: Option<u64>,
    /// Last known available sum when it was drafted.
    pub known_available_minor: Option<u64>,
    /// Last outcome.
    pub outcome: Option<String>,
    /// Whose fault a return is.
    pub fault: Option<String>,
    /// The hold that it made.
    pub made: Option<HoldId>,
    /// The hold that it draws on, lowers or releases.
    pub draws: Option<HoldId>,
    /// Held as replies to this order last said.
    pub held_minor: Option<u64>,
    /// Set aside for it.
    pub reserved_minor: Option<u64>,
    /// Moved, as the unit says.
    pub settled_minor: Option<u64>,
    /// Of it, matched with receipts.
    pub matched_minor: Option<u64>,
}

impl Snapshot<'_> {
    /// One order; `None` when it is not known.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn order(&self, order: OrderId) -> std::result::Result<Option<OrderView>, ViewError> {
        let id = order.0.into_bytes();
        let row = self
            .tx
            .prepare_cached(&format!("{SELECT} WHERE o.id = ?1"))?
            .query_row([id], order_row)
            .optional()?;
        let Some(row) = row else { return Ok(None) };
        let about = [
            Some(id),
            row.plan.map(|plan| plan.0.into_bytes()),
            row.sweep.map(|sweep| sweep.0.into_bytes()),
        ];
        Ok(Some(OrderView {
            position: self.position()?.map(|position| position.0),
            lines: self.lines(order)?,
            events: events_of(&self.tx, row.matter.0.into_bytes(), about)?,
            row,
        }))
    }

    fn lines(&self, order: OrderId) -> Result<Vec<LineRow>> {
        self.tx
            .prepare_cached("SELECT * FROM line WHERE orders = ?1 ORDER BY line")?
            .query_map([order.0.into_bytes()], |row| {
                let cells = Cells(row);
                Ok(LineRow {
                    line: cells.small("line")?,
                    asset: AssetId(cells.id("asset")?),
                    liability: LiabilityId(cells.id("liability")?),
                    amount_minor: cells.opt_number("amount")?,
                    known_available_minor: cells.opt_number("known")?,
                    outcome: cells.opt_text("outcome")?,
                    fault: cells.opt_text("fault")?,
                    made: cells.opt_id("made")?.map(HoldId),
                    draws: cells.opt_id("draws")?.map(HoldId),
                    held_minor: cells.opt_number("held")?,
                    reserved_minor: cells.opt_number("reserved")?,
                    settled_minor: cells.opt_number("settled")?,
                    matched_minor: cells.opt_number("matched")?,
                })
            })?
            .collect()
    }
}
