//! Followers of the whole store.

use super::rig::{Backend, Rig, at, next, old, write};
use crate::{Append, EventStore, Expect, Position, Recorded, Tail};
use futures::future::join_all;
use std::collections::HashMap;

async fn head(store: &impl EventStore) -> Option<Position> {
    store.head().await.expect("the head can be read")
}

fn assert_all(events: &[Recorded], batches: &[&Append]) {
    let written: Vec<_> = batches.iter().flat_map(|batch| &batch.events).collect();
    assert_eq!(events.len(), written.len(), "number of events");
    assert!(
        events
            .iter()
            .zip(written)
            .all(|(event, new)| event.is_of(new))
    );
    assert!(
        events
            .windows(2)
            .all(|pair| pair[0].position < pair[1].position)
    );
}

/// Old events, one `CaughtUp`, then each new event as it comes.
pub async fn a_follower_sees_the_old_then_the_new<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let start = head(&store).await;
    let (first, second) = (
        rig.batch("a", Expect::Absent, 700),
        rig.batch("b", Expect::Absent, 2),
    );
    write(&store, first.clone()).await;
    write(&store, second.clone()).await;
    let mut tail = store.follow(start);
    assert_all(&old(&mut tail).await, &[&first, &second]);
    for third in [
        rig.batch("a", at(699), 3),
        rig.batch("c", Expect::Absent, 1),
    ] {
        write(&store, third.clone()).await;
        for new in &third.events {
            let seen = next(&mut tail).await;
            assert!(
                matches!(&seen, Tail::Event(event) if event.is_of(new)),
                "{seen:?}"
            );
        }
    }
}

/// Waiting for growth ends with the next event, and at once where there is one.
pub async fn growth_is_told_without_reading<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    write(&store, rig.batch("a", Expect::Absent, 2)).await;
    store.grown(None).await.expect("there are events");
    let now = head(&store).await;
    let mut grown = std::pin::pin!(store.grown(now));
    assert!(
        futures::poll!(&mut grown).is_pending(),
        "nothing came above the head"
    );
    write(&store, rig.batch("b", Expect::Absent, 1)).await;
    grown.await.expect("there is one more");
    assert!(head(&store).await > now);
}

/// From the head on there is nothing old.
pub async fn a_follower_at_the_head_is_caught_up_at_once<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    write(&store, rig.batch("a", Expect::Absent, 1)).await;
    let mut tail = store.follow(head(&store).await);
    assert_eq!(next(&mut tail).await, Tail::CaughtUp);
    let batch = rig.batch("a", at(0), 1);
    write(&store, batch.clone()).await;
    let seen = next(&mut tail).await;
    assert!(
        matches!(&seen, Tail::Event(event) if event.is_of(&batch.events[0])),
        "{seen:?}"
    );
}

/// The last position seen is enough to go on, in another process too.
pub async fn a_follower_goes_on_across_a_restart<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let start = head(&store).await;
    let (first, second) = (rig.batch("a", Expect::Absent, 2), rig.batch("a", at(1), 2));
    write(&store, first.clone()).await;
    let mut tail = store.follow(start);
    let seen = old(&mut tail).await;
    assert_all(&seen, &[&first]);
    let last = seen.last().map(|event| event.position);
    drop((tail, store));
    let store = rig.open().await;
    write(&store, second.clone()).await;
    let mut tail = store.follow(last);
    assert_all(&old(&mut tail).await, &[&second]);
    let third = rig.batch("b", Expect::Absent, 1);
    write(&store, third.clone()).await;
    let seen = next(&mut tail).await;
    assert!(
        matches!(&seen, Tail::Event(event) if event.is_of(&third.events[0])),
        "{seen:?}"
    );
}

/// Each event once, each stream in order, while many write.
pub async fn a_follower_misses_nothing_while_writers_race<B: Backend>(rig: &Rig<B>) {
    const WRITERS: usize = 8;
    const EACH: u64 = 20;
    let store = rig.open().await;
    let start = head(&store).await;
    let mut tail = store.follow(start);
    let writers = join_all((0..WRITERS).map(|writer| {
        let store = &store;
        async move {
            let mut expect = Expect::Absent;
            for _ in 0..EACH {
                let batch = rig.batch(&format!("w{writer}"), expect, 1);
                expect = Expect::At(write(store, batch).await.last);
            }
        }
    }));
    let follower = async {
        let (mut last, mut streams) = (start, HashMap::new());
        let mut wanted = WRITERS as u64 * EACH;
        while wanted > 0 {
            if let Tail::Event(event) = next(&mut tail).await {
                assert!(Some(event.position) > last);
                last = Some(event.position);
                let next_revision = streams.entry(event.stream).or_insert(0);
                assert_eq!(event.revision.0, *next_revision);
                *next_revision += 1;
                wanted -= 1;
            }
        }
        streams.len()
    };
    let (_, streams) = futures::join!(writers, follower);
    assert_eq!(streams, WRITERS);
}
