//! What falls due, and who owns it.

use crate::{Snapshot, ViewError, row::Cells};
use levy_domain::{
    id::{HoldId, MatterId, OfficerId, OrderId, SweepId, UnitId},
    time::{Date, Timestamp, Zone},
};
use rusqlite::{Result, Row};
use serde::{Deserialize, Serialize};

/// Why something stands on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgendaKind {
    /// A hold ends: the earliest of its three ends.
    HoldEnds,
    /// The end of a hold has passed and nobody knows what became of it.
    HoldEnded,
    /// The turn of a place in a queue may have come, and no unit has said so.
    /// Due at once.
    PromotionPresumed,
    /// Another court must hand an asset over, or should have.
    HandoverDue,
    /// An order's answer is due, or overdue.
    AnswerDue,
    /// Another court owes a leg of an order's way; `unit` is that court, none
    /// where the order came back and this court sends it out again.
    LegDue,
    /// A case goes to another court and a clock of it runs: `unit` is that
    /// court, `what` tells whether it is to open a case or this court owes it
    /// papers.
    DelegationDue,
    /// A round of queries is due; `count` of them are open.
    SweepDue,
    /// It is not known whether an order was carried out. Due at once.
    OutcomeUnknown,
    /// More is held than is owed. Due at once.
    ExcessOpen,
    /// What is held above what is owed must be gone, whatever is under way to
    /// that end.
    ExcessDue,
    /// It was not gone by its day.
    ExcessOverdue,
    /// A reply matched nothing and lies on the desk. Due at once.
    ReplySetAside,
    /// Somebody must be told of a hold; `count` tries were in vain.
    NoticeDue,
    /// Somebody was not told in time, and has not been since.
    NoticeOverdue,
    /// A unit has not confirmed the officers' cards that are filed with it, or
    /// one of them ends or is no longer so; `what` tells which.
    CardsDue,
}

/// One thing on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Why.
    pub kind: AgendaKind,
    /// By when; for what is due at once, since when.
    pub due_at: Timestamp,
    /// The court date, for ends of holds.
    pub due_on: Option<Date>,
    /// The matter.
    pub matter: Option<MatterId>,
    /// Its newest open case number, else its newest.
    pub number: Option<String>,
    /// The hold.
    pub hold: Option<HoldId>,
    /// The order.
    pub order: Option<OrderId>,
    /// The sweep.
    pub sweep: Option<SweepId>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The unit's code, where it is known.
    pub unit_code: Option<String>,
    /// The sum at stake.
    pub minor: Option<u64>,
    /// Rung of the alarm about a hold, place in a queue, overdue level of an
    /// order, claims whose excess is late, late legs of its way, open queries of a
    /// sweep, 1 for a delegation that is late.
    pub count: u64,
    /// Measure of the hold or order, the leg that is due, the clock of a
    /// delegation, as what somebody must be told, what is due about cards,
    /// reason of a set-aside reply.
    pub what: String,
    /// Who owns it, where that is known.
    pub owner: Option<OfficerId>,
}

/// The newest open case number of a matter, else the newest.
macro_rules! number_of {
    ($matter:literal) => {
        concat!(
            "(SELECT number FROM registration WHERE matter = ",
            $matter,
            " ORDER BY closed_on IS NULL DESC, filed_on DESC, id DESC LIMIT 1) AS number"
        )
    };
}

const HOLDS: &str = concat!(
    "SELECT h.end_stated_at AS due_at, h.end_earliest AS due_on, h.matter AS matter, ",
    number_of!("h.matter"),
    ", h.id AS hold, h.orders AS orders, NULL AS sweep, h.unit AS unit, u.code AS unit_code,
     h.held AS minor, h.alarm_level AS count, h.ended_at AS ended, h.measure AS what, COALESCE(h.owner, o.officer) AS owner
     FROM hold h LEFT JOIN orders o ON o.id = h.orders LEFT JOIN unit u ON u.id = h.unit
     WHERE h.released = 0 AND (h.rank = 0 OR h.presumed_at IS NOT NULL)
       AND (h.end_earliest <= ?2 OR h.end_stated_at <= ?1)"
);

const ORDERS: &str = concat!(
    "SELECT CASE o.phase WHEN 'unknown' THEN o.unknown_since ELSE o.deadline_at END AS due_at,
     NULL AS due_on, o.matter AS matter, ",
    number_of!("o.matter"),
    ", NULL AS hold, o.id AS orders, NULL AS sweep, o.unit AS unit, u.code AS unit_code,
     o.requested AS minor, o.overdue AS count, o.measure AS what, o.officer AS owner,
     o.phase = 'unknown' AS unknown
     FROM orders o LEFT JOIN unit u ON u.id = o.unit
     WHERE o.in_world = 1 AND o.sweep IS NULL AND (o.phase = 'unknown' OR o.deadline_at <= ?1)"
);

const LEGS: &str = concat!(
    "SELECT o.leg_by AS due_at, NULL AS due_on, o.matter AS matter, ",
    number_of!("o.matter"),
    ", NULL AS hold, o.id AS orders, NULL AS sweep, o.leg_owner AS unit, u.code AS unit_code,
     o.requested AS minor,
     (SELECT COUNT(*) FROM late_leg WHERE orders = o.id) AS count, o.leg AS what,
     o.officer AS owner
     FROM orders o LEFT JOIN unit u ON u.id = o.leg_owner
     WHERE o.leg_by IS NOT NULL"
);

const DELEGATIONS: &str = concat!(
    "SELECT d.due_at AS due_at, NULL AS due_on, d.matter AS matter, ",
    number_of!("d.matter"),
    ", NULL AS hold, NULL AS orders, NULL AS sweep, d.court AS unit, u.code AS unit_code,
     NULL AS minor, d.overdue AS count, d.clock AS what, d.owner AS owner
     FROM delegation d LEFT JOIN unit u ON u.id = d.court"
);

const SWEEPS: &str = concat!(
    "SELECT (SELECT MAX(deadline_at) FROM orders WHERE sweep = s.id) AS due_at, NULL AS due_on,
     s.matter AS matter, ",
    number_of!("s.matter"),
    ", NULL AS hold, NULL AS orders, s.id AS sweep, NULL AS unit, NULL AS unit_code,
     NULL AS minor, s.planned - s.answered - s.silent AS count, 'query' AS what, NULL AS owner
     FROM sweep s WHERE s.sealed_at IS NOT NULL AND s.planned > s.answered + s.silent"
);

const EXCESS: &str = concat!(
    "SELECT c.excess_since AS due_at, NULL AS due_on, c.matter AS matter, ",
    number_of!("c.matter"),
    ", NULL AS hold, NULL AS orders, NULL AS sweep, NULL AS unit, NULL AS unit_code,
     c.excess AS minor, c.excess_claims AS count, 'excess' AS what, NULL AS owner
     FROM control c WHERE c.excess > 0"
);

const ABOVE: &str = concat!(
    "SELECT c.above_by AS due_at, NULL AS due_on, c.matter AS matter, ",
    number_of!("c.matter"),
    ", NULL AS hold, NULL AS orders, NULL AS sweep, NULL AS unit, NULL AS unit_code,
     c.above AS minor, c.above_late AS count, 'excess' AS what,
     (SELECT COALESCE(h.owner, o.officer) FROM hold h LEFT JOIN orders o ON o.id = h.orders
      WHERE h.matter = c.matter AND h.released = 0 ORDER BY h.held DESC, h.id LIMIT 1) AS owner
     FROM control c WHERE c.above_by <= ?1"
);

const SET_ASIDE: &str = concat!(
    "SELECT a.received_at AS due_at, NULL AS due_on, o.matter AS matter, ",
    number_of!("o.matter"),
    ", NULL AS hold, a.orders AS orders, NULL AS sweep, a.unit AS unit, u.code AS unit_code,
     NULL AS minor, 0 AS count, a.reason AS what, o.officer AS owner
     FROM set_aside a LEFT JOIN orders o ON o.id = a.orders LEFT JOIN unit u ON u.id = a.unit
     WHERE a.settled_at IS NULL"
);

const NOTICES: &str = concat!(
    "SELECT n.due_at AS due_at, NULL AS due_on, n.matter AS matter, ",
    number_of!("n.matter"),
    ", n.hold AS hold, NULL AS orders, NULL AS sweep, NULL AS unit, NULL AS unit_code,
     NULL AS minor, n.tries AS count, n.recipient AS what, COALESCE(h.owner, n.owner) AS owner,
     n.overdue AS overdue
     FROM notice n LEFT JOIN hold h ON h.id = n.hold
     WHERE n.told = 0 AND n.due_at <= ?1"
);

const CARDS: &str = "
    SELECT c.due_at AS due_at, NULL AS due_on, NULL AS matter, NULL AS number, NULL AS hold,
     NULL AS orders, NULL AS sweep, c.unit AS unit, u.code AS unit_code, NULL AS minor,
     0 AS count, c.due AS what, NULL AS owner
     FROM cards c LEFT JOIN unit u ON u.id = c.unit WHERE c.due IS NOT NULL";

/// Open holds in which an instant is set that somebody waits for.
macro_rules! holds_with {
    ($instant:literal) => {
        concat!(
            "SELECT h.",
            $instant,
            " AS due_at, NULL AS due_on, h.matter AS matter, ",
            number_of!("h.matter"),
            ", h.id AS hold, h.orders AS orders, NULL AS sweep, h.unit AS unit, u.code AS unit_code,
     h.limit_minor AS minor, h.rank AS count, h.measure AS what, COALESCE(h.owner, o.officer) AS owner
     FROM hold h LEFT JOIN orders o ON o.id = h.orders LEFT JOIN unit u ON u.id = h.unit
     WHERE h.released = 0 AND h.",
            $instant,
            " IS NOT NULL"
        )
    };
}

const PROMOTIONS: &str = holds_with!("presumed_at");

const HANDOVERS: &str = holds_with!("handover_by");

impl Snapshot<'_> {
    /// Everything that falls due by `until`, oldest first. Days end at 24:00
    /// in the court's `zone`.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn agenda(
        &self,
        until: Timestamp,
        zone: Zone,
    ) -> std::result::Result<Vec<AgendaItem>, ViewError> {
        let day = until.date_in(zone).to_string();
        let mut items = Vec::new();
        let mut statement = self.tx.prepare_cached(HOLDS)?;
        let holds = statement.query_map((until.0, &day), |row| hold_ends(row, zone))?;
        items.extend(holds.collect::<Result<Vec<_>>>()?);
        let mut statement = self.tx.prepare_cached(ORDERS)?;
        let orders = statement.query_map([until.0], |row| {
            let unknown: bool = row.get("unknown")?;
            let kind = if unknown {
                AgendaKind::OutcomeUnknown
            } else {
                AgendaKind::AnswerDue
            };
            item(row, kind)
        })?;
        items.extend(orders.collect::<Result<Vec<_>>>()?);
        let mut statement = self.tx.prepare_cached(NOTICES)?;
        let notices = statement.query_map([until.0], |row| {
            let overdue: bool = row.get("overdue")?;
            let kind = if overdue {
                AgendaKind::NoticeOverdue
            } else {
                AgendaKind::NoticeDue
            };
            item(row, kind)
        })?;
        items.extend(notices.collect::<Result<Vec<_>>>()?);
        let mut statement = self.tx.prepare_cached(ABOVE)?;
        let above = statement.query_map([until.0], |row| {
            let late: i64 = row.get("count")?;
            let kind = if late > 0 {
                AgendaKind::ExcessOverdue
            } else {
                AgendaKind::ExcessDue
            };
            item(row, kind)
        })?;
        items.extend(above.collect::<Result<Vec<_>>>()?);
        for (sql, kind) in [
            (LEGS, AgendaKind::LegDue),
            (DELEGATIONS, AgendaKind::DelegationDue),
            (SWEEPS, AgendaKind::SweepDue),
            (EXCESS, AgendaKind::ExcessOpen),
            (SET_ASIDE, AgendaKind::ReplySetAside),
            (PROMOTIONS, AgendaKind::PromotionPresumed),
            (HANDOVERS, AgendaKind::HandoverDue),
            (CARDS, AgendaKind::CardsDue),
        ] {
            let mut statement = self.tx.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| item(row, kind))?;
            items.extend(rows.collect::<Result<Vec<_>>>()?);
        }
        items.retain(|item| item.due_at <= until);
        items.sort_by_key(|item| (item.due_at, item.kind, item.order, item.hold, item.sweep));
        Ok(items)
    }
}

/// A hold ends with its earliest day, or at the minute that the unit gives.
fn hold_ends(row: &Row<'_>, zone: Zone) -> Result<AgendaItem> {
    let cells = Cells(row);
    let due_on = cells.opt_date("due_on")?;
    let stated = cells.opt_time("due_at")?;
    let day_ends = due_on.map(|day| Timestamp::end_of(day, zone));
    let due_at = [stated, day_ends].into_iter().flatten().min();
    let kind = match cells.opt_time("ended")? {
        Some(_) => AgendaKind::HoldEnded,
        None => AgendaKind::HoldEnds,
    };
    Ok(AgendaItem {
        due_at: due_at.unwrap_or_default(),
        due_on,
        ..item(row, kind)?
    })
}

fn item(row: &Row<'_>, kind: AgendaKind) -> Result<AgendaItem> {
    let cells = Cells(row);
    Ok(AgendaItem {
        kind,
        due_at: cells.opt_time("due_at")?.unwrap_or_default(),
        due_on: None,
        matter: cells.opt_id("matter")?.map(MatterId),
        number: cells.opt_text("number")?,
        hold: cells.opt_id("hold")?.map(HoldId),
        order: cells.opt_id("orders")?.map(OrderId),
        sweep: cells.opt_id("sweep")?.map(SweepId),
        unit: cells.opt_id("unit")?.map(UnitId),
        unit_code: cells.opt_text("unit_code")?,
        minor: cells.opt_number("minor")?,
        count: cells.number("count")?,
        what: cells.text("what")?,
        owner: cells.opt_id("owner")?.map(OfficerId),
    })
}
