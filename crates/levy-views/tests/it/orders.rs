//! Rows of orders: late, repeated and corrected replies, replacements.

use crate::{made, scribe, scribe::Scribe};
use levy_domain::{
    bytes::Digest,
    matter::event::OrderOverdue,
    order::Measure,
    reply::Outcome,
    sweep::{
        self,
        event::{LateAnswerTold, QuerySilent},
    },
    time::Timestamp,
};
use levy_views::{OrderFilter, OrderView, Views};

fn begun() -> Scribe {
    let mut log = Scribe::new();
    let stream = scribe::matter_stream(made::matter(1));
    let lines = vec![
        made::line(1, made::asset(1), made::liability(1), 300),
        made::line(2, made::asset(2), made::liability(1), 200),
    ];
    let draft = made::draft(made::order(1), Measure::Freeze, made::unit(1), lines);
    log.write(&stream, made::matter_opened(made::matter(1)))
        .write(
            &stream,
            made::claim_stated(made::claim(1), made::matter(1), 100_000),
        )
        .write(
            &stream,
            made::liable(made::liability(1), made::claim(1), made::person(1)),
        )
        .write(&stream, made::plan_drafted(made::plan(1), vec![draft]))
        .write(
            &stream,
            made::issued(made::plan(1), &[made::order(1)], scribe::START + 3_600_000),
        );
    log
}

fn write(log: &mut Scribe, hour: i64, event: impl Into<levy_domain::matter::Event>) {
    log.at_hour(hour)
        .write(&scribe::matter_stream(made::matter(1)), event.into());
}

async fn shown(log: &Scribe) -> OrderView {
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    views.order(made::order(1)).await.unwrap().unwrap()
}

fn hour(hour: i64) -> Timestamp {
    Timestamp(scribe::START + hour * 3_600_000)
}

#[tokio::test]
async fn an_order_names_the_events_of_its_plan_too() {
    let order = shown(&begun()).await;
    let kinds: Vec<&str> = order
        .events
        .iter()
        .map(|event| event.kind.as_str())
        .collect();
    assert_eq!(kinds, ["plan-drafted", "orders-issued"]);
    assert_eq!(order.events[0].revision, 3);
    assert_eq!(order.row.requested_minor, 500);
    assert_eq!(order.row.officer, Some(made::officer(1)));
    assert_eq!(order.row.issued_at, Some(hour(0)));
}

#[tokio::test]
async fn a_late_reply_in_parts_is_final_with_its_last_line() {
    let mut log = begun();
    let deadline = made::deadline(hour(1).0);
    write(
        &mut log,
        1,
        OrderOverdue {
            order: made::order(1),
            level: 1,
            deadline,
            next: None,
        },
    );
    let first = made::reply(1, false, hour(2).0, vec![made::said(1, Outcome::Done, 300)]);
    write(&mut log, 2, made::answered(made::order(1), first));
    let order = shown(&log).await;
    assert_eq!(
        (order.row.phase.as_str(), order.row.first_final_at),
        ("delivered", None)
    );
    let second = made::reply(
        2,
        false,
        hour(3).0,
        vec![made::said(2, Outcome::Nothing, 0)],
    );
    write(&mut log, 3, made::answered(made::order(1), second));
    let order = shown(&log).await;
    assert_eq!(
        (order.row.phase.as_str(), order.row.first_final_at),
        ("answered", Some(hour(3)))
    );
    assert_eq!(order.row.outcome.as_deref(), Some("partial"));
    assert_eq!((order.row.overdue, order.row.replies), (1, 2));
}

#[tokio::test]
async fn a_correction_restates_the_outcome_and_not_the_time() {
    let mut log = begun();
    let both = |held| {
        vec![
            made::said(1, Outcome::Done, held),
            made::said(2, Outcome::Done, 200),
        ]
    };
    let first = made::reply(1, true, hour(1).0, both(300));
    write(&mut log, 1, made::answered(made::order(1), first.clone()));
    let hold = made::held(
        made::hold(1),
        (made::order(1), 1),
        (made::asset(1), made::unit(1)),
        300,
    );
    write(&mut log, 1, hold);
    // The same reply once more, then a correction of it.
    write(&mut log, 2, made::answered(made::order(1), first));
    let mut second = made::reply(2, true, hour(9).0, both(250));
    second.corrects = Some(1);
    second.lines[0].outcome = Outcome::Partial;
    write(&mut log, 9, made::answered(made::order(1), second));
    write(
        &mut log,
        9,
        made::hold_changed(made::hold(1), Some(made::order(1)), 250, "corrected"),
    );
    // What flows in later is the hold's, not the order's.
    write(
        &mut log,
        12,
        made::hold_changed(made::hold(1), None, 400, "inflow"),
    );
    let order = shown(&log).await;
    assert_eq!(order.row.first_final_at, Some(hour(1)));
    assert_eq!(order.row.answered_at, Some(hour(9)));
    assert_eq!(order.row.outcome.as_deref(), Some("partial"));
    assert_eq!(order.row.held_minor, 250);
    assert_eq!(order.row.replies, 3);
    assert_eq!(order.lines[0].made, Some(made::hold(1)));
}

#[tokio::test]
async fn a_reply_to_other_bytes_answers_nothing() {
    let mut log = begun();
    let mut reply = made::reply(1, true, hour(1).0, vec![made::said(1, Outcome::Done, 300)]);
    reply.order_hash = Digest::of(b"other");
    write(&mut log, 1, made::answered(made::order(1), reply));
    let order = shown(&log).await;
    assert_eq!(
        (order.row.phase.as_str(), order.row.first_final_at),
        ("delivered", None)
    );
    assert_eq!(order.row.outcome, None);
}

#[tokio::test]
async fn a_replacement_knows_its_original_and_the_filters_find_it() {
    let mut log = begun();
    let line = made::line(1, made::asset(1), made::liability(1), 300);
    let mut again = made::draft(made::order(2), Measure::Freeze, made::unit(2), vec![line]);
    again.replaces = Some(made::order(1));
    again.original = made::order(1);
    write(&mut log, 5, made::plan_drafted(made::plan(2), vec![again]));
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    let found = |filter: OrderFilter| {
        let rows = views
            .read_here(|snapshot| snapshot.orders(&filter))
            .unwrap();
        rows.into_iter().map(|row| row.order).collect::<Vec<_>>()
    };
    let (one, two) = (made::order(1), made::order(2));
    let all = OrderFilter::default;
    assert_eq!(found(all()), [one, two]);
    assert_eq!(
        found(OrderFilter {
            after: Some(one),
            ..all()
        }),
        [two]
    );
    assert_eq!(
        found(OrderFilter {
            limit: Some(1),
            ..all()
        }),
        [one]
    );
    assert_eq!(
        found(OrderFilter {
            unit: Some(made::unit(2)),
            ..all()
        }),
        [two]
    );
    assert_eq!(
        found(OrderFilter {
            open: Some(true),
            ..all()
        }),
        [one]
    );
    assert_eq!(
        found(OrderFilter {
            phase: Some("approved".into()),
            ..all()
        }),
        [two]
    );
    assert_eq!(
        found(OrderFilter {
            matter: Some(made::matter(2)),
            ..all()
        }),
        []
    );
    assert_eq!(
        found(OrderFilter {
            queries: Some(true),
            ..all()
        }),
        []
    );
    let measure = Some("freeze".to_owned());
    assert_eq!(
        found(OrderFilter {
            measure,
            queries: Some(false),
            ..all()
        }),
        [one, two]
    );
    let first = views.order(one).await.unwrap().unwrap().row;
    assert_eq!((first.replaced, first.replaced_by), (true, Some(two)));
}

/// A query of a sweep with every kind of event that may be about it.
fn asked() -> Scribe {
    let mut log = Scribe::new();
    let (matter, id, order) = (made::matter(1), made::sweep(1), made::order(1));
    log.write(&scribe::matter_stream(matter), made::matter_opened(matter));
    let stream = scribe::sweep_stream(id);
    let answer = |at| made::query_answered(order, made::reply(1, true, at, vec![]));
    let events: [sweep::Event; 7] = [
        made::sweep_opened(id, matter, 2).into(),
        made::query_planned(made::order(2), made::unit(2)).into(),
        made::query_planned(order, made::unit(1)).into(),
        made::sweep_sealed(2, scribe::START + 10).into(),
        QuerySilent {
            order,
            deadline: made::deadline(scribe::START + 10),
        }
        .into(),
        answer(log.now).into(),
        LateAnswerTold {
            order,
            raw_hash: Digest::default(),
        }
        .into(),
    ];
    for (hour, event) in (0..).zip(events) {
        log.at_hour(hour).write(&stream, event);
    }
    log
}

#[tokio::test]
async fn a_query_names_its_own_events_and_those_of_its_sweep() {
    let log = asked();
    let whole = shown(&log).await;
    let named: Vec<(&str, u64, Timestamp)> = whole
        .events
        .iter()
        .map(|event| (event.kind.as_str(), event.revision, event.at))
        .collect();
    // What is about another query of the sweep is not among them.
    assert_eq!(
        named,
        [
            ("sweep-opened", 0, hour(0)),
            ("query-planned", 2, hour(2)),
            ("sweep-sealed", 3, hour(3)),
            ("query-silent", 4, hour(4)),
            ("query-answered", 5, hour(5)),
            ("late-answer-told", 6, hour(6)),
        ]
    );
    for event in &whole.events {
        let entry = log.entries.iter().find(|entry| {
            entry.stream.as_str() == event.stream && entry.revision.0 == event.revision
        });
        assert_eq!(entry.unwrap().event.kind(), event.kind);
    }
    // The same when its row is read from the file at each event.
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    for upto in 1..=log.entries.len() {
        views.catch_up(&log.entries[..upto].to_vec()).await.unwrap();
    }
    assert_eq!(views.order(made::order(1)).await.unwrap().unwrap(), whole);
}

#[tokio::test]
async fn what_is_about_a_query_that_was_never_planned_is_shown() {
    let mut log = asked();
    let stream = scribe::sweep_stream(made::sweep(1));
    let told = LateAnswerTold {
        order: made::order(9),
        raw_hash: Digest::default(),
    };
    log.write(&stream, sweep::Event::from(told));
    let again = made::query_planned(made::order(1), made::unit(1));
    log.write(&stream, sweep::Event::from(again));
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    let unfit = views
        .read(|snapshot| snapshot.unfit_events())
        .await
        .unwrap();
    let revisions: Vec<u64> = unfit.iter().map(|event| event.revision).collect();
    assert_eq!(revisions, [7, 8]);
    // A repeat that does not fit is listed where it belongs all the same.
    let order = views.order(made::order(1)).await.unwrap().unwrap();
    assert_eq!(order.events.last().unwrap().revision, 8);
}
