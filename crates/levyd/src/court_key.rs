//! The public half of the court's key, which units list to know its orders.

use levy::proof::Signer;
use std::fmt;

/// What a unit is given over a channel that both trust, such as paper.
#[derive(Debug, Clone)]
pub(crate) struct CourtKey {
    /// Suite of its signatures.
    pub(crate) suite: String,
    /// Fingerprint: the first 16 hex digits of the SHA-256 of the 32 bytes of
    /// the public key; the header `levy-key` of an order carries it.
    pub(crate) id: String,
    /// The public key, in hex.
    pub(crate) public: String,
}

impl CourtKey {
    pub(crate) fn of(signer: &Signer) -> Self {
        CourtKey {
            suite: signer.suite_id().to_owned(),
            id: signer.key_id().as_str().to_owned(),
            public: hex::encode(signer.public_key()),
        }
    }
}

impl fmt::Display for CourtKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CourtKey { suite, id, public } = self;
        writeln!(f, "suite {suite}\nfingerprint {id}\npublic {public}")
    }
}
