//! What a bankruptcy owes (B-04): the release of each hold, each with its
//! clock.

use super::barring::{BAR, barred, held, is_stopped, lift, of, raise};
use crate::{story::*, world::*};
use levy_domain::{
    id::BarId,
    matter::{
        Command, Duty,
        event::{BarKind, Event},
        release::Command as Release,
    },
    order::Measure,
    reply::Outcome,
    time::DAY,
};

#[test]
fn bankruptcy_owes_the_release_of_each_hold_with_its_clock() {
    let story = held().holding(3, SECOND, cny(200));
    let (one, two) = (story.hold_of(1), story.hold_of(3));
    let mut holds = [one, two];
    holds.sort();
    given(story)
        .when(raise(BAR, BarKind::Bankruptcy, of(DEBTOR)))
        .then_kinds(["bar-raised", "release-owed", "release-owed"])
        .owing(holds.map(Duty::Release))
        .saying(|events| {
            let Event::ReleaseOwed(owed) = &events[1] else {
                unreachable!()
            };
            assert_eq!((owed.bar, owed.rule.rule.as_str()), (Some(BAR), "B-04"));
            assert!(owed.deadline.as_ref().unwrap().at > NOW.plus(4 * DAY));
        });
}

fn bankrupt() -> Story {
    barred(held(), BarKind::Bankruptcy, of(DEBTOR))
}

fn propose(story: &Story) -> Command {
    Command::Release(Release::Plan {
        plan: PLAN,
        hold: story.hold_of(1),
        documents: vec![RULING, NOTICE],
    })
}

#[test]
fn the_release_is_proposed_by_rule_and_stays_owed_until_it_is_drafted() {
    given(bankrupt())
        .when_of(propose)
        .then_kinds(["plan-drafted"])
        .owing([])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                unreachable!()
            };
            assert_eq!(plan.by_rule.as_ref().unwrap().rule, "B-04");
            assert_eq!(plan.orders[0].measure, Measure::Release);
            assert!(!plan.approvals_needed.is_empty());
        });
}

#[test]
fn a_release_that_the_court_withdraws_is_owed_again() {
    let story = bankrupt();
    let command = propose(&story);
    let hold = story.hold_of(1);
    given(story.does(command))
        .when(Command::WithdrawPlan {
            plan: PLAN,
            ground: "mistake".into(),
        })
        .then_kinds(["plan-withdrawn"])
        .owing([Duty::Release(hold)]);
}

#[test]
fn a_hold_that_is_gone_is_owed_no_release_and_one_that_comes_back_is() {
    let story = bankrupt();
    let command = propose(&story);
    let story = story.does(command).issued(PLAN);
    let release = story.state.plans[&PLAN].drafted.orders[0].order;
    let done = reply(&release, 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
    let story = story.does(fold(release, done));
    assert!(story.owes_nothing());
    let back = reply(&release, 2, vec![said(1, Outcome::Refused, None)]);
    let story = story.does(fold(release, back));
    let hold = story.hold_of(1);
    assert!(story.state.holds[&hold].is_open());
    assert_eq!(story.due(), [Duty::Release(hold)]);
}

#[test]
fn a_hold_made_by_a_late_answer_under_a_bankruptcy_is_owed_its_release_at_once() {
    let story = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600));
    let done = reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
    given(barred(story, BarKind::Bankruptcy, of(DEBTOR)))
        .when(fold(order(1), done))
        .then_kinds(["order-answered", "hold-established", "release-owed"]);
}

#[test]
fn a_hold_that_still_stands_after_its_deadline_is_said_so_once() {
    let story = bankrupt();
    let hold = story.hold_of(1);
    let late = Command::Release(Release::NoteOverdue { hold });
    given(story.clone()).when(late.clone()).then_nothing();
    given(story.at(NOW.plus(10 * DAY)))
        .when(late)
        .then_kinds(["release-overdue"])
        .owing([Duty::Release(hold)]);
}

#[test]
fn two_bankruptcies_each_ask_for_the_release_and_one_of_them_may_be_lifted() {
    let second = BarId(uuid::Uuid::from_u128(0xBA2));
    let story = bankrupt();
    let hold = story.hold_of(1);
    given(story)
        .when(raise(second, BarKind::Bankruptcy, of(DEBTOR)))
        .then_kinds(["bar-raised", "release-owed"])
        .seeing(|story| {
            given(story.clone())
                .when(lift(BAR, "rejected"))
                .then_kinds(["bar-lifted"])
                .owing([Duty::Release(hold)]);
        });
}

#[test]
fn a_bankruptcy_that_is_rejected_owes_no_release_any_more() {
    given(bankrupt())
        .when(lift(BAR, "rejected"))
        .then_kinds(["bar-lifted"])
        .owing([])
        .seeing(|story| assert!(!is_stopped(story, Measure::Transfer)));
}
