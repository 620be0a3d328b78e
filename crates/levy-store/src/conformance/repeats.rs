//! Batches that come again, and ids that should not.

use super::rig::{Backend, Rig, append, assert_holds, at, read, write};
use crate::{Append, AppendError, Appended, EventStore, Expect, NewEvent};

fn again(first: Appended) -> Appended {
    Appended {
        repeated: true,
        ..first
    }
}

fn assert_reused(answer: Result<Appended, AppendError>) {
    assert!(matches!(answer, Err(AppendError::IdReused)), "{answer:?}");
}

/// A retry after a lost answer.
pub async fn a_repeat_returns_the_first_answer<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    for batch in [rig.batch("a", Expect::Absent, 3), rig.batch("a", at(2), 1)] {
        let first = write(&store, batch.clone()).await;
        assert_eq!(write(&store, batch.clone()).await, again(first));
        assert_eq!(write(&store, batch).await, again(first));
    }
    assert_eq!(read(&store, &rig.stream("a"), None).await.len(), 4);
}

/// However late.
pub async fn a_repeat_is_known_after_later_appends<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 2);
    let first = write(&store, batch.clone()).await;
    write(&store, rig.batch("a", at(1), 5)).await;
    write(&store, rig.batch("b", Expect::Absent, 1)).await;
    assert_eq!(write(&store, batch).await, again(first));
    assert_eq!(read(&store, &rig.stream("a"), None).await.len(), 7);
}

/// Even before the first is durable; both are answered together.
pub async fn a_repeat_inside_a_group_is_known<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 2);
    let mut answers = store.append(vec![batch.clone(), batch.clone()]).await;
    let second = answers.remove(1).expect("a repeat");
    let first = answers.remove(0).expect("the stream is absent");
    assert_eq!(second, again(first));
    assert_holds(&read(&store, &batch.stream, None).await, &[&batch]);
}

/// The log remembers, not the process.
pub async fn a_repeat_is_known_after_a_restart<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 2);
    let first = write(&store, batch.clone()).await;
    drop(store);
    let store = rig.open().await;
    assert_eq!(write(&store, batch).await, again(first));
}

/// Each field counts.
pub async fn a_known_id_with_other_bytes_is_reused<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 2);
    write(&store, batch.clone()).await;
    let changes: [fn(&mut NewEvent); 5] = [
        |event| event.kind.push('x'),
        |event| event.recorded_at += 1,
        |event| event.header.push(' '),
        |event| event.payload.push(0),
        |event| event.hash[31] ^= 1,
    ];
    for change in changes {
        let mut other = batch.clone();
        change(&mut other.events[1]);
        assert_reused(append(&store, other).await);
    }
    assert_holds(&read(&store, &batch.stream, None).await, &[&batch]);
}

/// Ids are unique over the whole store.
pub async fn a_known_id_in_another_stream_is_reused<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 1);
    write(&store, batch.clone()).await;
    let elsewhere = Append {
        stream: rig.stream("b"),
        ..batch
    };
    assert_reused(append(&store, elsewhere).await);
    assert!(read(&store, &rig.stream("b"), None).await.is_empty());
    assert_eq!(
        write(&store, rig.batch("b", Expect::Absent, 1))
            .await
            .last
            .0,
        0
    );
}

/// The same events at another place are no repeat, whether that place is free,
/// taken or not there yet.
pub async fn a_known_id_with_another_expectation_is_reused<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 2);
    write(&store, batch.clone()).await;
    for expect in [at(0), at(1), at(9)] {
        assert_reused(
            append(
                &store,
                Append {
                    expect,
                    ..batch.clone()
                },
            )
            .await,
        );
    }
    assert_holds(&read(&store, &batch.stream, None).await, &[&batch]);
}

/// Also when the batch itself is the first to use it.
pub async fn an_id_twice_in_one_batch_is_reused<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let mut batch = rig.batch("a", Expect::Absent, 3);
    batch.events[2].id = batch.events[0].id;
    assert_reused(append(&store, batch).await);
    assert!(read(&store, &rig.stream("a"), None).await.is_empty());
    assert_eq!(
        write(&store, rig.batch("a", Expect::Absent, 3))
            .await
            .last
            .0,
        2
    );
}

/// The good events before it are not written either, and the group goes on.
pub async fn a_reused_id_at_the_end_of_a_batch_leaves_nothing<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let known = rig.batch("a", Expect::Absent, 1);
    write(&store, known.clone()).await;
    let mut bad = rig.batch("a", at(0), 3);
    bad.events[2].id = known.events[0].id;
    let (good, other) = (rig.batch("a", at(0), 2), rig.batch("b", Expect::Absent, 1));
    let mut answers = store.append(vec![bad, good.clone(), other.clone()]).await;
    assert_eq!(answers.remove(2).expect("b is absent").last.0, 0);
    assert_eq!(
        answers.remove(1).expect("nothing was left behind").last.0,
        2
    );
    assert_reused(answers.remove(0));
    assert_holds(&read(&store, &known.stream, None).await, &[&known, &good]);
    assert_holds(&read(&store, &other.stream, None).await, &[&other]);
}
