//! What units say.

use super::{NOW, body_hash};
use levy_domain::{
    bytes::Digest,
    id::OrderId,
    money::Money,
    reply::{LineReply, Outcome, Reply, Truth, Way},
    time::HOUR,
};

pub(crate) fn said(line: u32, outcome: Outcome, held: Option<Money>) -> LineReply {
    let new = LineReply::new(line, outcome);
    // A no of the law: one for no such reason is the matter of `refusing`.
    let refused = new.outcome == Outcome::Refused;
    LineReply {
        held,
        reason: refused.then(|| "protected-account".into()),
        ..new
    }
}

/// A final reply to `order`, authentic and about our bytes.
pub(crate) fn reply(order: &OrderId, sequence: u32, lines: Vec<LineReply>) -> Reply {
    Reply {
        sequence,
        last: true,
        corrects: None,
        way: Way::default(),
        received_at: NOW.plus(HOUR),
        truth: Truth::Claimed,
        raw_hash: Digest::of(format!("{order} {sequence} {lines:?}").as_bytes()),
        raw_evidence: None,
        raw_signature: None,
        order_hash: body_hash(order),
        lines,
        found: vec![],
        receipt_number: None,
        refused: None,
        refused_text: None,
        fault: None,
    }
}

/// The same, with more to follow.
pub(crate) fn part(order: &OrderId, sequence: u32, lines: Vec<LineReply>) -> Reply {
    Reply {
        last: false,
        ..reply(order, sequence, lines)
    }
}
