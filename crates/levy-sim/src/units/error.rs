//! What can go wrong with the units' process, as opposed to a unit's "no".

use thiserror::Error;

/// `LEVY-U01` to `LEVY-U06`.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum UnitsError {
    /// `LEVY-U01`: the books cannot be read or written.
    #[error(
        "LEVY-U01 the books of the units cannot be used: {0}; look at the disk, then start again"
    )]
    Books(String),
    /// `LEVY-U02`: the configuration does not fit.
    #[error("LEVY-U02 the units cannot start: {0}")]
    Config(String),
    /// `LEVY-U03`: the process did not start or is gone.
    #[error(
        "LEVY-U03 the process of the units does not run: {0}; start it again, its books carry on"
    )]
    Process(String),
    /// `LEVY-U04`: a call over loopback failed.
    #[error("LEVY-U04 the units were not reached: {0}")]
    Call(String),
    /// `LEVY-U05`: the control plane turned a call away.
    #[error("LEVY-U05 the units answered status {status}: {why}")]
    Status {
        /// Status.
        status: u16,
        /// Its text.
        why: String,
    },
    /// `LEVY-U06`: court time would run backwards.
    #[error("LEVY-U06 court time at the units is {now} and does not run backwards")]
    Backwards {
        /// Where it stands.
        now: levy_domain::time::Timestamp,
    },
}

impl From<rusqlite::Error> for UnitsError {
    fn from(error: rusqlite::Error) -> Self {
        UnitsError::Books(error.to_string())
    }
}
