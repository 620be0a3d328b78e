//! Bytes with a detached signature, as they travel and as they are kept.

mod evidence;
mod header;

pub use evidence::NotEvidence;
pub use header::{HeaderError, KEY_HEADER, SIGNATURE_HEADER, SUITE_HEADER};

use crate::verified::{Stray, Verified};
use crate::wire::{WireBody, WireError, body_hash, decode};
use levy_domain::bytes::Digest;
use levy_proof::{KeyId, Signature, Signer, TrustedKeys, VerifyError};
use std::{fmt, sync::Arc};
use thiserror::Error;

/// What a signature is for. Each kind signs `levy-<kind>-v1`, a zero byte,
/// then the bytes, so that none can stand for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyKind {
    /// Court to unit.
    Order,
    /// Unit to court.
    Reply,
    /// Unit to court: taken in.
    Receipt,
    /// Unit to court: where an order stands.
    Standing,
    /// Court to unit: a reply or notice is durable.
    Ack,
    /// Court to unit: asks where an order stands.
    Inquiry,
    /// Unit to court, unasked.
    Notice,
}

impl BodyKind {
    /// Every kind.
    pub const ALL: [BodyKind; 7] = [
        BodyKind::Order,
        BodyKind::Reply,
        BodyKind::Receipt,
        BodyKind::Standing,
        BodyKind::Ack,
        BodyKind::Inquiry,
        BodyKind::Notice,
    ];

    /// The literal.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            BodyKind::Order => "order",
            BodyKind::Reply => "reply",
            BodyKind::Receipt => "receipt",
            BodyKind::Standing => "standing",
            BodyKind::Ack => "ack",
            BodyKind::Inquiry => "inquiry",
            BodyKind::Notice => "notice",
        }
    }

    /// Exactly what is signed for a body of this kind.
    #[must_use]
    pub fn message(self, bytes: &[u8]) -> Vec<u8> {
        [b"levy-", self.as_str().as_bytes(), b"-v1\0", bytes].concat()
    }
}

/// A signature beside the bytes it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetachedSignature {
    /// Suite id as the signer names it; compared with the list, not followed.
    pub suite: String,
    /// Which key.
    pub key_id: KeyId,
    /// The signature.
    pub signature: Signature,
}

/// A body with its signature. `Debug` shows no byte of it.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedBody {
    /// What the signature is for.
    pub kind: BodyKind,
    /// The bytes as they came or go.
    pub bytes: Arc<[u8]>,
    /// The signature.
    pub signature: DetachedSignature,
}

/// Why a signed body was not opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotOpened {
    /// Not signed by a key on the list: nothing it says counts.
    #[error(transparent)]
    Forged(#[from] VerifyError),
    /// Signed, but not readable: it must be kept and looked at.
    #[error("{}", .0.reason)]
    Stray(Box<Stray>),
}

impl SignedBody {
    /// Signs bytes.
    #[must_use]
    pub fn sign(kind: BodyKind, bytes: impl Into<Arc<[u8]>>, signer: &Signer) -> Self {
        let bytes = bytes.into();
        let signature = DetachedSignature {
            suite: signer.suite_id().to_owned(),
            key_id: signer.key_id().clone(),
            signature: signer.sign(&kind.message(&bytes)),
        };
        SignedBody {
            kind,
            bytes,
            signature,
        }
    }

    /// Encodes and signs a body.
    ///
    /// # Errors
    /// [`WireError`], when the body contradicts itself or is too large.
    pub fn of<T: WireBody>(body: &T, signer: &Signer) -> Result<Self, WireError> {
        Ok(Self::sign(T::KIND, body_hash(body)?.0, signer))
    }

    /// Checks the signature against the list.
    ///
    /// # Errors
    /// [`VerifyError`], when nothing in the body may be believed.
    pub fn verify(&self, keys: &TrustedKeys) -> Result<(), VerifyError> {
        let DetachedSignature {
            suite,
            key_id,
            signature,
        } = &self.signature;
        keys.verify(key_id, suite, &self.kind.message(&self.bytes), signature)
    }

    /// Checks the signature, then reads the body.
    ///
    /// # Errors
    /// [`NotOpened`]: forged, or signed but unreadable.
    pub fn open<T: WireBody>(self, keys: &TrustedKeys) -> Result<Verified<T>, NotOpened> {
        if self.kind != T::KIND {
            let mixed = WireError::Contradiction("the signature is for a body of another kind");
            return Err(NotOpened::Stray(Box::new(Stray::unreadable(self, mixed))));
        }
        self.verify(keys)?;
        match decode::<T>(&self.bytes) {
            Ok(body) => Ok(Verified::new(body, self)),
            Err(error) => Err(NotOpened::Stray(Box::new(Stray::unreadable(self, error)))),
        }
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub fn hash(&self) -> Digest {
        Digest::of(&self.bytes)
    }
}

impl fmt::Debug for SignedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedBody")
            .field("kind", &self.kind)
            .field("bytes", &self.bytes.len())
            .field("hash", &self.hash())
            .field("key_id", &self.signature.key_id)
            .finish()
    }
}
