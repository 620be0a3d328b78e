//! Where an order stands, as the unit signed it.

use super::error::{AnswerFault, InquireError};
use super::inquiry::Inquiry;
use crate::signed::SignedBody;
use crate::verified::{Stray, StrayReason, Verified};
use crate::wire::{ReplyBody, StandingBody, StandingKind, WireError, to_canonical};
use levy_domain::{bytes::Digest, time::Timestamp};
use serde::Deserialize;

/// Where an order stands at the unit, in answer to one inquiry: there is no
/// way to one but [`Standing::answering`]. The caller compares `order_hash`
/// with its own: another hash means the unit holds other bytes under this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The unit has no such order. Proves something only at a unit that
    /// honours ids, and only once its intake window has passed.
    #[non_exhaustive]
    NotFound {
        /// The moment of this word.
        as_of: Timestamp,
        /// The unit's own words.
        word: Verified<StandingBody>,
    },
    /// Taken in, not answered yet.
    #[non_exhaustive]
    Pending {
        /// What the unit holds.
        order_hash: Digest,
        /// The moment of this word.
        as_of: Timestamp,
        /// The unit's own words.
        word: Verified<StandingBody>,
    },
    /// Answered, at least in part.
    #[non_exhaustive]
    Answered {
        /// What the unit holds.
        order_hash: Digest,
        /// Every reply so far, each with the bytes and the hash it has when
        /// it comes by callback in canonical form.
        replies: Vec<Verified<ReplyBody>>,
        /// The moment of this word.
        as_of: Timestamp,
        /// The unit's own words, which bear the signature.
        word: Verified<StandingBody>,
    },
}

impl Standing {
    /// The unit's own words.
    #[must_use]
    pub const fn word(&self) -> &Verified<StandingBody> {
        match self {
            Standing::NotFound { word, .. }
            | Standing::Pending { word, .. }
            | Standing::Answered { word, .. } => word,
        }
    }

    /// The unit's signed words, for evidence.
    #[must_use]
    pub fn signed(&self) -> Option<SignedBody> {
        self.word().signed()
    }

    /// The unit's words, if they answer this inquiry: of its unit, about its
    /// order, and over the hash of its bytes.
    ///
    /// # Errors
    /// [`InquireError::Unanswered`] with what the unit signed.
    pub fn answering(
        inquiry: &Inquiry,
        word: Verified<StandingBody>,
    ) -> Result<Self, InquireError> {
        match misfit(inquiry, &word.body) {
            None => Standing::from_word(word).map_err(InquireError::unanswered),
            Some(reason) => Err(InquireError::Unanswered {
                reason: reason.clone().into(),
                stray: word.signed().map(|signed| {
                    Box::new(Stray {
                        reason,
                        signed,
                        reply: None,
                    })
                }),
            }),
        }
    }

    /// Takes the unit's words apart.
    fn from_word(word: Verified<StandingBody>) -> Result<Self, AnswerFault> {
        let as_of = word.body.as_of;
        match (word.body.standing, word.body.order_hash) {
            (StandingKind::NotFound, None) => Ok(Standing::NotFound { as_of, word }),
            (StandingKind::Pending, Some(order_hash)) => Ok(Standing::Pending {
                order_hash,
                as_of,
                word,
            }),
            (StandingKind::Answered, Some(order_hash)) => {
                let replies = embedded(&word).map_err(AnswerFault::Unreadable)?;
                Ok(Standing::Answered {
                    order_hash,
                    replies,
                    as_of,
                    word,
                })
            }
            (StandingKind::NotFound, Some(_))
            | (StandingKind::Pending | StandingKind::Answered, None) => {
                let what = "the order's hash is given exactly when the order is found";
                Err(AnswerFault::Unreadable(WireError::Contradiction(what)))
            }
        }
    }
}

/// What does not fit between an inquiry and what claims to answer it.
fn misfit(inquiry: &Inquiry, word: &StandingBody) -> Option<StrayReason> {
    if word.unit != inquiry.body().unit {
        Some(StrayReason::OtherUnit)
    } else if word.order != inquiry.order() {
        Some(StrayReason::OtherOrder)
    } else if word.inquiry_hash != inquiry.hash() {
        Some(StrayReason::OtherInquiry)
    } else {
        None
    }
}

/// The replies with bytes of their own, unknown fields included, so that one
/// already taken by callback is recognised by its hash.
fn embedded(word: &Verified<StandingBody>) -> Result<Vec<Verified<ReplyBody>>, WireError> {
    #[derive(Deserialize)]
    struct Raw {
        replies: Vec<serde_json::Value>,
    }
    let raw: Raw = serde_json::from_slice(&word.raw).map_err(|error| WireError::Unreadable {
        line: error.line(),
        column: error.column(),
    })?;
    let each = raw
        .replies
        .iter()
        .zip(&word.body.replies)
        .map(|(value, body)| {
            let bytes = to_canonical(value)?;
            let hash = Digest::of(&bytes);
            Ok(Verified {
                body: body.clone(),
                raw: bytes.into(),
                hash,
                signature: None,
            })
        });
    each.collect()
}
