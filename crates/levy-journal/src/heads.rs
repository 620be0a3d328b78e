//! The last hash of streams that were written lately. A caller who folded
//! something else than the stored stream would break its chain for ever; here
//! he is caught.

use levy_store::{Revision, StreamName};
use std::collections::HashMap;

/// Streams that are remembered; then the memory starts afresh.
const STREAMS: usize = 16_384;

#[derive(Debug, Default)]
pub(crate) struct Heads {
    known: HashMap<StreamName, (Revision, [u8; 32])>,
}

impl Heads {
    /// False when the event before `next` is known and has another hash.
    pub(crate) fn allow(&self, stream: &StreamName, next: Revision, previous: &[u8; 32]) -> bool {
        if next == Revision(0) {
            return *previous == levy_proof::GENESIS;
        }
        match self.known.get(stream) {
            Some((last, hash)) if last.0.checked_add(1) == Some(next.0) => hash == previous,
            Some(_) | None => true,
        }
    }

    pub(crate) fn remember(&mut self, stream: StreamName, last: Revision, hash: [u8; 32]) {
        if self.known.len() >= STREAMS && !self.known.contains_key(&stream) {
            self.known.clear();
        }
        self.known.insert(stream, (last, hash));
    }

    pub(crate) fn forget(&mut self, stream: &StreamName) {
        self.known.remove(stream);
    }
}
