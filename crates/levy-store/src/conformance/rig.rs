//! What the clauses share: a backend, names of their own, short calls.

use crate::{
    Append, AppendError, Appended, EventStore, EvidenceStore, Expect, NewEvent, Recorded, Revision,
    StreamName, Tail,
};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use std::time::Duration;
use uuid::Uuid;

/// A clause that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A place where a store can be opened, and opened again after the value
/// before was dropped. It may hold older events; nobody else may write there
/// meanwhile.
pub trait Backend: Send + Sync + 'static {
    /// What is tested.
    type Store: EventStore + EvidenceStore;

    /// Opens the store; what was written before is there.
    fn open(&self) -> impl Future<Output = Self::Store> + Send;
}

/// A backend, and names and ids that no other run uses.
#[derive(Debug)]
pub struct Rig<B> {
    backend: B,
    salt: Uuid,
}

/// Runs one clause on a runtime of its own.
///
/// # Panics
/// When the clause does not hold.
pub fn run<B: Backend>(backend: B, clause: impl AsyncFn(&Rig<B>)) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let rig = Rig {
        backend,
        salt: Uuid::now_v7(),
    };
    runtime.block_on(async {
        tokio::time::timeout(PATIENCE, clause(&rig))
            .await
            .expect("the clause hangs");
    });
}

impl<B: Backend> Rig<B> {
    pub(super) async fn open(&self) -> B::Store {
        self.backend.open().await
    }

    pub(super) fn stream(&self, label: &str) -> StreamName {
        StreamName::new(&format!("matter-{}.{label}", self.salt.simple())).expect("a good label")
    }

    /// Event `number` of the stream `label`; equal calls give equal events.
    pub(super) fn event(&self, label: &str, number: usize) -> NewEvent {
        let id = Uuid::new_v5(&self.salt, format!("{label}/{number}").as_bytes());
        NewEvent {
            id,
            kind: "order-issued".into(),
            recorded_at: 1_700_000_000_000,
            header: format!(r#"{{"court":"c1","schema":1,"command":"{id}"}}"#),
            payload: format!("payload {number} of {label}").into_bytes(),
            hash: [u8::try_from(number % 251).unwrap_or(0); 32],
        }
    }

    /// `count` events; numbers go on where `expect` says the stream stands.
    pub(super) fn batch(&self, label: &str, expect: Expect, count: usize) -> Append {
        let first = usize::try_from(expect.next().0).unwrap_or(usize::MAX / 2);
        let events = (first..first + count)
            .map(|number| self.event(label, number))
            .collect();
        Append {
            stream: self.stream(label),
            expect,
            events,
        }
    }
}

pub(super) fn at(revision: u64) -> Expect {
    Expect::At(Revision(revision))
}

pub(super) async fn append(
    store: &impl EventStore,
    append: Append,
) -> Result<Appended, AppendError> {
    let mut answers = store.append(vec![append]).await;
    assert_eq!(answers.len(), 1, "one answer per append");
    answers.remove(0)
}

pub(super) async fn write(store: &impl EventStore, batch: Append) -> Appended {
    append(store, batch).await.expect("the append fits")
}

pub(super) async fn read(
    store: &impl EventStore,
    stream: &StreamName,
    after: Option<Revision>,
) -> Vec<Recorded> {
    store
        .read(stream, after)
        .try_collect()
        .await
        .expect("the stream can be read")
}

pub(super) fn revisions(events: &[Recorded]) -> Vec<u64> {
    events.iter().map(|event| event.revision.0).collect()
}

/// The stream holds these batches' events and nothing else.
pub(super) fn assert_holds(events: &[Recorded], batches: &[&Append]) {
    let written: Vec<_> = batches.iter().flat_map(|batch| &batch.events).collect();
    assert_eq!(events.len(), written.len(), "number of events");
    for (place, (event, new)) in events.iter().zip(written).enumerate() {
        assert!(
            event.is_of(new),
            "event {place} is not what was written: {event:?}"
        );
        assert_eq!(event.revision, Revision(place as u64));
        assert_eq!(event.stream, batches[0].stream);
    }
}

pub(super) fn assert_conflict(answer: Result<Appended, AppendError>, expected: Option<u64>) {
    let expected = expected.map(Revision);
    assert!(
        matches!(answer, Err(AppendError::Conflict { actual }) if actual == expected),
        "{answer:?} is not a conflict at {expected:?}"
    );
}

/// The next thing that a follower sees.
pub(super) async fn next(tail: &mut BoxStream<'static, Result<Tail, crate::StoreError>>) -> Tail {
    let next = tail.next().await.expect("a follower does not end");
    next.expect("a follower can read")
}

/// Events until the follower is caught up.
pub(super) async fn old(
    tail: &mut BoxStream<'static, Result<Tail, crate::StoreError>>,
) -> Vec<Recorded> {
    let mut events = Vec::new();
    while let Tail::Event(event) = next(tail).await {
        events.push(event);
    }
    events
}
