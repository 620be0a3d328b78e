//! Batches and groups of batches.

use super::rig::{Backend, Rig, append, assert_conflict, assert_holds, at, read, write};
use crate::{EventStore, Expect, Revision};

/// All events of a batch, in their order, at neighbouring revisions.
pub async fn a_batch_is_written_whole<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let batch = rig.batch("a", Expect::Absent, 50);
    let answer = write(&store, batch.clone()).await;
    let stored = read(&store, &batch.stream, None).await;
    assert_holds(&stored, &[&batch]);
    assert_eq!(
        stored.last().map(|event| event.position),
        Some(answer.position)
    );
}

/// None of it, and its ids are free.
pub async fn a_batch_that_conflicts_leaves_nothing<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let first = rig.batch("a", Expect::Absent, 1);
    write(&store, first.clone()).await;
    let mut batch = rig.batch("a", at(0), 3);
    batch.expect = at(5);
    assert_conflict(append(&store, batch.clone()).await, Some(0));
    assert_holds(&read(&store, &first.stream, None).await, &[&first]);
    batch.expect = at(0);
    assert!(!write(&store, batch.clone()).await.repeated);
    assert_holds(&read(&store, &first.stream, None).await, &[&first, &batch]);
}

/// Each append stands alone; answers come in the order given.
pub async fn one_append_of_a_group_conflicts_alone<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let group = vec![
        rig.batch("a", Expect::Absent, 2),
        rig.batch("b", at(3), 1),
        rig.batch("c", Expect::Absent, 1),
    ];
    let mut answers = store.append(group.clone()).await;
    assert_eq!(answers.len(), 3);
    let last = answers.pop().expect("three answers").expect("c is absent");
    assert_eq!(last.last, Revision(0));
    assert_conflict(answers.pop().expect("two answers"), None);
    let first = answers.pop().expect("one answer").expect("a is absent");
    assert_eq!(first.last, Revision(1));
    assert!(first.position < last.position);
    assert_holds(&read(&store, &group[0].stream, None).await, &[&group[0]]);
    assert!(read(&store, &group[1].stream, None).await.is_empty());
    assert_holds(&read(&store, &group[2].stream, None).await, &[&group[2]]);
}

/// The second sees what the first wrote.
pub async fn appends_to_one_stream_are_taken_in_the_order_given<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let mut stale = rig.batch("a", at(0), 1);
    stale.events = vec![rig.event("stale", 0)];
    let group = vec![
        rig.batch("a", Expect::Absent, 2),
        rig.batch("b", Expect::Absent, 1),
        rig.batch("a", at(1), 1),
        stale,
        rig.batch("a", at(2), 2),
    ];
    let mut answers = store.append(group.clone()).await;
    assert_conflict(answers.remove(3), Some(2));
    let last: Vec<u64> = answers
        .into_iter()
        .map(|answer| answer.expect("it builds on the one before").last.0)
        .collect();
    assert_eq!(last, [1, 0, 2, 4]);
    let stored = read(&store, &group[0].stream, None).await;
    assert_holds(&stored, &[&group[0], &group[2], &group[4]]);
}

/// Nothing asked, nothing answered, nothing written.
pub async fn an_empty_group_has_no_answers<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let before = store.head().await.expect("the head can be read");
    assert!(store.append(Vec::new()).await.is_empty());
    assert_eq!(store.head().await.expect("the head can be read"), before);
}

/// Strictly, over streams, batches and groups.
pub async fn positions_rise_over_all_streams<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let mut last = store.head().await.expect("the head can be read");
    for round in 0..5_usize {
        let group = ["a", "b", "c"]
            .map(|label| rig.batch(&format!("{label}{round}"), Expect::Absent, round + 1));
        for (answer, batch) in store.append(group.to_vec()).await.into_iter().zip(&group) {
            let answer = answer.expect("the streams are absent");
            for event in read(&store, &batch.stream, None).await {
                assert!(
                    Some(event.position) > last,
                    "{event:?} is not above {last:?}"
                );
                last = Some(event.position);
            }
            assert_eq!(Some(answer.position), last);
        }
    }
}
