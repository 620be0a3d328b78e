//! Signing under one key.

use std::fmt;

use crate::key_id::KeyId;
use crate::suite::{Signature, SignatureSuite, SigningKey};

/// One secret key with its id and suite. `Debug` shows the id only.
pub struct Signer {
    key_id: KeyId,
    suite: &'static str,
    key: Box<dyn SigningKey>,
}

impl Signer {
    /// A signer from a seed; its id is the public key's fingerprint.
    #[must_use]
    pub fn new(suite: &dyn SignatureSuite, seed: &[u8; 32]) -> Self {
        Self::with_key(suite.id(), suite.signing_key(seed))
    }

    /// A signer over a prepared key, such as one inside a hardware module.
    #[must_use]
    pub fn with_key(suite: &'static str, key: Box<dyn SigningKey>) -> Self {
        Self {
            key_id: KeyId::of(&key.public_key()),
            suite,
            key,
        }
    }

    /// The same key under a chosen id.
    #[must_use]
    pub fn named(self, key_id: KeyId) -> Self {
        Self { key_id, ..self }
    }

    /// The key's id, to be sent beside every signature.
    #[must_use]
    pub const fn key_id(&self) -> &KeyId {
        &self.key_id
    }

    /// The suite's id, to be sent beside every signature.
    #[must_use]
    pub const fn suite_id(&self) -> &'static str {
        self.suite
    }

    /// The public key, for whoever shall trust it.
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        self.key.public_key()
    }

    /// A detached signature over exactly these bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.key.sign(message)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.key_id)
    }
}
