//! Bodies addressed by the digest of their stored bytes.

use crate::StoreError;
use async_trait::async_trait;

/// SHA-256 of the stored (sealed) bytes.
pub type Digest = [u8; 32];

/// One body, already sealed where it holds personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// SHA-256 of `bytes`; a backend may trust it, verification does not.
    pub digest: Digest,
    /// At most 16 MiB.
    pub bytes: Vec<u8>,
}

/// Durable bodies. Writing one twice is harmless; nothing is ever deleted.
///
/// A body must be durable before or together with the event that names it:
/// callers put evidence first, on the same store, and a backend that groups
/// its writes may let both share one sync, never in the other order.
#[async_trait]
pub trait EvidenceStore: Send + Sync + 'static {
    /// Durable when it answers.
    async fn put(&self, bodies: Vec<Evidence>) -> Result<(), StoreError>;
    /// The bytes, or `None`. The caller checks the digest.
    async fn get(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError>;
}
