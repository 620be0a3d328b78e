//! Limits, the same on every backend.

use super::rig::{Backend, Rig, append, at, read, write};
use crate::{Append, AppendError, Appended, EventStore, Expect, Limits, StreamName};

fn assert_too_large(answer: Result<Appended, AppendError>, expected: usize) {
    assert!(
        matches!(answer, Err(AppendError::TooLarge { limit, .. }) if limit == expected),
        "{answer:?}"
    );
}

fn assert_malformed(answer: Result<Appended, AppendError>) {
    assert!(
        matches!(answer, Err(AppendError::Malformed(_))),
        "{answer:?}"
    );
}

fn sized<B: Backend>(rig: &Rig<B>, label: &str, sizes: &[usize]) -> Append {
    let mut batch = rig.batch(label, Expect::Absent, sizes.len());
    for (event, size) in batch.events.iter_mut().zip(sizes) {
        event.payload = vec![7; size - event.header.len()];
    }
    batch
}

/// Also when its expectation holds.
pub async fn an_empty_batch_is_malformed<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    assert_malformed(append(&store, rig.batch("a", Expect::Absent, 0)).await);
    write(&store, rig.batch("a", Expect::Absent, 1)).await;
    assert_malformed(append(&store, rig.batch("a", at(0), 0)).await);
}

/// The limit itself is allowed.
pub async fn a_batch_has_a_largest_number_of_events<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let above = rig.batch("a", Expect::Absent, Limits::EVENTS + 1);
    assert_too_large(append(&store, above).await, Limits::EVENTS);
    let most = rig.batch("a", Expect::Absent, Limits::EVENTS);
    assert_eq!(write(&store, most).await.last.0 + 1, Limits::EVENTS as u64);
}

/// Header and payload together; the limit itself is allowed.
pub async fn an_event_has_a_largest_size<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let above = sized(rig, "a", &[Limits::EVENT_BYTES + 1]);
    assert_too_large(append(&store, above).await, Limits::EVENT_BYTES);
    let most = sized(rig, "a", &[Limits::EVENT_BYTES]);
    write(&store, most.clone()).await;
    let stored = read(&store, &most.stream, None).await;
    assert!(stored.len() == 1 && stored[0].is_of(&most.events[0]));
}

/// Over all its events; the limit itself is allowed.
pub async fn a_batch_has_a_largest_size<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let half = Limits::BATCH_BYTES / 2;
    let above = sized(rig, "a", &[half, half - 200, 201]);
    assert_too_large(append(&store, above).await, Limits::BATCH_BYTES);
    assert!(read(&store, &rig.stream("a"), None).await.is_empty());
    write(&store, sized(rig, "a", &[half, half - 200, 200])).await;
}

/// Printable ASCII without spaces, at most 64 bytes.
pub async fn a_type_literal_is_short_printable_ascii<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    for bad in ["", "order issued", "order\n", "冻结", "\u{7f}"] {
        let mut batch = rig.batch("a", Expect::Absent, 2);
        batch.events[1].kind = bad.into();
        assert_malformed(append(&store, batch).await);
    }
    let mut batch = rig.batch("a", Expect::Absent, 1);
    batch.events[0].kind = "k".repeat(Limits::KIND_BYTES + 1);
    assert_too_large(append(&store, batch).await, Limits::KIND_BYTES);
    assert!(read(&store, &rig.stream("a"), None).await.is_empty());
}

/// A bad append is its own affair.
pub async fn a_refusal_leaves_the_rest_of_its_group_alone<B: Backend>(rig: &Rig<B>) {
    let store = rig.open().await;
    let group = vec![
        rig.batch("a", Expect::Absent, 0),
        rig.batch("b", Expect::Absent, 1),
        rig.batch("c", Expect::Absent, Limits::EVENTS + 1),
        rig.batch("d", Expect::Absent, 1),
    ];
    let fine: Vec<bool> = store
        .append(group)
        .await
        .iter()
        .map(Result::is_ok)
        .collect();
    assert_eq!(fine, [false, true, false, true]);
}

/// The name's own type refuses them, and takes the longest good one.
pub async fn bad_names_never_reach_a_store<B: Backend>(rig: &Rig<B>) {
    let long = format!("matter-c1.{}", "x".repeat(Limits::NAME_BYTES - 10));
    let longer = format!("{long}x");
    let bad = [
        "",
        "matter",
        "matter-",
        "matter-c1",
        "matter-c1.",
        "matter-.a",
        "-c1.a",
        "Matter-c1.a",
        "matter-c1.a-b",
        "matter-c1.a b",
        "matter-c1.é",
        "m4tter-c1.a",
        &longer,
    ];
    for name in bad {
        assert!(StreamName::new(name).is_err(), "{name:?} is no name");
    }
    let store = rig.open().await;
    let stream = StreamName::new(&long).expect("the longest name");
    let mut batch = rig.batch("a", Expect::Absent, 1);
    batch.expect = read(&store, &stream, None)
        .await
        .last()
        .map_or(Expect::Absent, |event| Expect::At(event.revision));
    write(&store, Append { stream, ..batch }).await;
}
