//! Views from the start of a log, in a file that nobody reads before it is
//! whole. It needs neither a journal nor commits on the way nor syncs: one
//! that was not finished is thrown away.

use super::{Checkpoint, Earlier, create_indexes, create_tables, digest, fold::Fold, meta};
use crate::{ViewError, ledger::Missing};
use levy_journal::Entry;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// Entries after which what waits is written. A query that is planned, sealed
/// and answered within them is one row written once.
const SPAN: usize = 16_000;

/// Views that are being built. Dropping them removes their file.
pub(crate) struct Build {
    // Closed before its file is removed.
    conn: Connection,
    fold: Fold,
    checkpoint: Option<Checkpoint>,
    _file: Scratch,
}

struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = meta::remove(&self.0) {
            tracing::warn!(%error, "a file of built views could not be removed");
        }
    }
}

impl Build {
    /// Begins at the start of the log. What is at `path` is removed.
    pub(crate) fn start(path: &Path, store_id: &str) -> Result<Self, ViewError> {
        meta::remove(path)?;
        let file = Scratch(path.to_owned());
        let conn = meta::connect_alone(path)?;
        conn.execute_batch("BEGIN EXCLUSIVE")?;
        create_tables(&conn, store_id)?;
        Ok(Build {
            conn,
            fold: Fold::default(),
            checkpoint: None,
            _file: file,
        })
    }

    /// The streams that must be loaded before these entries can be taken.
    pub(crate) fn missing(&self, entries: &[Entry]) -> Vec<Missing> {
        self.fold.missing(entries)
    }

    /// Takes the next entries. After an error the build is of no use.
    pub(crate) fn take(&mut self, earlier: Earlier, entries: &[Entry]) -> Result<(), ViewError> {
        let taken = self.fold.take(&self.conn, earlier, entries)?;
        self.checkpoint = taken.or(self.checkpoint);
        if self.fold.taken() >= SPAN {
            self.fold.write(&self.conn)?;
        }
        Ok(())
    }

    /// Ends it: now the tables and the position are whole.
    pub(crate) fn finish(&mut self) -> Result<(), ViewError> {
        self.fold.write(&self.conn)?;
        meta::move_to(&self.conn, self.checkpoint)?;
        Ok(self.conn.execute_batch("COMMIT")?)
    }

    /// The finished file, with what readers look up by.
    pub(crate) fn for_readers(&self) -> Result<&Connection, ViewError> {
        create_indexes(&self.conn)?;
        Ok(&self.conn)
    }

    /// SHA-256 over all rows in key order.
    pub(crate) fn digest(&self) -> Result<[u8; 32], ViewError> {
        Ok(digest(&self.conn)?)
    }
}
