//! The lists behind a matter's numbers.

use super::{day, order_id};
use crate::{
    EventRef,
    event_ref::events_of,
    row::{Blob, Cells},
};
use levy_domain::{
    id::{
        ClaimId, LiabilityId, OfficerId, OrderId, PersonId, ReceiptId, RegistrationId, SweepId,
        UnitId,
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
    list(
        conn,
        "SELECT * FROM registration WHERE matter = ?1 ORDER BY filed_on, id",
        matter,
        |cells| {
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
        },
    )
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
    list(
        conn,
        "SELECT * FROM claim WHERE matter = ?1 ORDER BY id",
        matter,
        |cells| {
            let id = cells.id("id")?;
            Ok(ClaimRow {
                claim: ClaimId(id),
                owed_minor: cells.number("owed")?,
                collected_minor: cells.number("collected")?,
                events: about(conn, matter, id)?,
            })
        },
    )
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
    list(
        conn,
        "SELECT * FROM liability WHERE matter = ?1 ORDER BY id",
        matter,
        |cells| {
            let id = cells.id("id")?;
            Ok(LiabilityRow {
                liability: LiabilityId(id),
                claim: ClaimId(cells.id("claim")?),
                person: PersonId(cells.id("person")?),
                mode: cells.text("mode")?,
                cap_minor: cells.opt_number("cap")?,
                events: about(conn, matter, id)?,
            })
        },
    )
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
    list(
        conn,
        "SELECT * FROM sweep WHERE matter = ?1 ORDER BY ordered_at, id",
        matter,
        |cells| {
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
        },
    )
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
    list(
        conn,
        "SELECT * FROM receipt WHERE matter = ?1 ORDER BY booked_on, id",
        matter,
        |cells| {
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
        },
    )
}

pub(super) fn not_askable(conn: &Connection, matter: Blob) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT class FROM not_askable WHERE matter = ?1 ORDER BY class";
    list(conn, sql, matter, |cells| cells.text("class"))
}

pub(super) fn about(conn: &Connection, matter: Blob, id: uuid::Uuid) -> Result<Vec<EventRef>> {
    events_of(conn, matter, [Some(id.into_bytes()), None, None])
}

pub(super) fn list<T>(
    conn: &Connection,
    sql: &str,
    matter: Blob,
    read: impl Fn(&Cells<'_, '_>) -> Result<T>,
) -> Result<Vec<T>> {
    conn.prepare_cached(sql)?
        .query_map([matter], |row| read(&Cells(row)))?
        .collect()
}
