//! The wake index: which stream to open when. Only a cache that follows the
//! log: it is thrown away and rebuilt whenever it does not fit.

mod file;

use levy_domain::time::Timestamp;
use levy_store::{Position, Revision, StreamName};
use rusqlite::{Connection, OptionalExtension, Row, params, types::Type};
use std::{
    fmt, io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};
use thiserror::Error;

/// A row that knows more of its stream is not overwritten by one that knows
/// less.
const SET: &str = "
INSERT INTO wakes(stream, next_wake, owes, last) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT(stream) DO UPDATE
SET next_wake = excluded.next_wake, owes = excluded.owes, last = excluded.last
WHERE excluded.last >= wakes.last";
const GET: &str = "SELECT stream, next_wake, owes, last FROM wakes WHERE stream = ?1";
const DUE: &str = "SELECT stream, next_wake, owes, last FROM wakes
WHERE next_wake IS NOT NULL AND next_wake <= ?1 ORDER BY next_wake LIMIT ?2";
const OWING: &str = "SELECT stream, next_wake, owes, last FROM wakes
WHERE owes = 1 AND stream > ?1 ORDER BY stream LIMIT ?2";
const WAITING: &str = "SELECT stream, next_wake, owes, last FROM wakes
WHERE owes = 0 AND next_wake IS NOT NULL AND stream > ?1 ORDER BY stream LIMIT ?2";
const NEXT: &str = "SELECT min(next_wake) FROM wakes WHERE next_wake IS NOT NULL";
/// What is known of one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wake {
    /// Which stream.
    pub stream: StreamName,
    /// When it will next owe more than it does; `None` when only an event can
    /// change that.
    pub next_wake: Option<Timestamp>,
    /// It owes something already.
    pub owes: bool,
    /// The revision that all this was computed from.
    pub last: Revision,
}

/// `LEVY-J30`: the index cannot be used; delete `wake.db` and start again.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WakeError {
    /// The database.
    #[error(
        "LEVY-J30 the wake index failed ({0}); it is only a cache: delete wake.db and start again"
    )]
    Sql(#[from] rusqlite::Error),
    /// The file.
    #[error("LEVY-J30 the wake index at {path} cannot be replaced ({source}); repair the disk")]
    Io {
        /// Which file.
        path: String,
        /// What the operating system said.
        source: io::Error,
    },
}

/// The index in `wake.db`. Calls take well under a millisecond each and may
/// be made from async code; a large batch should not.
pub struct WakeIndex {
    conn: Mutex<Connection>,
    store: String,
    on_disk: bool,
}

impl WakeIndex {
    /// Opens the index of the log `store` in `dir`. One that is unreadable,
    /// of another layout, of another log, or ahead of `head` is replaced by an
    /// empty one. `store` must change when a log comes back from a backup:
    /// the store's id with its epoch does.
    ///
    /// # Errors
    /// [`WakeError`] when it cannot be replaced either.
    pub fn open(dir: &Path, store: &str, head: Option<Position>) -> Result<Self, WakeError> {
        let conn = file::open(&dir.join("wake.db"), store, head)?;
        Ok(WakeIndex {
            conn: Mutex::new(conn),
            store: store.to_owned(),
            on_disk: true,
        })
    }

    /// An empty index of the log `store` that no disk keeps: for simulations
    /// and tests, where whoever restarts an engine hands it on.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn in_memory(store: &str) -> Result<Self, WakeError> {
        let conn = file::in_memory(store)?;
        Ok(WakeIndex {
            conn: Mutex::new(conn),
            store: store.to_owned(),
            on_disk: false,
        })
    }

    /// Whether a call may have to wait for a disk.
    pub fn is_on_disk(&self) -> bool {
        self.on_disk
    }

    /// Takes a batch and the position up to which the log was followed, in
    /// one transaction.
    ///
    /// # Errors
    /// [`WakeError::Sql`]; nothing of the batch is there then.
    pub fn set(&self, batch: &[Wake], upto: Position) -> Result<(), WakeError> {
        let mut conn = self.conn();
        let tx = conn.transaction()?;
        {
            let mut set = tx.prepare_cached(SET)?;
            for Wake {
                stream,
                next_wake,
                owes,
                last,
            } in batch
            {
                let at = next_wake.map(|at| at.0);
                set.execute(params![stream.as_str(), at, owes, clamp(last.0)])?;
            }
        }
        file::set_fact(&tx, "checkpoint", &upto.0.to_string())?;
        Ok(tx.commit()?)
    }

    /// Streams whose time has come, the earliest first.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Wake>, WakeError> {
        let conn = self.conn();
        let mut due = conn.prepare_cached(DUE)?;
        let rows = due.query_map(params![now.0, clamp(limit as u64)], wake)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Streams that owe something, by name, those above `after`.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn owing(&self, after: Option<&StreamName>, limit: usize) -> Result<Vec<Wake>, WakeError> {
        let conn = self.conn();
        let mut owing = conn.prepare_cached(OWING)?;
        let after = after.map_or("", StreamName::as_str);
        let rows = owing.query_map(params![after, clamp(limit as u64)], wake)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Streams that owe nothing before their time comes, by name, those above
    /// `after`.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn waiting(
        &self,
        after: Option<&StreamName>,
        limit: usize,
    ) -> Result<Vec<Wake>, WakeError> {
        let conn = self.conn();
        let mut waiting = conn.prepare_cached(WAITING)?;
        let after = after.map_or("", StreamName::as_str);
        let rows = waiting.query_map(params![after, clamp(limit as u64)], wake)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The earliest time of any stream.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn next_wake(&self) -> Result<Option<Timestamp>, WakeError> {
        let at: Option<i64> = self
            .conn()
            .prepare_cached(NEXT)?
            .query_row([], |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }

    /// What is known of a stream.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn get(&self, stream: &StreamName) -> Result<Option<Wake>, WakeError> {
        Ok(self
            .conn()
            .prepare_cached(GET)?
            .query_row([stream.as_str()], wake)
            .optional()?)
    }

    /// Up to where the log was followed; `None` for an empty index.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn checkpoint(&self) -> Result<Option<Position>, WakeError> {
        Ok(file::checkpoint(&self.conn())?)
    }

    /// Forgets everything; the log is to be followed from its start.
    ///
    /// # Errors
    /// [`WakeError::Sql`].
    pub fn clear(&self) -> Result<(), WakeError> {
        let mut conn = self.conn();
        let tx = conn.transaction()?;
        tx.execute_batch("DELETE FROM wakes; DELETE FROM facts;")?;
        file::claim(&tx, &self.store)?;
        Ok(tx.commit()?)
    }

    /// A panic elsewhere leaves at most an open transaction, which is rolled
    /// back.
    fn conn(&self) -> MutexGuard<'_, Connection> {
        self.conn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for WakeIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WakeIndex")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

fn wake(row: &Row<'_>) -> rusqlite::Result<Wake> {
    let stream: String = row.get(0)?;
    let stream = StreamName::new(&stream);
    let stream = stream.map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
    })?;
    let next_wake: Option<i64> = row.get(1)?;
    let last: i64 = row.get(3)?;
    Ok(Wake {
        stream,
        next_wake: next_wake.map(Timestamp),
        owes: row.get(2)?,
        last: Revision(last.unsigned_abs()),
    })
}

/// SQLite counts to 2^63 - 1.
fn clamp(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
