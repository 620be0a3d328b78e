//! The hash chain of a stream: each frame's hash covers the one before it, so
//! a changed, missing or moved frame shows. The global position is not
//! covered: the chain is the same on every backend.

use sha2::{Digest, Sha256};

/// What stands for the previous hash at revision 0.
pub const GENESIS: [u8; 32] = [0; 32];

/// Marks a leaf, as in RFC 6962, so that no frame can pass for an inner node.
const LEAF: [u8; 1] = [0];

/// The parts of a frame that its hash covers.
#[derive(Debug, Clone, Copy)]
pub struct FrameParts<'a> {
    /// The stream's name.
    pub stream: &'a str,
    /// The revision within the stream, from 0.
    pub revision: u64,
    /// The event id's 16 bytes.
    pub event_id: [u8; 16],
    /// The stored name of the event's type.
    pub kind: &'a str,
    /// The header: canonical JSON, hashed as the bytes it is stored as.
    pub header: &'a [u8],
    /// The payload, hashed as the bytes it is stored as.
    pub payload: &'a [u8],
}

/// `SHA-256(0x00 || prev || len(stream) stream || revision || event id ||
/// len(type) type || len(header) header || len(payload) payload)`, lengths and
/// revision as 8 bytes, big-endian.
///
/// `prev` is the hash of the frame before it in the same stream; at revision 0
/// it must be [`GENESIS`].
#[must_use]
pub fn frame_hash(prev: &[u8; 32], frame: &FrameParts<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(LEAF);
    hash.update(prev);
    prefixed(&mut hash, frame.stream.as_bytes());
    hash.update(frame.revision.to_be_bytes());
    hash.update(frame.event_id);
    prefixed(&mut hash, frame.kind.as_bytes());
    prefixed(&mut hash, frame.header);
    prefixed(&mut hash, frame.payload);
    hash.finalize().into()
}

fn prefixed(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}
