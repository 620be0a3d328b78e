//! One unit's signing and checking.

use super::courts::CourtKeys;
use super::refusal::{CallRefusal, OrderCheck};
use crate::signed::{BodyKind, DetachedSignature, SignedBody};
use crate::verified::Verified;
use crate::wire::{
    AckBody, InquiryBody, NoticeBody, OrderBody, Private, ReceiptBody, ReplyBody, StandingBody,
    StandingKind, V1, WireBody, WireError,
};
use levy_domain::{bytes::Digest, reply::Fault, time::Timestamp};
use levy_proof::Signer;
use std::sync::Arc;

/// A unit's side of the wire. Give it the three signature headers and the
/// bytes as they came.
#[derive(Debug)]
pub struct UnitSide {
    code: String,
    courts: CourtKeys,
    signer: Signer,
}

impl UnitSide {
    /// The unit of this code.
    #[must_use]
    pub fn new(code: &str, courts: CourtKeys, signer: Signer) -> Self {
        UnitSide {
            code: code.to_owned(),
            courts,
            signer,
        }
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its signer.
    #[must_use]
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Opens what a court sent to be acted on, in `(court, unit)` as it says.
    fn take<T: WireBody>(
        &self,
        signature: DetachedSignature,
        bytes: Arc<[u8]>,
        named: impl Fn(&T) -> (&str, &str),
    ) -> Result<Verified<T>, CallRefusal> {
        let key = signature.key_id.clone();
        let signed = SignedBody {
            kind: T::KIND,
            bytes,
            signature,
        };
        let taken = signed.open::<T>(self.courts.trusted())?;
        let (court, unit) = named(&taken.body);
        if !self.courts.speaks_for(&key, court) {
            return Err(CallRefusal::OtherCourt);
        }
        if unit != self.code {
            return Err(CallRefusal::OtherUnit);
        }
        Ok(taken)
    }

    /// Checks an order: signature, court, addressee, form.
    ///
    /// # Errors
    /// [`CallRefusal`]; answer with its status.
    pub fn order(
        &self,
        signature: DetachedSignature,
        bytes: impl Into<Arc<[u8]>>,
    ) -> Result<Verified<OrderBody>, CallRefusal> {
        self.take(signature, bytes.into(), |order: &OrderBody| {
            (&order.court, &order.unit)
        })
    }

    /// What the times of an order allow at `now`.
    #[must_use]
    pub fn check_times(order: &OrderBody, now: Timestamp) -> OrderCheck {
        if now > order.expires_at {
            OrderCheck::Expired
        } else if order.not_before.is_some_and(|at| now < at) {
            OrderCheck::TooEarly
        } else {
            OrderCheck::Current
        }
    }

    /// Checks an inquiry: signature, court, addressee, form. The standing
    /// binds its hash.
    ///
    /// # Errors
    /// [`CallRefusal`]; answer with its status.
    pub fn inquiry(
        &self,
        signature: DetachedSignature,
        bytes: impl Into<Arc<[u8]>>,
    ) -> Result<Verified<InquiryBody>, CallRefusal> {
        self.take(signature, bytes.into(), |inquiry: &InquiryBody| {
            (&inquiry.court, &inquiry.unit)
        })
    }

    /// Checks that `court` acknowledges what was sent to it as `sent`. Another
    /// court's word does not count, though its key be known: it may not stop
    /// the unit from sending to the first.
    ///
    /// # Errors
    /// [`CallRefusal`]; then send the reply again.
    pub fn acknowledged(
        &self,
        signature: DetachedSignature,
        bytes: impl Into<Arc<[u8]>>,
        (court, sent): (&str, Digest),
    ) -> Result<Verified<AckBody>, CallRefusal> {
        let key = signature.key_id.clone();
        let signed = SignedBody {
            kind: BodyKind::Ack,
            bytes: bytes.into(),
            signature,
        };
        let ack = signed.open::<AckBody>(self.courts.trusted())?;
        if !self.courts.speaks_for(&key, court) {
            return Err(CallRefusal::OtherCourt);
        }
        if ack.body.reply_hash == sent {
            Ok(ack)
        } else {
            Err(CallRefusal::OtherReply)
        }
    }

    fn sign<T: WireBody>(&self, unit: &str, body: &T) -> Result<SignedBody, WireError> {
        if unit == self.code {
            SignedBody::of(body, &self.signer)
        } else {
            Err(WireError::Contradiction(
                "it is in the name of another unit",
            ))
        }
    }

    /// Signs a reply.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn reply(&self, reply: &ReplyBody) -> Result<SignedBody, WireError> {
        self.sign(&reply.unit, reply)
    }

    /// Signs a receipt.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn receipt(&self, receipt: &ReceiptBody) -> Result<SignedBody, WireError> {
        self.sign(&receipt.unit, receipt)
    }

    /// Signs a standing.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn standing(&self, standing: &StandingBody) -> Result<SignedBody, WireError> {
        self.sign(&standing.unit, standing)
    }

    /// Signs a notice.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn notice(&self, notice: &NoticeBody) -> Result<SignedBody, WireError> {
        self.sign(&notice.unit, notice)
    }

    /// The receipt of an order taken in at `now`.
    #[must_use]
    pub fn receipt_for(&self, order: &Verified<OrderBody>, now: Timestamp) -> ReceiptBody {
        ReceiptBody {
            v: V1,
            order: order.body.order,
            order_hash: order.hash,
            unit: self.code.clone(),
            delivered_at: now,
            served_at: None,
            receipt_number: None,
        }
    }

    /// "Not found" in answer to an inquiry at `now`, to be filled in.
    #[must_use]
    pub fn standing_for(&self, inquiry: &Verified<InquiryBody>, now: Timestamp) -> StandingBody {
        StandingBody {
            v: V1,
            order: inquiry.body.order,
            inquiry_hash: inquiry.hash,
            unit: self.code.clone(),
            standing: StandingKind::NotFound,
            order_hash: None,
            replies: Vec::new(),
            as_of: now,
        }
    }

    /// An empty final reply to an order at `now`, to be filled in.
    #[must_use]
    pub fn reply_for(&self, order: &Verified<OrderBody>, now: Timestamp) -> ReplyBody {
        ReplyBody {
            v: V1,
            order: order.body.order,
            order_hash: order.hash,
            unit: self.code.clone(),
            sequence: 1,
            last: true,
            corrects: None,
            delivered_at: now,
            served_at: None,
            answered_at: now,
            receipt_number: None,
            lines: Vec::new(),
            found: Vec::new(),
            refused: None,
            fault: None,
        }
    }

    /// The unit's "no" to a whole order: a reply like any other.
    #[must_use]
    pub fn refusal_for(
        &self,
        order: &Verified<OrderBody>,
        now: Timestamp,
        code: &str,
        fault: Option<Fault>,
    ) -> ReplyBody {
        ReplyBody {
            refused: Some(Private::new(code)),
            fault,
            ..self.reply_for(order, now)
        }
    }
}
