//! The file of the wake index: kept when it fits, else replaced.

use super::WakeError;
use levy_store::{Position, private};
use rusqlite::{Connection, OptionalExtension};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Raised when the table changes; another layout is thrown away.
const LAYOUT: &str = "1";

/// A sync at checkpoints only: a crash may lose the last batches, which are
/// read from the log again, and never tears one from its checkpoint.
const OPEN: &str = "
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS facts(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wakes(
  stream TEXT PRIMARY KEY,
  next_wake INTEGER,
  owes INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS wakes_due ON wakes(next_wake) WHERE next_wake IS NOT NULL;
CREATE INDEX IF NOT EXISTS wakes_owing ON wakes(stream) WHERE owes = 1;
";
const FACT: &str = "SELECT value FROM facts WHERE key = ?1";
const SET_FACT: &str = "INSERT INTO facts(key, value) VALUES (?1, ?2)
ON CONFLICT(key) DO UPDATE SET value = excluded.value";

/// The index as it stands, or an empty one.
pub(super) fn open(
    path: &Path,
    store: &str,
    head: Option<Position>,
) -> Result<Connection, WakeError> {
    match connect(path).and_then(|conn| Ok((is_of(&conn, store, head)?, conn))) {
        Ok((true, conn)) => Ok(conn),
        Ok((false, conn)) => {
            drop(conn);
            replace(path, store)
        }
        Err(error) => {
            tracing::warn!(%error, "the wake index is not readable and is built anew");
            replace(path, store)
        }
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    // Where it cannot be made, SQLite says why.
    let _made = private::make_file(path);
    let conn = Connection::open(path)?;
    conn.execute_batch(OPEN)?;
    conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .and_then(|found: String| {
            if found == "ok" {
                Ok(conn)
            } else {
                Err(rusqlite::Error::InvalidQuery)
            }
        })
}

pub(super) fn in_memory(store: &str) -> rusqlite::Result<Connection> {
    let conn = Connection::open_in_memory()?;
    conn.execute_batch(OPEN)?;
    claim(&conn, store)?;
    Ok(conn)
}

fn is_of(conn: &Connection, store: &str, head: Option<Position>) -> rusqlite::Result<bool> {
    let fits = fact(conn, "store")?.as_deref() == Some(store)
        && fact(conn, "layout")?.as_deref() == Some(LAYOUT);
    Ok(fits && checkpoint(conn)? <= head)
}

fn replace(path: &Path, store: &str) -> Result<Connection, WakeError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let old = PathBuf::from(name);
        match fs::remove_file(&old) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(WakeError::Io {
                    path: old.display().to_string(),
                    source,
                });
            }
            Ok(()) | Err(_) => {}
        }
    }
    let conn = connect(path)?;
    claim(&conn, store)?;
    Ok(conn)
}

pub(super) fn claim(conn: &Connection, store: &str) -> rusqlite::Result<()> {
    set_fact(conn, "store", store)?;
    set_fact(conn, "layout", LAYOUT)
}

pub(super) fn checkpoint(conn: &Connection) -> rusqlite::Result<Option<Position>> {
    Ok(fact(conn, "checkpoint")?
        .and_then(|text| text.parse().ok())
        .map(Position))
}

fn fact(conn: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached(FACT)?
        .query_row([key], |row| row.get(0))
        .optional()
}

pub(super) fn set_fact(conn: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(SET_FACT)?
        .execute([key, value])
        .map(drop)
}
