//! What happens on the day on which the first seal ends.

use super::queue::{ahead_until, start, waiting};
use crate::{story::*, world::*};
use levy_domain::{
    matter::{
        Command,
        event::Ends,
        queue::{self, Before, Rehearsal, Who, rehearse},
    },
    order::{Measure, Term},
    reply::Outcome,
};

fn rehearsed(story: &Story) -> Rehearsal {
    let today = story.now.date_in(story.rules.profile().zone());
    rehearse(&story.state, &ACCOUNT, story.rules.profile(), today).unwrap()
}

#[test]
fn when_another_seal_ends_we_move_up_with_a_term_of_our_own() {
    let story = waiting();
    let hold = story.hold_of(1);
    let seen = rehearsed(&story);
    assert_eq!(
        seen.first.who,
        Who::Another(ahead_until(Some(day(2024, 8, 31))))
    );
    assert_eq!(seen.first.last_day, Some(day(2024, 8, 31)));
    assert_eq!((seen.next, seen.our_rank), (Who::Us(hold), Some(0)));
    let (end, rule) = seen.our_end.unwrap();
    assert_eq!(end, day(2025, 8, 31));
    assert_eq!(rule.unwrap().rule, "T-01");
    // A year of idleness would be over only after that day.
    assert_eq!(seen.before, [Before::Ask(hold, day(2024, 8, 31))]);
}

#[test]
fn a_first_seal_that_stands_long_may_be_asked_for_before_it_ends() {
    let story = waiting();
    let hold = story.hold_of(1);
    let story = story.does(Command::Queue(queue::Command::NoteQueue {
        hold,
        ahead: vec![ahead_until(Some(day(2026, 8, 31)))],
        behind: vec![],
        evidence: levy_domain::bytes::Digest::of(b"queue"),
    }));
    let expected = [
        Before::AskHandover(hold, day(2024, 9, 2), "Q-10".into()),
        Before::Ask(hold, day(2026, 8, 31)),
    ];
    assert_eq!(rehearsed(&story).before, expected);
}

#[test]
fn when_our_seal_ends_those_behind_move_up_and_we_have_nothing() {
    let mut first = line(ACCOUNT, cny(600));
    first.term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2025, 2, 28),
    });
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, draft(order(1), Measure::Freeze, first))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
    let hold = story.hold_of(1);
    assert_eq!(rehearsed(&story).next, Who::NotKnown);
    let story = story.does(Command::Queue(queue::Command::NoteQueue {
        hold,
        ahead: vec![],
        behind: vec![ahead_until(None)],
        evidence: levy_domain::bytes::Digest::of(b"queue"),
    }));
    let seen = rehearsed(&story);
    assert_eq!(seen.first.who, Who::Us(hold));
    assert_eq!(seen.next, Who::Another(ahead_until(None)));
    assert_eq!((seen.our_end, seen.our_rank), (None, None));
    assert_eq!(seen.before, [Before::Renew(hold, day(2025, 2, 28))]);
    let told = Command::Term(levy_domain::matter::term::Command::NoteEnd { hold });
    let ended = story.at(start(2025, 3, 1)).does(told);
    assert_eq!(rehearsed(&ended).before, [Before::Settle(hold)]);
}

#[test]
fn an_asset_that_we_do_not_hold_is_not_rehearsed() {
    let story = Story::owed(cny(1_000));
    let today = story.now.date_in(story.rules.profile().zone());
    assert_eq!(
        rehearse(&story.state, &ACCOUNT, story.rules.profile(), today),
        None
    );
    assert_eq!(Ends::default().earliest(story.rules.profile().zone()), None);
}
