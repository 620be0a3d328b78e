//! Totals, sums by order, and what is not known.

use crate::{made, scribe, scribe::Scribe};
use levy_domain::{
    matter::event::{HoldReduced, HoldReleased, TransferReserved, TransferSettled},
    order::Measure,
    reply::{Outcome, Truth},
};
use levy_views::{OrderSums, Totals, Views};

fn write(log: &mut Scribe, event: impl Into<levy_domain::matter::Event>) {
    log.write(&scribe::matter_stream(made::matter(1)), event.into());
}

fn order(log: &mut Scribe, number: u128, measure: Measure, minor: u64) {
    let mut line = made::line(1, made::asset(1), made::liability(1), minor);
    line.hold = (measure != Measure::Freeze).then(|| made::hold(1));
    let draft = made::draft(made::order(number), measure, made::unit(1), vec![line]);
    write(log, made::plan_drafted(made::plan(number), vec![draft]));
    write(
        log,
        made::issued(made::plan(number), &[made::order(number)], i64::MAX),
    );
}

fn answer(log: &mut Scribe, number: u128, minor: u64) {
    let reply = made::reply(1, true, log.now, vec![made::said(1, Outcome::Done, minor)]);
    write(log, made::answered(made::order(number), reply));
}

/// 500.00 frozen, corrected to 450.00, 50.00 flow in, 200.00 drawn, lowered by
/// 100.00, the rest of 200.00 released.
fn log() -> Scribe {
    let mut log = Scribe::new();
    write(&mut log, made::matter_opened(made::matter(1)));
    write(
        &mut log,
        made::claim_stated(made::claim(1), made::matter(1), 100_000),
    );
    write(
        &mut log,
        made::liable(made::liability(1), made::claim(1), made::person(1)),
    );
    order(&mut log, 1, Measure::Freeze, 50_000);
    answer(&mut log, 1, 50_000);
    let on = (made::asset(1), made::unit(1));
    write(
        &mut log,
        made::held(made::hold(1), (made::order(1), 1), on, 50_000),
    );
    write(
        &mut log,
        made::hold_changed(made::hold(1), Some(made::order(1)), 45_000, "corrected"),
    );
    write(
        &mut log,
        made::hold_changed(made::hold(1), None, 50_000, "inflow"),
    );
    order(&mut log, 2, Measure::Transfer, 20_000);
    let (order_2, hold, amount) = (made::order(2), made::hold(1), made::cny(20_000));
    write(
        &mut log,
        TransferReserved {
            order: order_2,
            line: 1,
            hold,
            amount,
        },
    );
    answer(&mut log, 2, 20_000);
    let truth = Truth::Claimed;
    write(
        &mut log,
        TransferSettled {
            order: order_2,
            line: 1,
            hold,
            amount,
            truth,
        },
    );
    order(&mut log, 3, Measure::PartialRelease, 10_000);
    answer(&mut log, 3, 10_000);
    let limit = made::cny(20_000);
    write(
        &mut log,
        HoldReduced {
            hold,
            order: made::order(3),
            limit,
            held: limit,
            covers: limit,
            freed: None,
        },
    );
    order(&mut log, 4, Measure::Release, 20_000);
    log
}

async fn views(log: &Scribe) -> (tempfile::TempDir, Views) {
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    (dir, views)
}

#[tokio::test]
async fn what_was_ever_frozen_is_what_is_held_and_what_left_it() {
    let mut log = log();
    let (_dir, before) = views(&log).await;
    let before = before.totals().await.unwrap();
    assert_eq!((before.held_minor, before.frozen_minor), (20_000, 50_000));
    answer(&mut log, 4, 20_000);
    let (hold, order) = (made::hold(1), made::order(4));
    write(
        &mut log,
        HoldReleased {
            hold,
            order,
            cause: "released".into(),
        },
    );
    let (_dir, after) = views(&log).await;
    let after = after.totals().await.unwrap();
    assert_eq!((after.held_minor, after.frozen_minor), (0, 50_000));
    assert_eq!(after.transferred_minor, 20_000);
    assert_eq!((after.holds, after.holds_open), (1, 0));
    assert_eq!((after.orders, after.replies, after.orders_open), (4, 4, 0));
    assert_eq!(after.by_measure["transfer"], 1);
    assert_eq!(after.events, log.entries.len() as u64);
}

#[tokio::test]
async fn sums_by_order_are_what_its_own_replies_said() {
    let (_dir, views) = views(&log()).await;
    let sums = |number, measure: &str, held_minor, holding_minor, moved_minor| OrderSums {
        order: made::order(number),
        unit: made::unit(1),
        measure: measure.into(),
        held_minor,
        holding_minor,
        moved_minor,
    };
    let expected = [
        sums(1, "freeze", 45_000, 20_000, 0),
        sums(2, "transfer", 0, 0, 20_000),
        sums(3, "partial-release", 0, 0, 0),
        sums(4, "release", 0, 0, 0),
    ];
    assert_eq!(views.order_sums().await.unwrap(), expected);
}

#[tokio::test]
async fn a_replacement_is_counted_apart() {
    let mut log = log();
    let line = made::line(1, made::asset(9), made::liability(1), 10);
    let mut again = made::draft(made::order(9), Measure::Freeze, made::unit(1), vec![line]);
    again.replaces = Some(made::order(4));
    write(&mut log, made::plan_drafted(made::plan(9), vec![again]));
    let (_dir, drafted) = views(&log).await;
    let drafted = drafted.totals().await.unwrap();
    assert_eq!(
        (drafted.orders, drafted.replaced, drafted.drafted),
        (4, 0, 1)
    );
    write(
        &mut log,
        made::issued(made::plan(9), &[made::order(9)], i64::MAX),
    );
    let (_dir, issued) = views(&log).await;
    let issued = issued.totals().await.unwrap();
    assert_eq!((issued.orders, issued.replaced, issued.drafted), (4, 1, 0));
}

#[tokio::test]
async fn what_is_not_known_is_counted_and_shown() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    log.write_unknown(&stream, "moon-phase-noted");
    write(
        &mut log,
        HoldReleased {
            hold: made::hold(77),
            order: made::order(4),
            cause: "x".into(),
        },
    );
    let (_dir, views) = views(&log).await;
    let totals = views.totals().await.unwrap();
    assert_eq!((totals.unknown_events, totals.unfit_events), (1, 1));
    let unknown = views.unknown_events().await.unwrap();
    assert_eq!(unknown[0].kind, "moon-phase-noted");
    assert_eq!(
        (unknown[0].stream.as_str(), unknown[0].bytes),
        (stream.as_str(), 1)
    );
    let unfit = views
        .read(|snapshot| snapshot.unfit_events())
        .await
        .unwrap();
    assert_eq!(
        (unfit[0].kind.as_str(), unfit[0].why.as_str()),
        ("hold-released", "no such hold")
    );
}

#[tokio::test]
async fn an_empty_log_has_totals_too() {
    let (_dir, views) = views(&Scribe::new()).await;
    assert_eq!(views.totals().await.unwrap(), Totals::default());
    assert_eq!(views.years().await.unwrap(), []);
    assert_eq!(views.position(), None);
}
