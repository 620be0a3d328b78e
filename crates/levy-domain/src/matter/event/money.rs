//! Money: set aside, moved, arrived, allocated.

use crate::{
    bytes::Digest,
    claim::ComponentKind,
    id::{ClaimId, HoldId, OrderId, PersonId, ReceiptId, UnitId},
    money::Money,
    reply::Truth,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// Part of a hold is set aside for a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferReserved {
    /// By which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// Out of which hold.
    pub hold: HoldId,
    /// How much.
    pub amount: Money,
}

/// The unit says that it moved the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferSettled {
    /// By which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// Out of which hold.
    pub hold: HoldId,
    /// How much it moved.
    pub amount: Money,
    /// How far it is trusted: `claimed` until the receipt is matched.
    pub truth: Truth,
}

/// What was set aside and not moved is free again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferFreed {
    /// By which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// Out of which hold.
    pub hold: HoldId,
    /// How much.
    pub amount: Money,
}

/// Money arrived in the court's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptBooked {
    /// Its id.
    pub receipt: ReceiptId,
    /// How much.
    pub amount: Money,
    /// The account's booking day.
    pub booked_on: Date,
    /// Who sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The bank's reference, without personal data.
    pub reference: String,
    /// The statement's bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// A receipt belongs to a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptMatched {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// Which order.
    pub order: OrderId,
    /// Which line.
    pub line: u32,
    /// How much of the receipt.
    pub amount: Money,
    /// The day on which the debtor lost it (M-01): as the unit said, where it
    /// was before the money was booked.
    pub on: Date,
}

/// The debtor paid of himself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoluntaryPaymentRecorded {
    /// Its id.
    pub receipt: ReceiptId,
    /// Who paid.
    pub person: PersonId,
    /// How much.
    pub amount: Money,
    /// When.
    pub paid_on: Date,
    /// The bytes that show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// What one component gets of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// Which component.
    pub component: ComponentKind,
    /// How much.
    pub amount: Money,
}

/// Collected money is allocated to the claim (D-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocated {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// To which claim.
    pub claim: ClaimId,
    /// Component by component.
    pub parts: Vec<Allocation>,
    /// What nothing is owed for; to be refunded.
    pub surplus: Money,
    /// The day of the worksheet.
    pub as_of: Date,
}
