//! More is held than is owed, and its day has passed.

use crate::{
    id::{ClaimId, HoldId, OfficerId},
    money::Money,
    order::Deadline,
};
use serde::{Deserialize, Serialize};

/// More is still held for a claim than is owed after the day by which it had
/// to be gone, whatever is drafted or under way to that end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcessOverdue {
    /// For which claim.
    pub claim: ClaimId,
    /// By how much.
    pub over: Money,
    /// Kind `reduce-excess`.
    pub deadline: Deadline,
    /// Holds in force for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldId>,
    /// Who owns them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<OfficerId>,
}
