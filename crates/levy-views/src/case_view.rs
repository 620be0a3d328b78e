//! One matter with everything behind its numbers.

use crate::{
    ControlSums, EventRef, OrderFilter, OrderRow, Snapshot, ViewError,
    case_row::CONTROL,
    event_ref::events_of,
    row::{Blob, Cells},
};
use levy_domain::{
    id::{MatterId, OrderId, RegistrationId},
    identifier::case_number::CaseNumber,
    time::{Date, Timestamp},
};
use rusqlite::{OptionalExtension, Result};
use serde::{Deserialize, Serialize};

mod hold_row;
mod lists;

pub use hold_row::HoldRow;
pub use lists::{ClaimRow, LiabilityRow, ReceiptRow, RegistrationRow, SweepRow};

/// One matter. Every sum opens into the lists, every row of which names its
/// events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// Where the views stand.
    pub position: Option<u64>,
    /// The matter.
    pub matter: MatterId,
    /// Its stream.
    pub stream: String,
    /// Its court.
    pub court: String,
    /// Its currency.
    pub currency: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What it controls.
    #[serde(flatten)]
    pub control: ControlSums,
    /// Case numbers, oldest first.
    pub registrations: Vec<RegistrationRow>,
    /// Behind `owed` and `collected`.
    pub claims: Vec<ClaimRow>,
    /// Who is liable.
    pub liabilities: Vec<LiabilityRow>,
    /// Behind `held`, `covering`, `waiting`.
    pub holds: Vec<HoldRow>,
    /// Behind `in_flight`, `in_transit`, `releasing` and the counts; without
    /// the queries of sweeps.
    pub orders: Vec<CaseOrder>,
    /// Rounds of queries with their counts.
    pub sweeps: Vec<SweepRow>,
    /// Money that came in.
    pub receipts: Vec<ReceiptRow>,
    /// Asset classes that nobody could be asked about, with the rule.
    pub not_askable: Vec<String>,
    /// Events of the matter and its sweeps that this program does not know;
    /// above zero, no number here is certain.
    pub unknown_events: u64,
    /// Events that do not fit what came before them; the same.
    pub unfit_events: u64,
    /// Events of the matter and its sweeps.
    pub events: u64,
    /// Position of the last of them.
    pub last_position: u64,
}

/// An order of the matter with its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOrder {
    /// The order.
    #[serde(flatten)]
    pub row: OrderRow,
    /// Its events, those of its plan too.
    pub events: Vec<EventRef>,
}

impl Snapshot<'_> {
    /// A matter by one of its case numbers, a registration's or its own id,
    /// as text. `None` when nothing is known under it.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn case(&self, number_or_id: &str) -> std::result::Result<Option<CaseView>, ViewError> {
        let Some(matter) = self.matter_of(number_or_id)? else {
            return Ok(None);
        };
        let id = matter.0.into_bytes();
        let head = self
            .tx
            .prepare_cached(&format!(
                "SELECT s.name AS stream, m.court AS court, m.currency AS currency,
             m.opened_at AS opened_at, {CONTROL},
             (SELECT COALESCE(SUM(events), 0) FROM stream WHERE matter = m.id) AS events,
             (SELECT COALESCE(MAX(last_position), 0) FROM stream WHERE matter = m.id)
                 AS last_position,
             (SELECT COUNT(*) FROM unknown_event u JOIN stream n ON n.no = u.stream
              WHERE n.matter = m.id) AS unknown_events,
             (SELECT COUNT(*) FROM unfit_event u JOIN stream n ON n.no = u.stream
              WHERE n.matter = m.id) AS unfit_events
             FROM matter m JOIN stream s ON s.no = m.stream
             LEFT JOIN control c ON c.matter = m.id WHERE m.id = ?1"
            ))?
            .query_row([id], |row| {
                let cells = Cells(row);
                Ok(CaseView {
                    position: None,
                    matter,
                    stream: cells.text("stream")?,
                    court: cells.text("court")?,
                    currency: cells.text("currency")?,
                    opened_at: cells.time("opened_at")?,
                    control: ControlSums::of(&cells)?,
                    registrations: Vec::new(),
                    claims: Vec::new(),
                    liabilities: Vec::new(),
                    holds: Vec::new(),
                    orders: Vec::new(),
                    sweeps: Vec::new(),
                    receipts: Vec::new(),
                    not_askable: Vec::new(),
                    unknown_events: cells.number("unknown_events")?,
                    unfit_events: cells.number("unfit_events")?,
                    events: cells.number("events")?,
                    last_position: cells.number("last_position")?,
                })
            })
            .optional()?;
        let Some(head) = head else { return Ok(None) };
        Ok(Some(CaseView {
            position: self.position()?.map(|position| position.0),
            registrations: lists::registrations(&self.tx, id)?,
            claims: lists::claims(&self.tx, id)?,
            liabilities: lists::liabilities(&self.tx, id)?,
            holds: hold_row::holds(&self.tx, id)?,
            orders: self.case_orders(matter)?,
            sweeps: lists::sweeps(&self.tx, id)?,
            receipts: lists::receipts(&self.tx, id)?,
            not_askable: lists::not_askable(&self.tx, id)?,
            ..head
        }))
    }

    fn case_orders(&self, matter: MatterId) -> std::result::Result<Vec<CaseOrder>, ViewError> {
        let filter = OrderFilter {
            matter: Some(matter),
            queries: Some(false),
            ..OrderFilter::default()
        };
        let rows = self.orders(&filter)?;
        let with_events = rows.into_iter().map(|row| {
            let about = [
                Some(row.order.0.into_bytes()),
                row.plan.map(|plan| plan.0.into_bytes()),
                None,
            ];
            Ok(CaseOrder {
                events: events_of(&self.tx, matter.0.into_bytes(), about)?,
                row,
            })
        });
        with_events.collect()
    }

    fn matter_of(&self, text: &str) -> Result<Option<MatterId>> {
        if let Ok(matter) = text.parse::<MatterId>() {
            return Ok(Some(matter));
        }
        let found: Option<Blob> = match text.parse::<RegistrationId>() {
            Ok(registration) => self
                .tx
                .prepare_cached("SELECT matter FROM registration WHERE id = ?1")?
                .query_row([registration.0.into_bytes()], |row| row.get(0))
                .optional()?,
            Err(_) => {
                let normal = CaseNumber::parse(text)
                    .map_or_else(|_| text.to_owned(), |number| number.to_string());
                self.tx
                    .prepare_cached(
                        "SELECT matter FROM registration WHERE number IN (?1, ?2)
                         ORDER BY id LIMIT 1",
                    )?
                    .query_row((normal, text), |row| row.get(0))
                    .optional()?
            }
        };
        Ok(found.map(|id| MatterId(uuid::Uuid::from_bytes(id))))
    }
}

/// For the lists: an optional id of an order.
fn order_id(cells: &Cells<'_, '_>, name: &str) -> Result<Option<OrderId>> {
    Ok(cells.opt_id(name)?.map(OrderId))
}

/// For the lists: a day that may be missing.
fn day(cells: &Cells<'_, '_>, name: &str) -> Result<Option<Date>> {
    cells.opt_date(name)
}
