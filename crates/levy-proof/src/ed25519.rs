//! The suite `ed25519-sha256`.

use ed25519_dalek::Signer as _;

use crate::digest::Digest32;
use crate::suite::{
    BadPublicKey, BadSignature, Signature, SignatureSuite, SigningKey, VerifyingKey,
};

/// Ed25519 (RFC 8032, pure) over the message; SHA-256 for digests of bodies.
/// Strict verification: no malleable signature and no small-order key passes.
#[derive(Debug, Clone, Copy)]
pub struct Ed25519Sha256;

/// The one suite there is today.
pub static ED25519_SHA256: Ed25519Sha256 = Ed25519Sha256;

const ID: &str = "ed25519-sha256";

impl SignatureSuite for Ed25519Sha256 {
    fn id(&self) -> &'static str {
        ID
    }

    fn hash(&self, bytes: &[u8]) -> Digest32 {
        Digest32::of(bytes)
    }

    fn signing_key(&self, seed: &[u8; 32]) -> Box<dyn SigningKey> {
        Box::new(Secret(ed25519_dalek::SigningKey::from_bytes(seed)))
    }

    fn verifying_key(&self, public: &[u8]) -> Result<Box<dyn VerifyingKey>, BadPublicKey> {
        let refused = BadPublicKey { suite: ID };
        let bytes = public.try_into().map_err(|_| refused)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| refused)?;
        if key.is_weak() {
            return Err(refused);
        }
        Ok(Box::new(Public(key)))
    }
}

/// Wiped on drop by ed25519-dalek.
struct Secret(ed25519_dalek::SigningKey);

impl SigningKey for Secret {
    fn public_key(&self) -> Vec<u8> {
        self.0.verifying_key().to_bytes().to_vec()
    }

    fn sign(&self, message: &[u8]) -> Signature {
        Signature::from_bytes(self.0.sign(message).to_bytes())
    }
}

struct Public(ed25519_dalek::VerifyingKey);

impl VerifyingKey for Public {
    fn public_key(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), BadSignature> {
        let signature =
            ed25519_dalek::Signature::from_slice(signature.as_bytes()).map_err(|_| BadSignature)?;
        self.0
            .verify_strict(message, &signature)
            .map_err(|_| BadSignature)
    }
}
