//! The very rows that Levy wrote, written again by bare SQLite into the same
//! tables: prepared inserts, no check, nothing decided, nothing hashed.

use levy::store::sqlite::{ClockKind, OpenMode, SqliteStore};
use rusqlite::{Connection, params};
use std::{collections::BTreeSet, path::Path, time::Instant};
use tempfile::TempDir;

struct EventRow {
    position: i64,
    stream: i64,
    revision: i64,
    id: Vec<u8>,
    kind: i64,
    at: i64,
    header: String,
    payload: Vec<u8>,
    hash: Vec<u8>,
}

type StreamRow = (i64, String);
type BodyRow = (Vec<u8>, i64, Option<Vec<u8>>);

/// How far the log was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    position: i64,
    body: i64,
}

impl Mark {
    pub(crate) fn now(dir: &Path) -> Self {
        let conn = Connection::open(dir.join("log.db")).expect("the log");
        let last = |sql| conn.query_row(sql, [], |row| row.get(0)).expect("a number");
        Mark {
            position: last("SELECT ifnull(max(position), 0) FROM events"),
            body: last("SELECT ifnull(max(rowid), 0) FROM evidence"),
        }
    }
}

/// What was written between two marks.
pub(crate) struct Rows {
    events: Vec<EventRow>,
    streams: Vec<StreamRow>,
    bodies: Vec<BodyRow>,
}

impl Rows {
    /// Everything after one mark up to another.
    pub(crate) fn read(dir: &Path, after: Mark, last: Mark) -> Self {
        let conn = Connection::open(dir.join("log.db")).expect("the log");
        let mut events = conn
            .prepare(
                "SELECT * FROM events WHERE position > ?1 AND position <= ?2 ORDER BY position",
            )
            .expect("a statement");
        let events: Vec<EventRow> = events
            .query_map([after.position, last.position], |row| {
                Ok(EventRow {
                    position: row.get(0)?,
                    stream: row.get(1)?,
                    revision: row.get(2)?,
                    id: row.get(3)?,
                    kind: row.get(4)?,
                    at: row.get(5)?,
                    header: row.get(6)?,
                    payload: row.get(7)?,
                    hash: row.get(8)?,
                })
            })
            .and_then(Iterator::collect)
            .expect("rows");
        let fresh: BTreeSet<i64> = events
            .iter()
            .filter(|event| event.revision == 0)
            .map(|event| event.stream)
            .collect();
        let mut streams = conn
            .prepare("SELECT id, name FROM streams")
            .expect("a statement");
        let streams: Vec<(i64, String)> = streams
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .expect("streams");
        let streams = streams
            .into_iter()
            .filter(|(id, _)| fresh.contains(id))
            .collect();
        let mut bodies = conn
            .prepare("SELECT digest, size, bytes FROM evidence WHERE rowid > ?1 AND rowid <= ?2")
            .expect("a statement");
        let bodies: Vec<BodyRow> = bodies
            .query_map([after.body, last.body], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .and_then(Iterator::collect)
            .expect("bodies");
        Rows {
            events,
            streams,
            bodies,
        }
    }

    pub(crate) fn events(&self) -> usize {
        self.events.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.events
            .iter()
            .map(|event| event.header.len() + event.payload.len())
            .sum()
    }

    pub(crate) fn bodies(&self) -> usize {
        self.bodies.len()
    }
}

/// Writes them in groups of `group` events, one synced commit each; seconds.
pub(crate) fn write(rows: &Rows, group: usize) -> f64 {
    let dir = TempDir::new().expect("a temporary directory");
    SqliteStore::open(
        dir.path(),
        OpenMode {
            clock: ClockKind::Real,
        },
    )
    .and_then(SqliteStore::close)
    .expect("the same tables");
    let conn = Connection::open(dir.path().join("log.db")).expect("the tables");
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;",
    )
    .expect("pragmas");
    let prepare = |sql| conn.prepare(sql).expect("a statement");
    let mut event = prepare("INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    let mut stream = prepare("INSERT INTO streams VALUES (?1, ?2)");
    let mut body = prepare("INSERT OR IGNORE INTO evidence VALUES (?1, ?2, ?3)");
    let groups = rows.events.len().div_ceil(group).max(1);
    let mut streams = rows
        .streams
        .chunks(rows.streams.len().div_ceil(groups).max(1));
    let mut bodies = rows
        .bodies
        .chunks(rows.bodies.len().div_ceil(groups).max(1));
    let start = Instant::now();
    for group in rows.events.chunks(group) {
        conn.execute_batch("BEGIN IMMEDIATE").expect("begin");
        for (digest, size, bytes) in bodies.next().into_iter().flatten() {
            body.execute(params![digest, size, bytes]).expect("a body");
        }
        for (id, name) in streams.next().into_iter().flatten() {
            stream.execute(params![id, name]).expect("a stream");
        }
        for row in group {
            let EventRow {
                position,
                stream,
                revision,
                id,
                kind,
                at,
                header,
                payload,
                hash,
            } = row;
            event
                .execute(params![
                    position, stream, revision, id, kind, at, header, payload, hash
                ])
                .expect("a row");
        }
        conn.execute_batch("COMMIT").expect("commit");
    }
    start.elapsed().as_secs_f64()
}
