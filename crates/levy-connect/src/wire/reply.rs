//! What a unit says of an order.

mod found;
mod line;
mod others;

pub use found::{FoundBody, HolderBody};
pub use line::ReplyLine;
pub use others::{PriorBody, RightBody};

use super::{decode::WireBody, error::WireError, exact::V1, private::Private};
use crate::{limits, signed::BodyKind};
use levy_domain::{bytes::Digest, id::OrderId, reply::Fault, time::Timestamp};
use serde::{Deserialize, Serialize};

/// A reply: numbered by the unit from 1, perhaps in parts, perhaps correcting
/// an earlier one. A unit's "no" is a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyBody {
    /// The unit answered.
    pub answered_at: Timestamp,
    /// Sequence of the reply that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<u32>,
    /// The unit's machine had the order.
    pub delivered_at: Timestamp,
    /// Whose fault a return is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// Nothing more will follow of itself.
    #[serde(rename = "final")]
    pub last: bool,
    /// Assets, for queries; empty and `final` means "nothing found".
    #[serde(default)]
    pub found: Vec<FoundBody>,
    /// Per line, for measures.
    #[serde(default)]
    pub lines: Vec<ReplyLine>,
    /// Which order.
    pub order: OrderId,
    /// SHA-256 of the order's bytes as the unit read them.
    pub order_hash: Digest,
    /// Receipt number (回执号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<String>,
    /// The whole order refused or returned, with the unit's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Private>,
    /// The unit's own count for this order, from 1.
    pub sequence: u32,
    /// In law served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_at: Option<Timestamp>,
    /// Code of the unit.
    pub unit: String,
    /// Version of the wire.
    pub v: V1,
}

impl WireBody for ReplyBody {
    const KIND: BodyKind = BodyKind::Reply;
    const MAX_BYTES: usize = limits::REPLY_MAX_BYTES;

    /// Only what no reader could make sense of: everything else is folded as
    /// the unit says it.
    fn check(&self) -> Result<(), WireError> {
        if self.sequence == 0 {
            return Err(WireError::Contradiction("replies are numbered from 1"));
        }
        if self.lines.len() > limits::LINES_MAX || self.found.len() > limits::LINES_MAX {
            return Err(WireError::Contradiction("more than 1000 lines or assets"));
        }
        self.lines.iter().try_for_each(ReplyLine::check)?;
        self.found.iter().try_for_each(FoundBody::check)
    }
}
