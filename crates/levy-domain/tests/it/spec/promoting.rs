//! A place that comes to the front: since when, until when, and who asks while
//! no unit has said so.

use super::queue::{ahead_until, start};
use crate::{planted, story::*, world::*};
use levy_domain::{
    asset::PriorMeasure,
    matter::{Command, Event, queue},
    order::{Measure, Term},
    reply::{Outcome, Reply},
    stamp::{Happened, Precision, Source},
    time::{Date, Timestamp},
};

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
