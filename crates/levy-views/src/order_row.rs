//! Orders as a list.

use crate::{Snapshot, ViewError, row::Cells};
use levy_domain::{
    id::{MatterId, OfficerId, OrderId, PersonId, PlanId, SweepId, UnitId},
    time::Timestamp,
};
use rusqlite::{Result, Row, ToSql};
use serde::{Deserialize, Serialize};

/// One order, a query of a sweep too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Its id.
    pub order: OrderId,
    /// The first of its chain of replacements; itself at the start.
    pub original: OrderId,
    /// The order in whose place it stands.
    pub replaces: Option<OrderId>,
    /// The order that stands in its place.
    pub replaced_by: Option<OrderId>,
    /// Its matter.
    pub matter: MatterId,
    /// Its sweep, for queries.
    pub sweep: Option<SweepId>,
    /// Its plan, for measures.
    pub plan: Option<PlanId>,
    /// Of whom.
    pub unit: UnitId,
    /// The unit's code, where it is known.
    pub unit_code: Option<String>,
    /// Whose assets.
    pub subject: PersonId,
    /// What is asked.
    pub measure: String,
    /// How it travels.
    pub route: String,
    /// The domain's name of its phase.
    pub phase: String,
    /// Issued and not over.
    pub open: bool,
    /// Drafted or planned.
    pub drafted_at: Timestamp,
    /// Became binding.
    pub issued_at: Option<Timestamp>,
    /// First byte out.
    pub sent_at: Option<Timestamp>,
    /// The unit's machine had it.
    pub delivered_at: Option<Timestamp>,
    /// In law served.
    pub served_at: Option<Timestamp>,
    /// The unit's own time of its last answer.
    pub answered_at: Option<Timestamp>,
    /// The first final answer: the unit's time, else when it came in.
    pub first_final_at: Option<Timestamp>,
    /// Answer deadline.
    pub deadline_at: Option<Timestamp>,
    /// Not carried out after.
    pub expires_at: Option<Timestamp>,
    /// Outcome unknown since; kept when it is settled.
    pub unknown_since: Option<Timestamp>,
    /// `done`, `partial`, `waiting`, `nothing`, `found`, `refused`,
    /// `returned`; of several lines, `partial` when any of them acted.
    pub outcome: Option<String>,
    /// Returned by the court's own fault.
    pub court_fault: bool,
    /// Replies folded.
    pub replies: u64,
    /// Asked, all lines.
    pub requested_minor: u64,
    /// Held as its own replies last said; later inflow is the hold's.
    pub held_minor: u64,
    /// Moved, for transfers, as the unit says.
    pub moved_minor: u64,
    /// How often overdue.
    pub overdue: u32,
    /// Another order stands in its place.
    pub replaced: bool,
    /// A person must look.
    pub disputed: bool,
    /// Asked back.
    pub recall: bool,
    /// Who drafted it.
    pub officer: Option<OfficerId>,
}

pub(crate) const SELECT: &str = "
    SELECT o.*, u.code AS unit_code,
    (SELECT COALESCE(SUM(held), 0) FROM line WHERE orders = o.id) AS held,
    (SELECT COALESCE(SUM(settled), 0) FROM line WHERE orders = o.id) AS moved
    FROM orders o LEFT JOIN unit u ON u.id = o.unit";

/// Which orders; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// Of this matter.
    pub matter: Option<MatterId>,
    /// Of this sweep.
    pub sweep: Option<SweepId>,
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Only queries of sweeps, or only the others.
    pub queries: Option<bool>,
    /// Of this measure.
    pub measure: Option<String>,
    /// In this phase.
    pub phase: Option<String>,
    /// Issued and not over, or the others.
    pub open: Option<bool>,
    /// Above this id.
    pub after: Option<OrderId>,
    /// At most so many; `None` for all.
    pub limit: Option<u64>,
}

impl Snapshot<'_> {
    /// Orders by id; go on with `after`.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn orders(&self, filter: &OrderFilter) -> std::result::Result<Vec<OrderRow>, ViewError> {
        // Each given part stands in the text, so that SQLite takes its index.
        let id = |id: Option<uuid::Uuid>| id.map(uuid::Uuid::into_bytes);
        let (matter, sweep) = (
            id(filter.matter.map(|id| id.0)),
            id(filter.sweep.map(|id| id.0)),
        );
        let (unit, after) = (
            id(filter.unit.map(|id| id.0)),
            id(filter.after.map(|id| id.0)),
        );
        let limit = filter.limit.map_or(-1, crate::row::whole);
        let mut given: Vec<(&str, &dyn ToSql)> = vec![(":limit", &limit)];
        let mut parts: Vec<&str> = Vec::new();
        let mut need = |is: bool, part: &'static str, name: &'static str, value| {
            if is {
                parts.push(part);
                if !name.is_empty() {
                    given.push((name, value));
                }
            }
        };
        need(
            matter.is_some(),
            "o.matter = :matter",
            ":matter",
            &matter as &dyn ToSql,
        );
        need(sweep.is_some(), "o.sweep = :sweep", ":sweep", &sweep);
        need(unit.is_some(), "o.unit = :unit", ":unit", &unit);
        need(
            filter.measure.is_some(),
            "o.measure = :measure",
            ":measure",
            &filter.measure,
        );
        need(
            filter.phase.is_some(),
            "o.phase = :phase",
            ":phase",
            &filter.phase,
        );
        need(after.is_some(), "o.id > :after", ":after", &after);
        need(
            filter.queries == Some(true),
            "o.sweep IS NOT NULL",
            "",
            &limit,
        );
        need(filter.queries == Some(false), "o.sweep IS NULL", "", &limit);
        need(filter.open == Some(true), "o.in_world = 1", "", &limit);
        need(filter.open == Some(false), "o.in_world = 0", "", &limit);
        let condition = if parts.is_empty() {
            "1".to_owned()
        } else {
            parts.join(" AND ")
        };
        let mut statement = self.tx.prepare_cached(&format!(
            "{SELECT} WHERE {condition} ORDER BY o.id LIMIT :limit"
        ))?;
        let rows = statement.query_map(given.as_slice(), order_row)?;
        Ok(rows.collect::<Result<_>>()?)
    }
}

pub(crate) fn order_row(row: &Row<'_>) -> Result<OrderRow> {
    let cells = Cells(row);
    let replaced_by = cells.opt_id("replaced_by")?.map(OrderId);
    Ok(OrderRow {
        order: OrderId(cells.id("id")?),
        original: OrderId(cells.id("original")?),
        replaces: cells.opt_id("replaces")?.map(OrderId),
        replaced_by,
        matter: MatterId(cells.id("matter")?),
        sweep: cells.opt_id("sweep")?.map(SweepId),
        plan: cells.opt_id("plan")?.map(PlanId),
        unit: UnitId(cells.id("unit")?),
        unit_code: cells.opt_text("unit_code")?,
        subject: PersonId(cells.id("subject")?),
        measure: cells.text("measure")?,
        route: cells.text("route")?,
        phase: cells.text("phase")?,
        open: cells.flag("in_world")?,
        drafted_at: cells.time("drafted_at")?,
        issued_at: cells.opt_time("issued_at")?,
        sent_at: cells.opt_time("sent_at")?,
        delivered_at: cells.opt_time("delivered_at")?,
        served_at: cells.opt_time("served_at")?,
        answered_at: cells.opt_time("answered_at")?,
        first_final_at: cells.opt_time("first_final_at")?,
        deadline_at: cells.opt_time("deadline_at")?,
        expires_at: cells.opt_time("expires_at")?,
        unknown_since: cells.opt_time("unknown_since")?,
        outcome: cells.opt_text("outcome")?,
        court_fault: cells.flag("court_fault")?,
        replies: cells.number("replies")?,
        requested_minor: cells.number("requested")?,
        held_minor: cells.number("held")?,
        moved_minor: cells.number("moved")?,
        overdue: cells.small("overdue")?,
        replaced: replaced_by.is_some(),
        disputed: cells.flag("disputed")?,
        recall: cells.flag("recall")?,
        officer: cells.opt_id("officer")?.map(OfficerId),
    })
}
