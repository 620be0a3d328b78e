//! From an answer's bytes to what may be believed of it.

use super::{call::Answer, signature_of};
use crate::connector::{
    AnswerFault, InquireError, Inquiry, Parcel, Standing, SubmitError, Submitted,
};
use crate::peers::Peers;
use crate::signed::{NotOpened, SignedBody};
use crate::verified::{Stray, StrayReason, Verified};
use crate::wire::{ReceiptBody, ReplyBody, StandingBody, WireBody};
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
};

/// An answer that does not count, with what the unit signed.
struct Doubt {
    reason: AnswerFault,
    stray: Option<Box<Stray>>,
}

impl From<AnswerFault> for Doubt {
    fn from(reason: AnswerFault) -> Self {
        Doubt {
            reason,
            stray: None,
        }
    }
}

impl From<Box<Stray>> for Doubt {
    fn from(stray: Box<Stray>) -> Self {
        Doubt {
            reason: stray.reason.clone().into(),
            stray: Some(stray),
        }
    }
}

impl From<Doubt> for SubmitError {
    fn from(Doubt { reason, stray }: Doubt) -> Self {
        SubmitError::Uncertain { reason, stray }
    }
}

impl From<Doubt> for InquireError {
    fn from(Doubt { reason, stray }: Doubt) -> Self {
        InquireError::Unanswered { reason, stray }
    }
}

/// Opens an answer that must be signed with a key of `unit`.
fn open<T: WireBody>(
    peers: &Peers,
    unit: &UnitId,
    answer: Answer,
) -> Result<(Verified<T>, SignedBody), Doubt> {
    let signature = signature_of(&answer.headers).map_err(AnswerFault::Unsigned)?;
    let own = peers
        .peer(unit)
        .is_some_and(|peer| peer.keys.contains(&signature.key_id));
    if !own {
        return Err(AnswerFault::OtherKey(signature.key_id).into());
    }
    let signed = SignedBody {
        kind: T::KIND,
        bytes: answer.body[..].into(),
        signature,
    };
    match signed.clone().open::<T>(peers.trusted()) {
        Ok(verified) => Ok((verified, signed)),
        Err(NotOpened::Forged(error)) => Err(AnswerFault::Forged(error).into()),
        Err(NotOpened::Stray(stray)) => Err(stray.into()),
    }
}

/// What does not fit between an answer and what it answers.
fn misfit(
    peers: &Peers,
    parcel: &Parcel,
    order: OrderId,
    unit: &str,
    hash: Digest,
) -> Option<StrayReason> {
    if peers
        .peer(&parcel.unit)
        .is_none_or(|peer| peer.code != unit)
    {
        Some(StrayReason::OtherUnit)
    } else if order != parcel.order {
        Some(StrayReason::OtherOrder)
    } else if hash != parcel.hash {
        Some(StrayReason::OtherBytes)
    } else {
        None
    }
}

/// Reads the answer to an order: 200 is a reply, 202 a receipt.
pub(super) fn read_reply(
    peers: &Peers,
    parcel: &Parcel,
    answer: Answer,
) -> Result<Submitted, SubmitError> {
    Ok(if answer.status == 202 {
        Submitted::Accepted(receipt(peers, parcel, answer)?)
    } else {
        Submitted::Answered(reply(peers, parcel, answer)?)
    })
}

fn reply(peers: &Peers, parcel: &Parcel, answer: Answer) -> Result<Verified<ReplyBody>, Doubt> {
    let (reply, signed) = open::<ReplyBody>(peers, &parcel.unit, answer)?;
    let body = &reply.body;
    match misfit(peers, parcel, body.order, &body.unit, body.order_hash) {
        None => Ok(reply),
        Some(reason) => Err(Box::new(Stray::of_reply(reason, signed, reply)).into()),
    }
}

fn receipt(peers: &Peers, parcel: &Parcel, answer: Answer) -> Result<Verified<ReceiptBody>, Doubt> {
    let (receipt, signed) = open::<ReceiptBody>(peers, &parcel.unit, answer)?;
    let body = &receipt.body;
    match misfit(peers, parcel, body.order, &body.unit, body.order_hash) {
        None => Ok(receipt),
        Some(reason) => Err(Box::new(Stray {
            reason,
            signed,
            reply: None,
        })
        .into()),
    }
}

/// Reads the answer to an inquiry.
pub(super) fn read_standing(
    peers: &Peers,
    inquiry: &Inquiry,
    answer: Answer,
) -> Result<Standing, InquireError> {
    if answer.status != 200 {
        return Err(InquireError::unanswered(AnswerFault::Status {
            status: answer.status,
        }));
    }
    let (word, _) = open::<StandingBody>(peers, &inquiry.unit(), answer)?;
    Standing::answering(inquiry, word)
}
