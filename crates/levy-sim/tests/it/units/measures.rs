//! What freezes, releases and transfers do to the books.

use super::rig::*;
use levy_connect::{Connector, Standing, Submitted, wire::Exact};
use levy_domain::{order::Measure, reply::Outcome, time::DAY};

/// A freeze that held something, among the first debtors.
async fn frozen(
    rig: &Rig,
    unit: &str,
) -> (
    u32,
    levy_connect::wire::FoundBody,
    levy_connect::wire::OrderBody,
    u64,
) {
    let mut from = 0;
    loop {
        let (person, found) = rig.debtor(unit, from).await;
        let freeze = measure(Measure::Freeze, &found, unit, person, 400_000);
        let replies = rig.replies(&freeze).await;
        let line = replies
            .last()
            .and_then(|reply| reply.lines.first())
            .unwrap();
        match (&line.outcome, line.held_minor) {
            (Outcome::Done, Some(held)) if replies.len() == 1 && held.get() == 400_000 => {
                return (person, found, freeze, held.get());
            }
            _ => from = person + 1,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_repeated_at_a_unit_that_keeps_ids_acts_once() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let (_, _, freeze, held) = frozen(&rig, HONEST).await;
    let first = rig.send(&freeze).await.unwrap();
    assert_eq!(rig.send(&freeze).await.unwrap(), first);
    let other = levy_connect::wire::OrderBody {
        purpose: "other".into(),
        ..freeze.clone()
    };
    let refused = rig.send(&other).await.unwrap_err();
    assert!(
        matches!(refused, levy_connect::SubmitError::Refused { status: 409 }),
        "{refused:?}"
    );
    let books = rig.units.books().await.unwrap();
    assert_eq!((books.duplicate_effects, books.held_minor), (0, held));
    let rows = rig.units.book_orders(0, 1_000).await.unwrap();
    let row = rows.iter().find(|row| row.order == freeze.order).unwrap();
    assert_eq!(
        (row.times_received, row.effects, row.held_minor),
        (4, 1, held)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_repeated_at_a_unit_that_forgets_acts_twice_and_the_books_say_so() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let (person, found, freeze, held) = frozen(&rig, FORGETFUL).await;
    let before = rig.units.books().await.unwrap();
    assert_eq!((before.duplicate_effects, before.held_minor), (0, held));
    rig.send(&freeze).await.unwrap();
    let twice = rig.units.books().await.unwrap();
    assert_eq!(twice.duplicate_effects, 1);
    assert_eq!(twice.duplicates_by_unit.get(FORGETFUL), Some(&1));
    assert!(twice.held_minor > held);

    let standing = rig.connector.inquire(&inquiry(&freeze)).await.unwrap();
    assert!(matches!(standing, Standing::NotFound { .. }));
    let told = rig.units.statement(FORGETFUL, freeze.order).await.unwrap();
    assert!(told.taken && told.effects == 2 && told.order_hash.is_some());
    let spoken = told.signed_replies().unwrap();
    assert!(!spoken.is_empty());
    assert!(spoken.iter().all(|reply| {
        reply
            .verify(peers(rig.units.address()).now().trusted())
            .is_ok()
    }));

    let transfer = measure(Measure::Transfer, &found, FORGETFUL, person, 1_000);
    let transfer = on_hold(transfer, &freeze, 2);
    let (one, two) = (
        rig.send(&transfer).await.unwrap(),
        rig.send(&transfer).await.unwrap(),
    );
    drop((one, two));
    let moved = rig.units.books().await.unwrap().moved_minor;
    let now = rig.units.books().await.unwrap().now;
    rig.units.advance(now.plus(3 * DAY)).await.unwrap();
    let credits = rig.units.credits(0).await.unwrap();
    assert_eq!(
        credits
            .iter()
            .map(|credit| credit.amount_minor)
            .sum::<u64>(),
        moved
    );
    assert!(
        credits
            .iter()
            .zip(1..)
            .all(|(credit, seq)| credit.seq == seq)
    );
    assert!(moved == 0 || moved == 2_000, "{moved}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_is_frozen_lowered_moved_and_released_and_fences_hold() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let (person, found, freeze, held) = frozen(&rig, HONEST).await;
    let act = |kind: Measure, minor, revision| {
        on_hold(
            measure(kind, &found, HONEST, person, minor),
            &freeze,
            revision,
        )
    };
    let last = async |order| {
        rig.replies(&order)
            .await
            .last()
            .unwrap()
            .lines
            .first()
            .unwrap()
            .clone()
    };
    let lowered = last(act(Measure::PartialRelease, 100_000, 5)).await;
    assert_eq!(
        (lowered.outcome, lowered.held_minor.map(Exact::get)),
        (Outcome::Done, Some(100_000))
    );
    let moved = last(act(Measure::Transfer, 50_000, 6)).await;
    assert_eq!(
        (moved.outcome, moved.held_minor.map(Exact::get)),
        (Outcome::Done, Some(50_000))
    );
    let books = rig.units.books().await.unwrap();
    assert_eq!(
        (books.held_minor, books.moved_minor),
        (held - 150_000, 50_000)
    );

    let renewed = last(act(Measure::Renew, 1, 4)).await;
    assert_eq!(
        renewed.outcome,
        Outcome::Refused,
        "an older fence was not refused"
    );
    let released = last(act(Measure::Release, 250_000, 7)).await;
    assert_eq!(
        (released.outcome, released.held_minor.map(Exact::get)),
        (Outcome::Done, Some(250_000))
    );
    assert_eq!(rig.units.books().await.unwrap().held_minor, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_order_is_refused_in_a_signed_reply() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    rig.units.set_time(START.plus(2 * DAY)).await.unwrap();
    let mut order = query(HONEST, 1);
    order.expires_at = START.plus(DAY);
    match rig.send(&order).await.unwrap() {
        Submitted::Answered(reply) => {
            assert_eq!(
                reply.body.refused.as_ref().map(|code| code.expose()),
                Some("expired")
            );
            assert!(reply.body.last && reply.body.found.is_empty());
        }
        Submitted::Accepted(_) => panic!("an expired order was accepted"),
    }
}
