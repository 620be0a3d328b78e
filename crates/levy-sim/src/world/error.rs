//! Why a run of a world ends.

use super::Violation;
use std::fmt::Display;
use thiserror::Error;

/// `LEVY-Y2x`: a simulated run is over.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WorldError {
    /// `LEVY-Y20`: the world cannot be built or driven.
    #[error("LEVY-Y20 the simulated world cannot go on: {0}")]
    Data(String),
    /// `LEVY-Y21`: the process died under what was asked; ask again.
    #[error("LEVY-Y21 the simulated process died; ask again")]
    Crashed,
    /// `LEVY-Y22`: the auditor found a rule broken.
    #[error("LEVY-Y22 {0}")]
    Violation(Box<Violation>),
}

impl WorldError {
    /// Anything that should not go wrong.
    pub fn data(error: impl Display) -> Self {
        WorldError::Data(error.to_string())
    }
}
