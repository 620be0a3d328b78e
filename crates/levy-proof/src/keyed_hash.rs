//! The suite `keyed-hash-sha256`, for simulations only.

use crate::digest::Digest32;
use crate::mac::Mac;
use crate::secret::Secret32;
use crate::suite::{
    BadPublicKey, BadSignature, Signature, SignatureSuite, SigningKey, VerifyingKey,
};

/// HMAC-SHA-256 in the place of a signature: fast, and the same on every run.
/// **It proves nothing: whoever can check can also sign.** No list of trusted
/// keys takes it unless a program names this very suite, and none that serves
/// a court does: there every key is listed under
/// [`ED25519_SHA256`](crate::ED25519_SHA256), and a body signed under another
/// suite is refused.
#[derive(Debug, Clone, Copy)]
pub struct KeyedHash;

/// The suite for simulations.
pub static KEYED_HASH: KeyedHash = KeyedHash;

const ID: &str = "keyed-hash-sha256";

impl SignatureSuite for KeyedHash {
    fn id(&self) -> &'static str {
        ID
    }

    fn hash(&self, bytes: &[u8]) -> Digest32 {
        Digest32::of(bytes)
    }

    fn signing_key(&self, seed: &[u8; 32]) -> Box<dyn SigningKey> {
        Box::new(Key(Secret32::new(*seed)))
    }

    fn verifying_key(&self, public: &[u8]) -> Result<Box<dyn VerifyingKey>, BadPublicKey> {
        let seed: [u8; 32] = public.try_into().map_err(|_| BadPublicKey { suite: ID })?;
        Ok(Box::new(Key(Secret32::new(seed))))
    }
}

/// Signs and checks.
struct Key(Secret32);

impl Key {
    fn mac(&self, message: &[u8]) -> [u8; 32] {
        Mac::new(&self.0).raw(message).finish()
    }
}

impl SigningKey for Key {
    fn public_key(&self) -> Vec<u8> {
        self.0.expose().to_vec()
    }

    fn sign(&self, message: &[u8]) -> Signature {
        Signature::from_bytes(self.mac(message))
    }
}

impl VerifyingKey for Key {
    fn public_key(&self) -> Vec<u8> {
        self.0.expose().to_vec()
    }

    fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), BadSignature> {
        if self.mac(message) == signature.as_bytes() {
            Ok(())
        } else {
            Err(BadSignature)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ED25519_SHA256, KeyRing, Signer, TrustedKeys, VerifyError};

    #[test]
    fn a_keyed_hash_is_believed_only_where_this_suite_was_listed() {
        let signer = Signer::new(&KEYED_HASH, &[7; 32]);
        let signature = signer.sign(b"word");
        let mut simulated = TrustedKeys::new();
        simulated
            .trust(signer.key_id().clone(), &KEYED_HASH, &signer.public_key())
            .unwrap();
        let check = |keys: &TrustedKeys, word: &[u8]| {
            keys.verify(signer.key_id(), signer.suite_id(), word, &signature)
        };
        assert_eq!(check(&simulated, b"word"), Ok(()));
        assert!(matches!(
            check(&simulated, b"lie"),
            Err(VerifyError::BadSignature(_))
        ));
        let real = KeyRing::from_seed(1, "real").signer();
        let mut court = TrustedKeys::new();
        court
            .trust(signer.key_id().clone(), &ED25519_SHA256, &real.public_key())
            .unwrap();
        assert!(matches!(
            check(&court, b"word"),
            Err(VerifyError::UnknownSuite { .. })
        ));
    }
}
