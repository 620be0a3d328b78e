//! A unit objects to an order in writing, and the court answers (N-10).

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::UnitObjectionId,
    matter::{Command, Duty, Event, event::ObjectionOutcome, objection::Command as Ask},
    order::Measure,
    time::{DAY, Timestamp, Zone},
};
use uuid::Uuid;

const OBJECTION: UnitObjectionId = UnitObjectionId(Uuid::from_u128(0xb1));

fn enter() -> Command {
    Ask::Enter {
        objection: OBJECTION,
        order: order(1),
        received_on: day(2024, 3, 1),
        evidence: Digest::of(b"objection"),
    }
    .into()
}

fn answer(outcome: ObjectionOutcome) -> Command {
    Ask::Answer {
        objection: OBJECTION,
        outcome,
        document: NOTICE,
    }
    .into()
}

fn note_overdue() -> Command {
    Ask::NoteOverdue {
        objection: OBJECTION,
    }
    .into()
}

fn frozen() -> Story {
    Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600))
}

/// 2024-03-16 is a Saturday.
fn last() -> Timestamp {
    Timestamp::end_of(day(2024, 3, 18), Zone::CHINA)
}

#[test]
fn an_objection_is_answered_within_fifteen_days_that_end_on_a_working_day() {
    given(frozen())
        .when(enter())
        .then_kinds(["unit-objected"])
        .saying(|events| {
            let Event::UnitObjected(e) = &events[0] else {
                panic!()
            };
            let deadline = e.deadline.as_ref().unwrap();
            assert_eq!(
                (deadline.at, deadline.basis.rule.as_str()),
                (last(), "N-10")
            );
        });
}

#[test]
fn a_deadline_in_a_year_without_a_calendar_says_so_in_its_event() {
    given(frozen().under(no_calendar()))
        .when(enter())
        .then_kinds(["unit-objected"])
        .saying(|events| assert_eq!(unknown_years(events), [2024]));
    given(frozen())
        .when(enter())
        .then_kinds(["unit-objected"])
        .saying(|events| assert_eq!(unknown_years(events), []));
}

#[test]
fn the_order_stands_while_the_unit_objects() {
    given(frozen().does(enter()))
        .when(enter())
        .then_nothing()
        .seeing(|story| assert_eq!(story.phase(1), "issued"));
}

#[test]
fn what_was_never_issued_cannot_be_objected_to() {
    let drafted = Story::owed(cny(1_000)).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(600))),
    );
    given(drafted).when(enter()).then_refused("LEVY-R21");
}

#[test]
fn an_answer_that_is_late_is_said_so_once_and_may_still_come() {
    given(frozen().does(enter()).at(last().plus(-1)))
        .when(note_overdue())
        .then_nothing();
    let late = frozen().does(enter()).at(last());
    given(late)
        .when(note_overdue())
        .then_kinds(["unit-objection-overdue"]);
    let told = frozen().does(enter()).at(last()).does(note_overdue());
    given(told.by(judge()))
        .when(answer(ObjectionOutcome::Accepted))
        .then_kinds(["unit-objection-answered"]);
}

#[test]
fn an_answered_objection_owes_nothing_more() {
    let story = frozen().does(enter()).by(judge()).at(NOW.plus(DAY));
    given(story)
        .when(answer(ObjectionOutcome::Rejected))
        .then_kinds(["unit-objection-answered"])
        .seeing(|story| {
            let objections = story.state.duties().entries();
            let owed = objections.filter(|(_, duty)| matches!(duty, Duty::Objection(_)));
            assert_eq!(owed.count(), 0);
        });
}

#[test]
fn a_judge_answers_and_once() {
    given(frozen().does(enter()))
        .when(answer(ObjectionOutcome::Rejected))
        .then_refused("LEVY-R20");
    let story = frozen().does(enter()).by(judge());
    given(story.does(answer(ObjectionOutcome::Rejected)))
        .when(answer(ObjectionOutcome::Accepted))
        .then_refused("LEVY-R67");
}
