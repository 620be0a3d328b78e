//! Cases as a list: one row per registration.

use crate::{Snapshot, ViewError, row::Cells};
use levy_domain::{
    id::{MatterId, RegistrationId},
    time::Date,
};
use rusqlite::{Result, Row, named_params};
use serde::{Deserialize, Serialize};

/// What a matter controls, in minor units of its currency. The same
/// definitions as the domain's `Sums`, summed over the matter's claims.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlSums {
    /// Sum of the claims' components as last stated.
    pub owed_minor: u64,
    /// Allocated to the claims so far.
    pub collected_minor: u64,
    /// Held in force (rank 0), whole.
    pub held_minor: u64,
    /// Of it, covering the debt.
    pub covering_minor: u64,
    /// May still become held by freezes under way or drafted.
    pub in_flight_minor: u64,
    /// Moved by a unit and not yet matched with a receipt.
    pub in_transit_minor: u64,
    /// Will be freed by releases under way or drafted.
    pub releasing_minor: u64,
    /// May still be moved by transfers under way or drafted.
    pub drawing_minor: u64,
    /// Missing because others were earlier.
    pub waiting_minor: u64,
    /// Missing because accounts are short.
    pub beyond_balance_minor: u64,
    /// Held and in transit above what is still owed, or a debtor above his
    /// own part, net of releases.
    pub excess_minor: u64,
    /// Orders in plans that are not issued.
    pub drafted_orders: u64,
    /// Orders issued and not over; queries of sweeps are apart.
    pub open_orders: u64,
    /// Of them, perhaps carried out.
    pub unknown_orders: u64,
    /// Of them, past an answer deadline.
    pub overdue_orders: u64,
    /// Orders on which a person must look.
    pub disputed_orders: u64,
    /// Queries of sealed sweeps neither answered nor silent.
    pub open_queries: u64,
    /// Holds not released, waiting entries too.
    pub open_holds: u64,
    /// The earliest end among them.
    pub next_hold_end: Option<Date>,
}

pub(crate) const CONTROL: &str = "
    COALESCE(c.owed, 0) AS owed, COALESCE(c.collected, 0) AS collected,
    COALESCE(c.held, 0) AS held, COALESCE(c.covering, 0) AS covering,
    COALESCE(c.in_flight, 0) AS in_flight, COALESCE(c.in_transit, 0) AS in_transit,
    COALESCE(c.releasing, 0) AS releasing, COALESCE(c.drawing, 0) AS drawing,
    COALESCE(c.waiting, 0) AS waiting,
    COALESCE(c.beyond_balance, 0) AS beyond_balance, COALESCE(c.excess, 0) AS excess,
    COALESCE(c.drafted_orders, 0) AS drafted_orders, COALESCE(c.open_orders, 0) AS open_orders,
    COALESCE(c.unknown_orders, 0) AS unknown_orders,
    COALESCE(c.overdue_orders, 0) AS overdue_orders,
    COALESCE(c.disputed_orders, 0) AS disputed_orders,
    COALESCE(c.open_holds, 0) AS open_holds, c.next_end AS next_end,
    (SELECT COALESCE(SUM(MAX(0, planned - answered - silent)), 0) FROM sweep
     WHERE sweep.matter = m.id AND sealed_at IS NOT NULL) AS open_queries";

impl ControlSums {
    pub(crate) fn of(cells: &Cells<'_, '_>) -> Result<Self> {
        Ok(ControlSums {
            owed_minor: cells.number("owed")?,
            collected_minor: cells.number("collected")?,
            held_minor: cells.number("held")?,
            covering_minor: cells.number("covering")?,
            in_flight_minor: cells.number("in_flight")?,
            in_transit_minor: cells.number("in_transit")?,
            releasing_minor: cells.number("releasing")?,
            drawing_minor: cells.number("drawing")?,
            waiting_minor: cells.number("waiting")?,
            beyond_balance_minor: cells.number("beyond_balance")?,
            excess_minor: cells.number("excess")?,
            drafted_orders: cells.number("drafted_orders")?,
            open_orders: cells.number("open_orders")?,
            unknown_orders: cells.number("unknown_orders")?,
            overdue_orders: cells.number("overdue_orders")?,
            disputed_orders: cells.number("disputed_orders")?,
            open_queries: cells.number("open_queries")?,
            open_holds: cells.number("open_holds")?,
            next_hold_end: cells.opt_date("next_end")?,
        })
    }
}

/// A case: a matter under one number. The sums are the matter's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// The registration.
    pub registration: RegistrationId,
    /// Its matter.
    pub matter: MatterId,
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
    /// Currency of the sums.
    pub currency: String,
    /// What the matter controls.
    #[serde(flatten)]
    pub control: ControlSums,
    /// Events of the matter and its sweeps that do not fit what came before
    /// them; above zero, the matter is in quarantine and the sums are those of
    /// before.
    pub unfit_events: u64,
    /// Events of the matter and its sweeps.
    pub events: u64,
    /// Position of the last of them.
    pub last_position: u64,
}

/// Which cases; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Only those of this court.
    pub court: Option<String>,
    /// Only open ones, or only closed ones.
    pub open: Option<bool>,
    /// Only those whose number contains this text.
    pub number_contains: Option<String>,
    /// Pass over so many.
    pub offset: u64,
    /// At most so many; `None` for all.
    pub limit: Option<u64>,
}

impl Snapshot<'_> {
    /// Cases by filing day and number.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn cases(&self, filter: &CaseFilter) -> std::result::Result<Vec<CaseRow>, ViewError> {
        let mut statement = self.tx.prepare_cached(&format!(
            "SELECT r.id AS registration, r.matter AS matter, r.number AS number,
             r.type_code AS type_code, r.kind AS kind, r.court AS court, r.filed_on AS filed_on,
             r.carried_in AS carried_in, r.closed_kind AS closed_kind, r.closed_on AS closed_on,
             m.currency AS currency, {CONTROL},
             (SELECT COALESCE(SUM(events), 0) FROM stream WHERE matter = r.matter) AS events,
             (SELECT COALESCE(MAX(last_position), 0) FROM stream WHERE matter = r.matter)
                 AS last_position,
             (SELECT COUNT(*) FROM unfit_event u JOIN stream n ON n.no = u.stream
              WHERE n.matter = r.matter) AS unfit_events
             FROM registration r JOIN matter m ON m.id = r.matter
             LEFT JOIN control c ON c.matter = r.matter
             WHERE (:court IS NULL OR r.court = :court)
             AND (:open IS NULL OR (r.closed_on IS NULL) = :open)
             AND (:number IS NULL OR instr(r.number, :number) > 0)
             ORDER BY r.filed_on, r.number, r.id LIMIT :limit OFFSET :offset"
        ))?;
        let rows = statement.query_map(
            named_params! {
                ":court": filter.court, ":open": filter.open, ":number": filter.number_contains,
                ":limit": filter.limit.map_or(-1, crate::row::whole),
                ":offset": crate::row::whole(filter.offset),
            },
            case_row,
        )?;
        Ok(rows.collect::<Result<_>>()?)
    }
}

fn case_row(row: &Row<'_>) -> Result<CaseRow> {
    let cells = Cells(row);
    Ok(CaseRow {
        registration: RegistrationId(cells.id("registration")?),
        matter: MatterId(cells.id("matter")?),
        number: cells.text("number")?,
        type_code: cells.text("type_code")?,
        kind: cells.text("kind")?,
        court: cells.text("court")?,
        filed_on: cells.date("filed_on")?,
        carried_in: cells.flag("carried_in")?,
        closed_kind: cells.opt_text("closed_kind")?,
        closed_on: cells.opt_date("closed_on")?,
        currency: cells.text("currency")?,
        control: ControlSums::of(&cells)?,
        unfit_events: cells.number("unfit_events")?,
        events: cells.number("events")?,
        last_position: cells.number("last_position")?,
    })
}
