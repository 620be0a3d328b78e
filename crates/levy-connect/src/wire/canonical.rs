//! One form of every body, down to the byte.

use super::{decode::WireBody, error::WireError, ordered::Ordered};
use levy_domain::bytes::Digest;
use serde::Serialize;
use serde_json::Serializer;
use std::cell::Cell;

/// Bytes of an order of one line, roughly.
const TYPICAL: usize = 2_048;

/// The canonical bytes of a body (RFC 8785): what is signed, hashed and sent.
///
/// A body whose fields are declared in the order of their names is written in
/// one pass; any other goes through a canonicalizer, to the same bytes.
///
/// # Errors
/// [`WireError::Contradiction`] when a value has no form in JSON.
pub fn to_canonical<T: Serialize>(body: &T) -> Result<Vec<u8>, WireError> {
    // The serializer's own text may quote a value.
    let no_form = |_| WireError::Contradiction("a value has no form in JSON");
    let (mut bytes, stood) = (Vec::with_capacity(TYPICAL), Cell::new(true));
    let ordered = Ordered::new(&stood);
    body.serialize(&mut Serializer::with_formatter(&mut bytes, ordered))
        .map_err(no_form)?;
    if stood.get() {
        return Ok(bytes);
    }
    serde_json_canonicalizer::to_vec(body).map_err(no_form)
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
