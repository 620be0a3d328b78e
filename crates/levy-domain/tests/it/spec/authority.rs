//! Who files whom, who signs what, and who approves: what one person alone
//! cannot do (O-60, O-61, ADR 0016).

use super::{approving::approve, court::decide_by};
use crate::{story::*, world::*};
use levy_domain::{
    court::{self, event::*},
    decider::Decider,
    document::{Document, DocumentKind},
    id::{DocumentId, OfficerId},
    matter::{Command, Event, Matter},
    order::Measure,
    refusal::Refusal,
    stamp::{Actor, Role, Stamp},
};
use std::sync::Arc;
use uuid::Uuid;

const NOBODY: OfficerId = OfficerId(Uuid::from_u128(0x6f));
const NOBODY_2: OfficerId = OfficerId(Uuid::from_u128(0x6e));

fn president() -> Actor {
    Actor::officer(PRESIDENT, Role::President)
}

fn head() -> Actor {
    Actor::officer(HEAD, Role::BureauHead)
}

fn officer(officer: OfficerId, role: Role) -> court::Command {
    court::Command::FileOfficer(OfficerFiled {
        officer,
        name: sealed(9),
        role,
        work_card: None,
        enforcement_card: None,
        from: day(2024, 3, 1),
    })
}

fn removed(officer: OfficerId) -> court::Command {
    court::Command::RemoveOfficer {
        officer,
        from: day(2024, 3, 1),
        ground: "retired".into(),
    }
}

/// Everybody of the small world.
fn bench() -> court::State {
    court_with(&Actor::system())
}

fn files(actor: &Actor, role: Role) -> Result<(), String> {
    decide_by(&bench(), actor, &officer(NOBODY, role)).map(drop)
}

fn refused(code: &str) -> Result<(), String> {
    Err(code.to_owned())
}

#[test]
fn the_set_up_files_the_president_of_a_court_that_has_none_and_nobody_else() {
    let empty = court::State::default();
    let by_set_up = |state: &court::State, role| {
        decide_by(state, &Actor::system(), &officer(NOBODY, role)).map(drop)
    };
    assert_eq!(by_set_up(&empty, Role::President), Ok(()));
    assert_eq!(by_set_up(&empty, Role::Judge), refused("LEVY-R20"));
    assert_eq!(by_set_up(&bench(), Role::President), refused("LEVY-R20"));
}

#[test]
fn the_set_up_files_a_president_who_acts_at_once() {
    let mut slip = officer(NOBODY, Role::President);
    if let court::Command::FileOfficer(filed) = &mut slip {
        filed.from = day(2042, 3, 1);
    }
    let empty = court::State::default();
    let filed = decide_by(&empty, &Actor::system(), &slip).map(drop);
    assert_eq!(filed, refused("LEVY-R05"));
    // The president may well file another for a day ahead.
    assert_eq!(decide_by(&bench(), &president(), &slip).map(drop), Ok(()));
}

#[test]
fn the_day_of_a_removal_that_was_a_slip_is_corrected() {
    let removed_from = |from| court::Command::RemoveOfficer {
        officer: JUDGE,
        from,
        ground: "retired".into(),
    };
    let mut court = bench();
    let slip = removed_from(day(2042, 3, 1));
    for event in decide_by(&court, &president(), &slip).unwrap() {
        court::Court::evolve(&mut court, &event, NOW).unwrap();
    }
    assert_eq!(decide_by(&court, &president(), &slip), Ok(vec![]));
    assert!(court.may_act(&JUDGE, &Role::Judge, day(2024, 3, 2)));
    for event in decide_by(&court, &president(), &removed(JUDGE)).unwrap() {
        court::Court::evolve(&mut court, &event, NOW).unwrap();
    }
    assert!(!court.may_act(&JUDGE, &Role::Judge, day(2024, 3, 2)));
    let never = removed_from(day(2999, 1, 1));
    let removed = decide_by(&court, &president(), &never).map(drop);
    assert_eq!(removed, refused("LEVY-R05"));
}

#[test]
fn who_may_approve_is_filed_by_the_president() {
    for role in [
        Role::President,
        Role::BureauHead,
        Role::Judge,
        Role::Auditor,
    ] {
        assert_eq!(files(&president(), role.clone()), Ok(()), "{role}");
        for actor in [head(), judge(), clerk()] {
            assert_eq!(files(&actor, role.clone()), refused("LEVY-R20"), "{role}");
        }
    }
}

#[test]
fn the_office_is_filed_by_the_head_of_the_bureau_or_the_president() {
    for actor in [president(), head()] {
        assert_eq!(files(&actor, Role::Clerk), Ok(()));
    }
    for actor in [judge(), clerk(), Actor::system()] {
        assert_eq!(files(&actor, Role::Clerk), refused("LEVY-R20"));
    }
}

#[test]
fn a_role_that_the_profile_does_not_know_is_filed_by_nobody() {
    assert_eq!(files(&president(), Role::System), refused("LEVY-R32"));
    assert_eq!(
        files(&president(), Role::from("emperor")),
        refused("LEVY-R32")
    );
}

#[test]
fn whoever_files_is_filed_himself() {
    let stranger = Actor::officer(NOBODY_2, Role::President);
    assert_eq!(files(&stranger, Role::Judge), refused("LEVY-R80"));
    let nameless = Actor {
        officer: None,
        ..president()
    };
    assert_eq!(files(&nameless, Role::Judge), refused("LEVY-R20"));
}

#[test]
fn nobody_files_changes_or_removes_himself() {
    let court = bench();
    let own = |command: &court::Command| decide_by(&court, &president(), command).map(drop);
    let mut card = officer(PRESIDENT, Role::President);
    if let court::Command::FileOfficer(filed) = &mut card {
        filed.name = sealed(1);
        filed.work_card = Some(sealed(3));
    }
    assert_eq!(own(&card), refused("LEVY-R81"));
    assert_eq!(own(&removed(PRESIDENT)), refused("LEVY-R81"));
    let raised = decide_by(&court, &head(), &officer(HEAD, Role::President)).map(drop);
    assert_eq!(raised, refused("LEVY-R02"));
}

#[test]
fn a_removed_officer_is_not_filed_higher_by_himself_or_by_his_equal() {
    let mut court = bench();
    for event in decide_by(&court, &president(), &removed(JUDGE)).unwrap() {
        court::Court::evolve(&mut court, &event, NOW).unwrap();
    }
    let mut again = officer(JUDGE, Role::President);
    if let court::Command::FileOfficer(filed) = &mut again {
        filed.name = sealed(1);
    }
    assert_eq!(
        decide_by(&court, &judge(), &again).map(drop),
        refused("LEVY-R81")
    );
    let equal = Actor::officer(JUDGE_2, Role::Judge);
    assert_eq!(
        decide_by(&court, &equal, &again).map(drop),
        refused("LEVY-R20")
    );
    assert_eq!(decide_by(&court, &president(), &again).map(drop), Ok(()));
}

#[test]
fn an_officer_is_removed_by_who_may_file_his_role() {
    let by = |actor: &Actor, officer| decide_by(&bench(), actor, &removed(officer)).map(drop);
    assert_eq!(by(&clerk(), PRESIDENT), refused("LEVY-R20"));
    assert_eq!(by(&head(), JUDGE), refused("LEVY-R20"));
    assert_eq!(by(&head(), CLERK), Ok(()));
    assert_eq!(by(&president(), HEAD), Ok(()));
}

#[test]
fn nobody_makes_himself_the_deputy_of_another_nor_lends_his_own_office() {
    let deputy = |deputy, principal| {
        court::Command::FileDeputy(DeputyFiled {
            deputy,
            principal,
            from: day(2024, 3, 1),
            to: day(2024, 3, 9),
        })
    };
    let by = |actor: &Actor, command| decide_by(&bench(), actor, &command).map(drop);
    assert_eq!(by(&clerk(), deputy(CLERK, PRESIDENT)), refused("LEVY-R81"));
    assert_eq!(by(&judge(), deputy(CLERK, JUDGE)), refused("LEVY-R20"));
    assert_eq!(by(&president(), deputy(JUDGE_2, JUDGE)), Ok(()));
    assert_eq!(
        by(&Actor::system(), deputy(CLERK, JUDGE)),
        refused("LEVY-R20")
    );
}

#[test]
fn rules_and_epochs_are_no_act_of_an_officer() {
    let raise = court::Command::RaiseEpoch {
        ground: "restored".into(),
    };
    let by = |actor: &Actor| decide_by(&bench(), actor, &raise).map(drop);
    assert_eq!(by(&president()), refused("LEVY-R20"));
    assert_eq!(by(&Actor::system()), Ok(()));
}

fn paper(kind: DocumentKind, signers: &[OfficerId]) -> Command {
    let id = DocumentId(Uuid::from_u128(0x77));
    Command::IssueDocument {
        document: Document {
            signers: signers.to_vec(),
            ..document(id, kind)
        },
    }
}

#[test]
fn a_ruling_is_signed_by_a_judge_whoever_brings_it_in() {
    given(Story::opened())
        .when(paper(DocumentKind::Ruling, &[JUDGE, CLERK]))
        .then_kinds(["document-issued"]);
}

#[test]
fn what_a_clerk_alone_signs_is_no_ruling_and_no_notice() {
    for kind in [
        DocumentKind::Ruling,
        DocumentKind::AssistanceNotice,
        DocumentKind::QueryNotice,
        DocumentKind::from("handover-letter"),
    ] {
        given(Story::opened())
            .when(paper(kind, &[CLERK]))
            .then_refused("LEVY-R82");
    }
}

#[test]
fn a_clerk_certifies_the_copy_of_a_judgment() {
    given(Story::opened())
        .when(paper(DocumentKind::JudgmentCopy, &[CLERK]))
        .then_kinds(["document-issued"]);
}

#[test]
fn every_signer_is_an_officer_of_the_court() {
    given(Story::opened())
        .when(paper(DocumentKind::Ruling, &[JUDGE, NOBODY]))
        .then_refused("LEVY-R80");
}

#[test]
fn the_engine_approves_for_nobody() {
    let story = super::approving::drafted().by(Actor::system());
    given(story)
        .when_of(|story| approve(story, JUDGE, Role::Judge))
        .then_refused("LEVY-R20");
}

/// The court as it is filed, not as whoever acts says.
fn by_the_book(
    story: &Story,
    court: &Arc<court::State>,
    command: &Command,
) -> Result<Vec<Event>, Refusal> {
    let court = Arc::clone(court);
    let stamp = Stamp {
        court,
        ..stamp(story.now, story.actor.clone())
    };
    Matter::decide(&story.state, command, story.rules, &stamp)
}

#[test]
fn one_clerk_alone_freezes_nobody() {
    let court = Arc::new(bench());
    // He files judges who do not exist, or himself as one.
    for role in [Role::Judge, Role::BureauHead, Role::President] {
        assert_eq!(files(&clerk(), role), refused("LEVY-R20"));
    }
    let himself = decide_by(&court, &clerk(), &officer(CLERK, Role::Judge)).map(drop);
    assert_eq!(himself, refused("LEVY-R02"));
    // He opens a file on an innocent person, and writes the papers himself or
    // in the name of a judge whom nobody filed.
    let story = Story::owed(cny(1_000)).by(clerk());
    let code = |command: &Command| {
        let refusal = by_the_book(&story, &court, command).unwrap_err();
        refusal.code()
    };
    assert_eq!(code(&paper(DocumentKind::Ruling, &[CLERK])), "LEVY-R82");
    assert_eq!(code(&paper(DocumentKind::Ruling, &[NOBODY])), "LEVY-R80");
    // He drafts a freeze, and approves it under their names.
    let line = line(ACCOUNT, cny(300));
    let story = story.drafts(PLAN, draft(order(1), Measure::Freeze, line));
    let as_of = |actor: Actor, officer, role| {
        let story = story.clone().by(actor);
        let command = approve(&story, officer, role);
        by_the_book(&story, &court, &command).unwrap_err().code()
    };
    assert_eq!(as_of(clerk(), CLERK, Role::Clerk), "LEVY-R19");
    assert_eq!(as_of(clerk(), NOBODY, Role::Judge), "LEVY-R19");
    assert_eq!(as_of(clerk(), JUDGE, Role::Judge), "LEVY-R19");
    for (invented, role) in [(NOBODY, Role::Judge), (NOBODY_2, Role::BureauHead)] {
        let actor = Actor::officer(invented, role.clone());
        assert_eq!(as_of(actor, invented, role), "LEVY-R80");
    }
    // Nothing is approved, so nothing leaves.
    let issue = story.issue(PLAN);
    let refusal = by_the_book(&story, &court, &issue).unwrap_err();
    assert_eq!(refusal.code(), "LEVY-R17");
}
