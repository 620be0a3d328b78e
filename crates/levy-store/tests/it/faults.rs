//! Each planned fault does what its name says, and no more.

use crate::place::{batch, event, read, stream, write};
use futures::StreamExt;
use levy_store::{
    AppendError, EventStore, EvidenceStore, Expect, MemoryStore, Revision, StoreError,
    fault::{FaultyStore, Odds, Plan, WriteFault},
};
use std::time::Duration;

fn under(plan: Plan) -> FaultyStore<MemoryStore> {
    FaultyStore::new(MemoryStore::new(), plan)
}

async fn append(store: &impl EventStore, label: &str) -> Result<Revision, AppendError> {
    let answer = store
        .append(vec![batch(label, Expect::Absent, 2)])
        .await
        .remove(0);
    answer.map(|answer| answer.last)
}

#[tokio::test]
async fn lost_but_committed_is_there_and_a_repeat_finds_it() {
    let store = under(Plan::none().on_append(0, WriteFault::LostButCommitted));
    assert!(matches!(
        append(&store, "a").await,
        Err(AppendError::Uncertain(_))
    ));
    assert_eq!(read(&store, "a").await.len(), 2);
    assert!(write(&store, batch("a", Expect::Absent, 2)).await.repeated);
}

#[tokio::test]
async fn lost_not_committed_is_not_there() {
    let store = under(Plan::none().on_append(0, WriteFault::LostNotCommitted));
    assert!(matches!(
        append(&store, "a").await,
        Err(AppendError::Uncertain(_))
    ));
    assert!(read(&store, "a").await.is_empty());
    assert!(!write(&store, batch("a", Expect::Absent, 2)).await.repeated);
}

#[tokio::test]
async fn a_planned_conflict_tells_the_true_revision() {
    let store = under(
        Plan::none()
            .on_append(0, WriteFault::Conflict)
            .on_append(2, WriteFault::Conflict),
    );
    let first = append(&store, "a").await;
    assert!(
        matches!(first, Err(AppendError::Conflict { actual: None })),
        "{first:?}"
    );
    write(&store, batch("a", Expect::Absent, 2)).await;
    let next = batch("a", Expect::At(Revision(1)), 1);
    let second = store.append(vec![next.clone()]).await.remove(0);
    assert!(
        matches!(
            second,
            Err(AppendError::Conflict {
                actual: Some(Revision(1))
            })
        ),
        "{second:?}"
    );
    assert_eq!(write(&store, next).await.last, Revision(2));
}

#[tokio::test(start_paused = true)]
async fn a_slow_append_is_late_and_otherwise_right() {
    let delay = Duration::from_secs(40);
    let store = under(Plan::none().on_append(1, WriteFault::Slow(delay)));
    let start = tokio::time::Instant::now();
    append(&store, "a").await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
    append(&store, "b").await.unwrap();
    assert_eq!(start.elapsed(), delay);
    assert_eq!(read(&store, "b").await.len(), 2);
}

#[tokio::test]
async fn a_planned_read_error_fails_each_kind_of_read_once() {
    let plan = (0..5).fold(Plan::none(), Plan::on_read);
    let store = under(plan);
    write(&store, batch("a", Expect::Absent, 2)).await;
    let failed = |error: StoreError| assert!(matches!(error, StoreError::Failed(_)), "{error:?}");
    let mut reading = store.read(&stream("a"), None);
    failed(reading.next().await.unwrap().unwrap_err());
    assert!(reading.next().await.is_none());
    failed(store.follow(None).next().await.unwrap().unwrap_err());
    failed(store.head().await.unwrap_err());
    failed(store.page(None, 9).await.unwrap_err());
    failed(store.get(&[0; 32]).await.unwrap_err());
    assert_eq!(read(&store, "a").await.len(), 2);
}

#[tokio::test]
async fn a_fault_in_a_group_spares_the_others() {
    let plan = Plan::none()
        .on_append(1, WriteFault::LostNotCommitted)
        .on_append(3, WriteFault::LostButCommitted);
    let store = under(plan);
    let group = ["a", "b", "c", "d", "e"].map(|label| batch(label, Expect::Absent, 1));
    let fine: Vec<bool> = store
        .append(group.to_vec())
        .await
        .iter()
        .map(Result::is_ok)
        .collect();
    assert_eq!(fine, [true, false, true, false, true]);
    let mut there = Vec::new();
    for label in ["a", "b", "c", "d", "e"] {
        there.push(!read(store.inner(), label).await.is_empty());
    }
    assert_eq!(there, [true, false, true, true, true]);
}

#[test]
fn a_seed_draws_the_same_faults_at_about_the_odds() {
    let odds = Odds {
        lost_but_committed: 50,
        lost_not_committed: 50,
        conflict: 100,
        slow: 100,
        delay: Duration::from_millis(5),
        read_error: 200,
    };
    let (plan, same) = (Plan::seeded(7, odds), Plan::seeded(7, odds));
    let faults: Vec<_> = (0..10_000).map(|number| plan.write_fault(number)).collect();
    assert!((0..10_000).all(|number| same.write_fault(number) == faults[number as usize]));
    for (fault, expected) in [
        (WriteFault::LostButCommitted, 500),
        (WriteFault::LostNotCommitted, 500),
        (WriteFault::Conflict, 1_000),
        (WriteFault::Slow(odds.delay), 1_000),
    ] {
        let drawn = faults.iter().filter(|drawn| **drawn == Some(fault)).count();
        assert!(
            drawn.abs_diff(expected) < expected / 5,
            "{fault:?}: {drawn}"
        );
    }
    let reads = (0..10_000)
        .filter(|&number| plan.fails_read(number))
        .count();
    assert!(reads.abs_diff(2_000) < 400, "{reads}");
    let other = Plan::seeded(8, odds);
    assert!((0..100).any(|number| other.write_fault(number) != plan.write_fault(number)));
}

/// What the engine must do: after `Uncertain`, re-read and go on from there.
#[tokio::test]
async fn a_writer_that_rereads_writes_everything_once_under_any_seed() {
    let odds = Odds {
        lost_but_committed: 200,
        lost_not_committed: 200,
        conflict: 200,
        ..Odds::default()
    };
    for seed in 0..20 {
        let store = under(Plan::seeded(seed, odds));
        let mut written = 0;
        while written < 30 {
            let expect = match written {
                0 => Expect::Absent,
                count => Expect::At(Revision(count - 1)),
            };
            let batch = levy_store::Append {
                events: vec![event("a", written)],
                ..batch("a", expect, 1)
            };
            let _answer = store.append(vec![batch]).await;
            written = read(&store, "a").await.len() as u64;
        }
        let stored = read(store.inner(), "a").await;
        assert!(
            stored
                .iter()
                .enumerate()
                .all(|(n, stored)| stored.is_of(&event("a", n as u64)))
        );
    }
}

#[tokio::test]
async fn a_death_after_the_commit_tells_nobody_and_leaves_the_batch() {
    let store = under(Plan::none().on_append(1, WriteFault::DiesAfter));
    append(&store, "first").await.unwrap();
    let given = std::pin::pin!(append(&store, "second"));
    let died = std::pin::pin!(store.died());
    let ended = futures::future::select(given, died).await;
    assert!(matches!(ended, futures::future::Either::Right(_)));
    assert_eq!(store.appends(), 2);
    assert_eq!(read(store.inner(), "second").await.len(), 2);
}

#[tokio::test]
async fn a_death_before_the_commit_leaves_nothing_and_answers_no_later_call() {
    use futures::FutureExt;
    let store = under(Plan::none().on_append(0, WriteFault::DiesBefore));
    assert!(append(&store, "first").now_or_never().is_none());
    store.died().await;
    assert!(append(&store, "second").now_or_never().is_none());
    assert_eq!(store.inner().head().await.unwrap(), None);
}
