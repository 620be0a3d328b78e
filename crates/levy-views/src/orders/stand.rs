//! An order of a matter as the domain's state has it, and its times.

use super::{
    blob,
    change::{LateLeg, Time},
};
use crate::{
    place::Place,
    projection::{Batch, Fit},
    row::{minor, time as instant},
};
use levy_domain::{
    id::{HoldId, OrderId},
    matter::order_state::OrderState,
};
use rusqlite::{Connection, Result, named_params};
use std::collections::{HashMap, hash_map::Entry};

/// Orders that changed since the last writing. One changes at its approval,
/// issue, delivery, answer and at each hold; its row is written once for all
/// of them that come within a batch.
#[derive(Default)]
pub(crate) struct Standing {
    orders: HashMap<OrderId, Stands>,
}

struct Stands {
    /// Its row is there.
    written: bool,
    order: Box<OrderState>,
}

impl Standing {
    /// The order as it stands now.
    pub(super) fn stand(&mut self, conn: &Connection, order: Box<OrderState>) -> Result<Fit> {
        let id = order.draft.order;
        let written = match self.orders.entry(id) {
            Entry::Occupied(mut known) => {
                known.get_mut().order = order;
                known.get().written
            }
            Entry::Vacant(new) => {
                let written = conn
                    .prepare_cached("SELECT 1 FROM orders WHERE id = ?1 AND sweep IS NULL")?
                    .exists([blob(id)])?;
                new.insert(Stands { written, order }).written
            }
        };
        Ok(Fit::of(usize::from(written)))
    }

    /// The order, if it waits.
    pub(super) fn waits(&self, order: OrderId) -> Option<&OrderState> {
        self.orders.get(&order).map(|stands| stands.order.as_ref())
    }

    /// Writes all that waits.
    pub(crate) fn write(self, conn: &Connection) -> Result<()> {
        for Stands { order, .. } in self.orders.values() {
            write(conn, order)?;
        }
        Ok(())
    }
}

fn write(conn: &Connection, order: &OrderState) -> Result<()> {
    let id = blob(order.draft.order);
    let owed = order.owed_leg();
    let replies = i64::try_from(order.replies.len()).unwrap_or(i64::MAX);
    conn.prepare_cached(
        "UPDATE orders SET phase = :phase, in_world = :in_world, attempts = :attempts,
             overdue = :overdue, recall = :recall, disputed = :disputed,
             replaced_by = :replaced_by, replies = :replies, sent_at = :sent,
             delivered_at = :delivered, served_at = :served, answered_at = :answered,
             deadline_at = :deadline, leg = :leg, leg_by = :leg_by, leg_owner = :leg_owner
             WHERE id = :id AND sweep IS NULL",
    )?
    .execute(named_params! {
        ":id": id, ":phase": order.phase.name(), ":in_world": order.phase.is_in_world(),
        ":attempts": order.attempts, ":overdue": order.overdue, ":recall": order.recall,
        ":disputed": order.disputed, ":replaced_by": order.replaced_by.map(blob),
        ":replies": replies, ":sent": instant(order.way.sent_at),
        ":delivered": instant(order.way.delivered_at), ":served": instant(order.way.served_at),
        ":answered": instant(order.way.answered_at),
        ":deadline": super::project::answer_deadline(order.deadlines()),
        ":leg": owed.as_ref().map(|owed| owed.leg.as_str()),
        ":leg_by": owed.as_ref().map(|owed| owed.by.at.0),
        ":leg_owner": owed.as_ref().and_then(|owed| owed.carrier).map(|court| court.0.into_bytes()),
    })?;
    let mut lines = conn.prepare_cached(
        "UPDATE line SET outcome = ?3, made = ?4, reserved = ?5, settled = ?6, matched = ?7
         WHERE orders = ?1 AND line = ?2",
    )?;
    for (line, state) in order.draft.lines.iter().zip(&order.lines) {
        lines.execute((
            id,
            line.line,
            state.outcome.as_ref().map(|outcome| outcome.as_str()),
            state.hold.map(|hold| hold.0.into_bytes()),
            minor(state.reserved),
            minor(state.settled),
            minor(state.matched),
        ))?;
    }
    Ok(())
}

pub(super) fn time(conn: &Connection, place: &Place, order: OrderId, time: Time) -> Result<Fit> {
    let id = blob(order);
    let rows = match time {
        Time::Issued {
            expires_at,
            deadline_at,
        } => conn
            .prepare_cached(
                "UPDATE orders SET issued_at = ?2, expires_at = ?3, deadline_at = ?4
                 WHERE id = ?1 AND sweep IS NULL",
            )?
            .execute((id, place.at, expires_at, deadline_at))?,
        Time::Unknown => conn
            .prepare_cached("UPDATE orders SET unknown_since = ?2 WHERE id = ?1 AND sweep IS NULL")?
            .execute((id, place.at))?,
        Time::NotTaken => conn
            .prepare_cached("UPDATE orders SET not_taken_at = ?2 WHERE id = ?1 AND sweep IS NULL")?
            .execute((id, place.at))?,
        Time::Recalled => conn
            .prepare_cached("UPDATE orders SET recalled_at = ?2 WHERE id = ?1 AND sweep IS NULL")?
            .execute((id, place.at))?,
    };
    Ok(Fit::of(rows))
}

/// What a reply of the order says that its hold holds. A reply to another
/// order, such as a release, may speak of the hold too; then nothing is said
/// of this one.
pub(super) fn held(batch: &Batch<'_>, order: OrderId, hold: HoldId, held: i64) -> Result<Fit> {
    let (conn, id) = (batch.conn, blob(order));
    let Some(waits) = batch.standing.waits(order) else {
        conn.prepare_cached("UPDATE line SET held = ?3 WHERE orders = ?1 AND made = ?2")?
            .execute((id, hold.0.into_bytes(), held))?;
        return Ok(Fit::Fits);
    };
    let mut line =
        conn.prepare_cached("UPDATE line SET held = ?3 WHERE orders = ?1 AND line = ?2")?;
    let lines = waits.draft.lines.iter().zip(&waits.lines);
    for (draft, _) in lines.filter(|(_, state)| state.hold == Some(hold)) {
        line.execute((id, draft.line, held))?;
    }
    Ok(Fit::Fits)
}

/// A leg was late at a court that carries orders.
pub(super) fn late(
    conn: &Connection,
    place: &Place,
    order: OrderId,
    late: &LateLeg,
) -> Result<Fit> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO late_leg(orders, carrier, leg, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((blob(order), late.carrier, &late.leg, place.at))?;
    Ok(Fit::Fits)
}
