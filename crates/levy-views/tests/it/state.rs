//! One arithmetic: what the rows say is what the domain's state says.

use crate::{made, scribe, scribe::Scribe, wander};
use levy_domain::{
    decider::Decider,
    matter::{
        Matter, State,
        order_state::{OrderState, Phase},
        state::HoldState,
    },
    sweep::{self, Sweep},
    time::Zone,
};
use levy_journal::AnyEvent;
use levy_views::{CaseView, Views};
use std::collections::BTreeSet;

/// The state of a matter, and how many of its events did not fit. Notes the
/// kinds of those that did.
fn folded(log: &Scribe, matter: u128, kinds: &mut BTreeSet<&'static str>) -> (State, u64) {
    let stream = scribe::matter_stream(made::matter(matter));
    let mut state = State::default();
    let mut misfits = 0;
    for entry in log.entries.iter().filter(|entry| entry.stream == stream) {
        let event = entry.event.known().and_then(AnyEvent::matter).unwrap();
        if Matter::evolve(&mut state, event, entry.header.decided_at).is_err() {
            misfits += 1;
        } else {
            kinds.insert(event.kind());
        }
    }
    (state, misfits)
}

fn same_sums(case: &CaseView, state: &State) {
    let of_all = |part: fn(&levy_domain::matter::state::Sums) -> u64| -> u64 {
        state
            .claims
            .keys()
            .map(|claim| part(&state.claim_sums(claim)))
            .sum()
    };
    let sums = &case.control;
    assert_eq!(sums.held_minor, of_all(|sums| sums.bound));
    assert_eq!(sums.covering_minor, of_all(|sums| sums.covers));
    assert_eq!(sums.in_flight_minor, of_all(|sums| sums.in_flight));
    assert_eq!(sums.in_transit_minor, of_all(|sums| sums.in_transit));
    assert_eq!(sums.releasing_minor, of_all(|sums| sums.releasing));
    assert_eq!(sums.drawing_minor, of_all(|sums| sums.drawing));
    let excess: u64 = state.claims.keys().map(|claim| state.excess(claim)).sum();
    assert_eq!(sums.excess_minor, excess);
    let owed: u64 = state.claims.values().map(|claim| claim.owed).sum();
    assert_eq!(sums.owed_minor, owed);
    let collected: u64 = state.claims.values().map(|claim| claim.collected).sum();
    assert_eq!(sums.collected_minor, collected);
    // The lists add up to the sums: no number without its events.
    let holds = case
        .holds
        .iter()
        .filter(|hold| !hold.released && hold.rank == 0);
    assert_eq!(
        holds.map(|hold| hold.held_minor).sum::<u64>(),
        sums.held_minor
    );
    assert_eq!(
        case.claims
            .iter()
            .map(|claim| claim.owed_minor)
            .sum::<u64>(),
        owed
    );
    assert_eq!(
        case.claims
            .iter()
            .map(|claim| claim.collected_minor)
            .sum::<u64>(),
        collected
    );
}

fn same_orders(case: &CaseView, state: &State) {
    assert_eq!(case.orders.len(), state.orders.len());
    for order in &case.orders {
        let (row, known) = (&order.row, &state.orders[&order.row.order]);
        assert_eq!(row.phase, known.phase.name());
        assert_eq!(row.open, known.phase.is_in_world());
        assert_eq!(row.overdue, known.overdue);
        assert_eq!(row.disputed, known.disputed);
        assert_eq!(row.recall, known.recall);
        assert_eq!(row.replaced_by, known.replaced_by);
        assert_eq!(row.replies, known.replies.len() as u64);
        assert_eq!(row.delivered_at, known.way.delivered_at);
        assert_eq!(row.served_at, known.way.served_at);
        assert_eq!(row.answered_at, known.way.answered_at);
        let moved: u64 = known
            .lines
            .iter()
            .filter_map(|line| line.settled)
            .map(|m| m.minor)
            .sum();
        assert_eq!(row.moved_minor, moved);
        assert!(!order.events.is_empty());
    }
}

/// Line by line, read one order at a time.
fn same_lines(views: &Views, state: &State) {
    let minor = |money: Option<levy_domain::money::Money>| money.map(|money| money.minor);
    for (id, known) in &state.orders {
        let order = views
            .read_here(|snapshot| snapshot.order(*id))
            .unwrap()
            .unwrap();
        assert_eq!(order.lines.len(), known.lines.len());
        for (row, line) in order.lines.iter().zip(&known.lines) {
            let outcome = line.outcome.as_ref().map(|outcome| outcome.as_str());
            assert_eq!(row.outcome.as_deref(), outcome);
            assert_eq!(row.made, line.hold);
            assert_eq!(row.reserved_minor, minor(line.reserved));
            assert_eq!(row.settled_minor, minor(line.settled));
            assert_eq!(row.matched_minor, minor(line.matched));
        }
    }
}

/// What the domain says of the sweep of a matter, and its misfits.
fn same_sweep(log: &Scribe, case: &CaseView, matter: u128) -> u64 {
    let stream = scribe::sweep_stream(made::sweep(matter));
    let mut state = sweep::State::default();
    let mut misfits = 0;
    for entry in log.entries.iter().filter(|entry| entry.stream == stream) {
        let event = entry.event.known().and_then(AnyEvent::sweep).unwrap();
        misfits += u64::from(Sweep::evolve(&mut state, event, entry.header.decided_at).is_err());
    }
    let row = &case.sweeps[0];
    assert_eq!(row.answered, u64::from(state.answered));
    assert_eq!(row.silent, state.silent.len() as u64);
    assert_eq!(row.sealed_at, state.sealed.as_ref().map(|(at, _)| *at));
    assert_eq!(row.completed_at.is_some(), state.completed);
    misfits
}

fn same_holds(case: &CaseView, state: &State) {
    assert_eq!(case.holds.len(), state.holds.len());
    for row in &case.holds {
        let known = &state.holds[&row.hold];
        assert_eq!(row.held_minor, known.held);
        assert_eq!(row.covers_minor, known.covers);
        assert_eq!(row.reserved_minor, known.reserved);
        assert_eq!(row.limit_minor, known.limit.map(|limit| limit.minor));
        assert_eq!(row.rank, known.rank);
        assert_eq!(row.void, known.void);
        assert_eq!(row.released, known.released);
        assert_eq!(row.released_at.is_some(), known.released);
        assert_eq!(row.end_earliest, known.ends.earliest(Zone::CHINA));
        assert!(!row.events.is_empty());
    }
    // Counted anew, where the views let their counts run along.
    let open = || state.open_holds().map(|(_, hold)| hold);
    assert_eq!(case.control.open_holds, open().count() as u64);
    let sum = |part: fn(&HoldState) -> u64| open().map(part).sum::<u64>();
    assert_eq!(case.control.waiting_minor, sum(|hold| hold.waiting));
    let beyond = sum(|hold| hold.beyond_balance);
    assert_eq!(case.control.beyond_balance_minor, beyond);
    let in_force = open().filter(|hold| hold.in_force());
    let next_end = in_force.filter_map(|hold| hold.ends.earliest(Zone::CHINA));
    assert_eq!(case.control.next_hold_end, next_end.min());
}

/// How many orders are what the sums of the case say.
fn same_counts(case: &CaseView, state: &State) {
    let count = |counts: fn(&OrderState) -> bool| {
        state.orders.values().filter(|order| counts(order)).count() as u64
    };
    let sums = &case.control;
    assert_eq!(sums.drafted_orders, count(|order| order.phase.is_drafted()));
    assert_eq!(sums.open_orders, count(|order| order.phase.is_in_world()));
    let unknown = count(|order| matches!(order.phase, Phase::Unknown { .. }));
    assert_eq!(sums.unknown_orders, unknown);
    let overdue = count(|order| order.phase.is_in_world() && order.overdue > 0);
    assert_eq!(sums.overdue_orders, overdue);
    assert_eq!(sums.disputed_orders, count(|order| order.disputed));
}

#[tokio::test]
async fn rows_say_what_the_state_says() {
    let mut kinds = BTreeSet::new();
    for seed in 1..=60 {
        let log = wander::log(seed, 400);
        let dir = tempfile::tempdir().unwrap();
        let views = Views::open(dir.path(), "log").unwrap();
        views.catch_up(&log.entries).await.unwrap();
        let mut unfit = 0;
        for matter in 1..=3 {
            let (state, misfits) = folded(&log, matter, &mut kinds);
            unfit += misfits;
            let case = views
                .case(&made::matter(matter).to_string())
                .await
                .unwrap()
                .unwrap();
            same_sums(&case, &state);
            same_orders(&case, &state);
            same_lines(&views, &state);
            same_holds(&case, &state);
            same_counts(&case, &state);
            unfit += same_sweep(&log, &case, matter);
        }
        let shown = views
            .read(|snapshot| snapshot.unfit_events())
            .await
            .unwrap();
        // The streams of units are the only others.
        let of_matters = shown
            .iter()
            .filter(|unfit| !unfit.stream.starts_with("unit-"));
        assert_eq!(of_matters.count() as u64, unfit, "seed {seed}");
    }
    let never: Vec<_> = wander::MATTER_KINDS
        .iter()
        .filter(|kind| !kinds.contains(**kind))
        .collect();
    assert!(
        never.is_empty(),
        "the random logs never hold a fitting {never:?}"
    );
}

#[tokio::test]
async fn a_sweeps_counts_are_those_of_its_state() {
    let mut log = Scribe::new();
    let (matter, id) = (made::matter(1), made::sweep(1));
    log.write(&scribe::matter_stream(matter), made::matter_opened(matter));
    let stream = scribe::sweep_stream(id);
    log.write(
        &stream,
        sweep::Event::from(made::sweep_opened(id, matter, 5)),
    );
    for number in 1..=5 {
        let planned = made::query_planned(made::order(number), made::unit(number));
        log.write(&stream, sweep::Event::from(planned));
    }
    log.write(
        &stream,
        sweep::Event::from(made::sweep_sealed(5, scribe::START + 10)),
    );
    for (number, last) in [(1, true), (1, true), (2, false)] {
        let reply = made::reply(1, last, log.now, vec![]);
        log.write(
            &stream,
            sweep::Event::from(made::query_answered(made::order(number), reply)),
        );
    }
    for number in [3, 4] {
        let order = made::order(number);
        let deadline = made::deadline(scribe::START + 10);
        log.write(
            &stream,
            sweep::Event::from(sweep::event::QuerySilent { order, deadline }),
        );
    }
    // A late answer is still folded.
    let late = made::reply(1, true, log.now, vec![]);
    log.write(
        &stream,
        sweep::Event::from(made::query_answered(made::order(3), late)),
    );

    let mut state = sweep::State::default();
    for entry in log.entries.iter().filter(|entry| entry.stream == stream) {
        let event = entry.event.known().and_then(AnyEvent::sweep).unwrap();
        Sweep::evolve(&mut state, event, entry.header.decided_at).unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let views = Views::open(dir.path(), "log").unwrap();
    views.catch_up(&log.entries).await.unwrap();
    let case = views.case(&matter.to_string()).await.unwrap().unwrap();
    let row = &case.sweeps[0];
    assert_eq!(row.planned, 5);
    assert_eq!(row.answered, u64::from(state.answered));
    assert_eq!(row.silent, state.silent.len() as u64);
    assert_eq!(case.control.open_queries, state.waiting_count() as u64);
}
