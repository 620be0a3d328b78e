//! Read-only connections and the pages they read.
//!
//! A reader's transaction lives for one page on a blocking thread and never
//! across an await: a long one would hold back checkpoints.

use super::{cache::Cache, failed, schema, sql};
use crate::{Position, Recorded, Revision, StoreError, StreamName};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Rows, types::Type};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Rows of one page.
pub(super) const PAGE_ROWS: usize = 512;
/// A page ends with the event that reaches this, so that large events cannot
/// fill the memory.
const PAGE_BYTES: usize = 4 * 1024 * 1024;
/// Connections; more only compete for the same cores.
const READERS: usize = 4;
/// Stream names that one connection remembers (twice).
const NAMES: usize = 16_384;

const BY_POSITION: &str = "
SELECT position, stream_id, revision, event_id, type_id, recorded_at, header, payload, hash
FROM events WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3";
/// The plus keeps the planner on the index of streams.
const BY_STREAM: &str = "
SELECT position, stream_id, revision, event_id, type_id, recorded_at, header, payload, hash
FROM events WHERE stream_id = ?1 AND revision > ?2 AND +position <= ?3 ORDER BY revision LIMIT ?4";

/// The connections that are not in use, and how many may be.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Arc<Self> {
        Arc::new(Self {
            path,
            idle: Mutex::default(),
            permits: Arc::new(Semaphore::new(READERS)),
        })
    }

    /// Runs `work` on a blocking thread with a connection of its own.
    pub(super) async fn with<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let permit = self.permits.clone().acquire_owned().await;
        let permit = permit.map_err(|_closed| failed("the store was closed"))?;
        let readers = Arc::clone(self);
        let run = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let idle = readers
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop();
            let mut reader = idle.map_or_else(|| Reader::open(&readers.path), Ok)?;
            let answer = work(&mut reader)?;
            readers
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(reader);
            Ok(answer)
        });
        run.await
            .map_err(|error| failed(format!("a reader ended early: {error}")))?
    }

    /// Ends what is idle and lets nothing new begin.
    pub(super) fn close(&self) {
        self.permits.close();
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// One connection and the names it has met.
#[derive(Debug)]
pub(super) struct Reader {
    conn: Connection,
    names: Names,
}

#[derive(Debug)]
struct Names {
    streams: Cache<i64, StreamName>,
    types: HashMap<i64, String>,
}

/// A body of evidence as the log holds it.
#[derive(Debug)]
pub(super) enum Body {
    Inline(Vec<u8>),
    InFile { size: u64 },
}

/// Some events in order.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) events: Vec<Recorded>,
    /// False when the last event that the query allows is among `events`.
    pub(super) more: bool,
}

impl Reader {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(sql)?;
        let names = Names {
            streams: Cache::new(NAMES),
            types: HashMap::new(),
        };
        Ok(Self { conn, names })
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.conn
    }

    pub(super) fn last_position(&self) -> Result<u64, StoreError> {
        let last: Option<i64> = self
            .conn
            .prepare_cached("SELECT max(position) FROM events")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(sql)?;
        Ok(last.map_or(0, i64::unsigned_abs))
    }

    pub(super) fn stream_id(&self, stream: &StreamName) -> Result<Option<i64>, StoreError> {
        self.conn
            .prepare_cached("SELECT id FROM streams WHERE name = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([stream.as_str()], |row| row.get(0))
                    .optional()
            })
            .map_err(sql)
    }

    pub(super) fn fact(&self, key: &str) -> Result<Option<String>, StoreError> {
        schema::fact(&self.conn, key)
    }

    pub(super) fn body(&self, digest: &[u8; 32]) -> Result<Option<Body>, StoreError> {
        let body = |row: &Row<'_>| {
            let inline: Option<Vec<u8>> = row.get(1)?;
            let size: i64 = row.get(0)?;
            Ok(inline.map_or(
                Body::InFile {
                    size: size.unsigned_abs(),
                },
                Body::Inline,
            ))
        };
        self.conn
            .prepare_cached("SELECT size, bytes FROM evidence WHERE digest = ?1")
            .and_then(|mut statement| statement.query_row([&digest[..]], body).optional())
            .map_err(sql)
    }

    /// Events above `after`, up to and with `upto`.
    pub(super) fn by_position(
        &mut self,
        after: u64,
        upto: u64,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let Self { conn, names } = self;
        let mut statement = conn.prepare_cached(BY_POSITION).map_err(sql)?;
        let limit = limit.min(PAGE_ROWS);
        let rows = statement.query([clamp(after), clamp(upto), clamp(limit as u64)]);
        names.page(conn, rows.map_err(sql)?, limit)
    }

    /// Events of one stream from `first` on, none above position `upto`.
    pub(super) fn by_stream(
        &mut self,
        stream_id: i64,
        first: u64,
        upto: u64,
    ) -> Result<Page, StoreError> {
        let Self { conn, names } = self;
        let mut statement = conn.prepare_cached(BY_STREAM).map_err(sql)?;
        let above = clamp(first) - 1;
        let rows = statement.query([stream_id, above, clamp(upto), clamp(PAGE_ROWS as u64)]);
        names.page(conn, rows.map_err(sql)?, PAGE_ROWS)
    }
}

impl Names {
    fn page(
        &mut self,
        conn: &Connection,
        mut rows: Rows<'_>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let mut page = Page {
            events: Vec::with_capacity(limit.min(64)),
            more: true,
        };
        let mut bytes = 0;
        while page.events.len() < limit && bytes < PAGE_BYTES {
            let Some(row) = rows.next().map_err(sql)? else {
                page.more = false;
                break;
            };
            let event = self.decode(conn, row)?;
            bytes += event.header.len() + event.payload.len();
            page.events.push(event);
        }
        Ok(page)
    }

    fn decode(&mut self, conn: &Connection, row: &Row<'_>) -> Result<Recorded, StoreError> {
        let position = row.get(0).map_err(sql)?;
        // Built only when something is wrong: this runs for every event read.
        let place = |error: rusqlite::Error| match sql(error) {
            StoreError::Corrupt { what, .. } => damaged(position, what),
            other => other,
        };
        let stream = self.stream(conn, row.get(1).map_err(place)?, position)?;
        let kind = self.kind(conn, row.get(4).map_err(place)?, position)?;
        Ok(Recorded {
            position: Position(unsigned(position).map_err(place)?),
            stream,
            revision: Revision(row.get(2).and_then(unsigned).map_err(place)?),
            id: Uuid::from_bytes(bytes(row, 3).map_err(place)?),
            kind,
            recorded_at: row.get(5).map_err(place)?,
            header: row.get(6).map_err(place)?,
            payload: row.get(7).map_err(place)?,
            hash: bytes(row, 8).map_err(place)?,
        })
    }

    fn stream(
        &mut self,
        conn: &Connection,
        id: i64,
        position: i64,
    ) -> Result<StreamName, StoreError> {
        if let Some(name) = self.streams.get(&id) {
            return Ok(name.clone());
        }
        let text = look_up(conn, "SELECT name FROM streams WHERE id = ?1", id)?;
        let name = text
            .ok_or_else(|| damaged(position, format!("stream {id} has no name")))
            .and_then(|text| {
                StreamName::new(&text).map_err(|error| damaged(position, error.to_string()))
            })?;
        self.streams.insert(id, name.clone());
        Ok(name)
    }

    fn kind(&mut self, conn: &Connection, id: i64, position: i64) -> Result<String, StoreError> {
        if let Some(literal) = self.types.get(&id) {
            return Ok(literal.clone());
        }
        let literal = look_up(conn, "SELECT literal FROM types WHERE id = ?1", id)?
            .ok_or_else(|| damaged(position, format!("type {id} has no literal")))?;
        self.types.insert(id, literal.clone());
        Ok(literal)
    }
}

fn look_up(conn: &Connection, query: &str, id: i64) -> Result<Option<String>, StoreError> {
    conn.prepare_cached(query)
        .and_then(|mut statement| statement.query_row([id], |row| row.get(0)).optional())
        .map_err(sql)
}

fn bytes<const N: usize>(row: &Row<'_>, column: usize) -> rusqlite::Result<[u8; N]> {
    let value = row.get_ref(column)?;
    value.as_blob()?.try_into().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Blob, Box::new(error))
    })
}

fn unsigned(number: i64) -> rusqlite::Result<u64> {
    u64::try_from(number).map_err(|_negative| rusqlite::Error::IntegralValueOutOfRange(0, number))
}

/// SQLite counts to 2^63 - 1; nothing is stored above it.
fn clamp(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn damaged(position: i64, what: String) -> StoreError {
    StoreError::Corrupt {
        place: format!("position {position}"),
        what,
    }
}
