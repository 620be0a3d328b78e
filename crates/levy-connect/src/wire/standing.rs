//! Where an order stands at the unit, in answer to an inquiry.

use super::{decode::WireBody, error::WireError, exact::V1, reply::ReplyBody};
use crate::{limits, signed::BodyKind};
use levy_domain::{bytes::Digest, id::OrderId, time::Timestamp};
use serde::{Deserialize, Serialize};

/// Where it stands. Closed: a standing that is not understood settles nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StandingKind {
    /// The unit has no such order.
    NotFound,
    /// Taken in, not answered yet.
    Pending,
    /// Answered, at least in part.
    Answered,
}

/// The unit's signed word on an order id, `not-found` included, in answer to
/// one inquiry. `as_of` is not earlier than the inquiry: the answer reflects
/// all intake before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingBody {
    /// The moment of this word.
    pub as_of: Timestamp,
    /// SHA-256 of the inquiry's bytes as the unit read them.
    pub inquiry_hash: Digest,
    /// Which order.
    pub order: OrderId,
    /// SHA-256 of the order's bytes as the unit read them, unless not found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_hash: Option<Digest>,
    /// Every reply given so far, in order.
    #[serde(default)]
    pub replies: Vec<ReplyBody>,
    /// Where it stands.
    pub standing: StandingKind,
    /// Code of the unit.
    pub unit: String,
    /// Version of the wire.
    pub v: V1,
}

impl WireBody for StandingBody {
    const KIND: BodyKind = BodyKind::Standing;
    const MAX_BYTES: usize = limits::STANDING_MAX_BYTES;

    fn check(&self) -> Result<(), WireError> {
        let no = |what| Err(WireError::Contradiction(what));
        if self.replies.len() > limits::STANDING_REPLIES_MAX {
            return no("more than 64 replies in a standing");
        }
        let found = self.standing != StandingKind::NotFound;
        if found != self.order_hash.is_some() {
            return no("the order's hash is given exactly when the order is found");
        }
        if (self.standing == StandingKind::Answered) == self.replies.is_empty() {
            return no("replies are given exactly when the order is answered");
        }
        for reply in &self.replies {
            if reply.order != self.order || reply.unit != self.unit {
                return no("a reply in a standing belongs to another order or unit");
            }
            reply.check()?;
        }
        Ok(())
    }
}
