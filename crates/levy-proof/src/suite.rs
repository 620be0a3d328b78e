//! The seam for suites: a hash and a signature scheme under one name. A suite
//! of SM2 with SM3, or one that signs in a hardware module, implements
//! [`SignatureSuite`] and is passed where `ED25519_SHA256` is.

use std::fmt;

use crate::digest::Digest32;

/// A hash and a signature scheme.
pub trait SignatureSuite: Send + Sync {
    /// The name that stands in every signed object. Never changes.
    fn id(&self) -> &'static str;

    /// The digest that objects signed under this suite name their bodies by.
    fn hash(&self, bytes: &[u8]) -> Digest32;

    /// Prepares a signing key from a 32-byte seed. The seed must not be kept
    /// where it is not wiped.
    fn signing_key(&self, seed: &[u8; 32]) -> Box<dyn SigningKey>;

    /// Prepares a public key. Must refuse keys under which a signature would
    /// prove nothing.
    fn verifying_key(&self, public: &[u8]) -> Result<Box<dyn VerifyingKey>, BadPublicKey>;
}

/// A secret key, ready to sign. Its `Debug`, if any, must not show it.
pub trait SigningKey: Send + Sync {
    /// The public half, as [`SignatureSuite::verifying_key`] reads it.
    fn public_key(&self) -> Vec<u8>;

    /// Signs these bytes. The message is signed as it is, not its digest.
    fn sign(&self, message: &[u8]) -> Signature;
}

/// A public key, ready to check signatures.
pub trait VerifyingKey: Send + Sync {
    /// The key's bytes.
    fn public_key(&self) -> Vec<u8>;

    /// Accepts only a signature in canonical form made over exactly these bytes.
    fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), BadSignature>;
}

/// The bytes of a detached signature; shown as hex.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Signature(Vec<u8>);

impl Signature {
    /// A signature as it came; whether it is one, verifying tells.
    #[must_use]
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

/// `LEVY-P12`: the signature was not made over these bytes by this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("LEVY-P12 the signature does not fit these bytes; refuse them and tell a person")]
pub struct BadSignature;

/// `LEVY-P13`: not a public key of the suite; ask its owner for it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("LEVY-P13 not a public key of suite {suite}; ask its owner for it again")]
pub struct BadPublicKey {
    /// The suite that refused it.
    pub suite: &'static str,
}
