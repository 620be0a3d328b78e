//! The events of one query, in its own row. Most events of a court are about
//! queries: a row of references for each would cost as much as all the rest.

use crate::{
    EventRef,
    place::Place,
    row::{Blob, unsigned},
};
use levy_domain::time::Timestamp;
use rusqlite::{
    Connection, Result, ToSql,
    types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef},
};

/// Bytes of one step: what, revision, instant; numbers big-endian.
const STEP: usize = 17;

/// What an event of a sweep says of one of its queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Planned,
    Answered,
    Silent,
    Told,
}

impl Step {
    fn tag(self) -> u8 {
        match self {
            Step::Planned => b'p',
            Step::Answered => b'a',
            Step::Silent => b's',
            Step::Told => b't',
        }
    }

    /// The literal of the events with this tag.
    fn kind(tag: u8) -> Option<&'static str> {
        match tag {
            b'p' => Some("query-planned"),
            b'a' => Some("query-answered"),
            b's' => Some("query-silent"),
            b't' => Some("late-answer-told"),
            _ => None,
        }
    }
}

/// Steps in the order of their stream, as they are stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trail(Vec<u8>);

impl Trail {
    pub(crate) fn add(&mut self, step: Step, place: &Place) {
        if self.0.is_empty() {
            // Planned and answered, as most are.
            self.0.reserve_exact(2 * STEP);
        }
        self.0.push(step.tag());
        self.0.extend(place.revision.to_be_bytes());
        self.0.extend(place.at.to_be_bytes());
    }

    /// The steps as references into their stream.
    fn refs<'a>(&'a self, stream: &'a str) -> impl Iterator<Item = EventRef> + 'a {
        self.0.chunks_exact(STEP).filter_map(move |step| {
            let (tag, rest) = step.split_first()?;
            let (revision, rest) = rest.split_first_chunk()?;
            let (at, _) = rest.split_first_chunk()?;
            Some(EventRef {
                stream: stream.to_owned(),
                revision: unsigned(i64::from_be_bytes(*revision)),
                kind: Step::kind(*tag)?.to_owned(),
                at: Timestamp(i64::from_be_bytes(*at)),
            })
        })
    }
}

impl ToSql for Trail {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Trail {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Vec::column_result(value).map(Trail)
    }
}

/// The events of a query of a sweep; none for other orders.
pub(crate) fn events_of_query(conn: &Connection, order: Blob) -> Result<Vec<EventRef>> {
    let mut statement = conn.prepare_cached(
        "SELECT s.name, o.trail FROM orders o
         JOIN stream s ON s.matter = o.matter AND s.sweep = o.sweep
         WHERE o.id = ?1 AND o.trail IS NOT NULL ORDER BY s.no LIMIT 1",
    )?;
    let mut rows = statement.query([order])?;
    let Some(row) = rows.next()? else {
        return Ok(Vec::new());
    };
    let (stream, trail): (String, Trail) = (row.get(0)?, row.get(1)?);
    Ok(trail.refs(&stream).collect())
}
