//! Reading a body that came from outside.

use super::error::WireError;
use crate::signed::BodyKind;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A body with its kind and its bounds.
pub trait WireBody: Serialize + DeserializeOwned {
    /// Which signature domain it belongs to.
    const KIND: BodyKind;
    /// The largest it may be.
    const MAX_BYTES: usize;

    /// What the form alone does not say.
    ///
    /// # Errors
    /// [`WireError::Contradiction`].
    fn check(&self) -> Result<(), WireError>;
}

/// Reads a body: bounded in size, at most 128 levels deep, no field twice, no
/// other version, nothing after it. Canonical form is not demanded, since the
/// signature is over the bytes as they came.
///
/// # Errors
/// [`WireError`]; it never quotes the body.
pub fn decode<T: WireBody>(bytes: &[u8]) -> Result<T, WireError> {
    if bytes.len() > T::MAX_BYTES {
        return Err(WireError::TooLarge {
            limit: T::MAX_BYTES,
        });
    }
    let body: T = serde_json::from_slice(bytes).map_err(|error| unreadable(bytes, &error))?;
    body.check()?;
    Ok(body)
}

/// Tells another version from a body that fits no version.
fn unreadable(bytes: &[u8], error: &serde_json::Error) -> WireError {
    #[derive(Deserialize)]
    struct Probe {
        v: u64,
    }
    match serde_json::from_slice::<Probe>(bytes) {
        Ok(Probe { v }) if v != 1 => WireError::Version(v),
        _ => WireError::Unreadable {
            line: error.line(),
            column: error.column(),
        },
    }
}
