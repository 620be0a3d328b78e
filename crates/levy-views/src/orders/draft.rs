//! A new order of a matter.

use super::{blob, change::Drafted};
use crate::{
    place::Place,
    projection::{Batch, Fit},
    row::{Blob, int, minor, time},
};
use rusqlite::{Result, named_params};

const LINE: &str = "
    INSERT OR IGNORE INTO line(orders, line, liability, asset, amount, known, draws)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

pub(super) fn draft(
    batch: &Batch<'_>,
    place: &Place,
    matter: Blob,
    drafted: &Drafted,
) -> Result<Fit> {
    let draft = &drafted.draft;
    let order = blob(draft.order);
    if batch.queries.has(&order) {
        return Ok(Fit::Misfits);
    }
    let conn = batch.conn;
    let requested = draft.lines.iter().filter_map(|line| line.amount);
    let requested = requested.fold(0u64, |sum, amount| sum.saturating_add(amount.minor));
    let rows = conn
        .prepare_cached(super::schema::INSERT)?
        .execute(named_params! {
            ":id": order, ":matter": matter, ":sweep": None::<Blob>, ":plan": drafted.plan,
            ":unit": draft.unit.0.into_bytes(), ":subject": draft.subject.0.into_bytes(),
            ":measure": draft.measure.as_str(), ":route": draft.route.as_str(),
            ":purpose": draft.purpose.as_str(), ":original": blob(draft.original),
            ":replaces": draft.replaces.map(blob),
            ":at": place.at, ":not_before": time(draft.not_before), ":requested": int(requested),
            ":officer": drafted.officer,
        })?;
    if rows == 0 {
        return Ok(Fit::Misfits);
    }
    let mut insert = conn.prepare_cached(LINE)?;
    for line in &draft.lines {
        insert.execute((
            order,
            line.line,
            line.liability.0.into_bytes(),
            line.asset.0.into_bytes(),
            minor(line.amount),
            minor(line.known_available),
            line.hold.map(|hold| hold.0.into_bytes()),
        ))?;
    }
    Ok(Fit::of(rows))
}
