//! Officers' cards filed with units (N-05), and who goes to a counter (N-04).

use super::court::decide_by;
use crate::{planted, story::*, world::*};
use levy_domain::{
    bytes::Digest,
    court::{
        self, Court,
        cards::{Command as Ask, Duty},
        event::{Event, OfficerCards},
    },
    decider::{Decider, Process},
    id::{FilingId, OfficerId, OrderId, UnitId},
    matter::{self, visit},
    order::{Measure, Route, Term},
    refusal::Refusal,
    stamp::{Actor, Role},
    time::{DAY, Date, Timestamp, Zone},
};
use std::sync::Arc;
use uuid::Uuid;

const FIRST: FilingId = FilingId(Uuid::from_u128(0xf1));
const NEXT: FilingId = FilingId(Uuid::from_u128(0xf2));
const OTHER: FilingId = FilingId(Uuid::from_u128(0xf3));

fn cards(officer: OfficerId, until: Date) -> OfficerCards {
    OfficerCards {
        officer,
        work_card: sealed(21),
        enforcement_card: sealed(22),
        from: day(2024, 1, 1),
        until,
    }
}

/// The judge's cards end first.
fn both() -> Vec<OfficerCards> {
    vec![
        cards(JUDGE, day(2024, 6, 30)),
        cards(CLERK, day(2024, 12, 31)),
    ]
}

fn file(filing: FilingId, unit: UnitId, officers: Vec<OfficerCards>) -> court::Command {
    Ask::File {
        filing,
        unit,
        officers,
    }
    .into()
}

fn confirm(filing: FilingId) -> court::Command {
    Ask::Confirm {
        unit: vehicle_office(),
        filing,
        confirmed_on: day(2024, 3, 1),
        evidence: Digest::of(b"the unit's letter"),
    }
    .into()
}

/// A court where everybody of the world is filed.
fn court() -> court::State {
    court_with(&clerk())
}

fn at(state: &court::State, now: Timestamp, command: &court::Command) -> Vec<Event> {
    let mut stamp = stamp(now, clerk());
    stamp.court = Arc::new(state.clone());
    Court::decide(state, command, rules(), &stamp).unwrap()
}

/// Exactly these events; deciding again yields none.
fn does(mut state: court::State, command: court::Command, kinds: &[&str]) -> court::State {
    let events = at(&state, NOW, &command);
    fold(&mut state, &events, kinds);
    assert_eq!(at(&state, NOW, &command), [], "deciding again");
    state
}

fn fold(state: &mut court::State, events: &[Event], kinds: &[&str]) {
    assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), kinds);
    for event in events {
        Court::evolve(state, event, NOW).unwrap();
    }
}

fn filed() -> court::State {
    does(
        court(),
        file(FIRST, vehicle_office(), both()),
        &["cards-filed"],
    )
}

fn confirmed() -> court::State {
    does(filed(), confirm(FIRST), &["cards-confirmed"])
}

fn start(on: Date) -> Timestamp {
    Timestamp::start_of(on, Zone::CHINA)
}

fn due(state: &court::State, now: Timestamp) -> Vec<Duty> {
    Court::due(state, now).collect()
}

fn remove(officer: OfficerId, from: Date) -> court::Command {
    court::Command::RemoveOfficer {
        officer,
        from,
        ground: "transferred".into(),
    }
}

fn by_president(state: &court::State, command: &court::Command) -> Vec<Event> {
    let mut stamp = stamp(NOW, Actor::officer(PRESIDENT, Role::President));
    stamp.court = Arc::new(state.clone());
    Court::decide(state, command, rules(), &stamp).unwrap()
}

#[test]
fn cards_are_filed_with_a_unit_by_an_officer_and_confirmed_by_the_unit() {
    let state = filed();
    let known = state.cards.get(&vehicle_office()).unwrap();
    assert_eq!(known.filed.rule.rule, "N-05");
    assert_eq!(known.confirmed, None);
    assert!(
        state
            .cards
            .showing(&vehicle_office(), &JUDGE, day(2024, 3, 1))
            .is_none()
    );
    let state = does(state, confirm(FIRST), &["cards-confirmed"]);
    for (on, shown) in [
        (day(2023, 12, 31), false),
        (day(2024, 1, 1), true),
        (day(2024, 6, 30), true),
        (day(2024, 7, 1), false),
    ] {
        let showing = state.cards.showing(&vehicle_office(), &JUDGE, on);
        assert_eq!(showing.is_some(), shown, "{on}");
    }
    assert!(
        state
            .cards
            .showing(&bank(), &JUDGE, day(2024, 3, 1))
            .is_none()
    );
}

#[test]
fn nobody_is_filed_twice_or_with_cards_that_have_ended_or_who_is_no_officer() {
    let refused =
        |officers| decide_by(&court(), &clerk(), &file(FIRST, vehicle_office(), officers));
    let code = |officers| refused(officers).unwrap_err();
    let one = || cards(JUDGE, day(2024, 6, 30));
    assert_eq!(code(vec![one(), one()]), "LEVY-R19");
    assert_eq!(code(vec![]), "LEVY-R05");
    assert_eq!(code(vec![cards(JUDGE, day(2024, 2, 29))]), "LEVY-R05");
    let stranger = OfficerId(Uuid::from_u128(0x99));
    assert_eq!(code(vec![cards(stranger, day(2024, 6, 30))]), "LEVY-R80");
    let by_engine = decide_by(
        &court(),
        &Actor::system(),
        &file(FIRST, vehicle_office(), both()),
    );
    assert_eq!(by_engine.unwrap_err(), "LEVY-R20");
    let other = file(FIRST, bank(), both());
    assert_eq!(
        decide_by(&filed(), &clerk(), &other).unwrap_err(),
        "LEVY-R02"
    );
}

#[test]
fn the_end_of_a_card_is_told_before_and_makes_the_filing_stale_after() {
    let mut state = confirmed();
    let unit = vehicle_office();
    // Thirty days before the 30th of June.
    let near = start(day(2024, 5, 31));
    assert_eq!(Court::wake(&state, NOW), Some(near));
    assert_eq!(due(&state, near.plus(-1)), []);
    assert_eq!(due(&state, near), [Duty::EndNear(unit)]);
    let events = at(&state, near, &Ask::NoteEndNear { unit }.into());
    let Event::CardEndNear(told) = &events[0] else {
        panic!("{events:?}")
    };
    assert_eq!(
        (&told.officers[..], told.rule.rule.as_str()),
        (&[JUDGE][..], "O-72")
    );
    fold(&mut state, &events, &["card-end-near"]);
    let ended = start(day(2024, 7, 1));
    assert_eq!(due(&state, ended.plus(-1)), []);
    assert_eq!(due(&state, ended), [Duty::Ended(unit)]);
    let events = at(&state, ended, &Ask::NoteEnded { unit }.into());
    let Event::FilingStale(stale) = &events[0] else {
        panic!("{events:?}")
    };
    let deadline = stale.deadline.clone().unwrap();
    assert_eq!(stale.cause, "card-ended");
    // The next working day after Monday the 1st.
    assert_eq!(deadline.at, Timestamp::end_of(day(2024, 7, 2), Zone::CHINA));
    assert_eq!(deadline.basis.rule, "O-73");
    fold(&mut state, &events, &["filing-stale"]);
    assert_eq!(due(&state, deadline.at), [Duty::Overdue(unit)]);
    let events = at(&state, deadline.at, &Ask::NoteOverdue { unit }.into());
    fold(&mut state, &events, &["filing-overdue"]);
    assert_eq!(due(&state, deadline.at.plus(400 * DAY)), []);
    assert_eq!(Court::wake(&state, deadline.at), None);
}

#[test]
fn a_unit_that_does_not_confirm_in_time_is_told_once_and_a_later_word_still_counts() {
    let unit = vehicle_office();
    let mut state = filed();
    let known = state.cards.get(&unit).unwrap();
    let by = known.filed.confirm_by.clone().unwrap();
    // The fifth working day after Friday the 1st.
    assert_eq!(by.at, Timestamp::end_of(day(2024, 3, 8), Zone::CHINA));
    assert_eq!(by.basis.rule, "O-74");
    assert_eq!(Court::wake(&state, NOW), Some(by.at));
    assert_eq!(due(&state, by.at.plus(-1)), []);
    assert_eq!(due(&state, by.at), [Duty::Unconfirmed(unit)]);
    let note = Ask::NoteUnconfirmed { unit }.into();
    assert_eq!(at(&state, by.at.plus(-1), &note), []);
    let events = at(&state, by.at, &note);
    fold(&mut state, &events, &["filing-unconfirmed"]);
    assert_eq!(at(&state, by.at, &note), []);
    // The end of the card is told all the same, and nobody may go before.
    let near = start(day(2024, 5, 31));
    assert_eq!(Court::wake(&state, by.at), Some(near));
    assert_eq!(due(&state, near), [Duty::EndNear(unit)]);
    let shown = |state: &court::State| {
        let shown = state.cards.showing(&unit, &JUDGE, day(2024, 3, 1));
        shown.is_some()
    };
    assert!(!shown(&state));
    assert!(shown(&does(state, confirm(FIRST), &["cards-confirmed"])));
}

#[test]
fn nobody_waits_for_the_confirmation_of_what_is_confirmed_or_no_longer_so() {
    let of_unit = |state: &court::State| {
        let mut all = due(state, NOW.plus(400 * DAY)).into_iter();
        all.any(|duty| duty == Duty::Unconfirmed(vehicle_office()))
    };
    assert!(of_unit(&filed()));
    assert!(!of_unit(&confirmed()));
    let mut stale = filed();
    let events = by_president(&stale, &remove(JUDGE, day(2024, 3, 1)));
    fold(&mut stale, &events, &["officer-removed", "filing-stale"]);
    assert!(!of_unit(&stale));
}

#[test]
fn who_leaves_the_court_leaves_every_filing_that_names_him() {
    let also = file(OTHER, bank(), vec![cards(JUDGE, day(2024, 9, 30))]);
    let only_clerk = file(NEXT, slow_bank(), vec![cards(CLERK, day(2024, 9, 30))]);
    let state = does(confirmed(), also, &["cards-filed"]);
    let mut state = does(state, only_clerk, &["cards-filed"]);
    let events = by_president(&state, &remove(JUDGE, day(2024, 3, 1)));
    fold(
        &mut state,
        &events,
        &["officer-removed", "filing-stale", "filing-stale"],
    );
    let stale = |unit| state.cards.get(&unit).unwrap().stale.clone();
    let left = stale(vehicle_office()).unwrap();
    assert_eq!(
        (left.cause.as_str(), &left.officers[..]),
        ("officer-left", &[JUDGE][..])
    );
    assert!(stale(bank()).is_some() && stale(slow_bank()).is_none());
    assert_eq!(by_president(&state, &remove(JUDGE, day(2024, 3, 1))), []);
}

#[test]
fn a_new_card_of_an_officer_makes_the_filing_of_the_old_one_stale() {
    let state = confirmed();
    let mut anew = state.officers[&JUDGE].0.clone();
    anew.work_card = Some(sealed(31));
    let events = by_president(&state, &court::Command::FileOfficer(anew));
    let kinds: Vec<_> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["officer-filed", "filing-stale"]);
}

#[test]
fn what_was_confirmed_stands_until_the_unit_confirms_the_change() {
    let next = vec![
        cards(JUDGE_2, day(2025, 6, 30)),
        cards(CLERK, day(2024, 12, 31)),
    ];
    let state = does(
        confirmed(),
        file(NEXT, vehicle_office(), next),
        &["cards-filed"],
    );
    let on = day(2024, 3, 1);
    let shown = |state: &court::State, officer| {
        let shown = state.cards.showing(&vehicle_office(), &officer, on);
        shown.map(|filed| filed.filing)
    };
    assert_eq!(
        (shown(&state, JUDGE), shown(&state, JUDGE_2)),
        (Some(FIRST), None)
    );
    let state = does(state, confirm(NEXT), &["cards-confirmed"]);
    assert_eq!(
        (shown(&state, JUDGE), shown(&state, JUDGE_2)),
        (None, Some(NEXT))
    );
}

/// A car is to be sealed over the counter.
fn at_counter() -> Story {
    let mut seal = draft(order(1), Measure::Freeze, line(CAR, cny(1)));
    seal.lines[0].amount = None;
    seal.lines[0].class = levy_domain::asset::AssetClass::Vehicle;
    seal.lines[0].term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2026, 2, 28),
    });
    seal.unit = vehicle_office();
    seal.route = Route::Counter;
    Story::owed(cny(1_000)).drafts(PLAN, seal).issued(PLAN)
}

fn visit(officers: &[OfficerId], on: Date) -> matter::Command {
    visit::Command::Name {
        order: order(1),
        officers: officers.to_vec(),
        on,
    }
    .into()
}

fn named(
    story: &Story,
    court: &court::State,
    command: &matter::Command,
) -> Result<Vec<matter::Event>, Refusal> {
    let mut stamp = stamp(story.now, clerk());
    stamp.court = Arc::new(court.clone());
    planted::decide(&story.state, command, rules(), &stamp)
}

fn code(story: &Story, court: &court::State, command: &matter::Command) -> String {
    named(story, court, command).unwrap_err().code()
}

#[test]
fn two_officers_go_to_a_counter_with_cards_that_the_unit_has_confirmed() {
    let (mut story, court) = (at_counter(), confirmed());
    let go = visit(&[JUDGE, CLERK], day(2024, 3, 4));
    let events = named(&story, &court, &go).unwrap();
    let matter::Event::VisitNamed(said) = &events[0] else {
        panic!("{events:?}")
    };
    assert_eq!((said.unit, said.filing), (vehicle_office(), FIRST));
    assert_eq!(
        (said.rule.rule.as_str(), said.cards_rule.rule.as_str()),
        ("O-72", "N-05")
    );
    story.fold(events);
    assert_eq!(named(&story, &court, &go), Ok(vec![]));
}

#[test]
fn one_officer_is_too_few_for_a_counter() {
    let (story, court) = (at_counter(), confirmed());
    let on = day(2024, 3, 4);
    let alone = named(&story, &court, &visit(&[JUDGE], on)).unwrap_err();
    assert!(alone.to_string().contains("O-72"), "{alone}");
    assert_eq!(
        code(&story, &court, &visit(&[JUDGE, JUDGE], on)),
        "LEVY-R86"
    );
}

#[test]
fn a_card_that_the_unit_has_not_confirmed_or_that_has_ended_is_none() {
    let story = at_counter();
    let on = day(2024, 3, 4);
    let both = visit(&[JUDGE, CLERK], on);
    assert_eq!(code(&story, &court(), &both), "LEVY-R86");
    assert_eq!(code(&story, &filed(), &both), "LEVY-R86");
    let stranger = visit(&[JUDGE_2, CLERK], on);
    assert_eq!(code(&story, &confirmed(), &stranger), "LEVY-R86");
    let short = vec![
        cards(JUDGE, day(2024, 3, 3)),
        cards(CLERK, day(2024, 12, 31)),
    ];
    let state = does(
        court(),
        file(FIRST, vehicle_office(), short),
        &["cards-filed"],
    );
    let state = does(state, confirm(FIRST), &["cards-confirmed"]);
    assert_eq!(code(&story, &state, &both), "LEVY-R86");
    let sunday = visit(&[JUDGE, CLERK], day(2024, 3, 3));
    assert!(named(&story, &state, &sunday).is_ok());
}

#[test]
fn who_has_left_the_court_goes_to_no_counter() {
    let (story, mut state) = (at_counter(), confirmed());
    let events = by_president(&state, &remove(JUDGE, day(2024, 3, 4)));
    fold(&mut state, &events, &["officer-removed", "filing-stale"]);
    let go = |on| visit(&[JUDGE, CLERK], on);
    assert!(named(&story, &state, &go(day(2024, 3, 1))).is_ok());
    assert_eq!(code(&story, &state, &go(day(2024, 3, 4))), "LEVY-R86");
}

#[test]
fn nobody_goes_with_an_order_of_another_route_or_one_that_may_not_leave() {
    let court = confirmed();
    let story = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(300));
    let go = visit(&[JUDGE, CLERK], day(2024, 3, 4));
    assert_eq!(code(&story, &court, &go), "LEVY-R05");
    let late = visit(&[JUDGE, CLERK], day(2024, 4, 1));
    assert_eq!(code(&at_counter(), &court, &late), "LEVY-R21");
    let past = visit(&[JUDGE, CLERK], day(2024, 2, 29));
    assert_eq!(code(&at_counter(), &court, &past), "LEVY-R05");
    let unknown: matter::Command = visit::Command::Name {
        order: OrderId(Uuid::nil()),
        officers: vec![JUDGE, CLERK],
        on: day(2024, 3, 4),
    }
    .into();
    assert_eq!(code(&at_counter(), &court, &unknown), "LEVY-R03");
}
