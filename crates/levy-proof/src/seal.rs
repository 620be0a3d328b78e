//! Sealing personal data before it enters the core, and opening it again.

use std::fmt;
use std::sync::Arc;

use zeroize::{Zeroize, Zeroizing};

use crate::aad::Aad;
use crate::data_keys::{DataKeys, DerivedKeys, KeyError};
use crate::keys::KeyRing;
use crate::mac::{Mac, subkey};
use crate::plain::{Plain, PlainBytes};
use crate::sealed_box::{self, BoxError, NoBox, NonceSource, SUITE};
use crate::secret::{NoRandomness, Secret32, random};
use crate::token;

/// Turns a value into a token and a box, and a box back into the value.
pub struct Sealer {
    token_key: Secret32,
    keys: Arc<dyn DataKeys>,
    nonces: NonceSource,
}

/// What the core and the views see of a value.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedParts {
    /// Equal for equal values of one kind in one court.
    pub token: [u8; 16],
    /// `version (1) || nonce (24) || ciphertext and tag`.
    pub sealed: Vec<u8>,
}

/// Why nothing was sealed. The value must then not be stored at all.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The data key could not be had; its own code tells what to do.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// `LEVY-P06`: no randomness; stop.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// `LEVY-P26`: longer than the cipher takes; split it.
    #[error("LEVY-P26 the value is too long to seal; split it")]
    TooLong,
}

/// Why a box did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data key could not be had: shredded, absent or unreadable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// `LEVY-P20`: changed bytes, another place, or another key; tell a person.
    #[error("LEVY-P20 the box was changed, moved to another place or sealed under another key")]
    Mismatch,
    /// `LEVY-P21`: the box was cut short; read it again, then tell a person.
    #[error("LEVY-P21 the box is cut short; read it again, and if it stays so tell a person")]
    Truncated,
    /// `LEVY-P22`: a newer program sealed it; use that one.
    #[error(
        "LEVY-P22 the box has version {0}, this program opens version 1; use the newer program"
    )]
    Version(u8),
    /// `LEVY-P25`: bytes were sealed here, not a text; open them as bytes.
    #[error("LEVY-P25 the box holds bytes, not a text; open it as bytes")]
    NotText,
}

impl Sealer {
    /// A sealer for the ring's court over a source of data keys.
    #[must_use]
    pub fn new(ring: &KeyRing, keys: Arc<dyn DataKeys>, nonces: NonceSource) -> Self {
        Self {
            token_key: ring.token.clone(),
            keys,
            nonces,
        }
    }

    /// A sealer that needs no disk and repeats byte for byte: for the
    /// simulator. Its keys cannot be shredded.
    #[must_use]
    pub fn simulated(ring: &KeyRing) -> Self {
        Self::new(ring, Arc::new(DerivedKeys::new(ring)), NonceSource::Derived)
    }

    /// The token of a value, to search by; [`Aad::kind`] gives the kind.
    #[must_use]
    pub fn token(&self, court: &str, kind: &str, plain: &str) -> [u8; 16] {
        token::token(&self.token_key, court, kind, plain)
    }

    /// 16 bytes that nobody can foresee, for a question that must differ from
    /// every other; where the boxes repeat byte for byte, so do they for equal
    /// `parts`.
    ///
    /// # Errors
    /// `LEVY-P06`.
    pub fn fresh(&self, parts: &[&[u8]]) -> Result<[u8; 16], NoRandomness> {
        match self.nonces {
            NonceSource::Random => random(),
            NonceSource::Derived => {
                let mac = Mac::new(&subkey(&self.token_key, "levy fresh 1"));
                let mac = parts.iter().fold(mac, |mac, part| mac.field(part)).finish();
                let mut fresh = [0; 16];
                fresh.copy_from_slice(&mac[..16]);
                Ok(fresh)
            }
        }
    }

    /// Seals a text. Its data key is durable when this returns; the first use
    /// of a key may wait for the disk.
    pub fn seal(&self, aad: &Aad<'_>, plain: &str) -> Result<SealedParts, SealError> {
        let sealed = self.seal_bytes(aad, plain.as_bytes())?;
        Ok(SealedParts {
            token: self.token(aad.court, aad.kind(), plain),
            sealed,
        })
    }

    /// Opens a text. The caller records the access.
    pub fn open(&self, aad: &Aad<'_>, sealed: &[u8]) -> Result<Plain, OpenError> {
        let mut bytes = self.unseal(aad, sealed)?;
        match String::from_utf8(std::mem::take(&mut *bytes)) {
            Ok(text) => Ok(Plain::new(Zeroizing::new(text))),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(OpenError::NotText)
            }
        }
    }

    /// Seals a body of evidence; it has no token.
    pub fn seal_bytes(&self, aad: &Aad<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = self.keys.data_key(&aad.scope())?;
        let sealed = sealed_box::seal(key.secret(), self.nonces, &aad.canonical(SUITE), plain);
        sealed.map_err(|error| match error {
            NoBox::Randomness(error) => SealError::Randomness(error),
            NoBox::TooLong => SealError::TooLong,
        })
    }

    /// Opens a body of evidence. The caller records the access.
    pub fn open_bytes(&self, aad: &Aad<'_>, sealed: &[u8]) -> Result<PlainBytes, OpenError> {
        self.unseal(aad, sealed).map(PlainBytes::new)
    }

    fn unseal(&self, aad: &Aad<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        sealed_box::check_layout(sealed)?;
        let key = self.keys.existing_key(&aad.scope())?;
        Ok(sealed_box::open(
            key.secret(),
            &aad.canonical(SUITE),
            sealed,
        )?)
    }
}

impl From<BoxError> for OpenError {
    fn from(error: BoxError) -> Self {
        match error {
            BoxError::Short => Self::Truncated,
            BoxError::Version(version) => Self::Version(version),
            BoxError::Mismatch => Self::Mismatch,
        }
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer")
            .field("nonces", &self.nonces)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SealedParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "SealedParts({}, {} bytes)",
            hex::encode(self.token),
            self.sealed.len()
        )
    }
}
