//! After 终本 units are asked again every half year for five years (C-07).

use crate::{story::*, world::*};
use levy_domain::{
    id::RegistrationId,
    matter::{
        Command, Duty, Event,
        event::{CaseKind, ClosingKind},
        requery::Command as Ask,
    },
    time::{Date, Timestamp, Zone},
};
use uuid::Uuid;

const RESUMED: RegistrationId = RegistrationId(Uuid::from_u128(0x2b));

fn close(kind: ClosingKind) -> Command {
    Command::CloseCase {
        registration: CASE,
        kind,
        ground: "no-more-assets".into(),
        document: None,
        owner: None,
    }
}

fn note_due() -> Command {
    Ask::NoteDue { registration: CASE }.into()
}

fn morning(on: Date) -> Timestamp {
    Timestamp::start_of(on, Zone::CHINA)
}

/// Closed on 2024-08-31.
fn ended() -> Story {
    Story::owed(cny(1_000))
        .at(morning(day(2024, 8, 31)))
        .judged(close(ClosingKind::RoundEnded))
}

fn next(story: &Story) -> Option<Timestamp> {
    let rounds = story.state.requeries.get(&CASE)?;
    rounds.next.as_ref().map(|next| next.at)
}

#[test]
fn the_first_day_is_half_a_year_after_the_closing_and_keeps_the_end_of_the_month() {
    given(
        Story::owed(cny(1_000))
            .at(morning(day(2024, 8, 31)))
            .by(judge()),
    )
    .when(close(ClosingKind::RoundEnded))
    .then_kinds(["case-number-closed"])
    .owing([])
    .saying(|events| {
        let Event::CaseNumberClosed(e) = &events[0] else {
            panic!()
        };
        let first = e.requery.as_ref().unwrap();
        // The last of February, a Friday; and a holiday would not move it.
        assert_eq!(first.at, morning(day(2025, 2, 28)));
        assert_eq!(first.basis.article, "法〔2016〕373号 (2016) 9(2)");
    });
}

#[test]
fn other_ways_of_closing_ask_nobody_again() {
    given(Story::owed(cny(1_000)).by(judge()))
        .when(close(ClosingKind::Terminated))
        .then_kinds(["case-number-closed"])
        .seeing(|story| assert_eq!(next(story), None));
}

#[test]
fn the_day_comes_ten_times_and_each_counts_from_the_closing() {
    let mut story = ended();
    let mut days = vec![];
    while let Some(at) = next(&story) {
        let owed: Vec<Duty> = story.state.duties().due(at).collect();
        assert_eq!(owed, [Duty::Requery(CASE)]);
        days.push(at.date_in(Zone::CHINA));
        story = story.at(at).does(note_due());
    }
    assert_eq!(days.len(), 10);
    assert_eq!(days[1], day(2025, 8, 31));
    assert_eq!(days[9], day(2029, 8, 31));
    assert!(story.owes_nothing());
}

#[test]
fn days_that_passed_unseen_are_one_round_and_said_once() {
    let late = morning(day(2025, 9, 1));
    given(ended().at(late))
        .when(note_due())
        .then_kinds(["requery-due"])
        .saying(|events| {
            let Event::RequeryDue(e) = &events[0] else {
                panic!()
            };
            assert_eq!((e.round, e.due.at), (2, morning(day(2025, 8, 31))));
        });
    given(ended().at(late).does(note_due()))
        .when(note_due())
        .then_nothing();
}

#[test]
fn nothing_is_due_before_its_day() {
    given(ended().at(morning(day(2025, 2, 28)).plus(-1)))
        .when(note_due())
        .then_nothing();
}

#[test]
fn a_round_ordered_for_it_settles_what_is_owed() {
    let owed = |story: &Story| story.state.requeries.get(&CASE).unwrap().owed;
    let due = ended().at(morning(day(2025, 2, 28))).does(note_due());
    assert!(owed(&due));
    given(due)
        .when(sweep("re-query"))
        .then_kinds(["sweep-ordered"])
        .seeing(|story| assert!(!owed(story)));
}

#[test]
fn it_ends_when_enforcement_goes_on() {
    let resumed = Command::RegisterCase {
        registration: RESUMED,
        number: "（2024）川3322执恢3号".into(),
        type_code: "执恢".into(),
        kind: CaseKind::Resumed,
        court: "川3322".into(),
        filed_on: day(2024, 12, 2),
        carried_in: false,
    };
    let story = ended().at(morning(day(2024, 12, 2))).does(resumed);
    given(story.at(morning(day(2025, 2, 28))))
        .when(note_due())
        .then_kinds(["requery-ended"])
        .owing([])
        .seeing(|story| assert!(story.owes_nothing()));
}

#[test]
fn it_ends_when_nothing_is_owed() {
    let paid = Command::RecordPayment {
        receipt: RECEIPT,
        person: DEBTOR,
        amount: cny(1_000),
        paid_on: day(2024, 12, 2),
        evidence: None,
    };
    let story = ended().at(morning(day(2024, 12, 2))).does(paid);
    given(story.at(morning(day(2025, 2, 28))))
        .when(note_due())
        .then_kinds(["requery-ended"]);
}

#[test]
fn a_matter_that_only_waits_for_it_may_leave_memory() {
    assert!(ended().state.is_quiet());
}
