//! What the court asks of a unit.

use super::{
    decode::WireBody,
    error::WireError,
    exact::{Exact, V1},
    private::Private,
};
use crate::{limits, signed::BodyKind};
use levy_domain::{
    asset::AssetClass,
    bytes::Digest,
    document::DocumentKind,
    id::OrderId,
    money::Currency,
    order::Measure,
    party::{IdentityKind, PersonKind},
    stamp::Role,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

/// An order as it is sent. The unit checks the signature, `unit`,
/// `expires_at` and the fence before it acts, and binds the hash of these
/// bytes in everything it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderBody {
    /// Where a transfer goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<CourtAccount>,
    /// Legal basis.
    pub basis: OrderBasis,
    /// Case number.
    pub case_number: Private,
    /// Code of the court.
    pub court: String,
    /// Documents that go with it.
    pub documents: Vec<OrderDocument>,
    /// Not to be carried out after.
    pub expires_at: Timestamp,
    /// Its place among acts on the target.
    pub fence: FenceBody,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Accounts or rights; empty for a query about everything.
    pub lines: Vec<OrderLine>,
    /// What is asked.
    pub measure: Measure,
    /// Not to be carried out before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// Officers who carry it.
    pub officers: Vec<OrderOfficer>,
    /// The order; acting twice on one id is forbidden.
    pub order: OrderId,
    /// First of a chain of replacements; `order` itself at the start.
    pub original: OrderId,
    /// Purpose, as a code.
    pub purpose: String,
    /// The order in whose place this one stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<OrderId>,
    /// Whose assets.
    pub subject: OrderSubject,
    /// Code of the unit it is addressed to.
    pub unit: String,
    /// Version of the wire.
    pub v: V1,
}

/// Orders the acts of one issuing stream on one target: a lower fence than
/// one already seen in the same scope is refused, whatever its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FenceBody {
    /// Raised when a restored copy is armed.
    pub epoch: Exact,
    /// Revision of the issuing event.
    pub revision: Exact,
    /// Opaque name of the issuing stream; fences of two scopes do not compare.
    pub scope: String,
}

/// Basis in law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderBasis {
    /// Article.
    pub article: String,
    /// Rule id of the profile.
    pub rule: String,
    /// Version of the profile.
    pub version: String,
}

/// The person concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderSubject {
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Private>,
    /// Kind of number.
    pub identity_kind: IdentityKind,
    /// Natural or legal.
    pub kind: PersonKind,
    /// Name.
    pub name: Private,
}

/// One account or right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderLine {
    /// Limit or sum, with `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_minor: Option<Exact>,
    /// Class of asset.
    pub class: AssetClass,
    /// Currency of `amount_minor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// First day of the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Its line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_line: Option<u32>,
    /// Original order that made the hold this line acts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_order: Option<OrderId>,
    /// From 1.
    pub line: u32,
    /// Account, title or plate.
    pub number: Private,
    /// Last day, ends at 24:00.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Units or shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Exact>,
}

/// A document that goes with the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderDocument {
    /// SHA-256 of the sealed body of the document in the court's evidence, not
    /// of its text or file: it binds the order to that body and cannot be
    /// computed from what the unit receives.
    pub hash: Digest,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its number as printed.
    pub number: Private,
}

/// An officer who carries the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderOfficer {
    /// Number of the service card (工作证).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Private>,
    /// Name.
    pub name: Private,
    /// Role.
    pub role: Role,
}

/// The court's enforcement account (执行款专户).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourtAccount {
    /// Bank and branch.
    pub bank: String,
    /// Its clearing code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<String>,
    /// In whose name.
    pub holder: Private,
    /// Number.
    pub number: Private,
}

impl WireBody for OrderBody {
    const KIND: BodyKind = BodyKind::Order;
    const MAX_BYTES: usize = limits::ORDER_MAX_BYTES;

    fn check(&self) -> Result<(), WireError> {
        let no = |what| Err(WireError::Contradiction(what));
        if self.expires_at <= self.issued_at {
            return no("it expires before it is issued");
        }
        if self.not_before.is_some_and(|at| at >= self.expires_at) {
            return no("it expires before it may be carried out");
        }
        if self.lines.len() > limits::LINES_MAX {
            return no("more than 1000 lines");
        }
        if !self
            .lines
            .iter()
            .zip(1..)
            .all(|(line, place)| line.line == place)
        {
            return no("lines are not numbered 1, 2, 3 ...");
        }
        self.lines.iter().try_for_each(OrderLine::check)
    }
}

impl OrderLine {
    fn check(&self) -> Result<(), WireError> {
        let no = |what| Err(WireError::Contradiction(what));
        if self.amount_minor.is_some() != self.currency.is_some() {
            return no("an amount and its currency come together");
        }
        if self.hold_order.is_some() != self.hold_line.is_some() {
            return no("a hold is an order and a line");
        }
        match (self.from, self.to) {
            (None, None) => Ok(()),
            (Some(from), Some(to)) if from <= to => Ok(()),
            (Some(_), Some(_)) => no("a term ends before it begins"),
            (Some(_), None) | (None, Some(_)) => no("a term has two ends"),
        }
    }
}
