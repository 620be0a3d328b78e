//! Asking again after a round of enforcement was ended (C-07).

use crate::{code::Code, id::RegistrationId, order::Deadline};
use serde::{Deserialize, Serialize};

/// Units are to be asked again today. The court orders the round of queries
/// with its own notice; nothing is asked without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequeryDue {
    /// The number that was closed.
    pub registration: RegistrationId,
    /// Which time, from 1.
    pub round: u16,
    /// The date that came, and its rule.
    pub due: Deadline,
    /// The next date; none after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
}

/// Nobody is asked again: enforcement goes on under a new number, or nothing
/// is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequeryEnded {
    /// The number that was closed.
    pub registration: RegistrationId,
    /// `resumed` or `paid`.
    pub ground: Code,
}
