//! Personal data as the core sees it: a token to compare, a box to carry.

use crate::bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Keyed hash of a normalised value, the same for the same value and kind of
/// field within one court. Says nothing without the court's key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(pub Bytes);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("token ")?;
        self.0
            .0
            .iter()
            .take(3)
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A sealed value. Made by the shell before `decide`; opened by connectors
/// and renderers only, and every opening is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sealed {
    /// For equality and search.
    pub token: Token,
    /// Authenticated ciphertext.
    #[serde(rename = "box")]
    pub sealed: Bytes,
}
