//! What callers hand to the writer, and what they get back.

use crate::{AnyEvent, EvidenceBody, frame::Framed};
use levy_domain::{stamp::Stamp, time::Timestamp};
use levy_store::{Expect, Position, Revision, StreamName};
use std::sync::Arc;
use uuid::Uuid;

/// An event that was decided and is not yet written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What happened.
    pub event: AnyEvent,
    /// Who, when and why. Drafts of one command share it.
    pub stamp: Arc<Stamp>,
    /// Its place among the events of its command in this stream, from 0.
    pub index: u32,
}

impl Draft {
    /// Drafts of one command, in order.
    pub fn list<E: Into<AnyEvent>>(events: Vec<E>, stamp: &Arc<Stamp>) -> Vec<Draft> {
        let draft = |(index, event): (u32, E)| Draft {
            event: event.into(),
            stamp: Arc::clone(stamp),
            index,
        };
        (0..).zip(events).map(draft).collect()
    }
}

/// A batch for one stream: all of it is written, or none.
#[derive(Debug, Clone)]
pub struct Write {
    /// Where to.
    pub stream: StreamName,
    /// What was last when it was decided.
    pub expect: Expect,
    /// Chain hash of that event; 32 zero bytes before the first.
    pub previous: [u8; 32],
    /// At least one, made for this stream by [`Journal::frame`]. Splitting
    /// what is above the limits is the caller's duty.
    ///
    /// [`Journal::frame`]: crate::Journal::frame
    pub events: Vec<Framed>,
    /// Bodies that the events name, durable before or with them.
    pub evidence: Vec<EvidenceBody>,
}

/// A write that is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Revision of the last event.
    pub last: Revision,
    /// Position of the last event.
    pub position: Position,
    /// Chain hash of the last event: `previous` of the next write.
    pub hash: [u8; 32],
    /// When it was written; the first time, for a repeat.
    pub recorded_at: Timestamp,
    /// The events' ids, in order.
    pub ids: Vec<Uuid>,
    /// The very same write had been made before.
    pub repeated: bool,
}
