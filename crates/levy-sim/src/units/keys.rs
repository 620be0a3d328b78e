//! Signing keys of simulated units: anybody who knows the seed can rebuild
//! them, so that a run repeats byte for byte. They protect nothing.

use levy_proof::{ED25519_SHA256, Signer, sha256};

/// The signer of unit `code`; its key id is the fingerprint of its key.
#[must_use]
pub fn unit_signer(seed: u64, code: &str) -> Signer {
    let secret = sha256(format!("levy simulated unit key 1/{seed}/{code}").as_bytes());
    Signer::new(&ED25519_SHA256, &secret)
}

/// The public key that the court trusts for unit `code`, under
/// `ed25519-sha256`.
#[must_use]
pub fn unit_public_key(seed: u64, code: &str) -> Vec<u8> {
    unit_signer(seed, code).public_key()
}
