//! Holds that must be let go, each with its clock.

use crate::{
    code::Code,
    id::{BarId, HoldId},
    order::{Basis, Deadline},
};
use serde::{Deserialize, Serialize};

/// A hold must be let go. The release itself is an act of the court, with a
/// plan and approvals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseOwed {
    /// Which hold.
    pub hold: HoldId,
    /// Why, as a code: `bankruptcy`, `wrong-person`, `not-countersigned`,
    /// `suit-missed`, `enforcement-not-asked`.
    pub cause: Code,
    /// The bar that asks for it, if one does; with the bar it falls away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<BarId>,
    /// The rule that asks for it.
    pub rule: Basis,
    /// By when it must be gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

/// A hold that must be let go still stands after its deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseOverdue {
    /// Which hold.
    pub hold: HoldId,
    /// Why it must be let go.
    pub cause: Code,
    /// The deadline that passed.
    pub deadline: Deadline,
}
