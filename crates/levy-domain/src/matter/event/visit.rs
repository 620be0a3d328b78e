//! Officers go to a unit's counter.

use crate::{
    id::{FilingId, OfficerId, OrderId, UnitId},
    order::Basis,
    time::Date,
};
use serde::{Deserialize, Serialize};

/// These officers go to the counter of a unit with an order (双人双证).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitNamed {
    /// With which order.
    pub order: OrderId,
    /// To which unit.
    pub unit: UnitId,
    /// Who.
    pub officers: Vec<OfficerId>,
    /// On which day.
    pub on: Date,
    /// The filing that shows the unit their cards.
    pub filing: FilingId,
    /// The rule that says how many go.
    pub rule: Basis,
    /// The rule that has their cards filed.
    pub cards_rule: Basis,
}
