//! Reminder, urging, supervision, joint meeting, judicial suggestion: what
//! follows when a unit does not answer in time.

use crate::{story::*, world::*};
use levy_domain::{
    document::DocumentKind,
    id::DocumentId,
    matter::{
        Command, Duty, Event,
        escalation::Command as Ask,
        event::{Escalated, EscalationStep},
    },
    reply::{Fault, Outcome, Reply},
    time::{HOUR, Timestamp, Zone},
};
use uuid::Uuid;

const SUGGESTION: DocumentId = DocumentId(Uuid::from_u128(0x77));

fn escalate() -> Command {
    Ask::Escalate { order: order(1) }.into()
}

fn carried_out(level: u32, document: DocumentId) -> Command {
    Ask::NoteCarriedOut {
        order: order(1),
        level,
        document,
        on: day(2024, 3, 4),
    }
    .into()
}

/// Delivered on Friday, the first of March 2024; the answer is due on the
/// second, a Saturday.
fn late() -> Story {
    Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(600))
        .does(Command::NoteDelivered {
            order: order(1),
            sent_at: NOW,
            delivered_at: NOW,
            served_at: None,
            receipt_number: None,
            evidence: None,
        })
        .at(NOW.plus(24 * HOUR))
        .does(Command::NoteOverdue { order: order(1) })
}

fn morning(month: u32, of: u32) -> Timestamp {
    Timestamp::start_of(day(2024, month, of), Zone::CHINA)
}

fn only(events: &[Event]) -> &Escalated {
    let [Event::Escalated(escalated)] = events else {
        panic!("{events:?}")
    };
    escalated
}

fn returned(fault: Fault) -> Reply {
    let mut part = part(&order(1), 1, vec![]);
    part.fault = Some(fault);
    part
}

#[test]
fn the_first_step_is_a_reminder_on_the_next_working_day() {
    let story = late();
    let owed: Vec<_> = story.state.duties().entries().copied().collect();
    assert_eq!(owed, [(morning(3, 4), Duty::Escalate(order(1)))]);
    given(story.at(morning(3, 4)))
        .when(escalate())
        .then_kinds(["escalated"])
        .owing([])
        .saying(|events| {
            let e = only(events);
            assert_eq!((e.level, &e.step), (1, &EscalationStep::Reminder));
            assert_eq!(
                (e.rule.rule.as_str(), e.missed.basis.rule.as_str()),
                ("O-17", "N-13")
            );
            let next = e.next.as_ref().unwrap();
            assert_eq!((next.at, next.kind.as_str()), (morning(3, 5), "urging"));
        });
}

#[test]
fn a_delivery_that_is_late_is_not_the_unit_s_doing() {
    let story = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600));
    given(story.at(NOW.plus(4 * HOUR)))
        .when(Command::NoteOverdue { order: order(1) })
        .then_kinds(["order-overdue"])
        .saying(|events| {
            let Event::OrderOverdue(e) = &events[0] else {
                panic!()
            };
            assert_eq!((e.deadline.kind.as_str(), &e.next), ("delivery", &None));
        });
}

#[test]
fn a_step_that_was_counted_without_a_calendar_says_so() {
    given(late().under(no_calendar()).at(morning(3, 4)))
        .when(escalate())
        .then_kinds(["escalated"])
        .saying(|events| assert_eq!(unknown_years(events), [2024]));
}

#[test]
fn no_step_comes_before_its_morning() {
    given(late().at(morning(3, 4).plus(-1)))
        .when(escalate())
        .then_nothing();
}

/// Each step is told on its own day, `last` among them.
fn told_to(last: u32, mut story: Story) -> Story {
    for _ in 0..last {
        let known = &story.state.orders[&order(1)];
        let due = known.escalates().unwrap().at;
        let now = story.now.max(due);
        story = story.at(now).does(escalate());
    }
    story
}

/// Nobody looked until the 12th of March, when the third step was due by the
/// rule. A reminder that was never sent cannot be passed over, so it comes
/// first, and the rest a step at a time, as far apart as the rule puts them.
#[test]
fn steps_that_came_due_while_nobody_looked_come_one_at_a_time_in_their_order() {
    let story = late().at(morning(3, 12));
    given(story.clone())
        .when(escalate())
        .then_kinds(["escalated"])
        .owing([])
        .saying(|events| {
            let e = only(events);
            assert_eq!((e.level, &e.step), (1, &EscalationStep::Reminder));
            let next = e.next.as_ref().unwrap();
            assert_eq!((next.at, next.kind.as_str()), (morning(3, 13), "urging"));
        });
    let story = told_to(2, story);
    let next = story.state.orders[&order(1)].escalates().unwrap();
    // Three working days after the urging, as the rule has it.
    assert_eq!(
        (next.at, next.kind.as_str()),
        (morning(3, 18), "supervision")
    );
}

#[test]
fn steps_that_are_told_in_time_keep_the_days_of_the_rule() {
    let story = told_to(3, late());
    assert_eq!(story.now, morning(3, 8));
    let next = story.state.orders[&order(1)].escalates().unwrap();
    assert_eq!(next.at, morning(3, 15));
}

#[test]
fn the_last_step_is_a_judicial_suggestion_and_nothing_follows() {
    let due = told_to(4, late());
    given(due.at(morning(4, 1)))
        .when(escalate())
        .then_kinds(["escalated"])
        .owing([])
        .saying(|events| {
            let e = only(events);
            assert_eq!((e.level, &e.step), (5, &EscalationStep::JudicialSuggestion));
            assert_eq!(e.next, None);
        });
}

#[test]
fn an_answer_ends_it() {
    let done = vec![said(1, Outcome::Done, Some(cny(600)))];
    let story = late().replies(1, 1, done).at(morning(3, 4));
    let mut owed: Vec<_> = story.state.duties().entries().copied().collect();
    owed.retain(|(_, duty)| *duty == Duty::Escalate(order(1)));
    assert_eq!(owed, []);
    given(story).when(escalate()).then_nothing();
}

#[test]
fn an_order_that_is_asked_back_is_no_longer_urged() {
    let story = late().does(Command::RequestRecall {
        order: order(1),
        ground: "paid".into(),
    });
    given(story.at(morning(3, 4)))
        .when(escalate())
        .then_nothing()
        .owing([]);
}

#[test]
fn a_return_for_the_court_s_own_fault_never_counts_against_the_unit() {
    let story = late().does(fold(order(1), returned(Fault::Court)));
    given(story.at(morning(3, 4)))
        .when(escalate())
        .then_nothing()
        .owing([]);
    let own = late().does(fold(order(1), returned(Fault::Unit)));
    given(own.at(morning(3, 4)))
        .when(escalate())
        .then_kinds(["escalated"]);
}

#[test]
fn an_officer_notes_what_he_did_with_its_document_and_once() {
    let story = || late().at(morning(3, 4)).does(escalate());
    given(story())
        .when(carried_out(1, NOTICE))
        .then_kinds(["escalation-carried-out"]);
    given(story().does(carried_out(1, NOTICE)))
        .when(carried_out(1, RULING))
        .then_refused("LEVY-R67");
    given(story())
        .when(carried_out(2, NOTICE))
        .then_refused("LEVY-R03");
    given(story())
        .when(carried_out(1, SUGGESTION))
        .then_refused("LEVY-R29");
}

#[test]
fn a_judicial_suggestion_is_a_document_of_that_kind() {
    let story = || told_to(5, late());
    given(story())
        .when(carried_out(5, NOTICE))
        .then_refused("LEVY-R16");
    let written = story().does(issue(SUGGESTION, DocumentKind::JudicialSuggestion));
    given(written)
        .when(carried_out(5, SUGGESTION))
        .then_kinds(["escalation-carried-out"]);
}
