//! Groups, bodies and failures, seen from the store.

use crate::{
    house::{Hand, NOW, body, epoch, journal, name, opened, write},
    watched::Watched,
};
use levy_journal::{Journal, JournalConfig, Remedy, Write, WriteError, Written};
use levy_store::{
    AppendError, MemoryStore, Revision, StoreError,
    fault::{FaultyStore, Plan, WriteFault},
};
use std::sync::Arc;
use tokio::sync::Semaphore;

fn with_bodies(mut write: Write, sizes: &[usize]) -> Write {
    write
        .evidence
        .extend(sizes.iter().map(|size| body(1, *size)));
    write
}

#[tokio::test]
async fn two_writes_to_one_stream_are_never_in_one_group() {
    let mut store = Watched::new();
    store.gate = Semaphore::new(0);
    let store = Arc::new(store);
    let journal = journal(&store, &Hand::at(NOW)).await;
    let start = |write: Write| {
        let journal = journal.clone();
        tokio::spawn(async move { journal.write(write).await })
    };
    let held = start(write(&name("court", 9), None, 9, vec![epoch(1)]));
    while store.calls.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    let first = start(write(&name("matter", 1), None, 1, vec![opened(1)]));
    let rival = start(write(&name("matter", 1), None, 2, vec![opened(2)]));
    let other = start(write(&name("matter", 2), None, 3, vec![opened(3)]));
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    store.gate.add_permits(10);
    held.await.unwrap().unwrap();
    first.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
    assert!(matches!(
        rival.await.unwrap(),
        Err(WriteError::Conflict {
            actual: Some(Revision(0))
        })
    ));
    assert_eq!(
        *store.calls.lock().unwrap(),
        ["append 1", "append 2", "append 1"]
    );
}

#[tokio::test]
async fn small_bodies_are_queued_just_before_their_events_and_large_ones_are_durable_before() {
    let store = Arc::new(Watched::new());
    let journal = journal(&store, &Hand::at(NOW)).await;
    for (n, sizes) in [&[10, 20][..], &[10, 100_000], &[]].into_iter().enumerate() {
        let next = write(&name("matter", n as u128), None, n as u128, vec![opened(1)]);
        journal.write(with_bodies(next, sizes)).await.unwrap();
    }
    let small = ["put 2", "append 1", "durable"];
    let large = ["put 2", "durable", "append 1"];
    let calls = [&small[..], &large, &["append 1"]].concat();
    assert_eq!(*store.calls.lock().unwrap(), calls);
}

#[tokio::test]
async fn bodies_in_another_store_are_durable_before_their_events() {
    let (events, bodies) = (
        Arc::new(Watched::new()),
        Arc::new(Watched {
            put_fails: true,
            ..Watched::new()
        }),
    );
    let config = JournalConfig {
        store: events.clone(),
        evidence: bodies,
        court: "c".into(),
        producer: "p".into(),
        clock: Hand::at(NOW),
    };
    let journal = Journal::start(config).await.unwrap();
    let next = with_bodies(write(&name("matter", 1), None, 1, vec![opened(1)]), &[10]);
    let error = journal.write(next).await.unwrap_err();
    assert!(matches!(error, WriteError::Store(_)), "{error}");
    assert!(events.calls.lock().unwrap().is_empty());
}

#[tokio::test]
async fn after_the_store_failed_nothing_is_written() {
    let store = Arc::new(Watched::new());
    let journal = journal(&store, &Hand::at(NOW)).await;
    *store.failure.lock().unwrap() = Some(|| AppendError::Store(StoreError::Failed("disk".into())));
    let next = || write(&name("matter", 1), None, 1, vec![opened(1)]);
    let error = journal.write(next()).await.unwrap_err();
    assert_eq!(
        (error.to_string(), error.remedy()),
        ("LEVY-S01 store failed: disk".into(), Remedy::Stop)
    );
    *store.failure.lock().unwrap() = None;
    assert!(matches!(
        journal.write(next()).await,
        Err(WriteError::Store(_))
    ));
    assert_eq!(store.calls.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn after_an_uncertain_answer_the_caller_reads_and_the_writer_goes_on() {
    let store = Arc::new(Watched::new());
    let journal = journal(&store, &Hand::at(NOW)).await;
    *store.failure.lock().unwrap() = Some(|| AppendError::Uncertain("lost".into()));
    let next = || write(&name("matter", 1), None, 1, vec![opened(1)]);
    let error = journal.write(next()).await.unwrap_err();
    assert!(matches!(error, WriteError::Uncertain(_)), "{error}");
    assert_eq!(error.remedy(), Remedy::Reread);
    *store.failure.lock().unwrap() = None;
    journal.write(next()).await.unwrap();
}

#[tokio::test]
async fn a_write_whose_answer_was_lost_is_answered_when_it_is_made_again() {
    let plan = Plan::none().on_append(0, WriteFault::LostButCommitted);
    let store = Arc::new(FaultyStore::new(MemoryStore::new(), plan));
    let clock = Hand::at(NOW);
    let journal = journal(&store, &clock).await;
    let next = || write(&name("matter", 1), None, 1, vec![opened(1), opened(2)]);
    assert!(matches!(
        journal.write(next()).await,
        Err(WriteError::Uncertain(_))
    ));
    clock.set(NOW + 1);
    let Written {
        last,
        recorded_at,
        repeated,
        ..
    } = journal.write(next()).await.unwrap();
    assert_eq!((last, recorded_at.0, repeated), (Revision(1), NOW, true));
}

#[tokio::test]
async fn the_same_write_made_at_the_same_time_is_one_write() {
    let journal = journal(&Arc::new(MemoryStore::new()), &Hand::at(NOW)).await;
    let next = || write(&name("matter", 1), None, 1, vec![opened(1)]);
    let (one, two) = futures::join!(journal.write(next()), journal.write(next()));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!((one.repeated, two.repeated), (false, true));
    assert_eq!(
        two,
        Written {
            repeated: true,
            ..one
        }
    );
}
