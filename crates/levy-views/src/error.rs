//! What can go wrong, and what the caller should do.

use levy_journal::JournalError;
use levy_store::{Position, StreamName};
use thiserror::Error;

/// A view cannot be brought forward or read. The log is never harmed by it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ViewError {
    /// `LEVY-V01`: the views' file failed; free space or delete the file, it
    /// is built again from the log.
    #[error(
        "LEVY-V01 the views' file failed ({0}); check space and rights, else delete views.db: it is built again from the log"
    )]
    File(#[from] rusqlite::Error),
    /// `LEVY-V02`: the directory of the views cannot be used.
    #[error(
        "LEVY-V02 the directory of the views cannot be used ({0}); check that it exists and is writable"
    )]
    Directory(#[from] std::io::Error),
    /// `LEVY-V03`: the log could not be read; its own code tells what to do.
    #[error("LEVY-V03 the log could not be read for the views: {0}")]
    Log(#[from] JournalError),
    /// `LEVY-V04`: nobody brings the views to the position asked for.
    #[error("LEVY-V04 the views stand at {} and do not follow up to {}: {why}; start the follower or catch up first", shown(.stands), .asked.0)]
    Behind {
        /// Where they stand.
        stands: Option<Position>,
        /// What was asked for.
        asked: Position,
        /// Why they do not go on.
        why: String,
    },
    /// `LEVY-V05`: the work was cut off by a shutdown or a panic; ask again.
    #[error("LEVY-V05 the view's work was cut off; ask again, and report it if it happens twice")]
    CutOff,
    /// `LEVY-V07`: another process brings the same file forward.
    #[error("LEVY-V07 another process brings the views forward; stop one of the two")]
    Elsewhere,
    /// `LEVY-V06`: the log lacks an event of a stream; run the verifier.
    #[error(
        "LEVY-V06 {stream} goes on at revision {found} instead of {expected}; run the verifier and restore the log"
    )]
    Gap {
        /// Which stream.
        stream: StreamName,
        /// The revision that comes next.
        expected: u64,
        /// The one that came.
        found: u64,
    },
}

fn shown(position: &Option<Position>) -> String {
    position.map_or_else(|| "the start".to_owned(), |position| position.0.to_string())
}
