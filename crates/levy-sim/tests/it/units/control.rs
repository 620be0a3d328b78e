//! Court time, the counter and reports.

use super::rig::*;
use levy_domain::time::{DAY, HOUR};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn court_time_runs_forwards_only_and_survives() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    assert_eq!(
        rig.units.advance(START.plus(HOUR)).await.unwrap().now,
        START.plus(HOUR)
    );
    assert!(rig.units.set_time(START).await.is_err());
    rig.units.shutdown().await.unwrap();
    let units = spawn(&config(dir.path(), false)).await;
    assert_eq!(units.books().await.unwrap().now, START.plus(HOUR));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_orders_at_once_are_taken_once_each() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let orders: Vec<_> = (0..64).map(|person| query("tenpay", person)).collect();
    let sent = futures::future::join_all(orders.iter().map(|order| rig.send(order))).await;
    assert!(sent.iter().all(Result::is_ok));
    let books = rig.units.books().await.unwrap();
    assert_eq!(
        (books.orders_taken, books.messages.get("order")),
        (64, Some(&64))
    );
    rig.units.advance(START.plus(40 * DAY)).await.unwrap();
    let rows = rig.units.book_orders(0, 10).await.unwrap();
    assert_eq!(rows.len(), 10);
    let rest = rig
        .units
        .book_orders(rows.last().unwrap().seq, 1_000)
        .await
        .unwrap();
    assert_eq!(rest.len(), 54);
    assert!(
        rows.iter()
            .chain(&rest)
            .all(|row| row.times_received == 1 && row.body_hash.is_some())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_never_came_is_stated_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let told = rig
        .units
        .statement(FORGETFUL, id("query", FORGETFUL, 1))
        .await
        .unwrap();
    assert!(!told.taken && told.order_hash.is_none() && told.replies.is_empty());
    assert!(
        rig.units
            .statement("nobody", id("query", "nobody", 1))
            .await
            .is_err()
    );
}
