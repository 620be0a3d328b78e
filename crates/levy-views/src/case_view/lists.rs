//! The lists behind a matter's numbers.

use super::{day, order_id};
use crate::{
    EventRef,
    event_ref::events_of,
    row::{Blob, Cells},
};
use levy_domain::{
    id::{
        AssetId, ClaimId, HoldId, LiabilityId, OfficerId, OrderId, PersonId, ReceiptId,
        RegistrationId, SweepId, UnitId,
    },
    time::{Date, Timestamp},
};
use rusqlite::{Connection, Result};
use serde::{Deserialize, Serialize};

/// A case number of the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationRow {
    /// Its id.
    pub registration: RegistrationId,
    /// Case number in its normal form.
    pub number: String,
    /// Type code.
    pub type_code: String,
    /// What the type stands for.
    pub kind: String,
    /// Registering court.
    pub court: String,
    /// Filing day.
    pub filed_on: Date,
    /// Still open from an earlier year.
    pub carried_in: bool,
    /// How it was closed.
    pub closed_kind: Option<String>,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// Ground of the closing.
    pub closed_ground: Option<String>,
    /// Who owns what was left.
    pub owner: Option<OfficerId>,
    /// Its events.
    pub events: Vec<EventRef>,
}

pub(super) fn registrations(conn: &Connection, matter: Blob) -> Result<Vec<RegistrationRow>> {
    list(conn, "SELECT * FROM registration WHERE matter = ?1 ORDER BY filed_on, id", matter, |cells| {
        let id = cells.id("id")?;
        Ok(RegistrationRow {
            registration: RegistrationId(id),
            number: cells.text("number")?,
            type_code: cells.text("type_code")?,
            kind: cells.text("kind")?,
            court: cells.text("court")?,
            filed_on: cells.date("filed_on")?,
            carried_in: cells.flag("carried_in")?,
            closed_kind: cells.opt_text("closed_kind")?,
            closed_on: day(cells, "closed_on")?,
            closed_ground: cells.opt_text("closed_ground")?,
            owner: cells.opt_id("owner")?.map(OfficerId),
            events: about(conn, matter, id)?,
        })
    })
}

/// A claim and what was collected on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// Its id.
    pub claim: ClaimId,
    /// Sum of its components.
    pub owed_minor: u64,
    /// Allocated to it.
    pub collected_minor: u64,
    /// Its events.
    pub events: Vec<EventRef>,
}

pub(super) fn claims(conn: &Connection, matter: Blob) -> Result<Vec<ClaimRow>> {
    list(conn, "SELECT * FROM claim WHERE matter = ?1 ORDER BY id", matter, |cells| {
        let id = cells.id("id")?;
        Ok(ClaimRow {
            claim: ClaimId(id),
            owed_minor: cells.number("owed")?,
            collected_minor: cells.number("collected")?,
            events: about(conn, matter, id)?,
        })
    })
}

/// A debtor's liability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilityRow {
    /// Its id.
    pub liability: LiabilityId,
    /// For which claim.
    pub claim: ClaimId,
    /// Who.
    pub person: PersonId,
    /// How.
    pub mode: String,
    /// Up to this sum.
    pub cap_minor: Option<u64>,
    /// Its events.
    pub events: Vec<EventRef>,
}

pub(super) fn liabilities(conn: &Connection, matter: Blob) -> Result<Vec<LiabilityRow>> {
    list(conn, "SELECT * FROM liability WHERE matter = ?1 ORDER BY id", matter, |cells| {
        let id = cells.id("id")?;
        Ok(LiabilityRow {
            liability: LiabilityId(id),
            claim: ClaimId(cells.id("claim")?),
            person: PersonId(cells.id("person")?),
            mode: cells.text("mode")?,
            cap_minor: cells.opt_number("cap")?,
            events: about(conn, matter, id)?,
        })
    })
}

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
    /// How far it is trusted.
    pub truth: String,
    /// Covers nothing since an identity was corrected.
    pub void: bool,
    /// Pays only from then.
    pub not_redeemable_before: Option<Date>,
    /// Gone.
    pub released: bool,
    /// `released`, `drawn`, `corrected`.
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
            line: cells.opt_number("line")?.map(|line| u32::try_from(line).unwrap_or(u32::MAX)),
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

/// A round of queries with its counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepRow {
    /// Its id.
    pub sweep: SweepId,
    /// Units asked, as ordered.
    pub units: u64,
    /// Queries planned.
    pub planned: u64,
    /// With a final answer.
    pub answered: u64,
    /// Silent past the deadline and since.
    pub silent: u64,
    /// Assets entered into the matter.
    pub assets: u64,
    /// When the queries were issued.
    pub sealed_at: Option<Timestamp>,
    /// When all were answered or silent.
    pub completed_at: Option<Timestamp>,
    /// Its events, without those of its queries.
    pub events: Vec<EventRef>,
}

pub(super) fn sweeps(conn: &Connection, matter: Blob) -> Result<Vec<SweepRow>> {
    list(conn, "SELECT * FROM sweep WHERE matter = ?1 ORDER BY ordered_at, id", matter, |cells| {
        let id = cells.id("id")?;
        Ok(SweepRow {
            sweep: SweepId(id),
            units: cells.number("units")?,
            planned: cells.number("planned")?,
            answered: cells.number("answered")?,
            silent: cells.number("silent")?,
            assets: cells.number("assets")?,
            sealed_at: cells.opt_time("sealed_at")?,
            completed_at: cells.opt_time("completed_at")?,
            events: about(conn, matter, id)?,
        })
    })
}

/// Money that arrived or was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRow {
    /// Its id.
    pub receipt: ReceiptId,
    /// Paid by the debtor himself.
    pub voluntary: bool,
    /// How much.
    pub amount_minor: u64,
    /// Booking or payment day.
    pub booked_on: Date,
    /// Who sent it.
    pub unit: Option<UnitId>,
    /// Matched with a transfer, or voluntary.
    pub matched: bool,
    /// The transfer.
    pub order: Option<OrderId>,
    /// Allocated to claims.
    pub allocated_minor: u64,
    /// To be refunded.
    pub surplus_minor: u64,
    /// Its events.
    pub events: Vec<EventRef>,
}

pub(super) fn receipts(conn: &Connection, matter: Blob) -> Result<Vec<ReceiptRow>> {
    list(conn, "SELECT * FROM receipt WHERE matter = ?1 ORDER BY booked_on, id", matter, |cells| {
        let id = cells.id("id")?;
        Ok(ReceiptRow {
            receipt: ReceiptId(id),
            voluntary: cells.flag("voluntary")?,
            amount_minor: cells.number("amount")?,
            booked_on: cells.date("booked_on")?,
            unit: cells.opt_id("unit")?.map(UnitId),
            matched: cells.flag("matched")?,
            order: order_id(cells, "orders")?,
            allocated_minor: cells.number("allocated")?,
            surplus_minor: cells.number("surplus")?,
            events: about(conn, matter, id)?,
        })
    })
}

pub(super) fn not_askable(conn: &Connection, matter: Blob) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT class FROM not_askable WHERE matter = ?1 ORDER BY class";
    list(conn, sql, matter, |cells| cells.text("class"))
}

fn about(conn: &Connection, matter: Blob, id: uuid::Uuid) -> Result<Vec<EventRef>> {
    events_of(conn, matter, [Some(id.into_bytes()), None, None])
}

fn list<T>(
    conn: &Connection,
    sql: &str,
    matter: Blob,
    read: impl Fn(&Cells<'_, '_>) -> Result<T>,
) -> Result<Vec<T>> {
    conn.prepare_cached(sql)?.query_map([matter], |row| read(&Cells(row)))?.collect()
}
