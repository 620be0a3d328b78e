//! What the driver of a simulation and the units' process say to each other.
//! Not part of the wire between a court and its units.

use levy_connect::{NotEvidence, SignedBody};
use levy_domain::{
    bytes::{Bytes, Digest},
    id::OrderId,
    money::Currency,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /sim/advance`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    /// Court time from now on.
    pub to: Timestamp,
}

/// What an advance brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advanced {
    /// Court time at the units.
    pub now: Timestamp,
    /// When the next callback, notice or credit is due; always after `now`.
    pub next_due: Option<Timestamp>,
    /// Callbacks and notices acknowledged by the court in this call.
    pub delivered: u64,
    /// Due ones that the court did not acknowledge; the next advance, to the
    /// same time or later, tries them again.
    pub undelivered: u64,
}

/// `POST /sim/court`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtUrl {
    /// Base, such as `http://127.0.0.1:4000`.
    pub url: String,
}

/// What a person is told at the unit's counter: the truth of the books, also
/// where the unit's machine forgets ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Code of the unit.
    pub unit: String,
    /// Which order.
    pub order: OrderId,
    /// The unit had the order and acted on it, or refused it.
    pub taken: bool,
    /// When, for the first time.
    pub taken_at: Option<Timestamp>,
    /// SHA-256 of the bytes it had.
    pub order_hash: Option<Digest>,
    /// How often it took effect.
    pub effects: u32,
    /// Every reply given so far, each as `SignedBody::to_evidence` writes it.
    pub replies: Vec<Bytes>,
    /// When the next reply is due; `None` when nothing more will come.
    pub answer_due: Option<Timestamp>,
    /// The moment of this statement.
    pub as_of: Timestamp,
}

impl Statement {
    /// The replies with their signatures, in order.
    ///
    /// # Errors
    /// [`NotEvidence`], never with a statement of this version.
    pub fn signed_replies(&self) -> Result<Vec<SignedBody>, NotEvidence> {
        self.replies
            .iter()
            .map(|reply| SignedBody::from_evidence(&reply.0))
            .collect()
    }
}

/// A line of the statement of the court's enforcement account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Place in the statement, from 1, in the order of booking.
    pub seq: u64,
    /// Code of the unit that sent it.
    pub unit: String,
    /// The transfer.
    pub order: OrderId,
    /// First of its chain of replacements.
    pub original: OrderId,
    /// Its line.
    pub line: u32,
    /// How much.
    pub amount_minor: u64,
    /// In what.
    pub currency: Currency,
    /// When it was booked.
    pub booked_at: Timestamp,
}

/// `GET /sim/books`: totals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BooksReport {
    /// Court time at the units.
    pub now: Timestamp,
    /// Messages received by kind: `order`, `inquiry`, and what was turned
    /// away: `unsigned`, `misdirected`, `oversize`, `unreadable`.
    pub messages: BTreeMap<String, u64>,
    /// Transport faults by kind: `lost-before`, `lost-after`, `late`,
    /// `outage`, `twice`.
    pub faults: BTreeMap<String, u64>,
    /// Different orders that were taken.
    pub orders_taken: u64,
    /// Orders that were answered in full: a final reply was given.
    pub orders_final: u64,
    /// Replies given so far, by answer or callback.
    pub replies_given: u64,
    /// Replies that the court acknowledged.
    pub replies_acked: u64,
    /// Notices given so far.
    pub notices_given: u64,
    /// Notices that the court acknowledged.
    pub notices_acked: u64,
    /// Callbacks and notices not acknowledged yet, due or not.
    pub callbacks_pending: u64,
    /// Times that a line of a freeze or transfer took effect.
    pub effects: u64,
    /// Of these, beyond the first for the same unit, original order and line.
    pub duplicate_effects: u64,
    /// The duplicates by unit.
    pub duplicates_by_unit: BTreeMap<String, u64>,
    /// Held for courts of this process now, in fen.
    pub held_minor: u64,
    /// Moved to the court's account, in fen.
    pub moved_minor: u64,
    /// Credits booked by now, in fen.
    pub credited_minor: u64,
}

/// One row of `GET /sim/books/orders`, in the order of first reception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookOrder {
    /// Place, from 1.
    pub seq: u64,
    /// Code of the unit.
    pub unit: String,
    /// Which order.
    pub order: OrderId,
    /// First of its chain of replacements; `None` when it was never taken.
    pub original: Option<OrderId>,
    /// What was asked; `None` when it was never taken.
    pub measure: Option<String>,
    /// SHA-256 of the bytes taken.
    pub body_hash: Option<Digest>,
    /// When it was first taken.
    pub taken_at: Option<Timestamp>,
    /// Times it came in, lost attempts included.
    pub times_received: u32,
    /// Times it took effect.
    pub effects: u32,
    /// Replies given so far.
    pub replies_sent: u32,
    /// Of these, acknowledged by the court.
    pub replies_acked: u32,
    /// A final reply was given.
    pub answered: bool,
    /// Held now under it, in fen.
    pub held_minor: u64,
    /// Moved by it, in fen.
    pub moved_minor: u64,
}

/// One row of `GET /sim/books/acks`: what the court acknowledged, and so must
/// have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acked {
    /// Place, from 1, in the order of acknowledgement.
    pub seq: u64,
    /// Code of the unit.
    pub unit: String,
    /// The order replied to; `None` for a notice.
    pub order: Option<OrderId>,
    /// The reply's sequence; `None` for a notice.
    pub sequence: Option<u32>,
    /// Id of the notice; `None` for a reply.
    pub notice: Option<String>,
    /// SHA-256 of the bytes.
    pub hash: Digest,
    /// When the court says it had them.
    pub received_at: Timestamp,
}
