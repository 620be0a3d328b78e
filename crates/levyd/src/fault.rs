//! Why the daemon does not run, and the exit code that says so.

use crate::config::ConfigError;
use std::{net::SocketAddr, process::ExitCode};
use thiserror::Error;

/// Why the process ends otherwise than as asked.
#[derive(Debug, Error)]
pub(crate) enum Fault {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Levy did not open; its code tells what to do.
    #[error(transparent)]
    Open(#[from] levy::Error),
    /// `LEVY-G10`: keys would be made for data that has keys already.
    #[error(
        "LEVY-G10 {dir} holds a log and the key file {file} is missing; restore the court's own key file, do not create a new one"
    )]
    KeysMissing {
        /// The data directory.
        dir: String,
        /// The key file.
        file: String,
    },
    /// `LEVY-G11`: the port cannot be listened on.
    #[error("LEVY-G11 cannot listen on {address}: {why}; choose another port or stop what uses it")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// The system's word.
        why: String,
    },
    /// `LEVY-G12`: the system refuses what a daemon needs.
    #[error("LEVY-G12 {what}: {why}; look at the limits of the process")]
    System {
        /// What.
        what: &'static str,
        /// The system's word.
        why: String,
    },
    /// `LEVY-G13`: the store failed while running.
    #[error(
        "LEVY-G13 the store failed; look at the disk, then start again: it recovers from the log"
    )]
    StoreFailed,
    /// `LEVY-G14`: a server ended by itself.
    #[error("LEVY-G14 a server ended by itself ({0}); start again")]
    Server(String),
}

impl Fault {
    pub(crate) fn system(what: &'static str, error: &dyn std::fmt::Display) -> Self {
        Fault::System {
            what,
            why: error.to_string(),
        }
    }

    /// 3: the configuration. 4: refused to start. 5: failed while running.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Fault::Config(_) => 3,
            Fault::Open(_)
            | Fault::KeysMissing { .. }
            | Fault::Listen { .. }
            | Fault::System { .. } => 4,
            Fault::StoreFailed | Fault::Server(_) => 5,
        })
    }
}
