//! Tables, the view for auditors, and what is fixed when a log is created.

use super::{ClockKind, Meta, failed, sql};
use crate::StoreError;
use rusqlite::{Connection, OptionalExtension, params};

/// Layout of the tables.
pub(super) const FORMAT: u32 = 1;
/// The newest frame this program reads.
pub(super) const READS: u32 = 1;
/// Facts that only this module writes.
pub(super) const FIXED_KEYS: [&str; 3] = ["clock", "format", "min_reader"];

/// "Levy", so that `file` knows what it sees.
const APPLICATION_ID: i32 = 0x4c65_7679;
/// 3.51.3: before it two connections that write and checkpoint could damage
/// the log (the WAL-reset defect).
const OLDEST_SQLITE: i32 = 3_051_003;

/// No foreign keys: each would cost a look-up per event, and one writer keeps
/// the ids right.
const TABLES: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE streams(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE types(id INTEGER PRIMARY KEY, literal TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE events(
  position INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  event_id BLOB NOT NULL,
  type_id INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  header TEXT NOT NULL,
  payload BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_stream ON events(stream_id, revision);
CREATE UNIQUE INDEX events_by_id ON events(event_id);
CREATE TABLE evidence(digest BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB) STRICT;
CREATE VIEW event_log AS SELECT
  e.position, s.name AS stream, e.revision, lower(hex(e.event_id)) AS event_id,
  t.literal AS type, e.recorded_at,
  json_extract(e.header, '$.schema') AS schema,
  json_extract(e.header, '$.court') AS court,
  json_extract(e.header, '$.decided_at') AS decided_at,
  json_extract(e.header, '$.happened_at') AS happened_at,
  json_extract(e.header, '$.actor') AS actor,
  json_extract(e.header, '$.command') AS command,
  json_extract(e.header, '$.causation') AS causation,
  json_extract(e.header, '$.correlation') AS correlation,
  json_extract(e.header, '$.rules') AS rules,
  json_extract(e.header, '$.origin') AS origin,
  length(e.payload) AS payload_bytes, lower(hex(e.hash)) AS hash
FROM events e
LEFT JOIN streams s ON s.id = e.stream_id
LEFT JOIN types t ON t.id = e.type_id;
";

pub(super) fn assert_version() -> Result<(), StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::Refused(format!(
            "SQLite 3.51.3 or newer is needed, this is {}",
            rusqlite::version()
        )));
    }
    Ok(())
}

/// True when the file holds no table yet.
pub(super) fn is_blank(conn: &Connection) -> Result<bool, StoreError> {
    conn.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })
    .map_err(sql)
}

/// Creates everything in one transaction, so that a crash leaves a blank file.
pub(super) fn create(conn: &mut Connection, clock: ClockKind) -> Result<(), StoreError> {
    let tx = conn.transaction().map_err(sql)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(sql)?;
    tx.execute_batch(TABLES).map_err(sql)?;
    let facts = [
        ("clock", clock.literal().to_owned()),
        ("epoch", "1".to_owned()),
        ("format", FORMAT.to_string()),
        ("min_reader", READS.to_string()),
    ];
    for (key, value) in facts {
        tx.execute(
            "INSERT INTO meta(key, value) VALUES (?1, ?2)",
            params![key, value],
        )
        .map_err(sql)?;
    }
    tx.commit().map_err(sql)
}

/// Reads the fixed facts; refuses a log that needs a newer program.
pub(super) fn load(conn: &Connection) -> Result<Meta, StoreError> {
    let application: i32 = conn
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(sql)?;
    if application != APPLICATION_ID {
        return Err(StoreError::Refused(
            "log.db is not a log of this program".into(),
        ));
    }
    let number = |key| match fact(conn, key)?.map(|value| value.parse::<u32>()) {
        Some(Ok(number)) => Ok(number),
        Some(Err(_)) | None => Err(damaged(key)),
    };
    let min_reader = number("min_reader")?;
    if min_reader > READS {
        return Err(StoreError::TooNew {
            needs: min_reader,
            reads: READS,
        });
    }
    let format = number("format")?;
    if format != FORMAT {
        return Err(StoreError::TooNew {
            needs: format,
            reads: FORMAT,
        });
    }
    let clock = fact(conn, "clock")?.and_then(|literal| ClockKind::from_literal(&literal));
    Ok(Meta {
        clock: clock.ok_or_else(|| damaged("clock"))?,
        format,
        min_reader,
    })
}

pub(super) fn fact(conn: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    conn.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| {
        row.get(0)
    })
    .optional()
    .map_err(sql)
}

pub(super) fn use_wal(conn: &Connection) -> Result<(), StoreError> {
    let mode: String = conn
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(sql)?;
    if mode == "wal" {
        Ok(())
    } else {
        Err(failed(format!("journal mode is {mode}, not wal")))
    }
}

fn damaged(key: &str) -> StoreError {
    StoreError::Corrupt {
        place: format!("meta {key}"),
        what: "missing or not readable".into(),
    }
}
