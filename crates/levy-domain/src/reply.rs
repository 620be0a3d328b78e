//! What a unit says, line by line.

use crate::{
    asset::{AccountClass, AccountStatus, AssetFound, OtherRight, PriorMeasure},
    bytes::{Bytes, Digest},
    code::Code,
    money::{Currency, Money},
    order::Term,
    sealed::Sealed,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Outcome of one line.
    Outcome {
        /// Carried out in full.
        Done = "done",
        /// Carried out in part.
        Partial = "partial",
        /// Queued behind others (轮候).
        Waiting = "waiting",
        /// There is nothing.
        Nothing = "nothing",
        /// The unit refuses.
        Refused = "refused",
        /// Sent back with a fault.
        Returned = "returned",
    }
}

impl Outcome {
    /// The unit did something.
    pub fn is_effect(&self) -> bool {
        matches!(self, Outcome::Done | Outcome::Partial | Outcome::Waiting)
    }
}

open_enum! {
    /// Whose fault a return is.
    Fault {
        /// The court's own; does not count against the unit.
        Court = "court",
        /// The unit's.
        Unit = "unit",
        /// The channel's.
        Channel = "channel",
    }
}

open_enum! {
    /// How far an answer can be trusted.
    Truth {
        /// We sent it.
        Sent = "sent",
        /// It arrived.
        Delivered = "delivered",
        /// It was taken in.
        Accepted = "accepted",
        /// The unit says it is done.
        Claimed = "claimed",
        /// A second source says so too.
        Confirmed = "confirmed",
        /// A second source says otherwise.
        Contradicted = "contradicted",
    }
}

/// What a unit says of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineReply {
    /// Which line.
    pub line: u32,
    /// Outcome.
    pub outcome: Outcome,
    /// Sum asked for, as the unit read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<Money>,
    /// Really held, released or moved (SKJE).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// Part of the limit beyond the balance (CESKJE): an empty account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_balance: Option<Money>,
    /// Part queued behind earlier freezes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Money>,
    /// Place in the queue, 0 = in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Available balance afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<Money>,
    /// Its moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_at: Option<Timestamp>,
    /// What the account is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_class: Option<AccountClass>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<AccountStatus>,
    /// Its currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Sub-accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_accounts: Vec<Sealed>,
    /// Pays only from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_redeemable_before: Option<Date>,
    /// Who was earlier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prior_measures: Vec<PriorMeasure>,
    /// Rights of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<OtherRight>,
    /// Term as the unit states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The end to the minute, where the unit gives it (T-22).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Receipt number (回执号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<Sealed>,
    /// Why not, as the unit's code; `unlisted` when it says so in its own
    /// words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Code>,
    /// Those words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_text: Option<Sealed>,
    /// Whose fault a return is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}

impl LineReply {
    /// A bare outcome for `line`.
    pub fn new(line: u32, outcome: Outcome) -> Self {
        LineReply {
            line,
            outcome,
            requested: None,
            held: None,
            beyond_balance: None,
            waiting: None,
            rank: None,
            available: None,
            available_at: None,
            account_class: None,
            status: None,
            currency: None,
            sub_accounts: Vec::new(),
            not_redeemable_before: None,
            prior_measures: Vec::new(),
            rights: Vec::new(),
            term: None,
            ends_at: None,
            receipt_number: None,
            reason: None,
            reason_text: None,
            fault: None,
        }
    }
}

/// Times of an order's way, with their sources: ours for sending, the unit's
/// for the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Way {
    /// First byte out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// The unit's machine had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// In law served (E-01): the unit's receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_at: Option<Timestamp>,
    /// The unit answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
}

/// A signature as it came, beside bytes that a canonical form rebuilds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawSignature {
    /// Suite id as the signer named it.
    pub suite: String,
    /// Which key.
    pub key: String,
    /// The signature.
    pub signature: Bytes,
}

/// A reply as it is folded: numbered by the unit, perhaps in parts, perhaps
/// correcting an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The unit's own count for this order, from 1.
    pub sequence: u32,
    /// Nothing more will follow of itself.
    #[serde(rename = "final")]
    pub last: bool,
    /// Sequence of the reply that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<u32>,
    /// Times of the way.
    pub way: Way,
    /// When it came in.
    pub received_at: Timestamp,
    /// How far it is trusted.
    pub truth: Truth,
    /// SHA-256 of what the unit said in canonical form, so that a reply is the
    /// same one by whatever way and in whatever spelling it comes. It names no
    /// body of evidence: that is `raw_evidence`.
    pub raw_hash: Digest,
    /// The sealed raw bytes in the evidence store, unless a canonical form
    /// rebuilds them (a plain "nothing found").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_evidence: Option<Digest>,
    /// The unit's signature over the raw bytes, where they are rebuilt and not
    /// kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_signature: Option<RawSignature>,
    /// The hash of the order's body that the reply binds; a unit that read
    /// other bytes shows here.
    pub order_hash: Digest,
    /// Lines, for measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineReply>,
    /// Assets, for queries; empty with `last` means "nothing found".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<AssetFound>,
    /// Receipt number (回执号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<Sealed>,
    /// The whole order refused or returned, with the unit's code; `unlisted`
    /// when it says why in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Code>,
    /// Those words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_text: Option<Sealed>,
    /// Whose fault a return is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}
