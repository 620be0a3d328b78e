//! Receipts both ways: the unit has the order, the court has the reply.

use super::{decode::WireBody, error::WireError, exact::V1};
use crate::{limits, signed::BodyKind};
use levy_domain::{bytes::Digest, id::OrderId, time::Timestamp};
use serde::{Deserialize, Serialize};

/// The unit has taken the order in and will answer later (202).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptBody {
    /// The unit's machine had it.
    pub delivered_at: Timestamp,
    /// Which order.
    pub order: OrderId,
    /// SHA-256 of the order's bytes as the unit read them.
    pub order_hash: Digest,
    /// Receipt number (回执号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<String>,
    /// In law served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_at: Option<Timestamp>,
    /// Code of the unit.
    pub unit: String,
    /// Version of the wire.
    pub v: V1,
}

/// The court has a reply or a notice, durably. Binds the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AckBody {
    /// The order the reply names; absent for notices and for what could not
    /// be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// When the court had it.
    pub received_at: Timestamp,
    /// SHA-256 of the bytes that came.
    pub reply_hash: Digest,
    /// The reply's sequence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u32>,
    /// Version of the wire.
    pub v: V1,
}

impl WireBody for ReceiptBody {
    const KIND: BodyKind = BodyKind::Receipt;
    const MAX_BYTES: usize = limits::RECEIPT_MAX_BYTES;

    fn check(&self) -> Result<(), WireError> {
        Ok(())
    }
}

impl WireBody for AckBody {
    const KIND: BodyKind = BodyKind::Ack;
    const MAX_BYTES: usize = limits::RECEIPT_MAX_BYTES;

    fn check(&self) -> Result<(), WireError> {
        Ok(())
    }
}
