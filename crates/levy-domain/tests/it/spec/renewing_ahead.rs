//! Renewals that a judge authorised ahead.

use super::{
    barring::raise,
    term::{held, over, start, told},
};
use crate::{story::*, world::*};
use levy_domain::{
    document::{Document, DocumentKind},
    id::{BarId, HoldId, OfficerId, PlanId},
    matter::{
        Command, Event,
        event::{BarKind, BarScope},
        state::PlanPhase,
        term::{self, Authorised},
    },
    order::{Measure, OrderDraft},
    stamp::{Actor, Role},
    time::Date,
};

fn authorise(hold: HoldId, months: u32, until: Date, officer: OfficerId, role: Role) -> Command {
    Command::Term(term::Command::AuthoriseRenewal {
        hold,
        asked: Authorised {
            months,
            until,
            officer,
            role,
        },
    })
}

/// The judge authorised renewals of a year each until 2030.
fn authorised() -> Story {
    let hold = held().hold_of(1);
    held()
        .by(judge())
        .does(authorise(hold, 12, day(2030, 1, 1), JUDGE, Role::Judge))
        .by(clerk())
}

fn note_end(story: &Story) -> Command {
    let hold = story.hold_of(1);
    Command::Term(term::Command::NoteEnd { hold })
}

fn drafted(events: &[Event]) -> (PlanId, OrderDraft) {
    let plan = events.iter().find_map(|event| match event {
        Event::PlanDrafted(drafted) => Some((drafted.plan, drafted.orders[0].clone())),
        _ => None,
    });
    plan.unwrap()
}

#[test]
fn an_authorised_renewal_is_drafted_at_its_rung_with_the_approval_of_the_judge() {
    let early = told(authorised().at(start(2024, 11, 30)));
    assert_eq!(early.events.last().unwrap().0.kind(), "hold-end-near");
    given(early.at(start(2025, 1, 29)))
        .when_of(note_end)
        .then_kinds(["hold-end-near", "plan-drafted", "plan-approved"])
        .saying(|events| {
            let (_, order) = drafted(events);
            assert_eq!(order.measure, Measure::Renew);
            let term = order.lines[0].term.unwrap();
            assert_eq!((term.from, term.to), (day(2025, 3, 1), day(2026, 2, 28)));
            assert_eq!(order.lines[0].amount, Some(cny(600)));
            let Event::PlanApproved(approved) = &events[2] else {
                panic!()
            };
            assert_eq!((approved.officer, approved.ahead), (JUDGE, true));
            // The matrix asks for a second officer, whom nothing replaces.
            assert!(!approved.complete);
        });
}

#[test]
fn the_other_approvals_and_the_documents_are_still_needed() {
    let story = told(authorised().at(start(2025, 1, 29)));
    let mut plans = story.state.plans.iter();
    let by_rule = plans.find(|(_, known)| known.drafted.by_rule.is_some());
    let (plan, list_hash) = by_rule
        .map(|(plan, known)| (*plan, known.drafted.list_hash))
        .unwrap();
    given(story.clone())
        .when_of(|story| story.issue(plan))
        .then_refused("LEVY-R17");
    let approve = |officer, role| Command::ApprovePlan {
        plan,
        list_hash,
        officer,
        role,
    };
    given(story.clone().by(judge()))
        .when(approve(JUDGE, Role::Judge))
        .then_nothing();
    let story = story
        .by(Actor::officer(HEAD, Role::BureauHead))
        .does(approve(HEAD, Role::BureauHead))
        .by(clerk());
    assert!(matches!(
        story.state.plans[&plan].phase,
        PlanPhase::Approved(_)
    ));
    given(story.clone())
        .when_of(|story| story.issue(plan))
        .then_refused("LEVY-R16");
    let made = |story: Story, n: u128, kind: DocumentKind| {
        let id = levy_domain::id::DocumentId(uuid::Uuid::from_u128(n));
        let document = Document {
            plan: Some(plan),
            ..document(id, kind)
        };
        story.does(Command::IssueDocument { document })
    };
    let story = made(story, 0x7a, DocumentKind::Ruling);
    let story = made(story, 0x7b, DocumentKind::AssistanceNotice);
    given(story)
        .when_of(|story| story.issue(plan))
        .then_kinds(["orders-issued"]);
}

#[test]
fn an_authorised_renewal_never_reaches_beyond_what_was_authorised() {
    let hold = held().hold_of(1);
    let until = |day_of| {
        held()
            .by(judge())
            .does(authorise(hold, 12, day_of, JUDGE, Role::Judge))
            .by(clerk())
            .at(start(2025, 1, 29))
    };
    given(until(day(2025, 6, 30)))
        .when_of(note_end)
        .then_kinds(["hold-end-near", "plan-drafted", "plan-approved"])
        .saying(|events| {
            let (_, order) = drafted(events);
            assert_eq!(order.lines[0].term.unwrap().to, day(2025, 6, 30));
        });
    given(until(day(2025, 2, 28)))
        .when_of(note_end)
        .then_kinds(["hold-end-near"]);
    given(held().by(judge()))
        .when(authorise(hold, 13, day(2030, 1, 1), JUDGE, Role::Judge))
        .then_refused_saying("LEVY-R26", "T-01");
}

#[test]
fn nothing_is_drafted_after_the_end_or_beside_another_renewal() {
    given(authorised().at(over()))
        .when_of(note_end)
        .then_kinds(["hold-ended-unsettled"]);
    let story = authorised().at(start(2025, 1, 29));
    let renewal = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    given(story.drafts(PLAN_2, renewal))
        .when_of(note_end)
        .then_kinds(["hold-end-near"]);
}

#[test]
fn what_must_be_let_go_is_not_renewed_ahead() {
    let bankrupt = BarScope {
        persons: vec![DEBTOR],
        assets: vec![],
    };
    let bankruptcy = raise(BarId(PLAN_3.0), BarKind::Bankruptcy, bankrupt);
    given(authorised().does(bankruptcy).at(start(2025, 1, 29)))
        .when_of(note_end)
        .then_kinds(["hold-end-near"]);
}

#[test]
fn an_authorisation_may_be_taken_back() {
    let hold = held().hold_of(1);
    let revoke = Command::Term(term::Command::RevokeRenewal { hold });
    given(authorised().by(judge()))
        .when(revoke.clone())
        .then_kinds(["renewal-authorisation-revoked"])
        .seeing(|story| assert_eq!(story.state.holds[&hold].authorised, None));
    let story = authorised().does(revoke).at(start(2025, 1, 29));
    given(story).when_of(note_end).then_kinds(["hold-end-near"]);
}

#[test]
fn only_an_officer_who_approves_renewals_authorises_them_and_in_his_own_name() {
    let hold = held().hold_of(1);
    let until = day(2030, 1, 1);
    given(held().by(clerk()))
        .when(authorise(hold, 12, until, CLERK, Role::Clerk))
        .then_refused("LEVY-R20");
    given(held().by(clerk()))
        .when(authorise(hold, 12, until, JUDGE, Role::Judge))
        .then_refused("LEVY-R19");
    given(held().by(judge()))
        .when(authorise(OLD_HOLD, 12, until, JUDGE, Role::Judge))
        .then_refused("LEVY-R03");
    given(held().by(judge()))
        .when(authorise(hold, 12, until, JUDGE, Role::Judge))
        .then_kinds(["renewal-authorised"]);
}
