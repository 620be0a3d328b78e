//! What comes out of a stream.

use crate::StreamName;
use uuid::Uuid;

/// Place of an event in its stream, from 0 without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// Place of an event in the store's whole order. Opaque: strictly rising,
/// gaps allowed, meaningless in another store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub u64);

/// One stored event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Place in the store.
    pub position: Position,
    /// The stream it belongs to.
    pub stream: StreamName,
    /// Place in the stream.
    pub revision: Revision,
    /// Event id.
    pub id: Uuid,
    /// Type literal.
    pub kind: String,
    /// Milliseconds since the Unix epoch.
    pub recorded_at: i64,
    /// Canonical JSON text.
    pub header: String,
    /// Opaque payload.
    pub payload: Vec<u8>,
    /// The frame's chain hash.
    pub hash: [u8; 32],
}
