//! What can be wrong with a configuration, and what to do.

use levy::connect::PeerError;
use std::path::Path;
use thiserror::Error;

/// Why there is no configuration. Nothing was opened or made.
#[derive(Debug, Error)]
pub(crate) enum ConfigError {
    /// `LEVY-G01`: the file cannot be read.
    #[error(
        "LEVY-G01 {path}: {why}; give the path of a levyd.toml (`levyd default-config` prints one)"
    )]
    Unread {
        /// Which.
        path: String,
        /// The system's word.
        why: String,
    },
    /// `LEVY-G02`: something in it is wrong.
    #[error("LEVY-G02 {path}, line {line}, column {column}: {wrong}")]
    At {
        /// Which file.
        path: String,
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What.
        wrong: Wrong,
    },
    /// `LEVY-G03`: the table of peers contradicts itself.
    #[error("LEVY-G03 {path}: {wrong}")]
    Peers {
        /// Which file.
        path: String,
        /// What.
        wrong: PeerError,
    },
}

/// What is wrong at a place.
#[derive(Debug, Error)]
pub(crate) enum Wrong {
    /// Not TOML, or a key that nobody knows.
    #[error("{0}; correct it, `levyd default-config` shows every key")]
    Text(String),
    /// A part of the domain does not take it.
    #[error("{0}")]
    Part(String),
    /// The short name.
    #[error(
        "a slug is 1 to 32 lower-case ASCII letters and digits; write one, it is never changed later"
    )]
    Slug,
    /// Not an address.
    #[error("an address is an IP and a port, such as 127.0.0.1:7411; write one")]
    Address,
    /// Not this machine.
    #[error(
        "this daemon listens on this machine only, since nothing is encrypted; write 127.0.0.1 or [::1] (the full daemon adds TLS)"
    )]
    NotLoopback,
    /// A unit elsewhere.
    #[error(
        "a unit is reached on this machine only, since nothing is encrypted; write http://127.0.0.1:port of the site's gateway (the full daemon adds TLS)"
    )]
    FarPeer,
    /// A number out of range.
    #[error("a number here is 1 to 1000000; write another")]
    Count,
    /// A file that this one names.
    #[error("{path}: {why}; correct the path or the file")]
    File {
        /// Which.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// A unit that the directory does not hold.
    #[error("no unit of the directory has this code; correct it or add the unit to the units file")]
    NoUnit,
    /// A public key.
    #[error("a public key is 64 hexadecimal digits; ask the unit for it")]
    PublicKey,
}

impl ConfigError {
    pub(crate) fn unread(path: &Path, error: &std::io::Error) -> Self {
        ConfigError::Unread {
            path: path.display().to_string(),
            why: error.to_string(),
        }
    }
}
