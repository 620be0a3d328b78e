//! An order of a matter as the domain's state has it, and its times.

use super::{Blob, blob, change::Time};
use crate::{
    place::Place,
    projection::Fit,
    row::{minor, time as instant},
};
use levy_domain::{id::OrderId, matter::order_state::OrderState};
use rusqlite::{Connection, Result, named_params};

pub(super) fn stand(conn: &Connection, order: &OrderState) -> Result<Fit> {
    let id = blob(order.draft.order);
    let replies = i64::try_from(order.replies.len()).unwrap_or(i64::MAX);
    let rows = conn
        .prepare_cached(
            "UPDATE orders SET phase = :phase, in_world = :in_world, attempts = :attempts,
             overdue = :overdue, recall = :recall, disputed = :disputed,
             replaced_by = :replaced_by, replies = :replies, sent_at = :sent,
             delivered_at = :delivered, served_at = :served, answered_at = :answered,
             deadline_at = :deadline
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
    Ok(Fit::of(rows))
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
pub(super) fn held(conn: &Connection, order: OrderId, hold: Blob, held: i64) -> Result<Fit> {
    conn.prepare_cached("UPDATE line SET held = ?3 WHERE orders = ?1 AND made = ?2")?
        .execute((blob(order), hold, held))?;
    Ok(Fit::Fits)
}
