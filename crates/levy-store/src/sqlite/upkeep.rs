//! The thread beside the writer: checkpoints and the high-water file.

use super::health::{Health, WAL_PAGES};
use crate::StoreError;
use rusqlite::{Connection, ErrorCode, config::DbConfig};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

/// Half of the second that the high-water file may be behind.
const MARK_EVERY: Duration = Duration::from_millis(500);
/// Passes before the writer is asked to copy what is left. Each pass leaves
/// what was written meanwhile, so the rest shrinks.
const PASSES: usize = 3;
/// A rest that the writer copies within a few milliseconds.
const SMALL_REST: u32 = WAL_PAGES / 16;

/// Everything that the upkeep thread owns.
pub(super) struct Upkeep {
    pub(super) dir: PathBuf,
    pub(super) conn: Connection,
    pub(super) health: Arc<Health>,
    pub(super) nudges: Receiver<()>,
}

impl Upkeep {
    /// Returns when the writer has ended, with the log in one file and the
    /// mark at its end.
    pub(super) fn run(self) -> Result<(), StoreError> {
        let mut due = None;
        loop {
            let nudge = match due {
                None => self
                    .nudges
                    .recv()
                    .map_err(|_ended| RecvTimeoutError::Disconnected),
                Some(at) => self
                    .nudges
                    .recv_timeout(Instant::saturating_duration_since(&at, Instant::now())),
            };
            if nudge == Err(RecvTimeoutError::Disconnected) {
                return self.end();
            }
            if due.is_none() && self.health.is_behind() {
                due = Some(Instant::now() + MARK_EVERY);
            }
            if self.health.is_full() {
                self.shrink();
            }
            if due.is_some_and(|at| at <= Instant::now()) {
                due = match self.mark() {
                    Ok(()) => None,
                    Err(error) => {
                        tracing::warn!(%error, "the high-water file is behind");
                        self.health.still_behind();
                        Some(Instant::now() + MARK_EVERY)
                    }
                };
            }
        }
    }

    fn end(self) -> Result<(), StoreError> {
        let marked = self.mark();
        if let Some(why) = self.health.failure() {
            // Closing must not sync again what once failed to be synced.
            self.conn
                .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
                .map_err(super::sql)?;
            return Err(super::failed(why.to_owned()));
        }
        self.checkpoint("PRAGMA wal_checkpoint(TRUNCATE)")
            .map_err(super::sql)?;
        marked
    }

    fn mark(&self) -> Result<(), StoreError> {
        self.health
            .take_newest()
            .map_or(Ok(()), |mark| mark.write(&self.dir))
    }

    /// Copies the WAL into the database while the writer goes on.
    fn shrink(&self) {
        if self.health.failure().is_some() {
            return;
        }
        for _pass in 0..PASSES {
            match self.checkpoint("PRAGMA wal_checkpoint(PASSIVE)") {
                Ok(copied) if self.health.wal_pages().saturating_sub(copied) > SMALL_REST => {}
                Ok(_) => break,
                // The WAL holds what could not be copied and goes on growing.
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
                    tracing::warn!(%error, "no checkpoint");
                    return;
                }
                Err(error) => return self.health.poison(&error.to_string()),
            }
        }
        self.health.request_finish();
    }

    /// Pages copied so far.
    fn checkpoint(&self, pragma: &str) -> rusqlite::Result<u32> {
        self.conn.query_row(pragma, [], |row| {
            row.get::<_, i32>(2).map(i32::unsigned_abs)
        })
    }
}
