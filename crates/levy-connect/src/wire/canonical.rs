//! One form of every body, down to the byte.

use super::{decode::WireBody, error::WireError};
use levy_domain::bytes::Digest;
use serde::Serialize;

/// The canonical bytes of a body (RFC 8785): what is signed, hashed and sent.
///
/// # Errors
/// [`WireError::Contradiction`] when a value has no form in JSON.
pub fn to_canonical<T: Serialize>(body: &T) -> Result<Vec<u8>, WireError> {
    // The serializer's own text may quote a value.
    serde_json_canonicalizer::to_vec(body)
        .map_err(|_| WireError::Contradiction("a value has no form in JSON"))
}

/// Checks a body, and gives its canonical bytes and their hash.
///
/// # Errors
/// What [`WireBody::check`] finds, or [`WireError::TooLarge`].
pub fn body_hash<T: WireBody>(body: &T) -> Result<(Vec<u8>, Digest), WireError> {
    body.check()?;
    let bytes = to_canonical(body)?;
    if bytes.len() > T::MAX_BYTES {
        return Err(WireError::TooLarge {
            limit: T::MAX_BYTES,
        });
    }
    let hash = Digest::of(&bytes);
    Ok((bytes, hash))
}
