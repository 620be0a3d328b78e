//! What a unit reports unasked.

use super::{
    decode::WireBody,
    error::WireError,
    exact::{Exact, V1},
    private::Private,
    reply::PriorBody,
};
use crate::{limits, signed::BodyKind};
use levy_domain::{
    asset::AssetClass,
    code::Code,
    id::OrderId,
    money::Currency,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// What happened. An unknown literal is kept, if it is a code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoticeKind {
    /// Money came into a held account.
    Inflow,
    /// A waiting entry moved up or into force.
    Promotion,
    /// The asset has another number now.
    Renumbering,
    /// Another authority took from the asset.
    OtherAuthority,
    /// A term deposit or product paid out.
    Maturity,
    /// The unit's books show the hold as ended.
    Lapse,
    /// A literal this version does not know.
    Other(Code),
}

impl NoticeKind {
    /// Every literal this version knows.
    pub const LITERALS: [&'static str; 6] = [
        "inflow",
        "promotion",
        "renumbering",
        "other-authority",
        "maturity",
        "lapse",
    ];

    /// The literal on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            NoticeKind::Inflow => "inflow",
            NoticeKind::Promotion => "promotion",
            NoticeKind::Renumbering => "renumbering",
            NoticeKind::OtherAuthority => "other-authority",
            NoticeKind::Maturity => "maturity",
            NoticeKind::Lapse => "lapse",
            NoticeKind::Other(literal) => literal,
        }
    }
}

impl From<&str> for NoticeKind {
    fn from(literal: &str) -> Self {
        match literal {
            "inflow" => NoticeKind::Inflow,
            "promotion" => NoticeKind::Promotion,
            "renumbering" => NoticeKind::Renumbering,
            "other-authority" => NoticeKind::OtherAuthority,
            "maturity" => NoticeKind::Maturity,
            "lapse" => NoticeKind::Lapse,
            other => NoticeKind::Other(other.into()),
        }
    }
}

impl Serialize for NoticeKind {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for NoticeKind {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(NoticeKind::from(Cow::<'de, str>::deserialize(d)?.as_ref()))
    }
}

/// A notice: no order asked for it. Every amount is in `currency`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeBody {
    /// What came in or was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_minor: Option<Exact>,
    /// What is available now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_minor: Option<Exact>,
    /// Class of the asset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<AssetClass>,
    /// Currency of the amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// When it happened at the unit.
    pub happened_at: Timestamp,
    /// What is held now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_minor: Option<Exact>,
    /// Its line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_line: Option<u32>,
    /// Original order that made the hold, where one is concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_order: Option<OrderId>,
    /// Its number from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_number: Option<Private>,
    /// The unit's own id for this notice; a repeat bears the same.
    pub notice: String,
    /// Its number, or the one it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Private>,
    /// Who is earlier now, or who acted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prior_measures: Vec<PriorBody>,
    /// Place in the queue now, 0 = in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Last day of the hold as the unit states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Code of the unit.
    pub unit: String,
    /// Version of the wire.
    pub v: V1,
    /// What happened.
    pub what: NoticeKind,
}

impl WireBody for NoticeBody {
    const KIND: BodyKind = BodyKind::Notice;
    const MAX_BYTES: usize = limits::NOTICE_MAX_BYTES;

    fn check(&self) -> Result<(), WireError> {
        let no = |what| Err(WireError::Contradiction(what));
        let amounts = [self.amount_minor, self.held_minor, self.available_minor];
        if self.currency.is_none() && amounts.iter().any(Option::is_some) {
            return no("an amount and its currency come together");
        }
        if self.hold_order.is_some() != self.hold_line.is_some() {
            return no("a hold is an order and a line");
        }
        self.prior_measures.iter().try_for_each(PriorBody::check)
    }
}
