//! The seam the engine sends through.

mod inquiry;
pub use inquiry::Inquiry;
mod standing;
pub use standing::Standing;
mod error;
pub use error::{AnswerFault, InquireError, NotSentReason, SubmitError};

use crate::verified::Verified;
use crate::wire::{ReceiptBody, ReplyBody};
use async_trait::async_trait;
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
};
use std::{fmt, sync::Arc};

/// An order ready to be sent: the exact bytes whose hash was written down
/// when it was issued. The connector signs them and changes none.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Which order.
    pub order: OrderId,
    /// To whom.
    pub unit: UnitId,
    /// Canonical bytes of an [`OrderBody`](crate::wire::OrderBody).
    pub body: Arc<[u8]>,
    /// SHA-256 of `body` as issued; a connector must not send other bytes.
    pub hash: Digest,
}

impl Parcel {
    /// A parcel of these bytes.
    #[must_use]
    pub fn new(order: OrderId, unit: UnitId, body: impl Into<Arc<[u8]>>) -> Self {
        let body = body.into();
        let hash = Digest::of(&body);
        Parcel {
            order,
            unit,
            body,
            hash,
        }
    }
}

impl fmt::Debug for Parcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parcel")
            .field("order", &self.order)
            .field("unit", &self.unit)
            .field("hash", &self.hash)
            .finish()
    }
}

/// The unit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// Taken in; the answer comes later.
    Accepted(Verified<ReceiptBody>),
    /// Answered at once. A unit's "no" is here, not in an error.
    Answered(Verified<ReplyBody>),
}

/// Carries orders to units.
///
/// An implementation MUST send the bytes of a parcel unchanged and at most
/// once for each call; it MUST NOT try again after a byte may have left. It
/// MUST report [`SubmitError::NotSent`] only when certainly no byte of the
/// request reached the unit, and believe nothing that the unit's key did not
/// sign. It SHOULD bound every call in machine time; dropping the future
/// leaves the outcome uncertain.
#[async_trait]
pub trait Connector: Send + Sync + 'static {
    /// Sends an order.
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError>;

    /// Asks where an order stands. Harmless; a repeat is a question of its
    /// own, under a nonce of its own.
    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError>;
}
