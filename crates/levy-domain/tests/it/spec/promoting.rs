//! A place that comes to the front: since when, until when, and who asks while
//! no unit has said so.

use super::queue::{ahead_until, start};
use crate::{planted, story::*, world::*};
use levy_domain::{
    asset::PriorMeasure,
    bytes::Digest,
    id::HoldId,
    matter::{
        Command, Duty, Event,
        event::{ClosingKind, Ends, HoldEndNear},
        queue,
        term::{self, TermState},
    },
    order::{Measure, Term},
    reply::{Outcome, Reply, Way},
    rules::Rules,
    stamp::{Actor, Happened, Precision, Source},
    time::{Date, Timestamp, Zone},
    unit::Ability,
};
use std::sync::OnceLock;

/// 600 asked for a year, behind what the unit names in its reply.
fn behind(ahead: Vec<PriorMeasure>) -> Story {
    let mut first = line(ACCOUNT, cny(600));
    first.term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2025, 2, 28),
    });
    let mut word = said(1, Outcome::Waiting, None);
    word.rank = Some(u32::try_from(ahead.len()).unwrap());
    word.prior_measures = ahead;
    Story::owed(cny(1_000))
        .drafts(PLAN, draft(order(1), Measure::WaitingFreeze, first))
        .issued(PLAN)
        .replies(1, 1, vec![word])
}

/// Those ahead end with August 2024.
fn waits() -> Story {
    behind(vec![ahead_until(Some(day(2024, 8, 31)))])
}

fn presume(story: Story) -> Story {
    let hold = story.hold_of(1);
    story.does(Command::Queue(queue::Command::NotePromotion { hold }))
}

fn presumed() -> Story {
    presume(waits().at(start(2024, 9, 1)))
}

/// First day and the two ends that are worked out, when the unit reports the
/// place in front, at a time that it names or not.
fn reported(story: &Story, happened: Option<Timestamp>) -> [Option<Date>; 3] {
    let command = Command::ObserveHold {
        hold: story.hold_of(1),
        held: cny(600),
        cause: "promoted".into(),
        rank: Some(0),
        evidence: None,
    };
    let mut stamp = stamp(story.now, story.actor.clone());
    stamp.happened = happened.map(|at| Happened {
        at,
        source: Source::Unit,
        precision: Precision::Minute,
    });
    let events = planted::decide(&story.state, &command, story.rules, &stamp).unwrap();
    let Event::HoldChanged(changed) = &events[0] else {
        panic!("{events:?}")
    };
    let ends = &changed.ends;
    [changed.from, ends.as_ordered, ends.as_law_computes]
}

#[test]
fn a_promotion_that_is_reported_late_counts_from_the_day_it_happened() {
    let a_year = |from, last| [Some(from), Some(last), Some(last)];
    let late = waits().at(start(2024, 7, 21));
    assert_eq!(
        reported(&late, Some(start(2024, 7, 1))),
        a_year(day(2024, 7, 1), day(2025, 6, 30))
    );
    assert_eq!(
        reported(&late, None),
        a_year(day(2024, 7, 21), day(2025, 7, 20))
    );
    // A unit whose clock runs ahead does not speak for the time to come.
    assert_eq!(
        reported(&late, Some(start(2024, 9, 1))),
        a_year(day(2024, 7, 21), day(2025, 7, 20))
    );
}

#[test]
fn a_promotion_counts_from_the_day_on_which_it_was_presumed_if_that_is_earlier() {
    let a_year = [day(2024, 9, 1), day(2025, 8, 31), day(2025, 8, 31)].map(Some);
    let late = presumed().at(start(2024, 9, 21));
    assert_eq!(reported(&late, None), a_year);
    assert_eq!(reported(&late, Some(start(2024, 9, 10))), a_year);
    let mut word = said(1, Outcome::Done, Some(cny(600)));
    word.rank = Some(0);
    let told = Reply {
        received_at: late.now,
        ..reply(&order(1), 2, vec![word])
    };
    let told = late.does(fold(order(1), told));
    let hold = &told.state.holds[&told.hold_of(1)];
    let ends = &hold.ends;
    assert_eq!([hold.from, ends.as_ordered, ends.as_law_computes], a_year);
}

fn note_end(story: &Story) -> Command {
    let hold = story.hold_of(1);
    Command::Term(term::Command::NoteEnd { hold })
}

fn near(event: &Event) -> &HoldEndNear {
    let Event::HoldEndNear(near) = event else {
        panic!("{event:?}")
    };
    near
}

fn term_of(story: &Story) -> TermState {
    story.state.term_of(&story.hold_of(1)).unwrap()
}

fn running(story: &Story) -> Option<&Ends> {
    story.state.holds[&story.hold_of(1)].running()
}

/// The unit says that those ahead have renewed.
fn renewed_ahead(hold: HoldId) -> Command {
    Command::Queue(queue::Command::NoteQueue {
        hold,
        ahead: vec![ahead_until(Some(day(2026, 8, 31)))],
        behind: vec![],
        evidence: Digest::of(b"queue"),
    })
}

#[test]
fn the_end_of_a_seal_that_is_only_presumed_is_told_rung_by_rung() {
    let mut story = presumed();
    assert_eq!(term_of(&story), TermState::Waits);
    let days = [
        (day(2025, 6, 2), 90),
        (day(2025, 8, 1), 30),
        (day(2025, 8, 16), 15),
        (day(2025, 8, 24), 7),
        (day(2025, 8, 28), 3),
        (day(2025, 8, 30), 1),
    ];
    for (level, (on, days_left)) in (1..).zip(days) {
        let at = Timestamp::start_of(on, Zone::CHINA);
        let early = story.clone().at(at.plus(-1));
        given(early).when_of(note_end).then_nothing();
        story = given(story.at(at))
            .when_of(note_end)
            .then_kinds(["hold-end-near"])
            .saying(|events| {
                let near = near(&events[0]);
                assert_eq!((near.level, near.days_left), (level, days_left));
                assert_eq!(near.last_day, day(2025, 8, 31));
                assert_eq!(near.presumed, Some(day(2024, 9, 1)));
                assert_eq!(near.owner, Some(JUDGE));
            })
            .seeing(|story| assert_eq!(term_of(story), TermState::Near(level)))
            .story;
    }
    let over = start(2025, 9, 1);
    given(story.at(over))
        .when_of(note_end)
        .then_kinds(["hold-ended-unsettled"])
        .seeing(|story| {
            assert_eq!(term_of(story), TermState::Ended(over));
            // Nobody knows whether it held anything: its limit still counts.
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.bound, sums.doubtful, sums.covers), (0, 600, 0));
        });
}

#[test]
fn no_end_is_told_of_a_place_behind_those_who_have_renewed() {
    let story = presumed().at(start(2025, 6, 2));
    let command = note_end(&story);
    let story = story.does(command);
    let hold = story.hold_of(1);
    given(story)
        .when(renewed_ahead(hold))
        .then_kinds(["queue-told"])
        .seeing(|story| {
            assert_eq!(term_of(story), TermState::Waits);
            assert_eq!(running(story), None);
            let alarm = |duty: &Duty| matches!(duty, Duty::Alarm(_));
            let mut duties = story.state.duties().entries();
            assert!(!duties.any(|(_, duty)| alarm(duty)));
        });
}

#[test]
fn a_seal_that_is_only_presumed_is_renewed_before_its_end() {
    let story = presumed().at(start(2025, 8, 24));
    let mut renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    renewal.lines[0].term = Some(Term {
        from: day(2025, 9, 1),
        to: day(2026, 8, 31),
    });
    let story = story.drafts(PLAN_2, renewal).issued(PLAN_2);
    let served = story.now.plus(levy_domain::time::HOUR);
    let word = Reply {
        way: Way {
            served_at: Some(served),
            ..Way::default()
        },
        received_at: served,
        ..reply(&order(2), 1, vec![said(1, Outcome::Done, None)])
    };
    given(story.at(served))
        .when(fold(order(2), word))
        .then_kinds(["order-answered", "hold-renewed"])
        .seeing(|story| {
            let last = running(story).unwrap().earliest(Zone::CHINA);
            assert_eq!(last, Some(day(2026, 8, 31)));
            let alarm = story.state.holds[&story.hold_of(1)].alarm().unwrap();
            assert_eq!(alarm.at, start(2026, 6, 2));
        });
    let renew = |story: &Story| Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![story.on_hold(2, Measure::Renew, 1, Some(cny(600)))],
        overrides: vec![],
    };
    given(presumed().at(start(2025, 9, 1)))
        .when_of(renew)
        .then_refused("LEVY-R40");
}

#[test]
fn a_seal_that_is_only_presumed_is_shown_to_have_lapsed_after_its_end() {
    let declare = |story: &Story| {
        Command::Term(term::Command::DeclareLapsed {
            hold: story.hold_of(1),
            ground: "statement".into(),
            evidence: Digest::of(b"statement"),
        })
    };
    given(presumed().at(start(2025, 9, 1).plus(-1)))
        .when_of(declare)
        .then_refused("LEVY-R41");
    given(presumed().at(start(2025, 9, 1)))
        .when_of(declare)
        .then_kinds(["hold-lapsed"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 1_000));
}

/// The same units, of which the bank answers queries.
fn askable() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut units = units();
        let query = Ability {
            measure: Measure::Query,
            class: None,
            ..units[0].abilities[0].clone()
        };
        units[0].abilities.push(query);
        rules_with(units)
    })
}

fn ask_ahead(story: &Story) -> Command {
    let hold = story.hold_of(1);
    Command::Queue(queue::Command::AskAhead { hold })
}

/// When the unit is asked next.
fn asks_at(story: &Story) -> Option<Timestamp> {
    let asks = |(at, duty): &(Timestamp, Duty)| matches!(duty, Duty::AskAhead(_)).then_some(*at);
    story.state.duties().entries().find_map(asks)
}

#[test]
fn a_unit_that_is_silent_about_a_promotion_is_asked_again() {
    let mut story = presume(waits().under(askable()).at(start(2024, 9, 1)));
    let hold = story.hold_of(1);
    let days = [day(2024, 9, 16), day(2024, 10, 1), day(2024, 10, 16)];
    for on in days {
        let at = Timestamp::start_of(on, Zone::CHINA);
        assert_eq!(asks_at(&story), Some(at));
        let early = story.clone().at(at.plus(-1));
        given(early).when_of(ask_ahead).then_nothing();
        story = given(story.at(at))
            .when_of(ask_ahead)
            .then_kinds(["ahead-asked", "sweep-ordered"])
            .saying(|events| {
                let (Event::AheadAsked(again), Event::SweepOrdered(ordered)) =
                    (&events[0], &events[1])
                else {
                    panic!()
                };
                assert_eq!(again.asked, Some(ordered.sweep));
                assert_eq!(again.rule.rule, "O-43");
                assert_eq!(ordered.purpose.as_str(), "verification");
            })
            .story;
    }
    // Its answer ends the asking, until the end that it names.
    given(story.clone())
        .when(renewed_ahead(hold))
        .then_kinds(["queue-told"])
        .seeing(|story| assert_eq!(asks_at(story), None));
    given(story)
        .when(Command::ObserveHold {
            hold,
            held: cny(600),
            cause: "promoted".into(),
            rank: Some(0),
            evidence: None,
        })
        .then_kinds(["hold-changed"])
        .seeing(|story| assert_eq!(asks_at(story), None));
}

#[test]
fn an_officer_and_no_rule_gives_up_asking() {
    let give_up = |story: &Story| {
        Command::Queue(queue::Command::EndAsking {
            hold: story.hold_of(1),
            ground: "first-court-told-us".into(),
        })
    };
    given(presumed())
        .when_of(give_up)
        .then_kinds(["asking-ended"])
        .seeing(|story| {
            assert_eq!(asks_at(story), None);
            // Its end is told all the same.
            let alarm = story.state.holds[&story.hold_of(1)].alarm().unwrap();
            assert_eq!(alarm.at, start(2025, 6, 2));
        });
    given(presumed().by(Actor::system()))
        .when_of(give_up)
        .then_refused("LEVY-R20");
}

#[test]
fn the_first_end_of_those_ahead_has_the_unit_asked() {
    let first = ahead_until(Some(day(2024, 8, 31)));
    let story = behind(vec![first, ahead_until(None)]).under(askable());
    assert_eq!(story.state.holds[&story.hold_of(1)].place.front, None);
    assert_eq!(asks_at(&story), Some(start(2024, 9, 1)));
    given(story.at(start(2024, 9, 1)))
        .when_of(ask_ahead)
        .then_kinds(["ahead-asked", "sweep-ordered"])
        .seeing(|story| assert_eq!(asks_at(story), Some(start(2024, 9, 16))));
    // Of two ends the first wakes, the last has the promotion presumed.
    let ends = [day(2024, 8, 31), day(2024, 10, 31)];
    let story = behind(ends.map(Some).map(ahead_until).to_vec());
    assert_eq!(asks_at(&story), Some(start(2024, 9, 1)));
    let front = story.state.holds[&story.hold_of(1)].place.front.clone();
    assert_eq!(front.unwrap().at, start(2024, 11, 1));
    // What slept through both days asks once.
    given(story.at(start(2024, 11, 1)))
        .when_of(ask_ahead)
        .then_kinds(["promotion-presumed"]);
}

#[test]
fn a_place_that_outlives_the_end_of_a_round_has_the_unit_asked_as_a_requery() {
    let closed = waits().under(askable()).judged(Command::CloseCase {
        registration: CASE,
        kind: ClosingKind::RoundEnded,
        ground: "no-assets".into(),
        document: None,
        owner: Some(HEAD),
    });
    let hold = closed.hold_of(1);
    given(closed.at(start(2024, 9, 1)))
        .when(Command::Queue(queue::Command::NotePromotion { hold }))
        .then_kinds(["promotion-presumed", "sweep-ordered"])
        .saying(|events| {
            let Event::SweepOrdered(ordered) = &events[1] else {
                panic!()
            };
            assert_eq!(ordered.purpose.as_str(), "re-query");
        });
}

#[test]
fn a_unit_that_reports_the_old_place_denies_a_promotion() {
    let place = |story: &Story| Command::ObserveHold {
        hold: story.hold_of(1),
        held: cny(0),
        cause: "reported".into(),
        rank: Some(1),
        evidence: None,
    };
    given(presumed().at(start(2024, 9, 3)))
        .when_of(place)
        .then_kinds(["queue-told"])
        .seeing(|story| {
            assert_eq!(running(story), None);
            assert_eq!(story.room(LIABILITY), 1_000);
            // It named an end that has passed: nobody knows until when now.
            assert_eq!(asks_at(story), Some(start(2024, 9, 18)));
        });
    given(waits()).when_of(place).then_nothing();
}
