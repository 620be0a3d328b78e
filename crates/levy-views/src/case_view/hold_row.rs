//! The holds of a matter.

use super::{
    day,
    lists::{about, list},
    order_id,
};
use crate::{EventRef, row::Blob};
use levy_domain::{
    id::{AssetId, HoldId, LiabilityId, OfficerId, OrderId, UnitId},
    time::{Date, Timestamp},
};
use rusqlite::{Connection, Result};
use serde::{Deserialize, Serialize};

/// A hold with its three ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRow {
    /// Its id.
    pub hold: HoldId,
    /// Which asset.
    pub asset: AssetId,
    /// Its class.
    pub class: String,
    /// At which unit.
    pub unit: UnitId,
    /// The unit's code, where it is known.
    pub unit_code: Option<String>,
    /// For whose debt.
    pub liability: LiabilityId,
    /// What kind of control.
    pub measure: String,
    /// The order that made it; none when it was adopted.
    pub order: Option<OrderId>,
    /// Its line.
    pub line: Option<u32>,
    /// Limit now.
    pub limit_minor: Option<u64>,
    /// Held now, or at its release.
    pub held_minor: u64,
    /// Of it, covering.
    pub covers_minor: u64,
    /// Set aside for transfers.
    pub reserved_minor: u64,
    /// Missing because the account is short.
    pub beyond_balance_minor: u64,
    /// Missing because others were earlier.
    pub waiting_minor: u64,
    /// 0 = in force, else place in the queue.
    pub rank: u32,
    /// First day.
    pub from: Option<Date>,
    /// End as ordered.
    pub end_as_ordered: Option<Date>,
    /// End as the unit states it.
    pub end_as_unit_states: Option<Date>,
    /// The same to the minute.
    pub end_as_unit_states_at: Option<Timestamp>,
    /// End as the law computes it.
    pub end_as_law_computes: Option<Date>,
    /// The earliest of the three; the alarm runs on it.
    pub end_earliest: Option<Date>,
    /// Its end was told up to this rung of the ladder; 0 = not yet.
    pub alarm_level: u32,
    /// Since when its end has passed with nothing known.
    pub ended_at: Option<Timestamp>,
    /// Since when its turn may have come with nothing known.
    pub presumed_at: Option<Timestamp>,
    /// By when the court with the first seal must hand the asset over, or
    /// should have.
    pub handover_by: Option<Timestamp>,
    /// How far it is trusted.
    pub truth: String,
    /// Covers nothing since an identity was corrected.
    pub void: bool,
    /// Pays only from then.
    pub not_redeemable_before: Option<Date>,
    /// Gone.
    pub released: bool,
    /// `released`, `drawn`, `corrected`, `lapsed`, `never-effective`.
    pub released_cause: Option<String>,
    /// Since when.
    pub released_at: Option<Timestamp>,
    /// Drawn out of it by transfers.
    pub drawn_minor: u64,
    /// Last revealed excess over the order's limit.
    pub over_order_minor: u64,
    /// Last revealed excess over the room of the claim.
    pub over_room_minor: u64,
    /// Who owns its agenda after a closing.
    pub owner: Option<OfficerId>,
    /// Its events.
    pub events: Vec<EventRef>,
}

pub(super) fn holds(conn: &Connection, matter: Blob) -> Result<Vec<HoldRow>> {
    let sql = "SELECT h.*, u.code AS unit_code FROM hold h LEFT JOIN unit u ON u.id = h.unit
               WHERE h.matter = ?1 ORDER BY h.released, h.end_earliest, h.id";
    list(conn, sql, matter, |cells| {
        let id = cells.id("id")?;
        Ok(HoldRow {
            hold: HoldId(id),
            asset: AssetId(cells.id("asset")?),
            class: cells.text("class")?,
            unit: UnitId(cells.id("unit")?),
            unit_code: cells.opt_text("unit_code")?,
            liability: LiabilityId(cells.id("liability")?),
            measure: cells.text("measure")?,
            order: order_id(cells, "orders")?,
            line: cells
                .opt_number("line")?
                .map(|line| u32::try_from(line).unwrap_or(u32::MAX)),
            limit_minor: cells.opt_number("limit_minor")?,
            held_minor: cells.number("held")?,
            covers_minor: cells.number("covers")?,
            reserved_minor: cells.number("reserved")?,
            beyond_balance_minor: cells.number("beyond_balance")?,
            waiting_minor: cells.number("waiting")?,
            rank: cells.small("rank")?,
            from: day(cells, "from_on")?,
            end_as_ordered: day(cells, "end_ordered")?,
            end_as_unit_states: day(cells, "end_stated")?,
            end_as_unit_states_at: cells.opt_time("end_stated_at")?,
            end_as_law_computes: day(cells, "end_law")?,
            end_earliest: day(cells, "end_earliest")?,
            alarm_level: cells.small("alarm_level")?,
            ended_at: cells.opt_time("ended_at")?,
            presumed_at: cells.opt_time("presumed_at")?,
            handover_by: cells.opt_time("handover_by")?,
            truth: cells.text("truth")?,
            void: cells.flag("void")?,
            not_redeemable_before: day(cells, "not_redeemable_before")?,
            released: cells.flag("released")?,
            released_cause: cells.opt_text("released_cause")?,
            released_at: cells.opt_time("released_at")?,
            drawn_minor: cells.number("drawn")?,
            over_order_minor: cells.number("over_order")?,
            over_room_minor: cells.number("over_room")?,
            owner: cells.opt_id("owner")?.map(OfficerId),
            events: about(conn, matter, id)?,
        })
    })
}
