//! What can go wrong, and what the caller should do.

use crate::frame::FrameError;
use levy_domain::bytes::Digest;
use levy_store::{AppendError, Revision, StoreError, StreamName};
use std::sync::Arc;
use thiserror::Error;

/// Reading failed. A stream that is broken is quarantined; a store that
/// failed stops the daemon.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The store; its own code tells what to do.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// `LEVY-J01`: the chain does not hold; quarantine the stream, run the
    /// verifier, restore.
    #[error("LEVY-J01 the chain of {stream} is broken at revision {}; quarantine it, run the verifier and restore", .revision.0)]
    Broken {
        /// Which stream.
        stream: StreamName,
        /// First event that does not follow the one before it.
        revision: Revision,
    },
    /// `LEVY-J02`: a header cannot be read; quarantine the stream.
    #[error("LEVY-J02 the header of {stream} at revision {} does not fit: {why}; quarantine it and run the verifier", .revision.0)]
    Header {
        /// Which stream.
        stream: StreamName,
        /// Which event.
        revision: Revision,
        /// What does not fit.
        why: &'static str,
    },
    /// `LEVY-J03`: a body is not what its digest says; do not use it, restore.
    #[error("LEVY-J03 evidence {digest} is damaged; do not use it, restore it from a backup")]
    Evidence {
        /// Its digest.
        digest: Digest,
    },
}

/// What to do about a [`WriteError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing was written. Read what came between, decide again.
    DecideAgain,
    /// Perhaps written. Read the stream and fold what is there, never what
    /// was meant.
    Reread,
    /// Nothing was written. Write it in smaller batches.
    Split,
    /// Nothing was written, and it never will be: a programming error.
    Report,
    /// The writer or its store has ended. Stop the daemon, start again,
    /// recover from the log.
    Stop,
}

/// Why a write was not answered with "durable".
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// `LEVY-J10`: somebody wrote first.
    #[error("LEVY-J10 the stream is at {actual:?}; read it and decide again")]
    Conflict {
        /// Last revision of the stream, `None` when it is absent.
        actual: Option<Revision>,
    },
    /// `LEVY-J11`: perhaps written.
    #[error("LEVY-J11 outcome unknown ({0}); read the stream again before anything else")]
    Uncertain(String),
    /// `LEVY-J12`: one of these command ids wrote something else before.
    #[error("LEVY-J12 a command id was used before for something else; use a new id")]
    IdReused,
    /// `LEVY-J13`: the write breaks a limit.
    #[error("LEVY-J13 {what} is {size}, the limit is {limit}; split the write")]
    TooLarge {
        /// Which limit.
        what: &'static str,
        /// What came.
        size: usize,
        /// What is allowed.
        limit: usize,
    },
    /// `LEVY-J14`: the write is not one.
    #[error("LEVY-J14 {0}; report it")]
    Malformed(&'static str),
    /// `LEVY-J15`: the caller folded another stream than the stored one.
    #[error(
        "LEVY-J15 the previous hash is not that of the stream's last event; quarantine the stream"
    )]
    WrongPrevious,
    /// `LEVY-J16`: the writer has ended.
    #[error("LEVY-J16 the journal is closed; start it again")]
    Closed,
    /// An event got no frame.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The store failed, now or earlier; its own code tells what to do.
    #[error(transparent)]
    Store(Arc<StoreError>),
}

impl WriteError {
    /// What to do.
    pub fn remedy(&self) -> Remedy {
        match self {
            WriteError::Conflict { .. } => Remedy::DecideAgain,
            WriteError::Uncertain(_) => Remedy::Reread,
            WriteError::TooLarge { .. } => Remedy::Split,
            WriteError::IdReused
            | WriteError::Malformed(_)
            | WriteError::WrongPrevious
            | WriteError::Frame(_) => Remedy::Report,
            WriteError::Closed | WriteError::Store(_) => Remedy::Stop,
        }
    }
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        WriteError::Store(Arc::new(error))
    }
}

impl From<AppendError> for WriteError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict { actual } => WriteError::Conflict { actual },
            AppendError::IdReused => WriteError::IdReused,
            AppendError::TooLarge { what, size, limit } => {
                WriteError::TooLarge { what, size, limit }
            }
            AppendError::Malformed(why) => WriteError::Malformed(why),
            AppendError::Store(error) => error.into(),
            // What a newer store may say is not known to be "not written".
            other => WriteError::Uncertain(other.to_string()),
        }
    }
}
