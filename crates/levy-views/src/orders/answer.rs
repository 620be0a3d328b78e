//! What a reply says of the whole order, in one word.

use super::{Blob, blob, change::Answered};
use crate::{
    projection::{Batch, Fit},
    row::time,
};
use levy_domain::matter::order_state::OrderState;
use rusqlite::{Connection, Result};

/// What is known of a line when a reply is folded.
struct Line {
    line: u32,
    outcome: Option<String>,
    blames_court: bool,
}

impl Line {
    /// Returned for the court's own fault.
    fn is_court_fault(&self) -> bool {
        self.blames_court && self.outcome.as_deref() == Some("returned")
    }
}

/// The time of a final answer: the unit's own, else when it came in.
pub(super) fn final_at(answer: &Answered) -> Option<i64> {
    answer
        .closes
        .then(|| time(answer.way.answered_at).unwrap_or(answer.received_at))
}

pub(super) fn of_order(batch: &Batch<'_>, answer: &Answered) -> Result<Fit> {
    let (conn, order) = (batch.conn, blob(answer.order));
    let mut say =
        conn.prepare_cached("UPDATE line SET fault = ?3 WHERE orders = ?1 AND line = ?2")?;
    for said in &answer.lines {
        say.execute((order, said.line, &said.fault))?;
    }
    let mut lines = lines(conn, order)?;
    if let Some(waits) = batch.standing.waits(answer.order) {
        restate(&mut lines, waits);
    }
    let (outcome, court_fault) = word(answer, &lines);
    let rows = conn
        .prepare_cached(
            "UPDATE orders SET first_final_at = COALESCE(first_final_at, ?2),
             outcome = COALESCE(?3, outcome), court_fault = ?4
             WHERE id = ?1 AND sweep IS NULL",
        )?
        .execute((order, final_at(answer), outcome, court_fault))?;
    Ok(Fit::of(rows))
}

fn lines(conn: &Connection, order: Blob) -> Result<Vec<Line>> {
    conn.prepare_cached(
        "SELECT line, outcome, fault IS 'court' FROM line WHERE orders = ?1 ORDER BY line",
    )?
    .query_map([order], |row| {
        Ok(Line {
            line: row.get(0)?,
            outcome: row.get(1)?,
            blames_court: row.get(2)?,
        })
    })?
    .collect()
}

/// Gives the lines the outcomes that wait to be written.
fn restate(lines: &mut [Line], waits: &OrderState) {
    for (draft, state) in waits.draft.lines.iter().zip(&waits.lines) {
        if let Some(line) = lines.iter_mut().find(|line| line.line == draft.line) {
            let outcome = state.outcome.as_ref();
            line.outcome = outcome.map(|outcome| outcome.as_str().to_owned());
        }
    }
}

/// A refusal or return of the whole order, in one word; `None` when it is
/// neither.
pub(super) fn whole(answer: &Answered) -> Option<(&'static str, bool)> {
    match (
        answer.refused || answer.lines.is_empty(),
        answer.fault.as_deref(),
    ) {
        (true, Some(fault)) => Some(("returned", fault == "court")),
        (_, _) if answer.refused => Some(("refused", false)),
        (_, _) => None,
    }
}

/// One word for the whole order, and whether the court itself was at fault.
fn word(answer: &Answered, lines: &[Line]) -> (Option<&'static str>, bool) {
    if let Some((word, court_fault)) = whole(answer) {
        return (Some(word), court_fault);
    }
    let said: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.outcome.as_deref())
        .collect();
    let acted = |outcome: &&str| matches!(*outcome, "done" | "partial" | "waiting");
    let all = |word: &str| said.iter().all(|outcome| *outcome == word);
    let outcome = match said.len() {
        0 => None,
        _ if all("done") => Some("done"),
        _ if all("waiting") => Some("waiting"),
        _ if said.iter().any(acted) => Some("partial"),
        _ => ["refused", "returned", "nothing"]
            .into_iter()
            .find(|word| said.contains(word)),
    };
    let court_fault = !lines.is_empty() && lines.iter().all(Line::is_court_fault);
    (
        outcome.or((!said.is_empty()).then_some("other")),
        court_fault,
    )
}
