//! The three headers that carry a detached signature.

use super::DetachedSignature;
use crate::limits::SIGNATURE_MAX_CHARS;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use levy_proof::Signature;
use thiserror::Error;

/// Names the suite.
pub const SUITE_HEADER: &str = "levy-suite";
/// Names the key.
pub const KEY_HEADER: &str = "levy-key";
/// Carries the signature in base64 with padding.
pub const SIGNATURE_HEADER: &str = "levy-signature";

/// `LEVY-C06`: the signature headers are missing or malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HeaderError {
    /// One of the three is not there: unsigned.
    #[error("LEVY-C06 header {0} is missing; sign the body")]
    Missing(&'static str),
    /// One of the three has no readable value.
    #[error("LEVY-C06 header {0} is malformed; see docs/openapi/unit-wire.yaml")]
    Malformed(&'static str),
}

impl DetachedSignature {
    /// The three headers, in order.
    #[must_use]
    pub fn headers(&self) -> [(&'static str, String); 3] {
        [
            (SUITE_HEADER, self.suite.clone()),
            (KEY_HEADER, self.key_id.to_string()),
            (SIGNATURE_HEADER, STANDARD.encode(self.signature.as_bytes())),
        ]
    }

    /// Reads the three headers through any look-up by lower-case name. A
    /// header that is given twice must come as `None`.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn from_headers<'a>(
        get: impl Fn(&'static str) -> Option<&'a str>,
    ) -> Result<Self, HeaderError> {
        let text = |name| get(name).ok_or(HeaderError::Missing(name));
        let (suite, key, signature) = (
            text(SUITE_HEADER)?,
            text(KEY_HEADER)?,
            text(SIGNATURE_HEADER)?,
        );
        let malformed = HeaderError::Malformed;
        if suite.is_empty() || suite.len() > 64 || !suite.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(malformed(SUITE_HEADER));
        }
        if signature.is_empty() || signature.len() > SIGNATURE_MAX_CHARS {
            return Err(malformed(SIGNATURE_HEADER));
        }
        let bytes = STANDARD
            .decode(signature)
            .map_err(|_| malformed(SIGNATURE_HEADER))?;
        Ok(DetachedSignature {
            suite: suite.to_owned(),
            key_id: key.parse().map_err(|_| malformed(KEY_HEADER))?,
            signature: Signature::from_bytes(bytes),
        })
    }
}
