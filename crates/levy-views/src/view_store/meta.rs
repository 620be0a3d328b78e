//! What the file says about itself: whose log, which versions, how far.

use super::{Checkpoint, VERSIONS};
use crate::{ViewError, row};
use levy_store::{Position, private};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Result, Transaction};
use std::{collections::BTreeMap, fs, io, path::Path, time::Duration};

/// Set in the file's header (`PRAGMA application_id`): `LvyV`.
const APPLICATION: i64 = 0x4c76_7956;
/// Statements kept prepared: all of them.
const STATEMENTS: usize = 256;
/// A reader of another process may hold the file for a moment.
const BUSY: Duration = Duration::from_secs(10);

/// Opens the file for the one writer.
pub(super) fn connect(path: &Path) -> Result<Connection> {
    // Where it cannot be made, SQLite says why.
    let _made = private::make_file(path);
    let conn = Connection::open(path)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // A view is a cache: losing its last batches costs reading them again.
    // Few large checkpoints: a page that many batches change is copied once.
    conn.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;
         PRAGMA wal_autocheckpoint = 16384;",
    )?;
    Ok(conn)
}

/// Makes a file that nobody else opens and that is thrown away unless it is
/// finished: nothing is kept to go back to.
pub(super) fn connect_alone(path: &Path) -> Result<Connection> {
    let _made = private::make_file(path);
    let conn = Connection::open(path)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.query_row("PRAGMA journal_mode = OFF", [], |_| Ok(()))?;
    conn.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
    conn.execute_batch(
        "PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;",
    )?;
    Ok(conn)
}

/// Opens the file for a reader.
pub(crate) fn connect_reader(path: &Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.execute_batch("PRAGMA query_only = 1; PRAGMA temp_store = MEMORY;")?;
    Ok(conn)
}

pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// Removes a file that cannot be used, with what SQLite keeps beside it.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Why the file cannot be gone on with; `None` when it can.
pub(super) fn why_not(conn: &Connection, store_id: &str) -> Result<Option<&'static str>> {
    let tables: i64 = conn.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(Some("there is no view yet"));
    }
    let application: i64 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if application != APPLICATION {
        return Ok(Some("the file was not finished or is not ours"));
    }
    let store: String = conn.query_row("SELECT store FROM follow", [], |row| row.get(0))?;
    if store != store_id {
        return Ok(Some("it follows another log"));
    }
    let known: BTreeMap<String, u32> = conn
        .prepare("SELECT name, version FROM projection")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_>>()?;
    let wanted = VERSIONS
        .iter()
        .map(|(name, version)| ((*name).to_owned(), *version));
    Ok((known != wanted.collect()).then_some("a projection has another version"))
}

pub(super) fn checkpoint(conn: &Connection) -> Result<Option<Checkpoint>> {
    let at: Option<(Option<i64>, Option<[u8; 32]>)> = conn
        .query_row("SELECT position, hash FROM follow", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    Ok(match at {
        Some((Some(position), Some(hash))) => Some(Checkpoint {
            position: Position(row::unsigned(position)),
            hash,
        }),
        Some(_) | None => None,
    })
}

pub(super) fn move_to(tx: &Connection, to: Option<Checkpoint>) -> Result<(), ViewError> {
    if let Some(to) = to {
        tx.prepare_cached("UPDATE follow SET position = ?1, hash = ?2")?
            .execute((row::whole(to.position.0), to.hash))?;
    }
    Ok(())
}

pub(super) fn drop_all(tx: &Transaction<'_>) -> Result<(), ViewError> {
    let tables: Vec<String> = tx
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_>>()?;
    for table in tables {
        tx.execute_batch(&format!("DROP TABLE \"{}\"", table.replace('"', "\"\"")))?;
    }
    Ok(())
}

pub(super) fn create(
    tx: &Connection,
    store_id: &str,
    versions: &[(&str, u32)],
) -> Result<(), ViewError> {
    tx.execute_batch(&format!("PRAGMA application_id = {APPLICATION}"))?;
    tx.execute_batch(
        "CREATE TABLE follow(store TEXT NOT NULL, position INTEGER, hash BLOB);
         CREATE TABLE projection(name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;",
    )?;
    tx.execute("INSERT INTO follow(store) VALUES (?1)", [store_id])?;
    for version in versions {
        tx.execute("INSERT INTO projection VALUES (?1, ?2)", *version)?;
    }
    Ok(())
}
