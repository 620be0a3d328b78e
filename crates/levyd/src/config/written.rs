//! The file as it is written, with every key known and the places of what is
//! checked later.

use super::{ConfigError, place::Source};
use serde::Deserialize;
use std::path::PathBuf;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    pub(crate) court: Court,
    pub(crate) data: Data,
    pub(crate) keys: Keys,
    pub(crate) units: Units,
    pub(crate) grpc: Listen,
    pub(crate) replies: Listen,
    pub(crate) patience: Waits,
    #[serde(default)]
    pub(crate) limits: Limits,
    #[serde(default)]
    pub(crate) log: Log,
    #[serde(default)]
    pub(crate) peer: Vec<Peer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Court {
    pub(crate) code: Spanned<String>,
    pub(crate) slug: Option<Spanned<String>>,
    pub(crate) account: Account,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) holder: String,
    pub(crate) number: String,
    pub(crate) bank: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Data {
    pub(crate) dir: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keys {
    pub(crate) file: PathBuf,
    #[serde(default)]
    pub(crate) create: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Units {
    pub(crate) file: Spanned<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listen {
    pub(crate) listen: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waits {
    pub(crate) connect_seconds: Spanned<u32>,
    pub(crate) answer_seconds: Spanned<u32>,
    pub(crate) drain_seconds: Spanned<u32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) shards: Option<Spanned<u32>>,
    pub(crate) per_unit: Option<Spanned<u32>>,
    pub(crate) in_flight: Option<Spanned<u32>>,
    pub(crate) residents: Option<Spanned<u32>>,
    pub(crate) request_mib: Option<Spanned<u32>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    #[serde(default)]
    pub(crate) level: LogLevel,
    #[serde(default)]
    pub(crate) format: LogForm,
}

/// How much is logged. There is no `trace`: it would reach into libraries.
#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogLevel {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
}

/// How log lines look.
#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogForm {
    #[default]
    Text,
    Json,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Peer {
    pub(crate) unit: Spanned<String>,
    pub(crate) base: Option<Spanned<String>>,
    pub(crate) keys: Vec<Key>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    pub(crate) public: Spanned<String>,
    pub(crate) id: Option<Spanned<String>>,
}

pub(super) fn read(source: &Source<'_>) -> Result<Written, ConfigError> {
    toml::from_str(source.text).map_err(|error| source.unreadable(&error))
}
