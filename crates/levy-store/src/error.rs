//! What can go wrong, and what the caller should do.

use crate::Revision;
use thiserror::Error;

/// The store cannot serve.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// `LEVY-S01`: the operating system or the database failed; stop writing,
    /// restart and recover from the log.
    #[error("LEVY-S01 store failed: {0}")]
    Failed(String),
    /// `LEVY-S02`: stored bytes are not what was written; stop and restore.
    #[error("LEVY-S02 stored data is damaged at {place}: {what}")]
    Corrupt {
        /// Stream, position or page.
        place: String,
        /// What did not fit.
        what: String,
    },
    /// `LEVY-S03`: another process owns this directory; stop it first.
    #[error("LEVY-S03 {path} is in use by another process")]
    InUse {
        /// The directory.
        path: String,
    },
    /// `LEVY-S04`: written by a newer program; use that one.
    #[error("LEVY-S04 the log needs format {needs}, this program reads up to {reads}")]
    TooNew {
        /// The store's `min_reader`.
        needs: u32,
        /// What this program reads.
        reads: u32,
    },
    /// `LEVY-S05`: a setting of the store does not allow this use.
    #[error("LEVY-S05 {0}")]
    Refused(String),
}

/// Why an append was not answered with "durable".
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AppendError {
    /// `LEVY-S10`: somebody wrote first; re-read, decide again.
    #[error("LEVY-S10 the stream is at {actual:?}")]
    Conflict {
        /// Last revision of the stream, `None` when it is absent.
        actual: Option<Revision>,
    },
    /// `LEVY-S11`: an event id is known with other bytes; a programming error.
    #[error("LEVY-S11 an event id was used before with other bytes")]
    IdReused,
    /// `LEVY-S12`: the batch breaks a limit; split it.
    #[error("LEVY-S12 {what} is {size}, the limit is {limit}")]
    TooLarge {
        /// Which limit.
        what: &'static str,
        /// What came.
        size: usize,
        /// What is allowed.
        limit: usize,
    },
    /// `LEVY-S13`: an empty batch or a bad type literal.
    #[error("LEVY-S13 {0}")]
    Malformed(&'static str),
    /// `LEVY-S14`: perhaps written; re-read before doing anything else.
    #[error("LEVY-S14 outcome unknown: {0}")]
    Uncertain(String),
    /// Not written, and the store cannot go on.
    #[error(transparent)]
    Store(#[from] StoreError),
}
