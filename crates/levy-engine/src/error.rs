//! What can go wrong, and what the caller should do.

use levy_domain::refusal::Refusal;
use thiserror::Error;

/// Code of a stream whose events do not fit together, wherever it is shown.
pub const QUARANTINE: &str = "LEVY-E01";

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CommandError {
    /// A rule says no; nothing happened.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// `LEVY-E01`: the stream does not fit and takes no commands; its log
    /// must be looked at by a person.
    #[error("LEVY-E01 the stream is in quarantine: {0}; verify the log and ask a person")]
    Quarantined(String),
    /// `LEVY-E02`: perhaps carried out; send the same command id again.
    #[error("LEVY-E02 perhaps carried out ({0}); repeat it with the same command id")]
    Uncertain(String),
    /// `LEVY-E03`: the engine is stopping.
    #[error("LEVY-E03 the engine is stopping; try again when it runs")]
    Stopping,
    /// `LEVY-E04`: the officer is not filed for this role.
    #[error("LEVY-E04 the officer is not filed for role {0}; file the officer first (rule N-05)")]
    NotFiled(String),
    /// `LEVY-E05`: the command is for another court.
    #[error("LEVY-E05 the caller belongs to another court")]
    OtherCourt,
    /// `LEVY-E06`: the command id stands for something else already; nothing
    /// happened.
    #[error(
        "LEVY-E06 this command id stands for another request; give each request an id of its own"
    )]
    IdReused,
    /// `LEVY-E07`: what follows from it is more than one write holds; nothing
    /// was written.
    #[error("LEVY-E07 it makes more than one write may hold ({0}); send it in parts")]
    TooLarge(String),
}

/// Why the engine cannot start or go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] levy_journal::JournalError),
    /// The wake index failed; it is a cache and may be deleted.
    #[error(transparent)]
    Wake(#[from] levy_journal::WakeError),
    /// A command that the start needs was refused.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// `LEVY-E10`: the court's short name cannot stand in a stream name.
    #[error("LEVY-E10 the court's short name must be lower-case ASCII letters and digits: {0}")]
    BadSlug(&'static str),
    /// A rule text could not be kept as evidence.
    #[error(transparent)]
    Evidence(#[from] levy_journal::EvidenceError),
}
