//! A connector without sockets, for benches and tests.

use crate::connector::{
    AnswerFault, Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError,
    Submitted,
};
use crate::signed::SignedBody;
use crate::verified::Verified;
use crate::wire::{ReceiptBody, ReplyBody, StandingBody, WireBody};
use async_trait::async_trait;
use levy_domain::bytes::Digest;
use levy_proof::{Signer, TrustedKeys};

/// Hands every parcel to a function and every inquiry to another.
pub struct InProcess<S, I> {
    submit: S,
    inquire: I,
}

impl<S, I> InProcess<S, I>
where
    S: Fn(&Parcel) -> Result<Submitted, SubmitError> + Send + Sync + 'static,
    I: Fn(&Inquiry) -> Result<Standing, InquireError> + Send + Sync + 'static,
{
    /// A connector over two functions.
    pub const fn new(submit: S, inquire: I) -> Self {
        InProcess { submit, inquire }
    }
}

#[async_trait]
impl<S, I> Connector for InProcess<S, I>
where
    S: Fn(&Parcel) -> Result<Submitted, SubmitError> + Send + Sync + 'static,
    I: Fn(&Inquiry) -> Result<Standing, InquireError> + Send + Sync + 'static,
{
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError> {
        if Digest::of(&parcel.body) != parcel.hash {
            return Err(SubmitError::NotSent {
                reason: NotSentReason::ChangedBytes,
            });
        }
        (self.submit)(parcel)
    }

    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError> {
        (self.inquire)(inquiry)
    }
}

/// A body as a unit inside this process gives it: signed and verified for
/// real when keys are given.
fn handed<T: WireBody>(
    body: T,
    keys: Option<(&Signer, &TrustedKeys)>,
) -> Result<Verified<T>, AnswerFault> {
    match keys {
        None => Verified::in_process(body).map_err(AnswerFault::Unreadable),
        Some((signer, trusted)) => SignedBody::of(&body, signer)
            .map_err(AnswerFault::Unreadable)?
            .open(trusted)
            .map_err(AnswerFault::from),
    }
}

impl Submitted {
    /// An answer at once, signed and verified for real when keys are given.
    ///
    /// # Errors
    /// [`SubmitError::Uncertain`], as over a socket.
    pub fn answered(
        reply: ReplyBody,
        keys: Option<(&Signer, &TrustedKeys)>,
    ) -> Result<Self, SubmitError> {
        handed(reply, keys)
            .map(Submitted::Answered)
            .map_err(SubmitError::uncertain)
    }

    /// A receipt; the answer comes later.
    ///
    /// # Errors
    /// [`SubmitError::Uncertain`], as over a socket.
    pub fn accepted(
        receipt: ReceiptBody,
        keys: Option<(&Signer, &TrustedKeys)>,
    ) -> Result<Self, SubmitError> {
        handed(receipt, keys)
            .map(Submitted::Accepted)
            .map_err(SubmitError::uncertain)
    }
}

impl Standing {
    /// An answer to this inquiry, signed and verified for real when keys are
    /// given.
    ///
    /// # Errors
    /// [`InquireError::Unanswered`], as over a socket.
    pub fn given(
        inquiry: &Inquiry,
        standing: StandingBody,
        keys: Option<(&Signer, &TrustedKeys)>,
    ) -> Result<Self, InquireError> {
        let word = handed(standing, keys).map_err(InquireError::unanswered)?;
        Standing::answering(inquiry, word)
    }
}
