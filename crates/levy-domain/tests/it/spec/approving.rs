//! Approvals by the hash of the list, each by another officer.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::OfficerId,
    matter::{Command, Duty, state::PlanPhase},
    order::{Line, Measure},
    stamp::{Actor, Role},
};

pub(super) fn drafted() -> Story {
    Story::owed(cny(1_000)).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300))),
    )
}

pub(super) fn approve(story: &Story, officer: OfficerId, role: Role) -> Command {
    Command::ApprovePlan {
        plan: PLAN,
        list_hash: story.state.plans[&PLAN].drafted.list_hash,
        officer,
        role,
    }
}

fn by(story: Story, officer: OfficerId, role: Role) -> Given {
    given(story.by(Actor::officer(officer, role)))
}

/// The judge has approved.
fn once() -> Story {
    let story = drafted().by(judge());
    let command = approve(&story, JUDGE, Role::Judge);
    story.does(command)
}

#[test]
fn one_approval_is_not_enough() {
    by(drafted(), JUDGE, Role::Judge)
        .when_of(|story| approve(story, JUDGE, Role::Judge))
        .then_kinds(["plan-approved"])
        .owing([])
        .seeing(|story| assert_eq!(story.phase(1), "drafted"));
}

#[test]
fn the_second_approval_by_another_officer_owes_the_issue() {
    by(once(), HEAD, Role::BureauHead)
        .when_of(|story| approve(story, HEAD, Role::BureauHead))
        .then_kinds(["plan-approved"])
        .owing([Duty::Issue(PLAN)])
        .seeing(|story| assert_eq!(story.phase(1), "approved"));
}

#[test]
fn one_officer_does_not_approve_twice_in_two_roles() {
    by(once(), JUDGE, Role::BureauHead)
        .when_of(|story| approve(story, JUDGE, Role::BureauHead))
        .then_refused("LEVY-R19");
}

#[test]
fn the_same_approval_again_says_nothing_new() {
    by(once(), JUDGE, Role::Judge)
        .when_of(|story| approve(story, JUDGE, Role::Judge))
        .then_nothing();
}

#[test]
fn who_drafted_a_plan_cannot_approve_it() {
    let story = Story::owed(cny(1_000)).by(judge()).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300))),
    );
    given(story)
        .when_of(|story| approve(story, JUDGE, Role::Judge))
        .then_refused("LEVY-R19");
}

#[test]
fn a_role_that_the_matrix_does_not_name_cannot_approve() {
    by(drafted(), JUDGE_2, Role::Clerk)
        .when_of(|story| approve(story, JUDGE_2, Role::Clerk))
        .then_refused("LEVY-R20");
}

#[test]
fn nobody_approves_in_a_role_that_he_does_not_act_in() {
    by(drafted(), CLERK, Role::Clerk)
        .when_of(|story| approve(story, CLERK, Role::Judge))
        .then_refused("LEVY-R20");
}

#[test]
fn nobody_approves_in_the_name_of_another() {
    by(drafted(), JUDGE_2, Role::Judge)
        .when_of(|story| approve(story, JUDGE, Role::Judge))
        .then_refused("LEVY-R19");
}

#[test]
fn an_approval_is_for_the_list_that_was_seen() {
    let other = Command::ApprovePlan {
        plan: PLAN,
        list_hash: Digest::of(b"other"),
        officer: JUDGE,
        role: Role::Judge,
    };
    by(drafted(), JUDGE, Role::Judge)
        .when(other)
        .then_refused("LEVY-R18");
}

#[test]
fn a_withdrawn_plan_cannot_be_approved() {
    let story = drafted().does(Command::WithdrawPlan {
        plan: PLAN,
        ground: "mistake".into(),
    });
    by(story, JUDGE, Role::Judge)
        .when_of(|story| approve(story, JUDGE, Role::Judge))
        .then_refused("LEVY-R18");
}

#[test]
fn a_third_approval_says_nothing_new() {
    by(drafted().approved(PLAN), JUDGE_2, Role::Judge)
        .when_of(|story| approve(story, JUDGE_2, Role::Judge))
        .then_nothing();
}

#[test]
fn two_heads_do_not_stand_for_a_judge() {
    let story = drafted().by(Actor::officer(HEAD, Role::BureauHead));
    let command = approve(&story, HEAD, Role::BureauHead);
    by(story.does(command), JUDGE_2, Role::BureauHead)
        .when_of(|story| approve(story, JUDGE_2, Role::BureauHead))
        .then_refused("LEVY-R20");
}

#[test]
fn a_large_sum_needs_the_head_or_the_president_even_when_it_is_split() {
    const MUCH: u64 = 300_000_000;
    let mut order = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(MUCH)));
    order.lines.push(Line {
        line: 2,
        ..line(SECOND, cny(MUCH))
    });
    let story = Story::owed(cny(2 * MUCH)).drafts(PLAN, order).by(judge());
    let command = approve(&story, JUDGE, Role::Judge);
    let story = story.does(command);
    by(story.clone(), JUDGE_2, Role::Judge)
        .when_of(|story| approve(story, JUDGE_2, Role::Judge))
        .then_refused("LEVY-R20");
    by(story, HEAD, Role::President)
        .when_of(|story| approve(story, HEAD, Role::President))
        .then_kinds(["plan-approved"])
        .owing([Duty::Issue(PLAN)]);
}

#[test]
fn a_plan_that_is_not_known_cannot_be_approved() {
    let unknown = Command::ApprovePlan {
        plan: PLAN_2,
        list_hash: Digest::of(b""),
        officer: JUDGE,
        role: Role::Judge,
    };
    by(drafted(), JUDGE, Role::Judge)
        .when(unknown)
        .then_refused("LEVY-R03");
}

#[test]
fn an_approved_plan_may_be_withdrawn_and_owes_nothing() {
    given(drafted().approved(PLAN))
        .when(Command::WithdrawPlan {
            plan: PLAN,
            ground: "paid".into(),
        })
        .then_kinds(["plan-withdrawn"])
        .owing([])
        .seeing(|story| assert_eq!(story.state.plans[&PLAN].phase, PlanPhase::Withdrawn));
}
