//! HMAC-SHA-256 with length-prefixed fields: tokens, derived keys and derived
//! nonces are all made here.

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::secret::Secret32;

pub(crate) struct Mac(Hmac<Sha256>);

impl Mac {
    /// HMAC pads its key with zeros to a block; padding it here gives a
    /// constructor that cannot fail.
    pub(crate) fn new(key: &Secret32) -> Self {
        let mut block = Zeroizing::new([0_u8; 64]);
        block[..32].copy_from_slice(key.expose());
        Self(Hmac::new((&*block).into()))
    }

    pub(crate) fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    /// Its length as 8 bytes, big-endian, then the bytes.
    pub(crate) fn field(mut self, bytes: &[u8]) -> Self {
        self.0.update(&(bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into_bytes().into()
    }
}

/// A key for one purpose, so that no key is ever used for two.
pub(crate) fn subkey(key: &Secret32, purpose: &str) -> Secret32 {
    Secret32::new(Mac::new(key).raw(purpose.as_bytes()).finish())
}
