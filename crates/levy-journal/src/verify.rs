//! An independent check of a stored log: from plain columns, with nothing of
//! the store's own code. `tools/verify.py` makes the same checks with
//! standard Python; a test holds the two against each other.
//!
//! What is found: any changed byte of a stored stream name, revision, event
//! id, type, recorded time, header, payload, hash or body of evidence; missing
//! events; events that were acknowledged and are gone (by the high-water
//! file); evidence that an event names and nobody has; tables, indexes, views
//! or triggers that are not as the store makes them, or do not agree; facts of
//! the store that are not those the log began with.
//! What is not: the last events that were never in the high-water file, the
//! order between streams of events recorded in one and the same millisecond,
//! and a log rewritten as a whole. A signed head shows those.

mod begun;
mod body;
mod event;
mod layout;
mod rows;

use std::{fmt, path::Path};
use thiserror::Error;

/// Findings that are listed; the rest is only counted.
const LISTED: usize = 1_000;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stream, or `evidence`, or `log`.
    pub stream: String,
    /// The revision, where there is one.
    pub revision: Option<i64>,
    /// What does not hold. Repeats nothing of a header or payload.
    pub what: String,
}

/// What was checked and what does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// Streams with events.
    pub streams: u64,
    /// Events.
    pub events: u64,
    /// Bodies of evidence.
    pub bodies: u64,
    /// The first thousand things that do not hold.
    pub findings: Vec<Finding>,
    /// How many do not hold in all.
    pub found: u64,
}

/// The log could not be checked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// `LEVY-J40`: there is no log here; check the path.
    #[error("LEVY-J40 {path} holds no log.db; check the path")]
    NoLog {
        /// The directory.
        path: String,
    },
    /// `LEVY-J41`: the file itself is damaged.
    #[error("LEVY-J41 log.db cannot be read to its end ({0}); restore it from a backup")]
    Unreadable(rusqlite::Error),
    /// `LEVY-J42`: the machine did not let it be read, which says nothing of
    /// what is in it: no room, no permission, in use.
    #[error("LEVY-J42 log.db could not be read now ({0}); check room and permissions, then repeat")]
    NotNow(rusqlite::Error),
}

impl From<rusqlite::Error> for VerifyError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, FileLockingProtocolFailed,
            OutOfMemory, PermissionDenied, ReadOnly, SystemIoFailure,
        };
        match error.sqlite_error_code() {
            Some(
                CannotOpen
                | DatabaseBusy
                | DatabaseLocked
                | DiskFull
                | FileLockingProtocolFailed
                | OutOfMemory
                | PermissionDenied
                | ReadOnly
                | SystemIoFailure,
            ) => VerifyError::NotNow(error),
            // What it is that was read does not fit.
            _ => VerifyError::Unreadable(error),
        }
    }
}

impl VerifyReport {
    /// True when everything holds.
    pub fn holds(&self) -> bool {
        self.found == 0
    }

    fn find(&mut self, stream: impl Into<String>, revision: Option<i64>, what: impl Into<String>) {
        self.found += 1;
        if self.findings.len() < LISTED {
            self.findings.push(Finding {
                stream: stream.into(),
                revision,
                what: what.into(),
            });
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.revision {
            Some(revision) => write!(f, "{} {revision}: {}", self.stream, self.what),
            None => write!(f, "{}: {}", self.stream, self.what),
        }
    }
}

/// Checks the log in `dir`, which may be in use, without changing it. Takes
/// memory for each stream (about 100 bytes) and for one event at a time.
///
/// # Errors
/// [`VerifyError`] when the log cannot be read to its end; what was read says
/// nothing then.
pub fn verify_dir(dir: &Path) -> Result<VerifyReport, VerifyError> {
    let mut report = VerifyReport::default();
    // Before the log: a mark may only be behind what is read after it.
    let mark = rows::Mark::read(dir, &mut report);
    let log = rows::Log::open(dir)?;
    let Some(facts) = layout::check(&log, &mut report)? else {
        return Ok(report);
    };
    event::check_all(&log, &facts, &mut report)?;
    body::check_all(&log, dir, &mut report)?;
    if let Some(mark) = mark {
        mark.check(&log, &mut report)?;
    }
    Ok(report)
}
