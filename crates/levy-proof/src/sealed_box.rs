//! The box: `version (1) || nonce (24) || ciphertext and tag`, by
//! XChaCha20-Poly1305. The same layout holds values, evidence and wrapped keys.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::mac::{Mac, subkey};
use crate::secret::{NoRandomness, Secret32, random};

/// The first byte of a box, and the suite that goes into its AAD.
pub(crate) const VERSION: u8 = 1;
pub(crate) const SUITE: &str = "xchacha20-poly1305/1";
const NONCE: usize = 24;
const TAG: usize = 16;
pub(crate) const OVERHEAD: usize = 1 + NONCE + TAG;

/// Where a box's nonce comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonceSource {
    /// The operating system's randomness: for real data.
    Random,
    /// HMAC over place and value, under a key derived from the data key. The
    /// same value in the same place gives the same box, which shows that it is
    /// the same; for logs that a seed must reproduce byte for byte.
    Derived,
}

/// Why a box did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BoxError {
    Short,
    Version(u8),
    /// Another key, another place, or changed bytes: these cannot be told apart.
    Mismatch,
}

/// Why a box was not made.
pub(crate) enum NoBox {
    Randomness(NoRandomness),
    TooLong,
}

pub(crate) fn seal(
    key: &Secret32,
    nonces: NonceSource,
    aad: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, NoBox> {
    let nonce = match nonces {
        NonceSource::Random => random::<NONCE>().map_err(NoBox::Randomness)?,
        NonceSource::Derived => derived_nonce(key, aad, plain),
    };
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let body = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .map_err(|_| NoBox::TooLong)?;
    let mut sealed = Vec::with_capacity(1 + NONCE + body.len());
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

pub(crate) fn open(
    key: &Secret32,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, BoxError> {
    check_layout(sealed)?;
    let (nonce, body) = sealed[1..]
        .split_first_chunk::<NONCE>()
        .ok_or(BoxError::Short)?;
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad })
        .map(Zeroizing::new)
        .map_err(|_| BoxError::Mismatch)
}

/// What can be told without a key.
pub(crate) fn check_layout(sealed: &[u8]) -> Result<(), BoxError> {
    match sealed.first() {
        Some(&version) if version != VERSION => Err(BoxError::Version(version)),
        _ if sealed.len() < OVERHEAD => Err(BoxError::Short),
        _ => Ok(()),
    }
}

fn derived_nonce(key: &Secret32, aad: &[u8], plain: &[u8]) -> [u8; NONCE] {
    let mac = Mac::new(&subkey(key, "levy nonce 1"))
        .field(aad)
        .field(plain)
        .finish();
    let mut nonce = [0; NONCE];
    nonce.copy_from_slice(&mac[..NONCE]);
    nonce
}
