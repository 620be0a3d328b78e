//! What a unit's stream says now.

use crate::{bytes::Digest, code::Code, id::OrderId, unit::UnitProfile};
use std::collections::BTreeMap;

/// What a unit's stream says now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Who it is and what it can do.
    pub profile: Option<UnitProfile>,
    /// Paused, and why.
    pub paused: Option<Code>,
    /// Replies on the desk, with the order they name.
    pub set_aside: BTreeMap<Digest, Option<OrderId>>,
    /// Events folded.
    pub revision: u64,
}
