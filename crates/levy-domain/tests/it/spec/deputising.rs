//! Deputies, and the emergency path that is countersigned.

use super::approving::{approve, drafted};
use crate::{story::*, world::*};
use levy_domain::{
    id::{HoldId, OfficerId},
    matter::{Command, Duty, event::Event, urgent::Command as Urgent},
    order::Measure,
    party::IdentityStrength,
    reply::Outcome,
    rules::Profile,
    stamp::{Actor, Role},
    time::{DAY, HOUR},
};

fn deputy(officer: OfficerId, of: OfficerId, role: Role) -> Actor {
    Actor {
        on_behalf_of: Some(of),
        ..Actor::officer(officer, role)
    }
}

fn signed(story: Story, actor: Actor) -> Given {
    given(story.by(actor))
}

/// The deputy of the judge has approved for him.
fn once() -> Story {
    let story = drafted().by(deputy(JUDGE_2, JUDGE, Role::Judge));
    let command = approve(&story, JUDGE_2, Role::Judge);
    story.does(command)
}

fn at_once(story: &Story, officer: OfficerId, role: Role) -> Command {
    Command::Urgent(Urgent::Approve {
        plan: PLAN,
        list_hash: story.state.plans[&PLAN].drafted.list_hash,
        officer,
        role,
        ground: "assets-being-moved".into(),
    })
}

fn missed() -> Command {
    Command::Urgent(Urgent::NoteMissed { plan: PLAN })
}

fn urgent() -> Story {
    let story = drafted().by(judge());
    let command = at_once(&story, JUDGE, Role::Judge);
    story.does(command)
}

fn holding() -> Story {
    let story = urgent();
    let command = story.issue(PLAN);
    story
        .does(command)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))])
}

#[test]
fn a_deputys_approval_names_both() {
    signed(drafted(), deputy(JUDGE_2, JUDGE, Role::Judge))
        .when_of(|story| approve(story, JUDGE_2, Role::Judge))
        .then_kinds(["plan-approved"])
        .saying(|events| {
            let Event::PlanApproved(e) = &events[0] else {
                unreachable!()
            };
            assert_eq!((e.officer, e.on_behalf_of), (JUDGE_2, Some(JUDGE)));
        });
}

#[test]
fn a_deputy_never_makes_one_person_two() {
    // Neither himself once more, nor the officer he stood for, nor he for another.
    let head = || Actor::officer(JUDGE_2, Role::BureauHead);
    signed(once(), head())
        .when_of(|story| approve(story, JUDGE_2, Role::BureauHead))
        .then_refused("LEVY-R19");
    signed(once(), Actor::officer(JUDGE, Role::BureauHead))
        .when_of(|story| approve(story, JUDGE, Role::BureauHead))
        .then_refused("LEVY-R19");
    signed(once(), deputy(PRESIDENT, JUDGE, Role::BureauHead))
        .when_of(|story| approve(story, PRESIDENT, Role::BureauHead))
        .then_refused("LEVY-R19");
    signed(once(), deputy(PRESIDENT, HEAD, Role::BureauHead))
        .when_of(|story| approve(story, PRESIDENT, Role::BureauHead))
        .then_kinds(["plan-approved"])
        .owing([Duty::Issue(PLAN)]);
}

#[test]
fn a_deputy_does_not_approve_what_the_officer_he_stands_for_drafted() {
    let story = Story::owed(cny(1_000)).by(judge()).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300))),
    );
    signed(story, deputy(JUDGE_2, JUDGE, Role::Judge))
        .when_of(|story| approve(story, JUDGE_2, Role::Judge))
        .then_refused("LEVY-R19");
}

#[test]
fn one_officer_lets_a_freeze_leave_at_once_his_own_draft_too() {
    let story = Story::owed(cny(1_000)).by(judge()).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300))),
    );
    given(story)
        .when_of(|story| at_once(story, JUDGE, Role::Judge))
        .then_kinds(["plan-approved-urgently"])
        .owing([Duty::Issue(PLAN)])
        .saying(|events| {
            let Event::PlanApprovedUrgently(e) = &events[0] else {
                unreachable!()
            };
            assert_eq!(e.countersign.at, NOW.plus(24 * HOUR));
            assert_eq!(e.countersign.basis.rule, "O-53");
        });
}

#[test]
fn a_second_different_officer_countersigns() {
    signed(urgent(), Actor::officer(JUDGE, Role::BureauHead))
        .when_of(|story| approve(story, JUDGE, Role::BureauHead))
        .then_refused("LEVY-R19");
    signed(holding(), Actor::officer(HEAD, Role::BureauHead))
        .when_of(|story| approve(story, HEAD, Role::BureauHead))
        .then_kinds(["plan-countersigned"])
        .seeing(|story| assert!(!story.state.urgents.is_open(&PLAN)));
}

#[test]
fn what_was_countersigned_is_not_missed() {
    let story = urgent().by(Actor::officer(HEAD, Role::BureauHead));
    let command = approve(&story, HEAD, Role::BureauHead);
    given(story.does(command).at(NOW.plus(2 * DAY)))
        .when(missed())
        .then_nothing();
}

#[test]
fn what_is_not_countersigned_in_time_is_said_and_must_be_let_go() {
    let story = holding();
    let hold: HoldId = story.hold_of(1);
    given(story.clone()).when(missed()).then_nothing();
    given(story.at(NOW.plus(24 * HOUR)))
        .when(missed())
        .then_kinds(["countersign-missed", "release-owed"])
        .owing([Duty::Release(hold)]);
}

#[test]
fn nothing_of_it_leaves_any_more_and_nobody_countersigns_it() {
    let story = urgent().at(NOW.plus(24 * HOUR)).does(missed());
    given(story.clone())
        .when_of(|story| story.issue(PLAN))
        .then_refused("LEVY-R59");
    signed(story, Actor::officer(HEAD, Role::BureauHead))
        .when_of(|story| approve(story, HEAD, Role::BureauHead))
        .then_refused("LEVY-R59");
}

#[test]
fn an_order_of_it_that_has_not_left_is_taken_back_and_a_late_hold_must_go() {
    let story = urgent();
    let command = story.issue(PLAN);
    let story = story.does(command).at(NOW.plus(24 * HOUR)).does(missed());
    let left = story.state.may_be_sent(&order(1), story.now, story.rules);
    assert_eq!(left.unwrap_err().code(), "LEVY-R59");
    let done = reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    given(story).when(fold(order(1), done)).then_kinds([
        "order-answered",
        "hold-established",
        "release-owed",
    ]);
}

#[test]
fn a_transfer_never_leaves_on_one_approval() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let transfer = story.on_hold(2, Measure::Transfer, 1, Some(cny(100)));
    given(story.drafts(PLAN, transfer).by(judge()))
        .when_of(|story| at_once(story, JUDGE, Role::Judge))
        .then_refused("LEVY-R60");
    let text = Profile::china().unwrap().text().to_owned();
    let from = "says.urgent.measures = [\"freeze\", \"waiting-freeze\"]";
    assert!(text.contains(from));
    let spoilt = text.replace(from, "says.urgent.measures = [\"freeze\", \"transfer\"]");
    assert!(Profile::from_toml(&spoilt).is_err());
}

#[test]
fn a_weak_match_never_leaves_on_one_approval() {
    let weak = levy_domain::party::Person {
        strength: IdentityStrength::Unchecked,
        ..person(DEBTOR)
    };
    let story = Story::owed(cny(1_000)).does(Command::CorrectIdentity {
        person: weak,
        document: None,
    });
    let mut order = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)));
    order.identity = IdentityStrength::Unchecked;
    given(story.drafts(PLAN, order).by(judge()))
        .when_of(|story| at_once(story, JUDGE, Role::Judge))
        .then_refused("LEVY-R60");
}

#[test]
fn a_clerk_lets_nothing_leave() {
    given(drafted().by(clerk()))
        .when_of(|story| at_once(story, CLERK, Role::Clerk))
        .then_refused("LEVY-R20");
}

#[test]
fn an_emergency_that_is_given_up_before_the_issue_awaits_nobody() {
    given(urgent())
        .when(Command::WithdrawPlan {
            plan: PLAN,
            ground: "mistake".into(),
        })
        .then_kinds(["plan-withdrawn"])
        .seeing(|story| assert_eq!(story.state.duties().entries().count(), 0));
}
