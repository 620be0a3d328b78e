//! What was authenticated: bodies that fit, and bodies that do not.

use crate::signed::{BodyKind, DetachedSignature, SignedBody};
use crate::wire::{ReplyBody, WireBody, WireError, body_hash, to_canonical};
use levy_domain::bytes::Digest;
use serde::Serialize;
use std::{fmt, sync::Arc};
use thiserror::Error;

/// A body whose signature was checked, with the bytes it was checked over.
/// Unknown fields are in `raw` only.
#[derive(Clone, PartialEq, Eq)]
pub struct Verified<T> {
    /// As read.
    pub body: T,
    /// As it came.
    pub raw: Arc<[u8]>,
    /// SHA-256 of `raw`.
    pub hash: Digest,
    /// `None` for what never left this process, and for a reply inside a
    /// standing, where the standing bears the signature.
    pub signature: Option<DetachedSignature>,
}

impl<T> Verified<T> {
    pub(crate) fn new(body: T, signed: SignedBody) -> Self {
        let hash = signed.hash();
        Verified {
            body,
            raw: signed.bytes,
            hash,
            signature: Some(signed.signature),
        }
    }
}

impl<T: WireBody> Verified<T> {
    /// A body that was not signed because it never left this process: for
    /// in-process connectors, tests and benches.
    ///
    /// # Errors
    /// [`WireError`], when the body contradicts itself.
    pub fn in_process(body: T) -> Result<Self, WireError> {
        let (bytes, hash) = body_hash(&body)?;
        Ok(Verified {
            body,
            raw: bytes.into(),
            hash,
            signature: None,
        })
    }

    /// The bytes to keep in evidence: with the signature, where it was signed.
    #[must_use]
    pub fn kept(&self) -> Arc<[u8]> {
        let signed = self.signed();
        signed.map_or_else(
            || Arc::clone(&self.raw),
            |signed| signed.to_evidence().into(),
        )
    }

    /// The signed body to keep in evidence, where it was signed.
    #[must_use]
    pub fn signed(&self) -> Option<SignedBody> {
        let signature = self.signature.clone()?;
        Some(SignedBody {
            kind: T::KIND,
            bytes: self.raw.clone(),
            signature,
        })
    }
}

impl Verified<ReplyBody> {
    /// SHA-256 of the canonical form of `raw`, unknown fields included: the
    /// same for a reply that comes by callback, in the unit's own spelling, and
    /// inside a standing, where it is rebuilt.
    #[must_use]
    pub fn identity(&self) -> Digest {
        let value = serde_json::from_slice::<serde_json::Value>(&self.raw).ok();
        let canonical = value.and_then(|value| to_canonical(&value).ok());
        canonical.map_or(self.hash, |bytes| Digest::of(&bytes))
    }
}

impl<T: Serialize> Verified<T> {
    /// True when `raw` can be rebuilt from `body`, byte for byte.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        to_canonical(&self.body).is_ok_and(|bytes| bytes[..] == self.raw[..])
    }
}

impl<T: fmt::Debug> fmt::Debug for Verified<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("hash", &self.hash)
            .field("body", &self.body)
            .finish()
    }
}

/// What an authenticated unit sent that does not fit. It is never dropped:
/// where `reply` is there, it is folded like one that came by callback;
/// where not, it is set aside.
#[derive(Clone, PartialEq, Eq)]
pub struct Stray {
    /// What does not fit.
    pub reason: StrayReason,
    /// As it came.
    pub signed: SignedBody,
    /// As read, when it is a reply that could be read.
    pub reply: Option<Box<Verified<ReplyBody>>>,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StrayReason {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] WireError),
    /// It speaks for a unit whose key this is not.
    #[error("LEVY-C08 it names a unit that its key does not stand for; ask the unit")]
    OtherUnit,
    /// It names another order than the one asked about.
    #[error("LEVY-C08 it names another order than the one asked about; ask the unit")]
    OtherOrder,
    /// It answers another inquiry than the one just sent: a repeat of an
    /// earlier answer, or a mistake.
    #[error("LEVY-C08 it answers another inquiry than the one sent; ask again, and ask the unit")]
    OtherInquiry,
    /// It binds other bytes than the ones sent.
    #[error("LEVY-C08 it binds other bytes than the ones sent; a person compares both")]
    OtherBytes,
}

impl Stray {
    pub(crate) fn unreadable(signed: SignedBody, error: WireError) -> Self {
        Stray {
            reason: StrayReason::Unreadable(error),
            signed,
            reply: None,
        }
    }

    /// A reply that could be read but does not fit.
    #[must_use]
    pub fn of_reply(reason: StrayReason, signed: SignedBody, reply: Verified<ReplyBody>) -> Self {
        Stray {
            reason,
            signed,
            reply: Some(Box::new(reply)),
        }
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub fn hash(&self) -> Digest {
        self.signed.hash()
    }

    /// What it was signed as.
    #[must_use]
    pub fn kind(&self) -> BodyKind {
        self.signed.kind
    }
}

impl fmt::Debug for Stray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stray")
            .field("reason", &self.reason)
            .field("signed", &self.signed)
            .finish()
    }
}
