//! A unit says no (F26): it is an answer, and for no reason of the law one that
//! a judge must answer in his turn; what may follow is S-01.

use super::breaching::{BREACH, fine, president};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{BreachId, DocumentId, UnitObjectionId},
    matter::{
        Command, Duty, Event,
        breach::Command as Ask,
        event::{BreachKind, ObjectionOutcome},
        objection,
    },
    order::Measure,
    reply::{Fault, LineReply, Outcome, Reply},
    time::DAY,
};
use uuid::Uuid;

const DECISION: DocumentId = DocumentId(Uuid::from_u128(0x76));

fn asked() -> Story {
    Story::owed(cny(1_000))
        .does(issue(DECISION, DocumentKind::FineDecision))
        .freezing(1, ACCOUNT, cny(600))
}

fn no(sequence: u32, reason: &str) -> Command {
    let reply = Reply {
        refused: Some(reason.into()),
        ..reply(&order(1), sequence, vec![])
    };
    fold(order(1), reply)
}

fn refused() -> Story {
    asked().does(no(1, "internal-rules"))
}

fn refusal(story: &Story) -> UnitObjectionId {
    *story.state.objections.iter().next().unwrap().0
}

fn answer(story: &Story, outcome: ObjectionOutcome) -> Command {
    objection::Command::Answer {
        objection: refusal(story),
        outcome,
        document: RULING,
    }
    .into()
}

/// The judge orders the unit to perform.
fn ordered_to_perform() -> Story {
    let story = refused().by(judge());
    let answer = answer(&story, ObjectionOutcome::Rejected);
    story.does(answer)
}

fn report(story: &Story) -> Command {
    Ask::ReportRefusal {
        breach: BREACH,
        objection: refusal(story),
        evidence: Digest::of(b"record of the second visit"),
    }
    .into()
}

#[test]
fn a_refusal_for_no_reason_of_the_law_is_put_before_the_judge_with_a_clock() {
    given(asked())
        .when(no(1, "internal-rules"))
        .then_kinds(["order-answered", "assistance-refused"])
        .saying(|events| {
            let Event::AssistanceRefused(e) = &events[1] else {
                unreachable!()
            };
            assert_eq!((e.order, e.owner), (order(1), Some(JUDGE)));
            assert_eq!(e.reason.as_str(), "internal-rules");
            assert_eq!(
                (e.rule.rule.as_str(), e.rule.article.as_str()),
                ("S-01", "民事诉讼法 (2023) 117(1)")
            );
            assert_eq!(e.deadline.as_ref().unwrap().basis.rule, "O-55");
        })
        .seeing(|story| {
            assert_eq!(story.room(LIABILITY), 1_000, "the room is free");
            let due = story.clone().at(NOW.plus(10 * DAY)).due();
            assert_eq!(due, [Duty::Objection(refusal(story))]);
        });
}

#[test]
fn a_refused_line_is_a_refusal_like_the_whole() {
    let line = LineReply {
        reason: None,
        ..said(1, Outcome::Refused, None)
    };
    given(asked())
        .when(fold(order(1), reply(&order(1), 1, vec![line])))
        .then_kinds(["order-answered", "assistance-refused"]);
}

#[test]
fn a_reason_of_the_law_or_the_courts_own_fault_is_no_refusal() {
    for reason in ["protected-account", "not-redeemable-yet", "expired"] {
        given(asked())
            .when(no(1, reason))
            .then_kinds(["order-answered"])
            .owing([]);
    }
    for fault in [Fault::Court, Fault::Channel] {
        let back = Reply {
            refused: Some("wrong-papers".into()),
            fault: Some(fault),
            ..reply(&order(1), 1, vec![])
        };
        given(asked())
            .when(fold(order(1), back))
            .then_kinds(["order-answered"]);
    }
}

#[test]
fn a_no_to_what_the_court_asked_back_is_no_refusal() {
    let back = Command::RequestRecall {
        order: order(1),
        ground: "error".into(),
    };
    given(asked().does(back))
        .when(no(1, "internal-rules"))
        .then_kinds(["order-answered"]);
}

#[test]
fn a_refusal_that_is_not_answered_is_put_once_and_its_silence_said() {
    given(refused())
        .when(no(2, "internal-rules"))
        .then_kinds(["order-answered"]);
    let late = objection::Command::NoteOverdue {
        objection: refusal(&refused()),
    };
    given(refused().at(NOW.plus(10 * DAY)))
        .when(late.into())
        .then_kinds(["unit-objection-overdue"])
        .owing([]);
}

#[test]
fn a_refused_release_is_put_before_the_judge_too() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .releasing(2, Measure::Release, 1, cny(600));
    let no = Reply {
        refused: Some("internal-rules".into()),
        ..reply(&order(2), 1, vec![])
    };
    let events = story.decide(&fold(order(2), no)).unwrap();
    assert!(
        events
            .iter()
            .any(|event| event.kind() == "assistance-refused")
    );
}

#[test]
fn before_the_order_to_perform_nothing_is_held_against_the_unit() {
    let story = refused().by(judge());
    let command = report(&story);
    given(story.clone()).when(command).then_refused("LEVY-R30");
    // The judge may find it right.
    let right = answer(&story, ObjectionOutcome::Accepted);
    let story = story.does(right);
    let command = report(&story);
    given(story).when(command).then_refused("LEVY-R30");
}

#[test]
fn who_goes_on_refusing_is_fined_and_answers_for_no_sum() {
    let story = ordered_to_perform();
    let command = report(&story);
    given(story.clone())
        .when(command.clone())
        .then_kinds(["breach-reported"])
        .saying(|events| {
            let Event::BreachReported(e) = &events[0] else {
                unreachable!()
            };
            assert_eq!(
                (&e.kind, e.rule.rule.as_str()),
                (&BreachKind::RefusedAssistance, "S-01")
            );
            assert!(e.moved.is_zero());
        });
    let reported = story.does(command);
    let liable = Ask::RuleLiability {
        breach: BREACH,
        amount: cny(600),
        document: RULING,
    };
    given(reported.clone())
        .when(liable.into())
        .then_refused("LEVY-R64");
    let recover = Ask::OrderRecovery {
        breach: BREACH,
        by: day(2024, 3, 18),
        document: RULING,
    };
    given(reported.clone())
        .when(recover.into())
        .then_refused("LEVY-R05");
    // No date comes first.
    given(reported.clone().by(president()))
        .when(fine(50_000))
        .then_kinds(["fine-decided"]);
    let again = Ask::ReportRefusal {
        breach: BreachId(Uuid::from_u128(0xa9)),
        objection: refusal(&reported),
        evidence: Digest::of(b"other"),
    };
    given(reported).when(again.into()).then_refused("LEVY-R67");
}

#[test]
fn who_performs_in_the_end_did_not_refuse() {
    let story = ordered_to_perform().replies(1, 2, vec![said(1, Outcome::Done, Some(cny(600)))]);
    let command = report(&story);
    given(story).when(command).then_refused("LEVY-R63");
}
