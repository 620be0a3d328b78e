//! The counter: what two officers bring back from a unit that no interface
//! reaches, entered by hand. Counters do what they are asked.

use levy_domain::{
    bytes::Digest,
    matter::order_state::OrderState,
    money::Money,
    order::Measure,
    reply::{LineReply, Outcome, Reply, Truth, Way},
    time::Timestamp,
};

/// What the counter says of an order; `None` when it was not issued.
pub(super) fn told(order: &OrderState, now: Timestamp) -> Option<Reply> {
    let issuance = order.issuance.as_ref()?;
    let lines = order
        .draft
        .lines
        .iter()
        .map(|line| {
            let asked = line.amount.map_or(0, |amount| amount.minor);
            let freeze = order.draft.measure == Measure::Freeze;
            let there = line
                .known_available
                .filter(|_| freeze)
                .map_or(asked, |known| known.minor);
            let held = asked.min(there);
            let outcome = if held < asked {
                Outcome::Partial
            } else {
                Outcome::Done
            };
            let money = |minor| line.amount.map(|amount| Money { minor, ..amount });
            LineReply {
                requested: line.amount,
                held: money(held),
                beyond_balance: money(asked - held).filter(|short| short.minor > 0),
                term: line.term,
                ..LineReply::new(line.line, outcome)
            }
        })
        .collect();
    Some(Reply {
        sequence: 1,
        last: true,
        corrects: None,
        way: Way {
            sent_at: Some(now),
            delivered_at: Some(now),
            served_at: Some(now),
            answered_at: Some(now),
        },
        received_at: now,
        truth: Truth::Claimed,
        raw_hash: Digest::of(format!("counter {}", order.draft.order).as_bytes()),
        raw_evidence: None,
        raw_signature: None,
        order_hash: issuance.body_hash,
        lines,
        found: Vec::new(),
        receipt_number: None,
        refused: None,
        refused_text: None,
        fault: None,
    })
}
