//! The shape of every aggregate: decide, evolve, due.

use crate::{refusal::Refusal, rules::Rules, stamp::Stamp, time::Timestamp};
use thiserror::Error;

/// An event that does not fit the state: the log is wrong, not the world.
/// Checked before an append and again after a read; the stream is
/// quarantined.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("LEVY-D90 {event} does not fit: {why}")]
pub struct Misfit {
    /// Type literal of the event.
    pub event: &'static str,
    /// What it contradicts.
    pub why: &'static str,
}

/// A pure aggregate.
pub trait Decider {
    /// What may be asked of it.
    type Command;
    /// What can happen to it.
    type Event: Clone;
    /// What it is now.
    type State: Default + Clone;

    /// An empty list means "already so": repeating a command is harmless.
    /// Every event of the list fits the state that the events before it made.
    ///
    /// # Errors
    /// [`Refusal`]: nothing happened.
    fn decide(
        state: &Self::State,
        command: &Self::Command,
        rules: &Rules,
        stamp: &Stamp,
    ) -> Result<Vec<Self::Event>, Refusal>;

    /// Folds one event. No rules here. `decided_at` is the event's decision
    /// time, which some states keep.
    ///
    /// # Errors
    /// [`Misfit`]: the log is wrong.
    fn evolve(
        state: &mut Self::State,
        event: &Self::Event,
        decided_at: Timestamp,
    ) -> Result<(), Misfit>;
}

/// An aggregate that owes the world something.
pub trait Process: Decider {
    /// One thing owed; equal duties are the same duty.
    type Duty: Clone + Eq + std::fmt::Debug;

    /// What is owed at `now`, oldest first, read from an index inside the
    /// state: the cost is that of the duties taken, not of the state.
    fn due(state: &Self::State, now: Timestamp) -> impl Iterator<Item = Self::Duty>;

    /// When `due` will next say more than it does at `now`; `None` when only
    /// an event can change it.
    fn wake(state: &Self::State, now: Timestamp) -> Option<Timestamp>;
}
