//! A wrapper that makes any store fail on purpose.
//!
//! What fails is a [`Plan`]: a value, written out or drawn from a seed, so
//! that the same plan over the same calls fails in the same places.

mod plan;

use crate::{
    Append, AppendError, Appended, Digest, EventStore, Evidence, EvidenceStore, Position, Recorded,
    Revision, StoreError, StreamName, Tail,
};
use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;

pub use plan::{Odds, Plan, WriteFault};

/// A store under a [`Plan`]. With [`Plan::none`] it changes nothing.
///
/// Appends count from 0, each append of a group for itself; so do reads:
/// every call of `read`, `follow`, `head`, `page` and `get`.
#[derive(Debug)]
pub struct FaultyStore<S> {
    inner: S,
    plan: Plan,
    appends: AtomicU64,
    reads: AtomicU64,
    dead: watch::Sender<bool>,
}

impl<S> FaultyStore<S> {
    /// Puts `inner` under `plan`.
    pub fn new(inner: S, plan: Plan) -> Self {
        Self {
            inner,
            plan,
            appends: AtomicU64::new(0),
            reads: AtomicU64::new(0),
            dead: watch::Sender::new(false),
        }
    }

    /// Appends seen so far.
    pub fn appends(&self) -> u64 {
        self.appends.load(Ordering::Relaxed)
    }

    /// Ready once a planned death came. Whoever simulates the process drops
    /// all that uses this store and starts again over what is really there.
    pub async fn died(&self) {
        let mut dead = self.dead.subscribe();
        // The sender lives as long as this borrow, so it never closes.
        let _ = dead.wait_for(|dead| *dead).await;
    }

    /// A dead process waits for ever.
    async fn die(&self) {
        self.dead.send_replace(true);
        std::future::pending::<()>().await;
    }

    async fn alive(&self) {
        if *self.dead.borrow() {
            std::future::pending::<()>().await;
        }
    }

    /// The store itself, without faults: what is really there.
    pub fn inner(&self) -> &S {
        &self.inner
    }

    fn next_write(&self) -> Option<WriteFault> {
        self.plan
            .write_fault(self.appends.fetch_add(1, Ordering::Relaxed))
    }

    fn next_read(&self) -> Result<(), StoreError> {
        let number = self.reads.fetch_add(1, Ordering::Relaxed);
        if self.plan.fails_read(number) {
            return Err(StoreError::Failed(format!("planned: read {number} fails")));
        }
        Ok(())
    }
}

/// What becomes of one append of a group.
enum Fate {
    /// Its answer is the next one of the inner store.
    Answered,
    /// It is written, or refused, but the answer is lost.
    AnswerLost,
    /// The inner store never sees it.
    NotWritten(AppendError),
    /// The process dies, before or after the group is written.
    Dies { written: bool },
}

impl<S: EventStore> FaultyStore<S> {
    async fn fate(&self, append: &Append) -> Fate {
        match self.next_write() {
            None => Fate::Answered,
            Some(WriteFault::Slow(delay)) => {
                tokio::time::sleep(delay).await;
                Fate::Answered
            }
            Some(WriteFault::LostButCommitted) => Fate::AnswerLost,
            Some(WriteFault::LostNotCommitted) => Fate::NotWritten(lost()),
            Some(WriteFault::DiesBefore) => Fate::Dies { written: false },
            Some(WriteFault::DiesAfter) => Fate::Dies { written: true },
            Some(WriteFault::Conflict) => Fate::NotWritten(self.conflict(&append.stream).await),
        }
    }

    /// A conflict tells the truth about the stream, else the caller could
    /// never get past it.
    async fn conflict(&self, stream: &StreamName) -> AppendError {
        let events: Result<Vec<Recorded>, _> = self.inner.read(stream, None).try_collect().await;
        match events {
            Ok(events) => AppendError::Conflict {
                actual: events.last().map(|event| event.revision),
            },
            Err(error) => AppendError::Store(error),
        }
    }
}

fn lost() -> AppendError {
    AppendError::Uncertain("planned: the answer is lost".into())
}

#[async_trait]
impl<S: EventStore> EventStore for FaultyStore<S> {
    async fn append(&self, group: Vec<Append>) -> Vec<Result<Appended, AppendError>> {
        self.alive().await;
        let (mut fates, mut passed) = (Vec::new(), Vec::new());
        let mut death = None;
        for append in group {
            let fate = self.fate(&append).await;
            match fate {
                Fate::Dies { written } => {
                    death = Some(death.unwrap_or(true) && written);
                    passed.push(append);
                }
                Fate::NotWritten(_) => {}
                Fate::Answered | Fate::AnswerLost => passed.push(append),
            }
            fates.push(fate);
        }
        if death == Some(false) {
            self.die().await;
        }
        let answers = self.inner.append(passed).await;
        if death.is_some() {
            self.die().await;
        }
        let mut answers = answers.into_iter();
        let missing = || Err(StoreError::Failed("the inner store gave no answer".into()).into());
        fates
            .into_iter()
            .map(|fate| match fate {
                Fate::Answered => answers.next().unwrap_or_else(missing),
                Fate::AnswerLost | Fate::Dies { .. } => {
                    let _lost = answers.next();
                    Err(lost())
                }
                Fate::NotWritten(error) => Err(error),
            })
            .collect()
    }

    fn read(
        &self,
        stream: &StreamName,
        after: Option<Revision>,
    ) -> BoxStream<'static, Result<Recorded, StoreError>> {
        match self.next_read() {
            Ok(()) => self.inner.read(stream, after),
            Err(error) => stream::iter([Err(error)]).boxed(),
        }
    }

    fn follow(&self, after: Option<Position>) -> BoxStream<'static, Result<Tail, StoreError>> {
        match self.next_read() {
            Ok(()) => self.inner.follow(after),
            Err(error) => stream::iter([Err(error)]).boxed(),
        }
    }

    async fn grown(&self, after: Option<Position>) -> Result<(), StoreError> {
        self.next_read()?;
        self.inner.grown(after).await
    }

    async fn head(&self) -> Result<Option<Position>, StoreError> {
        self.next_read()?;
        self.inner.head().await
    }

    async fn page(
        &self,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        self.next_read()?;
        self.inner.page(after, limit).await
    }
}

#[async_trait]
impl<S: EvidenceStore> EvidenceStore for FaultyStore<S> {
    async fn put(&self, bodies: Vec<Evidence>) -> Result<(), StoreError> {
        self.alive().await;
        self.inner.put(bodies).await
    }

    async fn get(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.next_read()?;
        self.inner.get(digest).await
    }
}
