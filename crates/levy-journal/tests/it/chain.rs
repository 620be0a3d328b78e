//! Reads check the chain and break where it breaks.

use crate::house::{self, Hand, NOW, journal, name, opened, write};
use futures::StreamExt;
use levy_journal::{AnyEvent, JournalError, Tail};
use levy_store::{Append, EventStore, Expect, MemoryStore, NewEvent, Position, Revision};
use std::sync::Arc;
use uuid::Uuid;

/// A stream of five events in a memory store.
async fn five() -> Arc<MemoryStore> {
    let store = Arc::new(MemoryStore::new());
    let journal = journal(&store, &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    let mut last = None;
    for command in 0..5 {
        let next = write(&stream, last.as_ref(), command, vec![opened(command)]);
        last = Some(journal.write(next).await.unwrap());
    }
    store
}

/// The same events again, one of them changed.
async fn changed(revision: usize, change: impl Fn(&mut NewEvent)) -> Arc<MemoryStore> {
    let page = five().await.page(None, 100).await.unwrap();
    let mut events: Vec<NewEvent> = page
        .into_iter()
        .map(|one| NewEvent {
            id: one.id,
            kind: one.kind,
            recorded_at: one.recorded_at,
            header: one.header,
            payload: one.payload,
            hash: one.hash,
        })
        .collect();
    change(&mut events[revision]);
    let store = Arc::new(MemoryStore::new());
    let append = Append {
        stream: name("matter", 1),
        expect: Expect::Absent,
        events,
    };
    store.append(vec![append]).await.remove(0).unwrap();
    store
}

#[tokio::test]
async fn a_stream_is_read_with_its_chain_checked() {
    let journal = journal(&five().await, &Hand::at(NOW)).await;
    let entries = journal.load(&name("matter", 1), None).await.unwrap();
    let revisions: Vec<u64> = entries.iter().map(|entry| entry.revision.0).collect();
    assert_eq!(revisions, [0, 1, 2, 3, 4]);
    assert_eq!(entries[3].event.known(), Some(&opened(3)));
}

#[tokio::test]
async fn a_stream_is_read_from_the_middle() {
    let journal = journal(&five().await, &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    for after in 0..5 {
        let entries = journal.load(&stream, Some(Revision(after))).await.unwrap();
        let revisions: Vec<u64> = entries.iter().map(|entry| entry.revision.0).collect();
        assert_eq!(revisions, (after + 1..5).collect::<Vec<_>>());
    }
    assert_eq!(journal.load(&name("matter", 2), None).await.unwrap(), []);
}

#[tokio::test]
async fn a_stream_that_does_not_reach_what_was_seen_of_it_is_broken() {
    let journal = journal(&five().await, &Hand::at(NOW)).await;
    for (n, after) in [(1, 5), (2, 0)] {
        let error = journal
            .load(&name("matter", n), Some(Revision(after)))
            .await
            .unwrap_err();
        let JournalError::Broken { revision, .. } = error else {
            panic!("{error}")
        };
        assert_eq!(revision, Revision(after));
    }
}

#[tokio::test]
async fn a_changed_event_breaks_the_chain_where_it_stands() {
    type Change = fn(&mut NewEvent);
    let changes: [Change; 5] = [
        |event| event.payload[0] ^= 1,
        |event| event.header = event.header.replace("levy/0.1", "levy/0.2"),
        |event| event.kind.push('x'),
        |event| event.id = Uuid::nil(),
        |event| event.hash[31] ^= 1,
    ];
    for (case, change) in changes.into_iter().enumerate() {
        for revision in 0..5 {
            let journal = journal(&changed(revision, change).await, &Hand::at(NOW)).await;
            let error = journal.load(&name("matter", 1), None).await.unwrap_err();
            let JournalError::Broken {
                revision: found,
                stream,
            } = error
            else {
                panic!("{error}")
            };
            assert_eq!(
                (stream, found.0),
                (name("matter", 1), revision as u64),
                "case {case}"
            );
        }
    }
}

#[tokio::test]
async fn an_event_whose_row_names_another_time_than_its_header_is_not_read() {
    let journal = journal(
        &changed(2, |event| event.recorded_at += 1).await,
        &Hand::at(NOW),
    )
    .await;
    let error = journal.load(&name("matter", 1), None).await.unwrap_err();
    assert!(
        matches!(
            error,
            JournalError::Header {
                revision: Revision(2),
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn the_log_is_paged_and_looked_into() {
    let journal = journal(&five().await, &Hand::at(NOW)).await;
    let head = journal.head().await.unwrap().unwrap();
    let all = journal.page(None, 100).await.unwrap();
    assert_eq!((all.len(), all[4].position), (5, head));
    assert_eq!(
        journal.page(Some(all[2].position), 1).await.unwrap(),
        all[3..4]
    );
    assert_eq!(
        journal.at(all[2].position).await.unwrap().as_ref(),
        Some(&all[2])
    );
    assert_eq!(journal.at(Position(head.0 + 1)).await.unwrap(), None);
    for (revision, entry) in all.iter().enumerate() {
        let found = journal
            .entry(&name("matter", 1), Revision(revision as u64))
            .await
            .unwrap();
        assert_eq!(found.as_ref(), Some(entry));
    }
    assert_eq!(
        journal
            .entry(&name("matter", 1), Revision(5))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        journal
            .entry(&name("matter", 2), Revision(0))
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn a_follower_sees_what_was_there_then_what_comes() {
    let store = five().await;
    let journal = journal(&store, &Hand::at(NOW)).await;
    let mut tail = journal.follow(Some(Position(3)));
    for revision in [3, 4] {
        let Some(Ok(Tail::Event(entry))) = tail.next().await else {
            panic!("an event")
        };
        assert_eq!(entry.revision, Revision(revision));
    }
    assert!(matches!(tail.next().await, Some(Ok(Tail::CaughtUp))));
    journal
        .write(write(&name("court", 9), None, 9, vec![house::epoch(1)]))
        .await
        .unwrap();
    let Some(Ok(Tail::Event(entry))) = tail.next().await else {
        panic!("an event")
    };
    assert_eq!(
        entry.event.known().map(AnyEvent::kind),
        Some("epoch-raised")
    );
}

#[tokio::test]
async fn an_unknown_type_is_followed_and_loaded_like_any_other() {
    // Its hash covers the literal, so a later program wrote it: here by hand.
    let store = Arc::new(MemoryStore::new());
    let journal = journal(&store, &Hand::at(NOW)).await;
    let stream = name("matter", 1);
    let first = journal
        .write(write(&stream, None, 1, vec![opened(1)]))
        .await
        .unwrap();
    let page = store.page(None, 1).await.unwrap();
    let mut later = page[0].clone();
    (later.revision, later.id, later.kind) =
        (Revision(1), Uuid::from_u128(7), "hold-auctioned".into());
    later.hash = levy_journal::frame::hash_of(&first.hash, &later);
    let event = NewEvent {
        id: later.id,
        kind: later.kind,
        recorded_at: later.recorded_at,
        header: later.header,
        payload: later.payload.clone(),
        hash: later.hash,
    };
    let append = Append {
        stream: stream.clone(),
        expect: Expect::At(Revision(0)),
        events: vec![event],
    };
    store.append(vec![append]).await.remove(0).unwrap();
    let entries = journal.load(&stream, None).await.unwrap();
    assert_eq!(entries[1].event.kind(), "hold-auctioned");
    assert_eq!(entries[1].event.known(), None);
    let levy_journal::Decoded::Unknown { payload, .. } = &entries[1].event else {
        panic!("unknown")
    };
    assert_eq!(*payload, later.payload);
}
