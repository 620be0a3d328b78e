//! A fine: in the range of the law, by the president, reconsidered once,
//! collected or not.

use super::breaching::{FINE, fine, fine_on, missed, president};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::FineId,
    matter::{
        Command, Event,
        breach::Command as Ask,
        event::{Fined, Reconsidered},
    },
    stamp::{Actor, Role},
    time::{Timestamp, Zone},
};
use uuid::Uuid;

const FINE_2: FineId = FineId(Uuid::from_u128(0xa2));

/// On the first of April.
fn fined() -> Story {
    let later = Timestamp::start_of(day(2024, 4, 1), Zone::CHINA);
    missed().by(president()).does(fine(300_000)).at(later)
}

fn ask_again() -> Command {
    Ask::AskReconsideration {
        fine: FINE,
        asked_on: day(2024, 3, 25),
    }
    .into()
}

fn next_court(outcome: Reconsidered, yuan: Option<u64>) -> Command {
    Ask::DecideReconsideration {
        fine: FINE,
        outcome,
        amount: yuan.map(|yuan| cny(yuan * 100)),
        evidence: Digest::of(b"next court"),
    }
    .into()
}

fn collected(yuan: u64, shown: &[u8]) -> Command {
    Ask::NoteFineCollected {
        fine: FINE,
        amount: cny(yuan * 100),
        collected_on: day(2024, 4, 1),
        evidence: Digest::of(shown),
    }
    .into()
}

#[test]
fn a_fine_stays_inside_the_range_of_the_law() {
    let by_president = || missed().by(president());
    for (yuan, allowed) in [
        (49_999, false),
        (50_000, true),
        (1_000_000, true),
        (1_000_001, false),
    ] {
        let when = given(by_president()).when(fine(yuan));
        if allowed {
            when.then_kinds(["fine-decided"]);
        } else {
            when.then_refused("LEVY-R66");
        }
    }
    let person = |yuan| fine_on(FINE, Fined::Individual, Some(7), yuan);
    given(by_president())
        .when(person(100_001))
        .then_refused("LEVY-R66");
    given(by_president())
        .when(person(0))
        .then_refused("LEVY-R66");
    given(by_president())
        .when(person(100_000))
        .then_kinds(["fine-decided"])
        .saying(|events| {
            let Event::FineDecided(e) = &events[0] else {
                panic!()
            };
            assert_eq!(e.rule.rule, "S-03");
        });
}

#[test]
fn only_the_president_decides_a_fine() {
    given(missed()).when(fine(300_000)).then_refused("LEVY-R20");
    given(missed().by(Actor::officer(HEAD, Role::BureauHead)))
        .when(fine(300_000))
        .then_refused("LEVY-R20");
}

#[test]
fn unit_and_person_are_fined_once_each() {
    given(fined())
        .when(fine_on(FINE_2, Fined::Unit, None, 60_000))
        .then_refused("LEVY-R67");
    given(fined())
        .when(fine_on(FINE_2, Fined::Individual, Some(7), 60_000))
        .then_kinds(["fine-decided"]);
    given(fined())
        .when(fine_on(FINE_2, Fined::Individual, None, 60_000))
        .then_refused("LEVY-R05");
    given(fined())
        .when(fine_on(FINE_2, Fined::Unit, Some(7), 60_000))
        .then_refused("LEVY-R05");
}

#[test]
fn a_fine_is_reconsidered_once_within_five_days_that_end_on_a_working_day() {
    // 2024-03-30 is a Saturday.
    given(fined())
        .when(ask_again())
        .then_kinds(["reconsideration-asked"])
        .saying(|events| {
            let Event::ReconsiderationAsked(e) = &events[0] else {
                panic!()
            };
            let end = Timestamp::end_of(day(2024, 4, 1), Zone::CHINA);
            assert_eq!(
                (e.deadline.at, e.deadline.basis.rule.as_str()),
                (end, "S-06")
            );
        });
    let another_day = Ask::AskReconsideration {
        fine: FINE,
        asked_on: day(2024, 3, 26),
    };
    given(fined().does(ask_again()))
        .when(another_day.into())
        .then_refused("LEVY-R67");
}

#[test]
fn the_next_court_upholds_changes_or_revokes_and_once() {
    let asked = || fined().does(ask_again());
    let open = |story: &Story| story.state.breaches.fine(&FINE).unwrap().open();
    given(asked())
        .when(next_court(Reconsidered::Upheld, None))
        .then_kinds(["reconsideration-decided"])
        .seeing(|story| assert_eq!(open(story), 30_000_000));
    given(asked())
        .when(next_court(Reconsidered::Changed, Some(100_000)))
        .then_kinds(["reconsideration-decided"])
        .seeing(|story| assert_eq!(open(story), 10_000_000));
    given(asked())
        .when(next_court(Reconsidered::Revoked, None))
        .then_kinds(["reconsideration-decided"])
        .seeing(|story| assert_eq!(open(story), 0));
    given(asked())
        .when(next_court(Reconsidered::Changed, Some(10_000)))
        .then_refused("LEVY-R66");
    given(fined())
        .when(next_court(Reconsidered::Upheld, None))
        .then_refused("LEVY-R03");
    given(asked().does(next_court(Reconsidered::Upheld, None)))
        .when(next_court(Reconsidered::Revoked, None))
        .then_refused("LEVY-R67");
}

#[test]
fn a_fine_is_collected_while_it_is_reconsidered_and_never_above_what_stands() {
    let story = fined().does(ask_again()).does(collected(100_000, b"first"));
    given(story.clone())
        .when(collected(200_001, b"second"))
        .then_refused("LEVY-R64");
    given(story.clone())
        .when(collected(100_000, b"first"))
        .then_nothing();
    given(story)
        .when(collected(200_000, b"second"))
        .then_kinds(["fine-collected"])
        .seeing(|story| {
            assert_eq!(story.state.breaches.fine(&FINE).unwrap().open(), 0);
            assert_eq!(story.room(LIABILITY), 800, "a fine pays no claim");
        });
}
