//! The stored columns, read in pages: a reader that holds one transaction for
//! long keeps a running log from being checkpointed.

use super::{VerifyError, VerifyReport};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};
use std::{fs, io, path::Path};

pub(super) struct Log {
    pub(super) conn: Connection,
}

impl Log {
    pub(super) fn open(dir: &Path) -> Result<Self, VerifyError> {
        let path = dir.join("log.db");
        if !path.is_file() {
            return Err(VerifyError::NoLog {
                path: dir.display().to_string(),
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&path, flags)?;
        conn.execute_batch("PRAGMA mmap_size = 268435456; PRAGMA cache_size = -16384;")?;
        match probe(&conn) {
            Ok(()) => return Ok(Log { conn }),
            // What the log beside it holds would be passed over.
            Err(error) if holds_more(&path) => return Err(error.into()),
            Err(_) => {}
        }
        // A WAL database on a medium that cannot be written to.
        let uri = format!("file:{}?mode=ro&immutable=1", percent(&path));
        let conn = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?;
        probe(&conn)?;
        Ok(Log { conn })
    }
}

/// Events that are not in the file itself yet.
fn holds_more(path: &Path) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push("-wal");
    fs::metadata(beside).is_ok_and(|beside| beside.len() > 0)
}

fn probe(conn: &Connection) -> rusqlite::Result<()> {
    conn.query_row("SELECT count(*) FROM meta", [], |_row| Ok(()))
}

fn percent(path: &Path) -> String {
    let text = path.display().to_string();
    text.replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23")
}

pub(super) fn bytes<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r [u8]> {
    Ok(row.get_ref(column)?.as_bytes()?)
}

pub(super) fn bytes_or_null<'r>(
    row: &'r Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<&'r [u8]>> {
    Ok(row.get_ref(column)?.as_bytes_or_null()?)
}

/// Position and hash of an event that was durable when the mark was written.
pub(super) struct Mark {
    position: i64,
    hash: String,
}

impl Mark {
    pub(super) fn read(dir: &Path, report: &mut VerifyReport) -> Option<Self> {
        let text = match fs::read_to_string(dir.join("high-water")) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(_) => String::new(),
        };
        let parsed = text
            .trim_end()
            .split_once(' ')
            .and_then(|(position, hash)| {
                Some(Mark {
                    position: position.parse().ok()?,
                    hash: hash.to_owned(),
                })
            });
        if parsed.is_none() {
            report.find(
                "log",
                None,
                "the high-water file is not a position and a hash",
            );
        }
        parsed
    }

    pub(super) fn check(&self, log: &Log, report: &mut VerifyReport) -> Result<(), VerifyError> {
        let stored: Option<String> = log
            .conn
            .query_row(
                "SELECT lower(hex(hash)) FROM events WHERE position = ?1",
                [self.position],
                |row| row.get(0),
            )
            .optional()?;
        if stored.as_deref() != Some(&*self.hash) {
            let what = format!(
                "the acknowledged event at position {} is not there",
                self.position
            );
            report.find("log", None, what);
        }
        Ok(())
    }
}
