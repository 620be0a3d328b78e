//! What a writer believes about the stream.

use super::rig::{Backend, Rig, append, assert_conflict, assert_holds, at, read, write};
use crate::{EventStore, Expect, Revision};
use futures::future::join_all;

/// The first batch needs an absent stream and starts at revision 0.
pub async fn an_absent_stream_takes_its_first_batch<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 1);
    let answer = write(&store, batch.clone()).await;
    assert_eq!(answer.last, Revision(0));
    assert!(!answer.repeated);
    assert_holds(&read(&store, &batch.stream, None).await, &[&batch]);
}

/// Revisions have no gaps from batch to batch.
pub async fn a_stream_goes_on_after_its_last_revision<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let (first, second) = (rig.batch("a", Expect::Absent, 3), rig.batch("a", at(2), 2));
    assert_eq!(write(&store, first.clone()).await.last, Revision(2));
    assert_eq!(write(&store, second.clone()).await.last, Revision(4));
    assert_holds(&read(&store, &first.stream, None).await, &[&first, &second]);
}

/// `Absent` is not "any".
pub async fn absent_conflicts_with_a_stream_that_is_there<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    write(&store, rig.batch("a", Expect::Absent, 2)).await;
    let mut late = rig.batch("a", Expect::Absent, 1);
    late.events = vec![rig.event("late", 0)];
    assert_conflict(append(&store, late).await, Some(1));
}

/// Somebody wrote first.
pub async fn an_older_revision_conflicts<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    write(&store, rig.batch("a", Expect::Absent, 3)).await;
    let mut late = rig.batch("a", at(1), 1);
    late.events = vec![rig.event("late", 0)];
    assert_conflict(append(&store, late).await, Some(2));
}

/// A revision that is not there yet, up to the highest number.
pub async fn a_later_revision_conflicts<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    write(&store, rig.batch("a", Expect::Absent, 1)).await;
    for revision in [
        1,
        7,
        i64::MAX.unsigned_abs() - 1,
        i64::MAX.unsigned_abs(),
        u64::MAX,
    ] {
        let mut early = rig.batch("a", at(0), 1);
        early.expect = at(revision);
        assert_conflict(append(&store, early).await, Some(0));
    }
}

/// Nothing to stand on.
pub async fn a_revision_conflicts_with_an_absent_stream<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    assert_conflict(append(&store, rig.batch("a", at(0), 1)).await, None);
    assert!(read(&store, &rig.stream("a"), None).await.is_empty());
}

/// Of writers with the same expectation exactly one is answered with durable,
/// and it is his event that stands.
pub async fn racing_writers_have_one_winner<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let mut expect = Expect::Absent;
    for round in 0..10_u64 {
        let race = (0..16).map(|writer| {
            let mut batch = rig.batch("a", expect, 1);
            batch.events = vec![rig.event(&format!("writer {writer}"), round as usize)];
            let (store, id) = (&store, batch.events[0].id);
            async move { (id, append(store, batch).await) }
        });
        let mut winners = Vec::new();
        for (id, answer) in join_all(race).await {
            match answer {
                Ok(_) => winners.push(id),
                lost => assert_conflict(lost, Some(round)),
            }
        }
        let stored = read(&store, &rig.stream("a"), None).await;
        assert_eq!(winners, [stored[round as usize].id], "round {round}");
        assert_eq!(stored.len() as u64, round + 1);
        expect = at(round);
    }
    let head = store.head().await.expect("the head can be read");
    assert!(head.is_some());
}
