//! The high-water file: the last event known to be durable, kept outside the
//! database.
//!
//! On a bad WAL checksum SQLite silently drops that frame and all that follow,
//! acknowledged events too. A log that ends below this mark has lost some.

use super::{files, io, sql};
use crate::StoreError;
use rusqlite::{Connection, OptionalExtension};
use std::{fs, io::ErrorKind, path::Path};

const NAME: &str = "high-water";

/// Position and hash of an event that was durable when the mark was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) position: u64,
    pub(super) hash: [u8; 32],
}

impl Mark {
    pub(super) fn write(&self, dir: &Path) -> Result<(), StoreError> {
        let text = format!("{} {}\n", self.position, hex(&self.hash));
        files::replace(
            &dir.join(NAME),
            &dir.join("high-water.tmp"),
            text.as_bytes(),
        )
    }

    /// `None` when the directory has no mark: a new log, or a copy without one.
    fn read(dir: &Path) -> Result<Option<(u64, String)>, StoreError> {
        let path = dir.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io(&path, &error)),
        };
        let parsed = text
            .trim_end()
            .split_once(' ')
            .and_then(|(position, hash)| {
                Some((position.parse().ok()?, hash.to_owned())).filter(|_| hash.len() == 64)
            });
        parsed.map(Some).ok_or_else(|| StoreError::Corrupt {
            place: NAME.into(),
            what: "not a position and a hash".into(),
        })
    }

    /// Refuses a log that ends below the mark or holds another event there.
    pub(super) fn check(dir: &Path, conn: &Connection) -> Result<(), StoreError> {
        let Some((position, hash)) = Self::read(dir)? else {
            return Ok(());
        };
        let corrupt = |what: String| StoreError::Corrupt {
            place: "high-water".into(),
            what,
        };
        let stored: Option<String> = conn
            .query_row(
                "SELECT lower(hex(hash)) FROM events WHERE position = ?1",
                [i64::try_from(position).unwrap_or(i64::MAX)],
                |row| row.get(0),
            )
            .optional()
            .map_err(sql)?;
        match stored {
            Some(stored) if stored == hash => Ok(()),
            Some(_) => Err(corrupt(format!(
                "position {position} holds another event than the one that was acknowledged"
            ))),
            None => {
                let last: Option<i64> = conn
                    .query_row("SELECT max(position) FROM events", [], |row| row.get(0))
                    .map_err(sql)?;
                Err(corrupt(format!(
                    "the log ends at position {}, but position {position} was acknowledged: \
                     events are lost, restore from a backup or a replica",
                    last.unwrap_or(0)
                )))
            }
        }
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}
