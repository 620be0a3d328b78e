//! Personal data and free text on the wire.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that must not appear in logs, errors or URLs. `Debug` is masked and
/// there is no `Display`.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private(String);

impl Private {
    /// Keeps a text from being shown.
    pub fn new(text: impl Into<String>) -> Self {
        Private(text.into())
    }

    /// The text itself; for sealing, sending and a unit's books only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Private::new(text)
    }
}

impl From<String> for Private {
    fn from(text: String) -> Self {
        Private(text)
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("****")
    }
}
