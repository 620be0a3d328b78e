//! A question about an order, ready to be sent.

use crate::wire::{InquiryBody, WireError, body_hash};
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
};
use std::sync::Arc;

/// One inquiry: what is asked, the exact bytes that ask it, and their hash,
/// which the answer must bind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    unit: UnitId,
    body: InquiryBody,
    bytes: Arc<[u8]>,
    hash: Digest,
}

impl Inquiry {
    /// A question to `unit`. Its nonce must never have been used before.
    ///
    /// # Errors
    /// [`WireError`], when it is too large.
    pub fn new(unit: UnitId, body: InquiryBody) -> Result<Self, WireError> {
        let (bytes, hash) = body_hash(&body)?;
        Ok(Inquiry {
            unit,
            body,
            bytes: bytes.into(),
            hash,
        })
    }

    /// To whom.
    #[must_use]
    pub const fn unit(&self) -> UnitId {
        self.unit
    }

    /// About which order.
    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.body.order
    }

    /// What is asked.
    #[must_use]
    pub const fn body(&self) -> &InquiryBody {
        &self.body
    }

    /// What is signed and sent.
    #[must_use]
    pub fn bytes(&self) -> Arc<[u8]> {
        Arc::clone(&self.bytes)
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub const fn hash(&self) -> Digest {
        self.hash
    }
}
