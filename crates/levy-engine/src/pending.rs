//! What was decided and is not yet being written, cut into writes that every
//! store takes.

use crate::{activity::Hold, cause::Reply, limits::WRITE_EVENTS};
use levy_domain::time::Timestamp;
use levy_journal::{EvidenceBody, frame::Framed};
use levy_store::Limits;
use std::collections::VecDeque;
use tokio::sync::oneshot;

/// Somebody waits for durability.
pub(crate) enum Waiter {
    Command {
        reply: Reply,
        events: Vec<&'static str>,
    },
    Taken {
        reply: oneshot::Sender<Result<Timestamp, crate::cause::SetAside>>,
        at: Timestamp,
    },
}

/// One write, and who waits for it.
#[derive(Default)]
pub(crate) struct Batch {
    pub events: Vec<Framed>,
    pub evidence: Vec<EvidenceBody>,
    pub waiters: Vec<Waiter>,
    pub holds: Vec<Hold>,
    bytes: usize,
}

/// Writes to come. A command's events are never parted, so what is on disk
/// after a kill is always whole commands.
#[derive(Default)]
pub(crate) struct Pending(VecDeque<Batch>);

impl Pending {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Events in all writes to come.
    pub(crate) fn events(&self) -> usize {
        self.0.iter().map(|batch| batch.events.len()).sum()
    }

    /// What comes now waits until some of this is written.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() > 1 || self.events() >= WRITE_EVENTS
    }

    /// Takes the events of one command, which alone fits one write.
    pub(crate) fn admit(&mut self, events: Vec<Framed>, evidence: Vec<EvidenceBody>) {
        let bytes: usize = events.iter().map(Framed::size).sum();
        let fits = self.0.back().is_some_and(|batch| {
            batch.events.len() + events.len() <= Limits::EVENTS
                && batch.bytes + bytes <= Limits::BATCH_BYTES
        });
        if !fits {
            self.0.push_back(Batch::default());
        }
        if let Some(batch) = self.0.back_mut() {
            batch.events.extend(events);
            batch.evidence.extend(evidence);
            batch.bytes += bytes;
        }
    }

    /// Waits for all that was admitted so far; gives the waiter back when
    /// nothing was.
    pub(crate) fn wait(&mut self, waiter: Waiter, hold: Hold) -> Result<(), Waiter> {
        match self.0.back_mut() {
            Some(batch) => {
                batch.waiters.push(waiter);
                batch.holds.push(hold);
                Ok(())
            }
            None => Err(waiter),
        }
    }

    /// Nothing is idle before these events are durable.
    pub(crate) fn hold(&mut self, hold: Hold) {
        if let Some(batch) = self.0.back_mut() {
            batch.holds.push(hold);
        }
    }

    /// The next write.
    pub(crate) fn next(&mut self) -> Option<Batch> {
        self.0.pop_front()
    }
}
