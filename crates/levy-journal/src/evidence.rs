//! Bodies of evidence: sealed, and addressed by the digest of their sealed
//! bytes, so that checking one needs no key.

use levy_domain::bytes::Digest;
use levy_proof::{Aad, SealError, Sealer};
use levy_store::{Evidence, Limits};
use std::fmt;
use thiserror::Error;

/// A body whose digest is right by construction.
#[derive(Clone, PartialEq, Eq)]
pub struct EvidenceBody {
    digest: Digest,
    bytes: Vec<u8>,
}

/// Why there is no body. Nothing was stored.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// It was not sealed; the inner error tells what to do.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// `LEVY-J06`: split it, or refuse what sent it.
    #[error(
        "LEVY-J06 a body of evidence has {size} bytes, the limit is {}; split it",
        Limits::EVIDENCE_BYTES
    )]
    TooLarge {
        /// Bytes as they would be stored.
        size: usize,
    },
}

impl EvidenceBody {
    /// Seals `plain` for its place.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn seal(sealer: &Sealer, aad: &Aad<'_>, plain: &[u8]) -> Result<Self, EvidenceError> {
        EvidenceBody::of(sealer.seal_bytes(aad, plain)?)
    }

    /// Bytes that are sealed already, or hold no personal data at all, such
    /// as a profile's text.
    ///
    /// # Errors
    /// [`EvidenceError::TooLarge`].
    pub fn of(bytes: Vec<u8>) -> Result<Self, EvidenceError> {
        if bytes.len() > Limits::EVIDENCE_BYTES {
            return Err(EvidenceError::TooLarge { size: bytes.len() });
        }
        Ok(EvidenceBody {
            digest: Digest(levy_proof::sha256(&bytes)),
            bytes,
        })
    }

    /// What events name it by.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The stored bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<EvidenceBody> for Evidence {
    fn from(EvidenceBody { digest, bytes }: EvidenceBody) -> Self {
        Evidence {
            digest: digest.0,
            bytes,
        }
    }
}

impl fmt::Debug for EvidenceBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "EvidenceBody({}, {} bytes)",
            self.digest,
            self.bytes.len()
        )
    }
}
