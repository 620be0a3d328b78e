//! What the units' process is told when it starts.

use levy_domain::bytes::Bytes;
use levy_proof::KeyId;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A key that speaks for a court. One key may speak for many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtKey {
    /// Code of the court, as orders name it.
    pub court: String,
    /// Id of its key.
    pub key_id: KeyId,
    /// The public key, under `ed25519-sha256`.
    pub public_key: Bytes,
}

/// The process, its books and whom it serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitsConfig {
    /// Directory of the books; made when it is not there.
    pub books: PathBuf,
    /// Seed of every outcome, fault and key.
    pub seed: u64,
    /// A directory of units, as `UnitDirectory::from_toml` reads it.
    pub directory: PathBuf,
    /// Units of the network beside them, `bank-0001` onwards.
    pub network: u32,
    /// Courts whose orders are taken.
    pub courts: Vec<CourtKey>,
    /// Where the court takes replies, such as `http://127.0.0.1:4000`; may be
    /// told later.
    pub court_url: Option<String>,
    /// Machine time that a late answer takes: longer than the court's
    /// patience.
    pub late_millis: u64,
    /// False in calm runs: nothing is lost, late, twice or out of service.
    /// Business outcomes are the same.
    pub faults: bool,
}
