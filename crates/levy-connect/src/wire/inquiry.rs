//! The court's question where an order stands.

use super::{decode::WireBody, error::WireError, exact::V1};
use crate::{limits, signed::BodyKind};
use levy_domain::{id::OrderId, time::Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// 128 bits that make one inquiry differ from every other; 32 lower-case
/// hexadecimal digits on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nonce(pub u128);

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Nonce {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Nonce {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        u128::from_str_radix(&text, 16)
            .ok()
            .filter(|_| text.len() == 32 && text.bytes().all(hex))
            .map(Nonce)
            .ok_or_else(|| de::Error::custom("not 32 lower-case hexadecimal digits"))
    }
}

/// An inquiry: who asks whom about which order, when, and by which question.
/// A standing binds the hash of these bytes, so it answers this question and
/// no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InquiryBody {
    /// When the court asked.
    pub asked_at: Timestamp,
    /// Code of the court.
    pub court: String,
    /// Never used for a second question.
    pub nonce: Nonce,
    /// Which order.
    pub order: OrderId,
    /// Code of the unit it is addressed to.
    pub unit: String,
    /// Version of the wire.
    pub v: V1,
}

impl WireBody for InquiryBody {
    const KIND: BodyKind = BodyKind::Inquiry;
    const MAX_BYTES: usize = limits::INQUIRY_MAX_BYTES;

    fn check(&self) -> Result<(), WireError> {
        Ok(())
    }
}
