//! A second process that ends with its parent and carries on from its books.

use super::rig::*;
use levy_connect::Submitted;
use levy_sim::units::run_child;
use std::time::Duration;

/// Not a test of its own: what the child of the other tests runs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_child() {
    if std::env::var_os(CHILD).is_some() {
        run_child().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_in_order_and_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let units = spawn(&config(dir.path(), false)).await;
    assert!(units.address().ip().is_loopback());
    units.shutdown().await.unwrap();
    let units = spawn(&config(dir.path(), false)).await;
    units.kill().await.unwrap();
    let other = spawn(&config(dir.path(), false)).await;
    assert_eq!(other.books().await.unwrap().orders_taken, 0);
    other.shutdown().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callbacks_survive_a_kill_and_are_delivered_afterwards() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let mut waiting = Vec::new();
    for person in 0..60 {
        let order = query("land-g", person);
        if let Submitted::Accepted(_) = rig.send(&order).await.unwrap() {
            waiting.push(order.order);
        }
    }
    assert!(waiting.len() > 10, "{}", waiting.len());
    rig.units.kill().await.unwrap();

    let rig = Rig::over(dir.path(), false).await;
    let mut delivered = 0;
    let mut now = START;
    while let Some(due) = rig.units.advance(now).await.unwrap().next_due {
        assert!(due > now && due.0 % 900_000 == 0);
        now = due;
        let advanced = rig.units.advance(now).await.unwrap();
        assert_eq!(advanced.undelivered, 0);
        delivered += advanced.delivered;
    }
    let replies = rig.desk.replies.lock().unwrap().clone();
    assert_eq!(replies.len() as u64, delivered);
    // All but the few that are never answered.
    let answered = waiting
        .iter()
        .filter(|id| replies.iter().any(|reply| reply.body.order == **id));
    assert!(answered.count() + 4 >= waiting.len());
    assert!(
        replies
            .iter()
            .all(|reply| reply.body.answered_at > START && reply.body.answered_at <= now)
    );
    let acks = rig.units.acks(0, 1_000).await.unwrap();
    assert_eq!(acks.len(), replies.len());
    assert!(
        acks.iter()
            .all(|ack| replies.iter().any(|reply| reply.hash == ack.hash))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_court_cannot_take_stays_and_is_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let mut person = 0;
    while let Submitted::Answered(_) = rig.send(&query("land-g", person)).await.unwrap() {
        person += 1;
    }
    let due = rig.units.advance(START).await.unwrap().next_due.unwrap();
    rig.units.set_court("http://127.0.0.1:9").await.unwrap();
    let failing = tokio::time::timeout(Duration::from_secs(60), rig.units.advance(due));
    let failed = failing.await.unwrap().unwrap();
    assert_eq!((failed.delivered, failed.undelivered), (0, 1));
    assert!(
        rig.units.advance(START).await.is_err(),
        "court time ran backwards"
    );
}
