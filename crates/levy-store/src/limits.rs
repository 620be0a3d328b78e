//! Bounds of one append, the same on every backend.

/// Bounds of one append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits;

impl Limits {
    /// Events in one batch.
    pub const EVENTS: usize = 1_000;
    /// Bytes of one event (header and payload).
    pub const EVENT_BYTES: usize = 512 * 1024;
    /// Bytes of one batch (headers and payloads); a cluster backend takes no more.
    pub const BATCH_BYTES: usize = 1024 * 1024;
    /// Bytes of a type literal.
    pub const KIND_BYTES: usize = 64;
    /// Bytes of a stream name.
    pub const NAME_BYTES: usize = 100;
    /// Bytes of one body of evidence.
    pub const EVIDENCE_BYTES: usize = 16 * 1024 * 1024;
}

const _: () = assert!(Limits::EVENT_BYTES <= Limits::BATCH_BYTES);
