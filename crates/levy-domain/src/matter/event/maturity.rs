//! Term products (定期存款、理财): when they pay.

use crate::{
    id::{DocumentId, HoldId, OfficerId},
    order::{Basis, Deadline},
    time::Date,
};
use serde::{Deserialize, Serialize};

/// A unit says that what a hold holds pays nothing before a day to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaturitySet {
    /// Which hold.
    pub hold: HoldId,
    /// The first day on which it pays.
    pub from: Date,
    /// Its beginning; kind `maturity`.
    pub matures: Deadline,
}

/// The day has come: it may be drawn on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldMatured {
    /// Which hold.
    pub hold: HoldId,
    /// The day that has come.
    pub matures: Deadline,
}

/// It is redeemed before its day, whatever that costs (提前支取).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyRedemptionAllowed {
    /// Which hold.
    pub hold: HoldId,
    /// The day that is not waited for.
    pub from: Date,
    /// The decision; it goes with the order.
    pub document: DocumentId,
    /// Who decided it.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
}
