//! Who looks after holds, handed from one officer to another.

use crate::{
    code::Code,
    id::{HoldId, OfferId, OfficerId},
};
use serde::{Deserialize, Serialize};

/// An officer is to look after these holds. Until he accepts, whoever did so
/// before still does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldsOffered {
    /// Its id.
    pub offer: OfferId,
    /// Which holds.
    pub holds: Vec<HoldId>,
    /// To whom.
    pub to: OfficerId,
    /// Why.
    pub ground: Code,
}

/// He accepts: from here on their ends are his.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldsAccepted {
    /// Which offer.
    pub offer: OfferId,
    /// Those of its holds that were still there and not offered to another
    /// since.
    pub holds: Vec<HoldId>,
    /// Who.
    pub officer: OfficerId,
}
