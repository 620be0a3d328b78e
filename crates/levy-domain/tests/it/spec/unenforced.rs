//! Preserved after a judgment: who does not ask for enforcement within five
//! days after the time to perform (P-07) loses what is preserved.

use super::preserving::{PRESERVED, freeze, missed, register_as, sued};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::HoldId,
    matter::{Command, Duty, Event, event::CaseKind, preservation::Command as Ask},
    reply::Outcome,
    time::{DAY, Date, Timestamp, Zone},
};

/// The time to perform ends on Friday, the 15th of March 2024.
fn begin() -> Command {
    Ask::BeginAfterJudgment {
        registration: PRESERVED,
        document: RULING,
        performance_ends: day(2024, 3, 15),
    }
    .into()
}

fn asked(on: Date) -> Command {
    Ask::NoteAsked {
        registration: PRESERVED,
        asked_on: on,
        evidence: Digest::of(b"application"),
    }
    .into()
}

/// Wednesday, the 20th.
fn last() -> Timestamp {
    Timestamp::end_of(day(2024, 3, 20), Zone::CHINA)
}

fn registered() -> Story {
    Story::owed(cny(1_000)).does(register_as(
        PRESERVED,
        "执保",
        CaseKind::Preservation,
        day(2024, 2, 28),
    ))
}

fn preserved() -> Story {
    registered()
        .does(begin())
        .drafts(PLAN, freeze(1, ACCOUNT, 300, 1))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))])
}

fn unenforced() -> (Story, HoldId) {
    let story = preserved().at(last()).does(missed());
    let hold = story.hold_of(1);
    (story, hold)
}

#[test]
fn five_days_to_ask_for_enforcement_run_from_the_end_of_the_time_to_perform() {
    given(registered())
        .when(begin())
        .then_kinds(["preserved-after-judgment"])
        .owing([])
        .saying(|events| {
            let Event::PreservedAfterJudgment(e) = &events[0] else {
                panic!()
            };
            assert_eq!(
                (e.deadline.at, e.deadline.basis.rule.as_str()),
                (last(), "P-07")
            );
        });
}

#[test]
fn who_asks_in_time_keeps_the_holds_as_they_are() {
    let story = preserved().at(NOW.plus(16 * DAY));
    let before = story.state.holds.clone();
    given(story)
        .when(asked(day(2024, 3, 17)))
        .then_kinds(["enforcement-asked"])
        .owing([])
        .saying(|events| {
            let Event::EnforcementAsked(e) = &events[0] else {
                panic!()
            };
            assert_eq!(e.rule.as_ref().unwrap().rule, "P-06");
        })
        .seeing(|story| assert_eq!(story.state.holds, before));
}

#[test]
fn days_that_passed_without_an_application_owe_the_release_of_every_hold() {
    given(preserved().at(last().plus(-1)))
        .when(missed())
        .then_nothing();
    let due = preserved().at(last());
    assert_eq!(due.due(), [Duty::SuitMissed(PRESERVED)]);
    let hold = due.hold_of(1);
    given(due)
        .when(missed())
        .then_kinds(["enforcement-not-asked", "release-owed"])
        .owing([Duty::Release(hold)])
        .saying(|events| {
            let Event::ReleaseOwed(owed) = &events[1] else {
                panic!()
            };
            assert_eq!(owed.cause.as_str(), "enforcement-not-asked");
            assert_eq!(owed.rule.rule, "P-07");
            assert_eq!(owed.deadline.as_ref().unwrap().basis.rule, "O-56");
        });
}

#[test]
fn a_freeze_that_is_answered_after_these_days_makes_a_hold_that_must_go() {
    let on_its_way = preserved()
        .drafts(PLAN_3, freeze(2, SECOND, 300, 5))
        .issued(PLAN_3);
    let done = reply(&order(2), 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    given(on_its_way.at(last()).does(missed()))
        .when(fold(order(2), done))
        .then_kinds(["order-answered", "hold-established", "release-owed"]);
}

#[test]
fn an_application_counts_by_its_own_day() {
    let (story, hold) = unenforced();
    let after = story.at(last().plus(DAY));
    given(after.clone())
        .when(asked(day(2024, 3, 21)))
        .then_refused("LEVY-R05");
    given(after)
        .when(asked(day(2024, 3, 20)))
        .then_kinds(["enforcement-asked"])
        .owing([])
        .saying(|events| {
            let Event::EnforcementAsked(e) = &events[0] else {
                panic!()
            };
            assert_eq!(e.spared, [hold]);
        });
}

#[test]
fn a_suit_is_not_what_such_a_preservation_waits_for() {
    given(preserved().at(NOW.plus(16 * DAY)))
        .when(sued(day(2024, 3, 17)))
        .then_refused_saying("LEVY-R05", "another step");
}
