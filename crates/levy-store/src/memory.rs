//! A store in memory, for tests and to teach authors of backends: what it does
//! in a few lines is all that the contract asks for.

use crate::{
    Append, AppendError, Appended, Digest, EventStore, Evidence, EvidenceStore, Expect, Limits,
    Position, Recorded, Revision, StoreError, StreamName, Tail,
};
use async_trait::async_trait;
use futures::{StreamExt, stream, stream::BoxStream};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;
use uuid::Uuid;

/// Clones share their content, which is how a test "restarts" this store.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    books: Arc<Mutex<Books>>,
    /// Number of events; followers wait on it.
    grown: Arc<watch::Sender<usize>>,
}

#[derive(Debug, Default)]
struct Books {
    log: Vec<Recorded>,
    /// Indices into `log`, by revision.
    streams: HashMap<StreamName, Vec<usize>>,
    ids: HashMap<Uuid, usize>,
    evidence: HashMap<Digest, Vec<u8>>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self {
            books: Arc::default(),
            grown: Arc::new(watch::Sender::new(0)),
        }
    }

    /// A panic elsewhere cannot leave the books half written: `append_one`
    /// decides everything before it touches them.
    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn page_now(&self, after: Option<Position>, limit: usize) -> Vec<Recorded> {
        let first = first_index(after);
        self.books()
            .log
            .iter()
            .skip(first)
            .take(limit)
            .cloned()
            .collect()
    }
}

/// Positions count from 1.
fn position(index: usize) -> Position {
    Position(index as u64 + 1)
}

fn first_index(after: Option<Position>) -> usize {
    after.map_or(0, |Position(seen)| {
        usize::try_from(seen).unwrap_or(usize::MAX)
    })
}

impl Books {
    fn append_one(&mut self, append: Append) -> Result<Appended, AppendError> {
        append.check()?;
        if append
            .events
            .iter()
            .any(|event| self.ids.contains_key(&event.id))
        {
            return self.first_answer(&append).ok_or(AppendError::IdReused);
        }
        let mut ids: Vec<Uuid> = append.events.iter().map(|event| event.id).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(AppendError::IdReused);
        }
        let revisions = self.streams.get(&append.stream).map_or(0, Vec::len) as u64;
        let actual = revisions.checked_sub(1).map(Revision);
        match (append.expect, actual) {
            (Expect::Absent, None) => {}
            (Expect::At(expected), Some(actual)) if expected == actual => {}
            (Expect::Absent | Expect::At(_), actual) => {
                return Err(AppendError::Conflict { actual });
            }
        }
        Ok(self.write(append, revisions))
    }

    fn write(&mut self, append: Append, first: u64) -> Appended {
        let mut last = Revision(first);
        for (revision, event) in (first..).zip(append.events) {
            last = Revision(revision);
            let index = self.log.len();
            self.ids.insert(event.id, index);
            self.streams
                .entry(append.stream.clone())
                .or_default()
                .push(index);
            self.log.push(Recorded {
                position: position(index),
                stream: append.stream.clone(),
                revision: last,
                id: event.id,
                kind: event.kind,
                recorded_at: event.recorded_at,
                header: event.header,
                payload: event.payload,
                hash: event.hash,
            });
        }
        Appended {
            last,
            position: Position(self.log.len() as u64),
            repeated: false,
        }
    }

    /// The first answer, when every event stands where this batch would have
    /// put it, with the same bytes.
    fn first_answer(&self, append: &Append) -> Option<Appended> {
        let places = self.streams.get(&append.stream)?;
        let first = usize::try_from(append.expect.next().0).ok()?;
        let end = first.checked_add(append.events.len())?;
        let stored = places
            .get(first..end)?
            .iter()
            .map(|&index| &self.log[index]);
        let mut answer = None;
        for (event, recorded) in append.events.iter().zip(stored) {
            if !recorded.is_of(event) {
                return None;
            }
            answer = Some(Appended {
                last: recorded.revision,
                position: recorded.position,
                repeated: true,
            });
        }
        answer
    }
}

#[async_trait]
impl EventStore for MemoryStore {
    async fn append(&self, group: Vec<Append>) -> Vec<Result<Appended, AppendError>> {
        let mut books = self.books();
        let answers = group
            .into_iter()
            .map(|append| books.append_one(append))
            .collect();
        self.grown.send_replace(books.log.len());
        answers
    }

    fn read(
        &self,
        stream: &StreamName,
        after: Option<Revision>,
    ) -> BoxStream<'static, Result<Recorded, StoreError>> {
        let books = self.books();
        let first = first_index(after.map(|Revision(seen)| Position(seen.saturating_add(1))));
        let places = books.streams.get(stream).map_or(&[][..], Vec::as_slice);
        let events: Vec<_> = places
            .iter()
            .skip(first)
            .map(|&index| Ok(books.log[index].clone()))
            .collect();
        stream::iter(events).boxed()
    }

    fn follow(&self, after: Option<Position>) -> BoxStream<'static, Result<Tail, StoreError>> {
        let store = self.clone();
        let mut grown = self.grown.subscribe();
        let durable = *grown.borrow_and_update();
        let old = first_index(after)..durable;
        let start = old.end.max(old.start);
        let head = stream::iter(self.page_now(after, old.len()).into_iter().map(Tail::Event))
            .chain(stream::iter([Tail::CaughtUp]));
        let tail = stream::unfold((store, grown, start), |(store, mut grown, at)| async move {
            // `store` holds the sender, so waiting cannot fail.
            let until = *grown.wait_for(|&durable| durable > at).await.ok()?;
            let page = store.page_now(Some(Position(at as u64)), until - at);
            Some((
                stream::iter(page.into_iter().map(Tail::Event)),
                (store, grown, until),
            ))
        });
        head.chain(tail.flatten()).map(Ok).boxed()
    }

    async fn grown(&self, after: Option<Position>) -> Result<(), StoreError> {
        let mut grown = self.grown.subscribe();
        let waited = grown
            .wait_for(|&durable| durable > first_index(after))
            .await;
        // `self` holds the sender, so waiting cannot fail.
        waited
            .map(drop)
            .map_err(|_closed| StoreError::Failed("the store was closed".into()))
    }

    async fn head(&self) -> Result<Option<Position>, StoreError> {
        Ok(self.books().log.last().map(|recorded| recorded.position))
    }

    async fn page(
        &self,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Vec<Recorded>, StoreError> {
        Ok(self.page_now(after, limit))
    }
}

#[async_trait]
impl EvidenceStore for MemoryStore {
    async fn put(&self, bodies: Vec<Evidence>) -> Result<(), StoreError> {
        Limits::check_evidence(&bodies)?;
        let mut books = self.books();
        for body in bodies {
            books.evidence.entry(body.digest).or_insert(body.bytes);
        }
        Ok(())
    }

    async fn get(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.books().evidence.get(digest).cloned())
    }
}
