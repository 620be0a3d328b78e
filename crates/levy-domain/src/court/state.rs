//! What a court is now.

use crate::{
    bytes::Digest,
    court::event::{LogBegun, OfficerFiled},
    id::OfficerId,
    stamp::Role,
    time::Date,
};
use std::collections::BTreeMap;

/// What a court is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// What the log began with.
    pub begun: Option<LogBegun>,
    /// Officers filed, with the day from which one is removed.
    pub officers: BTreeMap<OfficerId, (OfficerFiled, Option<Date>)>,
    /// Digest of the rules in force.
    pub rules: Option<Digest>,
    /// Epoch of the store.
    pub epoch: u64,
    /// Events folded.
    pub revision: u64,
}

impl State {
    /// True when `officer` is filed for `role` on `on`.
    pub fn may_act(&self, officer: &OfficerId, role: &Role, on: Date) -> bool {
        self.officers.get(officer).is_some_and(|(filed, removed)| {
            filed.role == *role && filed.from <= on && removed.is_none_or(|from| on < from)
        })
    }
}
