//! Closing a case number, by kind (C-05, D-02).

use crate::{story::*, world::*};
use levy_domain::{
    decider::Decider,
    id::{DocumentId, OfficerId, RegistrationId},
    matter::{
        Command, Matter,
        event::{CaseKind, CaseNumberClosed, ClosingKind},
    },
    order::{Deadline, Measure},
    reply::Outcome,
    stamp::{Actor, Role},
    time::{Timestamp, Zone},
};

pub(super) fn close(kind: &str, owner: Option<OfficerId>) -> Command {
    close_case(CASE, kind, owner)
}

fn close_case(registration: RegistrationId, kind: &str, owner: Option<OfficerId>) -> Command {
    Command::CloseCase {
        registration,
        kind: ClosingKind::from(kind),
        ground: "ground".into(),
        document: None,
        owner,
    }
}

/// What a judge asks.
fn given(story: Story) -> Given {
    crate::story::given(story.by(judge()))
}

fn held() -> Story {
    Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600))
}

const REVIEW: RegistrationId = RegistrationId(PLAN_3.0);

fn objection() -> Command {
    Command::RegisterCase {
        registration: REVIEW,
        number: "（2024）川3322执异1号".into(),
        type_code: "执异".into(),
        kind: CaseKind::Objection,
        court: "川3322".into(),
        filed_on: day(2024, 2, 1),
        carried_in: false,
    }
}

#[test]
fn a_case_without_holds_is_closed() {
    given(Story::owed(cny(1_000)))
        .when(close("round-ended", None))
        .then([CaseNumberClosed {
            registration: CASE,
            kind: ClosingKind::RoundEnded,
            ground: "ground".into(),
            on: day(2024, 3, 1),
            document: None,
            holds_left: vec![],
            owner: None,
            requery: Some(Deadline::new(
                "re-query",
                Timestamp::start_of(day(2024, 9, 1), Zone::CHINA),
                rules().profile().basis("C-07", day(2024, 3, 1)).unwrap(),
            )),
        }
        .into()])
        .seeing(|story| assert!(story.state.is_closed()));
}

#[test]
fn the_office_closes_no_case_and_nobody_who_is_not_filed() {
    let story = || Story::owed(cny(1_000));
    for (actor, code) in [
        (clerk(), "LEVY-R20"),
        (Actor::system(), "LEVY-R20"),
        (Actor::officer(OfficerId(PLAN.0), Role::Auditor), "LEVY-R20"),
    ] {
        crate::story::given(story().by(actor))
            .when(close("terminated", None))
            .then_refused(code);
    }
    let mut nobody = stamp(NOW, judge());
    nobody.court = Default::default();
    let story = story().by(judge());
    let refused = Matter::decide(&story.state, &close("terminated", None), rules(), &nobody);
    assert_eq!(refused.unwrap_err().code(), "LEVY-R80");
    // Whoever asks again is answered.
    let closed = story.does(close("terminated", None)).by(clerk());
    crate::story::given(closed)
        .when(close("terminated", None))
        .then_nothing();
}

#[test]
fn a_round_that_is_ended_keeps_its_holds_with_an_owner() {
    given(held())
        .when(close("round-ended", None))
        .then_refused("LEVY-R30");
    given(held())
        .when(close("round-ended", Some(HEAD)))
        .then_kinds(["case-number-closed"])
        .seeing(|story| assert_eq!(story.state.open_holds().count(), 1));
}

#[test]
fn a_freeze_under_way_needs_an_owner_for_what_it_may_make() {
    let story = || Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600));
    given(story())
        .when(close("round-ended", None))
        .then_refused("LEVY-R30");
    given(story())
        .when(close("round-ended", Some(HEAD)))
        .then_kinds(["case-number-closed"]);
}

#[test]
fn a_claim_that_is_not_paid_is_not_performed() {
    given(Story::owed(cny(1_000)))
        .when(close("performed", Some(HEAD)))
        .then_refused("LEVY-R30");
}

#[test]
fn a_paid_claim_with_a_hold_that_nobody_releases_is_not_performed() {
    let story = held().does(super::paying::paid(RECEIPT, cny(1_000)));
    given(story)
        .when(close("performed", Some(HEAD)))
        .then_refused("LEVY-R30");
}

#[test]
fn a_paid_claim_is_performed_once_every_hold_is_being_released_and_owned() {
    let story = || {
        held()
            .does(super::paying::paid(RECEIPT, cny(1_000)))
            .releasing(2, Measure::Release, 1, cny(600))
    };
    given(story())
        .when(close("performed", None))
        .then_refused("LEVY-R30");
    given(story())
        .when(close("performed", Some(HEAD)))
        .then_kinds(["case-number-closed"]);
}

#[test]
fn a_paid_claim_is_performed_while_its_place_in_a_queue_is_being_given_up() {
    let wait = draft(order(1), Measure::WaitingFreeze, line(ACCOUNT, cny(600)));
    let waiting = Story::owed(cny(1_000))
        .drafts(PLAN, wait)
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, None)])
        .does(super::paying::paid(RECEIPT, cny(1_000)));
    given(waiting.clone())
        .when(close("performed", Some(HEAD)))
        .then_refused("LEVY-R30");
    given(waiting.releasing(2, Measure::ReleaseWaiting, 1, cny(600)))
        .when(close("performed", Some(HEAD)))
        .then_kinds(["case-number-closed"]);
}

#[test]
fn a_paid_claim_without_holds_is_performed() {
    given(Story::owed(cny(1_000)).does(super::paying::paid(RECEIPT, cny(1_000))))
        .when(close("performed", None))
        .then_kinds(["case-number-closed"]);
}

#[test]
fn no_case_is_closed_over_a_transfer_of_unknown_outcome() {
    let story = held().transferring(2, 1, cny(100));
    given(story.clone())
        .when(close("round-ended", Some(HEAD)))
        .then_refused("LEVY-R30");
    given(story.replies(2, 1, vec![said(1, Outcome::Refused, None)]))
        .when(close("round-ended", Some(HEAD)))
        .then_kinds(["case-number-closed"]);
}

#[test]
fn a_review_case_is_decided_and_leaves_holds_and_transfers_alone() {
    let story = held().transferring(2, 1, cny(100)).does(objection());
    given(story)
        .when(close_case(REVIEW, "decided", None))
        .then_kinds(["case-number-closed"])
        .seeing(|story| assert!(!story.state.is_closed()));
}

#[test]
fn only_a_review_case_is_decided() {
    given(Story::owed(cny(1_000)))
        .when(close("decided", None))
        .then_refused("LEVY-R05");
}

#[test]
fn a_closed_case_is_not_closed_otherwise() {
    let story = Story::owed(cny(1_000)).judged(close("terminated", None));
    given(story.clone())
        .when(close("withdrawn", None))
        .then_refused("LEVY-R04");
    given(story).when(close("terminated", None)).then_nothing();
}

#[test]
fn a_case_that_nobody_registered_is_not_closed() {
    given(Story::owed(cny(1_000)))
        .when(close_case(REVIEW, "terminated", None))
        .then_refused("LEVY-R03");
}

#[test]
fn a_closing_document_is_one_that_is_issued() {
    let Command::CloseCase {
        registration,
        kind,
        ground,
        owner,
        ..
    } = close("terminated", None)
    else {
        unreachable!()
    };
    let unknown = Command::CloseCase {
        registration,
        kind,
        ground,
        document: Some(DocumentId(PLAN.0)),
        owner,
    };
    given(Story::owed(cny(1_000)))
        .when(unknown)
        .then_refused("LEVY-R29");
}

#[test]
fn a_way_of_closing_that_no_rule_names_is_refused() {
    given(Story::owed(cny(1_000)))
        .when(close("forgotten", None))
        .then_refused("LEVY-R32");
}

#[test]
fn a_new_case_number_opens_the_matter_again() {
    let story = held().judged(close("round-ended", Some(HEAD)));
    let Command::RegisterCase { court, .. } = register() else {
        unreachable!()
    };
    let resumed = Command::RegisterCase {
        registration: REVIEW,
        number: "（2024）川3322执恢1号".into(),
        type_code: "执恢".into(),
        kind: CaseKind::Resumed,
        court,
        filed_on: day(2024, 3, 1),
        carried_in: false,
    };
    given(story)
        .when(resumed)
        .then_kinds(["case-registered"])
        .seeing(|story| {
            assert!(!story.state.is_closed());
            assert_eq!(story.state.current_case().unwrap().0, &REVIEW);
        });
}
