//! A store that is watched, held up and spoilt.

use async_trait::async_trait;
use futures::stream::BoxStream;
use levy_store::{
    Append, AppendError, Appended, Digest, EventStore, Evidence, EvidenceStore, MemoryStore,
    Position, Recorded, Revision, StoreError, StreamName, Tail,
};
use std::sync::Mutex;
use tokio::sync::Semaphore;

/// A store whose calls are noted and can be held up and spoilt.
pub(crate) struct Watched {
    pub(crate) inner: MemoryStore,
    pub(crate) calls: Mutex<Vec<String>>,
    pub(crate) gate: Semaphore,
    pub(crate) failure: Mutex<Option<fn() -> AppendError>>,
    pub(crate) put_fails: bool,
}

impl Watched {
    pub(crate) fn new() -> Self {
        let (inner, calls, failure) = (MemoryStore::new(), Mutex::default(), Mutex::default());
        Watched {
            inner,
            calls,
            gate: Semaphore::new(1_000),
            failure,
            put_fails: false,
        }
    }

    fn note(&self, call: String) {
        self.calls.lock().unwrap().push(call);
    }
}

#[async_trait]
impl EventStore for Watched {
    async fn append(&self, group: Vec<Append>) -> Vec<Result<Appended, AppendError>> {
        self.note(format!("append {}", group.len()));
        self.gate.acquire().await.unwrap().forget();
        if let Some(failure) = *self.failure.lock().unwrap() {
            return group.iter().map(|_| Err(failure())).collect();
        }
        self.inner.append(group).await
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

#[async_trait]
impl EvidenceStore for Watched {
    async fn put(&self, bodies: Vec<Evidence>) -> Result<(), StoreError> {
        self.note(format!("put {}", bodies.len()));
        if self.put_fails {
            return Err(StoreError::Failed("planned".into()));
        }
        let put = self.inner.put(bodies).await;
        // A sync takes its time; what does not wait for it comes first.
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        self.note("durable".into());
        put
    }

    async fn get(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.get(digest).await
    }
}
