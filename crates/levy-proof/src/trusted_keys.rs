//! The allow-list of public keys.

use std::collections::BTreeMap;
use std::fmt;

use crate::key_id::KeyId;
use crate::suite::{BadPublicKey, BadSignature, Signature, SignatureSuite, VerifyingKey};

/// Which key ids are trusted, each with the one suite and public key it stands
/// for. What a sender says about its suite is compared, never followed.
#[derive(Default)]
pub struct TrustedKeys {
    keys: BTreeMap<KeyId, Trusted>,
}

struct Trusted {
    suite: &'static str,
    key: Box<dyn VerifyingKey>,
}

/// Why a signature was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// `LEVY-P10`: nobody trusted this key; ask its owner, then list it.
    #[error("LEVY-P10 key {0} is not on the list of trusted keys; ask its owner before listing it")]
    UnknownKey(KeyId),
    /// `LEVY-P11`: the key is not listed for the suite that was claimed.
    #[error("LEVY-P11 key {key} is not listed for the suite that was claimed, only for {listed}")]
    UnknownSuite {
        /// The key.
        key: KeyId,
        /// The suite it is listed for.
        listed: &'static str,
    },
    /// `LEVY-P12`: the signature does not fit; refuse it and tell a person.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
}

/// Why a key was not put on the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// `LEVY-P13`: not a public key of the suite.
    #[error(transparent)]
    BadPublicKey(#[from] BadPublicKey),
    /// `LEVY-P15`: the id already stands for another key.
    #[error("LEVY-P15 key id {0} already stands for another key; choose another id or remove it")]
    Taken(KeyId),
}

impl TrustedKeys {
    /// An empty list: nothing verifies.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lists a key. Listing the same key again changes nothing.
    pub fn trust(
        &mut self,
        key_id: KeyId,
        suite: &dyn SignatureSuite,
        public_key: &[u8],
    ) -> Result<(), TrustError> {
        let key = suite.verifying_key(public_key)?;
        match self.keys.get(&key_id) {
            Some(old) if old.suite == suite.id() && old.key.public_key() == key.public_key() => {}
            Some(_) => return Err(TrustError::Taken(key_id)),
            None => {
                self.keys.insert(
                    key_id,
                    Trusted {
                        suite: suite.id(),
                        key,
                    },
                );
            }
        }
        Ok(())
    }

    /// Takes a key off the list; tells whether it was there.
    pub fn distrust(&mut self, key_id: &KeyId) -> bool {
        self.keys.remove(key_id).is_some()
    }

    /// The ids on the list, in order.
    pub fn key_ids(&self) -> impl Iterator<Item = &KeyId> {
        self.keys.keys()
    }

    /// Accepts the message if the listed key signed exactly these bytes under
    /// the suite it is listed for.
    pub fn verify(
        &self,
        key_id: &KeyId,
        suite_id: &str,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), VerifyError> {
        let unknown = || VerifyError::UnknownKey(key_id.clone());
        let trusted = self.keys.get(key_id).ok_or_else(unknown)?;
        if trusted.suite != suite_id {
            return Err(VerifyError::UnknownSuite {
                key: key_id.clone(),
                listed: trusted.suite,
            });
        }
        Ok(trusted.key.verify(message, signature)?)
    }
}

impl fmt::Debug for TrustedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.keys.keys()).finish()
    }
}
