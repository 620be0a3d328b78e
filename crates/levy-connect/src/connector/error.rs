//! What a failed call lets the caller conclude.

use crate::signed::{HeaderError, NotOpened};
use crate::verified::{Stray, StrayReason};
use crate::wire::WireError;
use levy_proof::{KeyId, VerifyError};
use thiserror::Error;

/// Why an order was not answered by the unit. The three cases are what the
/// caller acts on; the reasons are for people.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SubmitError {
    /// `LEVY-C10`: certainly no byte of the request reached the unit, so
    /// nothing was sent. Another attempt first asks whether the order may
    /// still leave.
    #[error("LEVY-C10 not sent: {reason}; it may be sent again")]
    NotSent {
        /// Why.
        reason: NotSentReason,
    },
    /// `LEVY-C11`: perhaps it has the order, perhaps not. Inquire first.
    #[error("LEVY-C11 the outcome is unknown: {reason}; inquire before anything else")]
    Uncertain {
        /// Why.
        reason: AnswerFault,
        /// What the unit signed, where it did: it must be kept.
        stray: Option<Box<Stray>>,
    },
    /// `LEVY-C12`: the unit's machine says it will not take the order at all.
    /// The channel's answer, unsigned: not the unit's "no", and no proof
    /// against an earlier attempt that stayed uncertain.
    #[error(
        "LEVY-C12 the unit's machine will not take it (status {status}); correct the cause, see docs/openapi/unit-wire.yaml"
    )]
    Refused {
        /// Status 400 to 499, without 408.
        status: u16,
    },
}

/// Why no byte left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
#[non_exhaustive]
pub enum NotSentReason {
    /// No address for this unit.
    #[error("the unit has no address in the table of peers")]
    NoRoute,
    /// The bytes are not the ones that were issued.
    #[error("the bytes are not the ones that were issued; a person must look at it")]
    ChangedBytes,
    /// Larger than an order may be.
    #[error("the order is larger than the wire allows")]
    TooLarge,
    /// No connection: refused, unreachable, unknown name, or too slow.
    #[error("no connection to the unit")]
    NoConnection,
    /// The connector is not open for calls.
    #[error("the connector takes no calls now")]
    Closed,
}

/// Why an answer does not count as one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AnswerFault {
    /// Nothing within the patience.
    #[error("no answer in time")]
    Timeout,
    /// The connection ended, or what came is not HTTP.
    #[error("the connection broke before the whole answer came")]
    Broken,
    /// Larger than an answer may be.
    #[error("the answer is larger than {limit} bytes")]
    Oversize {
        /// The bound.
        limit: usize,
    },
    /// Not signed.
    #[error("the answer is not signed: {0}")]
    Unsigned(HeaderError),
    /// Signed with a key that is not this unit's.
    #[error("the answer is signed with key {0}, which is not the unit's")]
    OtherKey(KeyId),
    /// The signature does not hold.
    #[error("the answer is not authentic: {0}")]
    Forged(VerifyError),
    /// Signed, but not readable.
    #[error("the answer cannot be read: {0}")]
    Unreadable(WireError),
    /// Signed, but for another order.
    #[error("the answer is for another order")]
    OtherOrder,
    /// Signed, but in the name of another unit.
    #[error("the answer is in the name of another unit")]
    OtherUnit,
    /// Signed, but in answer to another inquiry.
    #[error("the answer is for another inquiry")]
    OtherInquiry,
    /// Signed, but over other bytes than were sent.
    #[error("the answer binds other bytes than were sent")]
    OtherBytes,
    /// A status that decides nothing: 408, 5xx or one outside the contract.
    #[error("status {status} decides nothing")]
    Status {
        /// Which.
        status: u16,
    },
}

/// Why an inquiry brought no standing. Nothing is lost: ask again later.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InquireError {
    /// `LEVY-C13`: the unit was not reached.
    #[error("LEVY-C13 the inquiry was not sent: {reason}; ask again later")]
    NotSent {
        /// Why.
        reason: NotSentReason,
    },
    /// `LEVY-C13`: no usable answer.
    #[error("LEVY-C13 the inquiry was not answered: {reason}; ask again later")]
    Unanswered {
        /// Why.
        reason: AnswerFault,
        /// What the unit signed, where it did: it must be kept.
        stray: Option<Box<Stray>>,
    },
    /// `LEVY-C13`: the unit's machine takes no inquiry (status).
    #[error(
        "LEVY-C13 the unit's machine takes no inquiry (status {status}); correct the cause, see docs/openapi/unit-wire.yaml"
    )]
    Refused {
        /// Status 400 to 499, without 408.
        status: u16,
    },
}

impl SubmitError {
    pub(crate) const fn uncertain(reason: AnswerFault) -> Self {
        SubmitError::Uncertain {
            reason,
            stray: None,
        }
    }
}

impl InquireError {
    pub(crate) const fn unanswered(reason: AnswerFault) -> Self {
        InquireError::Unanswered {
            reason,
            stray: None,
        }
    }
}

impl From<StrayReason> for AnswerFault {
    fn from(reason: StrayReason) -> Self {
        match reason {
            StrayReason::Unreadable(error) => AnswerFault::Unreadable(error),
            StrayReason::OtherUnit => AnswerFault::OtherUnit,
            StrayReason::OtherOrder => AnswerFault::OtherOrder,
            StrayReason::OtherInquiry => AnswerFault::OtherInquiry,
            StrayReason::OtherBytes => AnswerFault::OtherBytes,
        }
    }
}

impl From<NotOpened> for AnswerFault {
    fn from(error: NotOpened) -> Self {
        match error {
            NotOpened::Forged(error) => AnswerFault::Forged(error),
            NotOpened::Stray(stray) => stray.reason.into(),
        }
    }
}
