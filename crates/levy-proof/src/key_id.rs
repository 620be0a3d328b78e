//! The short name of a signing key.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::digest::sha256;

/// At most this many bytes, so that an id fits into any header and log line.
const MAX_BYTES: usize = 64;

/// The id of a signing key: its fingerprint, or a name the owner chose. An id
/// only finds the key; trust comes from [`TrustedKeys`](crate::TrustedKeys).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId(String);

/// `LEVY-P14`: the text is not a key id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("LEVY-P14 a key id is 1 to 64 letters, digits or -._:@ of ASCII")]
pub struct NotAKeyId;

impl KeyId {
    /// The first 16 hex digits of the SHA-256 of a public key.
    #[must_use]
    pub fn of(public_key: &[u8]) -> Self {
        Self(hex::encode(&sha256(public_key)[..8]))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyId {
    type Err = NotAKeyId;

    fn from_str(text: &str) -> Result<Self, NotAKeyId> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:@".contains(&byte);
        if (1..=MAX_BYTES).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAKeyId)
        }
    }
}

impl TryFrom<String> for KeyId {
    type Error = NotAKeyId;

    fn try_from(text: String) -> Result<Self, NotAKeyId> {
        text.parse()
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({})", self.0)
    }
}
