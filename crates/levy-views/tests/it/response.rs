//! The table of response, order by order.

use crate::{made, scribe, scribe::Scribe};
use levy_domain::{
    bytes::Digest,
    matter::event::{
        Leg, OrderDelivered, OrderNotTaken, OrderRecalled, RecallRequested, RelayLegDone,
        RelayLegOverdue,
    },
    order::{Measure, Route},
    reply::{Fault, Outcome},
    time::Timestamp,
    unit::event::{ReplySetAside, ReplySettled, UnitRegistered},
};
use levy_views::{ResponseBy, ResponseRow, Views};

fn hour(hour: i64) -> Timestamp {
    Timestamp(scribe::START + hour * 3_600_000)
}

/// Nine orders to unit 1, issued at hour 0 with a deadline at hour 24.
fn log() -> Scribe {
    let mut log = Scribe::new();
    let profile = made::unit_profile(made::unit(1), "bank-1");
    let desk = scribe::unit_stream(made::unit(1));
    log.write(
        &desk,
        levy_domain::unit::Event::from(UnitRegistered { profile }),
    );
    let stream = scribe::matter_stream(made::matter(1));
    let mut write = |hour, event: levy_domain::matter::Event| {
        log.at_hour(hour).write(&stream, event);
    };
    write(0, made::matter_opened(made::matter(1)));
    write(
        0,
        made::claim_stated(made::claim(1), made::matter(1), 10_000_000),
    );
    write(
        0,
        made::liable(made::liability(1), made::claim(1), made::person(1)),
    );
    for number in 1..=9 {
        let line = made::line(1, made::asset(number), made::liability(1), 100);
        let draft = made::draft(
            made::order(number),
            Measure::Freeze,
            made::unit(1),
            vec![line],
        );
        write(0, made::plan_drafted(made::plan(number), vec![draft]));
        write(
            0,
            made::issued(made::plan(number), &[made::order(number)], hour(24).0),
        );
    }
    let mut answer = |at: i64, number: u128, said: levy_domain::reply::LineReply| {
        let reply = made::reply(1, true, hour(at).0, vec![said]);
        write(at, made::answered(made::order(number), reply));
    };
    answer(2, 1, made::said(1, Outcome::Done, 100));
    answer(4, 2, made::said(1, Outcome::Partial, 50));
    answer(30, 3, made::said(1, Outcome::Refused, 0));
    let mut returned = made::said(1, Outcome::Returned, 0);
    returned.fault = Some(Fault::Court);
    answer(1, 4, returned);
    let mut returned = made::said(1, Outcome::Returned, 0);
    returned.fault = Some(Fault::Unit);
    answer(6, 5, returned);
    let recall = made::order(6);
    write(
        8,
        RecallRequested {
            order: recall,
            ground: "mistake".into(),
        }
        .into(),
    );
    write(
        10,
        OrderRecalled {
            order: recall,
            evidence: None,
        }
        .into(),
    );
    let ground = "statement".into();
    write(
        12,
        OrderNotTaken {
            order: made::order(7),
            ground,
            evidence: None,
            second: None,
            rule: None,
        }
        .into(),
    );
    // 8 and 9 stay open.
    log
}

async fn rows(log: &Scribe, by: ResponseBy, as_of: Timestamp) -> Vec<ResponseRow> {
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    views.response(by, as_of).await.unwrap()
}

#[tokio::test]
async fn every_order_is_counted_where_it_belongs() {
    let rows = rows(&log(), ResponseBy::Unit, hour(100)).await;
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(row.unit_code.as_deref(), Some("bank-1"));
    assert_eq!(row.orders, 8);
    assert_eq!(
        (row.answered, row.open, row.recalled, row.not_taken),
        (4, 2, 1, 1)
    );
    assert_eq!(row.returned_by_court_fault, 1);
    assert_eq!((row.refused, row.partial), (1, 1));
    // Judged: four answers and the two that are open past the deadline.
    assert_eq!((row.judged, row.on_time), (6, 3));
    assert_eq!(row.on_time_rate, Some(0.5));
    // By hand: at risk 8, answers at 2, 4, 6; cuts at 10, 12; answer at 30
    // with 3 at risk: 7/8, 6/8, 5/8, x 2/3 = 5/12 at 30.
    assert_eq!(row.median_hours, Some(30.0));
    assert_eq!(row.p95_hours, None);
}

#[tokio::test]
async fn an_earlier_day_does_not_know_what_came_later() {
    let rows = rows(&log(), ResponseBy::All, hour(5)).await;
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(
        (row.answered, row.open, row.recalled, row.not_taken),
        (2, 6, 0, 0)
    );
    assert_eq!(row.judged, 2);
    assert_eq!(row.median_hours, None);
    assert!(rows.iter().all(|row| row.unit.is_none()));
}

#[tokio::test]
async fn the_clock_starts_with_service() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let mut reply = made::reply(1, true, hour(50).0, vec![made::said(1, Outcome::Done, 100)]);
    reply.way.served_at = Some(hour(49));
    reply.way.delivered_at = Some(hour(40));
    log.at_hour(50)
        .write(&stream, made::answered(made::order(8), reply));
    let rows = rows(&log, ResponseBy::UnitAndMeasure, hour(100)).await;
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(row.measure.as_deref(), Some("freeze"));
    // One hour is now the shortest: 7/8, 6/8, 5/8, 4/8 at 1, 2, 4, 6.
    assert_eq!(row.median_hours, Some(6.0));
    assert_eq!(row.on_time, 3);
}

#[tokio::test]
async fn a_recall_wins_over_a_later_answer() {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let reply = made::reply(1, true, hour(11).0, vec![made::said(1, Outcome::Done, 100)]);
    log.at_hour(11)
        .write(&stream, made::answered(made::order(6), reply));
    let rows = rows(&log, ResponseBy::Unit, hour(100)).await;
    assert_eq!((rows[0].answered, rows[0].recalled), (4, 1));
}

#[tokio::test]
async fn replies_on_the_desk_are_counted_at_their_unit() {
    let mut log = log();
    let desk = scribe::unit_stream(made::unit(1));
    for number in [1u8, 2] {
        let aside = ReplySetAside {
            raw_hash: None,
            unit: made::unit(1),
            order: None,
            reason: "unknown-order".into(),
            evidence: Digest::of(&[number]),
            received_at: hour(1),
        };
        log.write(&desk, levy_domain::unit::Event::from(aside));
    }
    let settled = ReplySettled {
        evidence: Digest::of(&[1]),
        how: "put-away".into(),
    };
    log.write(&desk, levy_domain::unit::Event::from(settled));
    let rows = rows(&log, ResponseBy::Unit, hour(100)).await;
    assert_eq!((rows[0].set_aside, rows[0].set_aside_open), (2, 1));
}

/// An order to unit 1 that unit 2, a court, carries: issued and given away at
/// hour 0, late with its taking on at hour 20.
fn carried() -> Scribe {
    let mut log = log();
    let stream = scribe::matter_stream(made::matter(1));
    let line = made::line(1, made::asset(10), made::liability(1), 100);
    let mut draft = made::draft(made::order(10), Measure::Freeze, made::unit(1), vec![line]);
    draft.route = Route::Relay;
    let sent = RelayLegDone {
        order: made::order(10),
        carrier: made::unit(2),
        leg: Leg::Sent,
        said_at: hour(0),
        by: None,
        next: Some(made::deadline(hour(20).0)),
        evidence: None,
    };
    let late = RelayLegOverdue {
        order: made::order(10),
        carrier: Some(made::unit(2)),
        leg: Leg::TakenOn,
        deadline: made::deadline(hour(20).0),
    };
    let mut write = |hour, event: levy_domain::matter::Event| {
        log.at_hour(hour).write(&stream, event);
    };
    write(0, made::plan_drafted(made::plan(10), vec![draft]));
    write(
        0,
        made::issued(made::plan(10), &[made::order(10)], hour(24).0),
    );
    write(0, sent.into());
    write(20, late.into());
    log
}

#[tokio::test]
async fn what_another_court_carries_is_not_the_units_until_it_is_served() {
    let plain = rows(&log(), ResponseBy::Unit, hour(100)).await;
    let carried = rows(&carried(), ResponseBy::Unit, hour(100)).await;
    let of = |unit| {
        let row = carried.iter().find(|row| row.unit == Some(unit));
        row.expect("a row")
    };
    assert_eq!(of(made::unit(1)), &plain[0]);
    let court = of(made::unit(2));
    assert_eq!((court.orders, court.late_legs), (0, 1));
}

#[tokio::test]
async fn an_order_that_another_court_carried_is_watched_from_its_service() {
    let mut log = carried();
    let stream = scribe::matter_stream(made::matter(1));
    let delivered = OrderDelivered {
        order: made::order(10),
        sent_at: hour(0),
        delivered_at: hour(40),
        served_at: Some(hour(40)),
        receipt_number: None,
        deadlines: vec![made::deadline(hour(64).0)],
        evidence: None,
    };
    log.at_hour(41)
        .write(&stream, levy_domain::matter::Event::from(delivered));
    // Past its deadline, and nobody knows who has the answer.
    let open = rows(&log, ResponseBy::Unit, hour(100)).await;
    assert_eq!((open[0].orders, open[0].open, open[0].judged), (9, 3, 6));
    let mut reply = made::reply(1, true, hour(99).0, vec![made::said(1, Outcome::Done, 100)]);
    reply.way.answered_at = Some(hour(41));
    log.at_hour(99)
        .write(&stream, made::answered(made::order(10), reply));
    let answered = rows(&log, ResponseBy::Unit, hour(100)).await;
    let row = &answered[0];
    assert_eq!((row.answered, row.judged, row.on_time), (5, 7, 4));
}
