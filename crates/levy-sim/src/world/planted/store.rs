//! A store that answers for what it does not do.

use super::{ONE_IN, Plant};
use async_trait::async_trait;
use futures::stream::BoxStream;
use levy::store::{
    Append, AppendError, Appended, EventStore, MemoryStore, Position, Recorded, Revision,
    StoreError, StreamName, Tail, fault::FaultyStore,
};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// Appends of a life that go well before the first that does not.
const BEFORE: u64 = 20;

/// The store of a life, with a bug planted round it.
pub(in crate::world) struct WrongStore {
    inner: Arc<FaultyStore<MemoryStore>>,
    plant: Plant,
    appends: AtomicU64,
}

impl WrongStore {
    pub(in crate::world) fn new(inner: Arc<FaultyStore<MemoryStore>>, plant: Plant) -> Self {
        WrongStore {
            inner,
            plant,
            appends: AtomicU64::new(0),
        }
    }

    /// What goes wrong with this append: the events that are written, where
    /// they are not all.
    fn written(&self, append: &Append) -> Option<usize> {
        let number = self.appends.fetch_add(1, Ordering::Relaxed);
        if number < BEFORE || !number.is_multiple_of(ONE_IN) {
            return None;
        }
        match self.plant {
            Plant::NotWritten => Some(0),
            Plant::HalfWritten => (append.events.len() > 1).then_some(1),
            _ => None,
        }
    }
}

#[async_trait]
impl EventStore for WrongStore {
    async fn append(&self, group: Vec<Append>) -> Vec<Result<Appended, AppendError>> {
        let mut answers = Vec::with_capacity(group.len());
        for mut append in group {
            let Some(written) = self.written(&append) else {
                answers.extend(self.inner.append(vec![append]).await);
                continue;
            };
            let next = append.expect.next().0;
            let last = next + append.events.len() as u64 - 1;
            append.events.truncate(written);
            if written > 0 {
                let _ = self.inner.append(vec![append]).await;
            }
            let head = self.inner.inner().head().await;
            answers.push(match head {
                Ok(Some(position)) => Ok(Appended {
                    last: Revision(last),
                    position,
                    repeated: false,
                }),
                Ok(None) => Err(StoreError::Failed("there is no log".into()).into()),
                Err(error) => Err(error.into()),
            });
        }
        answers
    }

    fn read(
        &self,
        stream: &StreamName,
        after: Option<Revision>,
    ) -> BoxStream<'static, Result<Recorded, StoreError>> {
        self.inner.read(stream, after)
    }

    fn follow(&self, after: Option<Position>) -> BoxStream<'static, Result<Tail, StoreError>> {
        self.inner.follow(after)
    }

    async fn grown(&self, after: Option<Position>) -> Result<(), StoreError> {
        self.inner.grown(after).await
    }

    async fn head(&self) -> Result<Option<Position>, StoreError> {
        self.inner.head().await
    }

    async fn page(
        &self,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        self.inner.page(after, limit).await
    }
}
