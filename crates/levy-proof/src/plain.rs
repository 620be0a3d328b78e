//! Opened values: wiped when dropped, masked when shown, not serialisable.

use std::fmt;

use zeroize::Zeroizing;

/// An opened text. Whoever opens it records the access.
#[derive(PartialEq, Eq)]
pub struct Plain(Zeroizing<String>);

impl Plain {
    pub(crate) const fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// The text itself. Keep it out of logs, errors and events.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain(****)")
    }
}

/// An opened body of evidence.
#[derive(PartialEq, Eq)]
pub struct PlainBytes(Zeroizing<Vec<u8>>);

impl PlainBytes {
    pub(crate) const fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// The bytes themselves. Keep them out of logs, errors and events.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for PlainBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlainBytes(****)")
    }
}
