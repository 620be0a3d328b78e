//! What a unit's machine turns away, and with which status.

use crate::signed::{HeaderError, NotOpened};
use crate::verified::StrayReason;
use crate::wire::WireError;
use levy_proof::VerifyError;
use thiserror::Error;

/// `LEVY-C40`: the machine takes the call not at all. Nothing is carried out
/// and nothing is signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CallRefusal {
    /// Unsigned.
    #[error("LEVY-C40 the call is not signed: {0}")]
    Unsigned(#[from] HeaderError),
    /// The signature does not hold.
    #[error("LEVY-C40 the call is not authentic: {0}")]
    Forged(#[from] VerifyError),
    /// The key does not speak for the court the body names, or an
    /// acknowledgement is not of the court it was sent to.
    #[error("LEVY-C40 the key does not speak for this court")]
    OtherCourt,
    /// It is for another unit.
    #[error("LEVY-C40 it is addressed to another unit")]
    OtherUnit,
    /// Not readable, or larger than allowed.
    #[error("LEVY-C40 it cannot be read: {0}")]
    Unreadable(#[from] WireError),
    /// The acknowledgement is for something else.
    #[error("LEVY-C40 the acknowledgement is for something else; send the reply again")]
    OtherReply,
}

impl CallRefusal {
    /// The HTTP status the contract gives it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            CallRefusal::Unsigned(_) | CallRefusal::Forged(_) => 401,
            CallRefusal::OtherCourt => 403,
            CallRefusal::OtherUnit => 421,
            CallRefusal::Unreadable(WireError::TooLarge { .. }) => 413,
            CallRefusal::Unreadable(_) => 422,
            CallRefusal::OtherReply => 400,
        }
    }
}

impl From<NotOpened> for CallRefusal {
    fn from(error: NotOpened) -> Self {
        match error {
            NotOpened::Forged(error) => CallRefusal::Forged(error),
            NotOpened::Stray(stray) => match stray.reason {
                StrayReason::Unreadable(error) => CallRefusal::Unreadable(error),
                StrayReason::OtherUnit
                | StrayReason::OtherOrder
                | StrayReason::OtherInquiry
                | StrayReason::OtherBytes => CallRefusal::OtherUnit,
            },
        }
    }
}

/// What the times of an authentic order allow. Early and late are answered
/// with a signed reply (`refused`), not with a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderCheck {
    /// It may be carried out.
    Current,
    /// Not before its `not_before`: refused as `too-early`.
    TooEarly,
    /// After its `expires_at`: refused as `expired`. A repeat of an order
    /// already taken in is answered from the table all the same.
    Expired,
}
