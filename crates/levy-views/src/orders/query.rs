//! Queries of sweeps: planned, sealed, answered, silent.

use super::{Blob, answer, blob, change::Answered};
use crate::{place::Place, projection::Fit, row::time};
use levy_domain::{id::OrderId, sweep::event::QueryPlanned};
use rusqlite::{Connection, OptionalExtension, Result, named_params};

pub(super) fn plan(
    conn: &Connection,
    place: &Place,
    matter: Blob,
    query: &QueryPlanned,
) -> Result<Fit> {
    if !is_planning(conn, place)? {
        return Ok(Fit::Misfits);
    }
    let order = blob(query.order);
    let rows = conn
        .prepare_cached(super::schema::INSERT)?
        .execute(named_params! {
            ":id": order, ":matter": matter, ":sweep": place.about.sweep, ":plan": None::<Blob>,
            ":unit": query.unit.0.into_bytes(), ":subject": query.person.0.into_bytes(),
            ":measure": "query", ":route": query.route.as_str(), ":purpose": None::<&str>,
            ":original": order, ":replaces": None::<Blob>, ":at": place.at,
            ":not_before": None::<i64>, ":requested": 0, ":officer": None::<Blob>,
        })?;
    Ok(Fit::of(rows))
}

/// Queries are issued by the seal, all at once. A seal that counts others
/// than are there, or comes twice, seals nothing.
pub(super) fn seal(
    conn: &Connection,
    place: &Place,
    count: u32,
    deadline_at: Option<i64>,
) -> Result<Fit> {
    let planned: i64 = conn
        .prepare_cached("SELECT COUNT(*) FROM orders WHERE sweep = ?1")?
        .query_row([place.about.sweep], |row| row.get(0))?;
    if planned != i64::from(count) || !is_planning(conn, place)? {
        return Ok(Fit::Misfits);
    }
    let rows = conn
        .prepare_cached("UPDATE sweep SET sealed_at = ?2 WHERE id = ?1")?
        .execute((place.about.sweep, place.at))?;
    conn.prepare_cached(
        "UPDATE orders SET issued_at = ?2, deadline_at = ?3,
         in_world = (phase = 'drafted' OR in_world),
         phase = CASE phase WHEN 'drafted' THEN 'issued' ELSE phase END WHERE sweep = ?1",
    )?
    .execute((place.about.sweep, place.at, deadline_at))?;
    Ok(Fit::of(rows))
}

fn is_planning(conn: &Connection, place: &Place) -> Result<bool> {
    let planning = conn
        .prepare_cached("SELECT sealed_at IS NULL FROM sweep WHERE id = ?1")?
        .query_row([place.about.sweep], |row| row.get(0))
        .optional()?;
    Ok(planning == Some(true))
}

pub(super) fn answer(conn: &Connection, place: &Place, answer: &Answered) -> Result<Fit> {
    let order = blob(answer.order);
    let known: Option<(Option<i64>, bool)> = conn
        .prepare_cached("SELECT first_final_at, overdue > 0 FROM orders WHERE id = ?1")?
        .query_row([order], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((first_final_at, silent)) = known else {
        return Ok(Fit::Misfits);
    };
    let (outcome, court_fault) = match answer::whole(answer) {
        Some((word, court_fault)) => (Some(word), court_fault),
        None if answer.found => (Some("found"), false),
        None if answer.closes => (Some("nothing"), false),
        None => (None, false),
    };
    let over = answer.closes || first_final_at.is_some();
    conn.prepare_cached(
        "UPDATE orders SET replies = replies + 1, in_world = NOT :over,
         phase = CASE :over WHEN 1 THEN 'answered' ELSE 'delivered' END,
         first_final_at = COALESCE(first_final_at, :final),
         outcome = COALESCE(:outcome, outcome), court_fault = :court_fault,
         sent_at = COALESCE(sent_at, :sent), delivered_at = COALESCE(delivered_at, :delivered),
         served_at = COALESCE(served_at, :served), answered_at = COALESCE(:answered, answered_at)
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": order, ":over": over, ":final": answer::final_at(answer), ":outcome": outcome,
        ":court_fault": court_fault, ":sent": time(answer.way.sent_at),
        ":delivered": time(answer.way.delivered_at), ":served": time(answer.way.served_at),
        ":answered": time(answer.way.answered_at),
    })?;
    if answer.closes && first_final_at.is_none() {
        conn.prepare_cached(
            "UPDATE sweep SET answered = answered + 1, silent = silent - ?2 WHERE id = ?1",
        )?
        .execute((place.about.sweep, silent))?;
    }
    Ok(Fit::Fits)
}

/// Silence counts once, and not after an answer.
pub(super) fn silent(conn: &Connection, place: &Place, order: OrderId) -> Result<Fit> {
    let rows = conn
        .prepare_cached(
            "UPDATE orders SET overdue = 1
             WHERE id = ?1 AND overdue = 0 AND first_final_at IS NULL",
        )?
        .execute([blob(order)])?;
    if rows > 0 {
        conn.prepare_cached("UPDATE sweep SET silent = silent + 1 WHERE id = ?1")?
            .execute([place.about.sweep])?;
    }
    Ok(Fit::of(rows))
}
