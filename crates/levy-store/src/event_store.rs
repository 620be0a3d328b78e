//! The seam itself.

use crate::{Append, AppendError, Appended, Position, Recorded, Revision, StoreError, StreamName};
use async_trait::async_trait;
use futures::stream::BoxStream;

/// What a follower of the whole store sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tail {
    /// The next event.
    Event(Recorded),
    /// Everything that was durable when the follower looked has been seen;
    /// the stream goes on with later events as they come.
    CaughtUp,
}

/// Durable, ordered streams of bytes.
///
/// Contract, held by [`crate::conformance`]:
/// - An [`Appended`] answer means that the batch is durable.
/// - Each [`Append`] of a group stands alone: one may conflict while another
///   succeeds; appends to one stream are taken in the order given. A group
///   shares one sync.
/// - A repeat (same stream, expectation, ids and bytes) returns the first
///   answer with `repeated`; a known id with anything else changed is
///   [`AppendError::IdReused`].
/// - After [`AppendError::Uncertain`] the caller must re-read before it goes
///   on: the batch may be there.
#[async_trait]
pub trait EventStore: Send + Sync + 'static {
    /// Appends a group; answers in the order given, one per append.
    async fn append(&self, group: Vec<Append>) -> Vec<Result<Appended, AppendError>>;

    /// Events of one stream with a revision above `after`, in order, up to
    /// those durable at the call. An absent stream is empty.
    fn read(
        &self,
        stream: &StreamName,
        after: Option<Revision>,
    ) -> BoxStream<'static, Result<Recorded, StoreError>>;

    /// Events of the whole store with a position above `after`, in order,
    /// then those that come. Ends only with an error.
    fn follow(&self, after: Option<Position>) -> BoxStream<'static, Result<Tail, StoreError>>;

    /// Ready when an event above `after` is durable; reads none.
    async fn grown(&self, after: Option<Position>) -> Result<(), StoreError>;

    /// Position of the last durable event.
    async fn head(&self) -> Result<Option<Position>, StoreError>;

    /// Up to `limit` events of the whole store with a position above `after`.
    /// An empty answer means that nothing later was durable at the call.
    async fn page(
        &self,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError>;
}
