//! What goes into a stream.

use crate::{Position, Revision, StreamName};
use uuid::Uuid;

/// What the writer believes about the stream. There is no "any".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// The stream has no event yet.
    Absent,
    /// The stream's last event has this revision.
    At(Revision),
}

impl Expect {
    /// The revision that the first event of the batch will get.
    pub fn next(self) -> Revision {
        match self {
            Expect::Absent => Revision(0),
            Expect::At(Revision(last)) => Revision(last.saturating_add(1)),
        }
    }
}

/// One event to be written, as bytes. The store interprets none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Unique over the whole store; deterministic, so that a repeat is seen.
    pub id: Uuid,
    /// Type literal, ASCII, at most 64 bytes.
    pub kind: String,
    /// Milliseconds since the Unix epoch; never below the store's last one.
    pub recorded_at: i64,
    /// Canonical JSON text.
    pub header: String,
    /// Opaque payload.
    pub payload: Vec<u8>,
    /// The frame's chain hash.
    pub hash: [u8; 32],
}

/// A batch for one stream: all of it is written, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    /// Where to.
    pub stream: StreamName,
    /// What the writer saw last.
    pub expect: Expect,
    /// At least one event; see [`crate::Limits`].
    pub events: Vec<NewEvent>,
}

/// The answer to an append that is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Revision of the batch's last event.
    pub last: Revision,
    /// Position of the batch's last event.
    pub position: Position,
    /// True when the very same batch had been written before.
    pub repeated: bool,
}
