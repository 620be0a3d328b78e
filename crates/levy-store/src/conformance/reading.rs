//! What was written, as it was written.

use super::rig::{Backend, Rig, assert_holds, at, read, revisions, write};
use crate::{EventStore, Expect, Position, Recorded, Revision};
use futures::TryStreamExt;

/// Not an error.
pub async fn an_absent_stream_is_empty<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    write(&store, rig.batch("a", Expect::Absent, 1)).await;
    assert!(read(&store, &rig.stream("b"), None).await.is_empty());
    assert!(
        read(&store, &rig.stream("b"), Some(Revision(3)))
            .await
            .is_empty()
    );
}

/// Every field, whatever its content.
pub async fn every_byte_comes_back<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let mut batch = rig.batch("a", Expect::Absent, 4);
    batch.events[0].payload = (0..=255).collect();
    batch.events[0].header = r#"{"court":"（2025）沪01执1号 \"q\" ' \\ 𠮷"}"#.into();
    batch.events[1].payload = Vec::new();
    batch.events[1].header = "{}".into();
    batch.events[1].kind = "k".repeat(64);
    batch.events[2].recorded_at = i64::MIN;
    batch.events[2].hash = [0xff; 32];
    batch.events[3].recorded_at = i64::MAX;
    batch.events[3].payload = vec![0; 100_000];
    write(&store, batch.clone()).await;
    assert_holds(&read(&store, &batch.stream, None).await, &[&batch]);
}

/// And says nothing of what was before.
pub async fn reading_starts_after_the_given_revision<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    write(&store, rig.batch("a", Expect::Absent, 5)).await;
    let stream = rig.stream("a");
    for (after, expected) in [
        (0, vec![1, 2, 3, 4]),
        (3, vec![4]),
        (4, vec![]),
        (u64::MAX, vec![]),
    ] {
        let events = read(&store, &stream, Some(Revision(after))).await;
        assert_eq!(revisions(&events), expected, "after {after}");
    }
}

/// More events than any page holds, between those of another stream.
pub async fn a_long_stream_is_read_whole<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let (mut expect, mut batches) = (Expect::Absent, Vec::new());
    for part in 0..7_u64 {
        let batch = rig.batch("a", expect, 250);
        expect = Expect::At(write(&store, batch.clone()).await.last);
        write(&store, rig.batch(&format!("b{part}"), Expect::Absent, 1)).await;
        batches.push(batch);
    }
    let parts: Vec<_> = batches.iter().collect();
    assert_holds(&read(&store, &rig.stream("a"), None).await, &parts);
    let rest = read(&store, &rig.stream("a"), Some(Revision(1_000))).await;
    assert_eq!(revisions(&rest), (1_001..1_750).collect::<Vec<_>>());
}

/// A reading does not run after a writer.
pub async fn a_reading_ends_with_what_was_durable_at_the_call<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 2);
    write(&store, batch.clone()).await;
    let reading = store.read(&batch.stream, None);
    write(&store, rig.batch("a", at(1), 2)).await;
    let events: Vec<_> = reading.try_collect().await.expect("the stream can be read");
    assert_holds(&events, &[&batch]);
}

/// It moves with each append.
pub async fn the_head_is_the_last_position<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let before = store.head().await.expect("the head can be read");
    let first = write(&store, rig.batch("a", Expect::Absent, 2)).await;
    assert!(Some(first.position) > before);
    assert_eq!(
        store.head().await.expect("the head can be read"),
        Some(first.position)
    );
    let second = write(&store, rig.batch("b", Expect::Absent, 1)).await;
    assert_eq!(
        store.head().await.expect("the head can be read"),
        Some(second.position)
    );
}

async fn pages(
    store: &impl EventStore,
    mut after: Option<Position>,
    limit: usize,
) -> Vec<Recorded> {
    let mut events = Vec::new();
    loop {
        let page = store
            .page(after, limit)
            .await
            .expect("the store can be read");
        let Some(last) = page.last() else {
            return events;
        };
        assert!(
            page.len() <= limit,
            "{} events, asked for {limit}",
            page.len()
        );
        after = Some(last.position);
        events.extend(page);
    }
}

/// Page after page until an empty one, each event once and in order.
pub async fn pages_lead_through_the_whole_store<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let start = store.head().await.expect("the head can be read");
    let mut written = Vec::new();
    for label in ["a", "b", "c"] {
        let batch = rig.batch(label, Expect::Absent, 400);
        write(&store, batch.clone()).await;
        written.extend(batch.events);
    }
    for limit in [1_000_000, 97] {
        let events = pages(&store, start, limit).await;
        assert_eq!(events.len(), written.len(), "pages of {limit}");
        assert!(
            events
                .iter()
                .zip(&written)
                .all(|(event, new)| event.is_of(new))
        );
        assert!(
            events
                .windows(2)
                .all(|pair| pair[0].position < pair[1].position)
        );
    }
    assert!(pages(&store, None, 500).await.len() >= written.len());
}

/// Down to one, and to none.
pub async fn a_page_holds_no_more_than_asked<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let start = store.head().await.expect("the head can be read");
    let batch = rig.batch("a", Expect::Absent, 3);
    let answer = write(&store, batch.clone()).await;
    let page = store.page(start, 1).await.expect("the store can be read");
    assert_holds(
        &page,
        &[&crate::Append {
            events: batch.events[..1].to_vec(),
            ..batch.clone()
        }],
    );
    assert!(
        store
            .page(start, 0)
            .await
            .expect("nothing is asked")
            .is_empty()
    );
    let end = store
        .page(Some(answer.position), 10)
        .await
        .expect("the store can be read");
    assert!(end.is_empty());
    let beyond = store
        .page(Some(Position(u64::MAX)), 10)
        .await
        .expect("the store can be read");
    assert!(beyond.is_empty());
}

/// Events, revisions, head; and writing goes on.
pub async fn everything_is_there_after_a_restart<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let (first, second) = (rig.batch("a", Expect::Absent, 3), rig.batch("a", at(2), 1));
    let answer = write(&store, first.clone()).await;
    drop(store);
    let store = rig.open().await;
    assert_eq!(
        store.head().await.expect("the head can be read"),
        Some(answer.position)
    );
    assert_holds(&read(&store, &first.stream, None).await, &[&first]);
    assert!(write(&store, second.clone()).await.position > answer.position);
    drop(store);
    let store = rig.open().await;
    assert_holds(&read(&store, &first.stream, None).await, &[&first, &second]);
}
