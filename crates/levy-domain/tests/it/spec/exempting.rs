//! What a judge has freed is not taken again (F15).

use crate::{story::*, world::*};
use levy_domain::{
    id::{ExemptionId, OrderId, PlanId},
    matter::{Command, Event, event::Exempted, exemption::Command as Ask},
    money::Money,
    order::Measure,
    reply::Outcome,
    time::{DAY, Timestamp, Zone},
};
use uuid::Uuid;

const FREED: ExemptionId = ExemptionId(Uuid::from_u128(0xc1));

fn free(amount: Option<Money>, release: Option<OrderId>) -> Command {
    Ask::Exempt {
        exemption: FREED,
        asset: ACCOUNT,
        amount,
        ground: "wages".into(),
        document: RULING,
        release,
        until: None,
    }
    .into()
}

fn lift() -> Command {
    Ask::Lift {
        exemption: FREED,
        ground: "mistake".into(),
        document: RULING,
    }
    .into()
}

/// 1,000 are owed, 800 lie in the account.
fn found() -> Story {
    Story::owed(cny(1_000))
        .with_account(ACCOUNT, cny(800))
        .by(judge())
}

fn by_hand(amount: Money) -> Command {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, amount));
    freeze.lines[0].known_available = Some(cny(800));
    plan_of(freeze)
}

fn plan_of(order: levy_domain::order::OrderDraft) -> Command {
    Command::DraftPlan {
        plan: PlanId(order.order.0),
        orders: vec![order],
        overrides: vec![],
    }
}

fn planned(events: &[Event]) -> Vec<u64> {
    let Event::PlanDrafted(plan) = &events[0] else {
        panic!()
    };
    let lines = plan.orders.iter().flat_map(|order| &order.lines);
    lines.map(|line| line.amount.unwrap().minor).collect()
}

#[test]
fn the_planner_takes_only_what_lies_above_what_was_freed() {
    given(found().does(free(Some(cny(300)), None)))
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(planned(events), [500]));
}

#[test]
fn an_account_freed_as_a_whole_is_passed_over_with_that_reason() {
    let story = found()
        .finds(vec![account(SECOND, cny(100))])
        .does(free(None, None));
    given(story)
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                panic!()
            };
            assert_eq!(planned(events), [100]);
            let passed = &plan.passed_over[0];
            assert_eq!(passed.asset, ACCOUNT);
            assert_eq!(passed.reason.key, "freed-by-a-judge");
        });
}

#[test]
fn a_draft_by_hand_does_not_take_what_was_freed() {
    let story = || found().does(free(Some(cny(300)), None));
    given(story())
        .when(by_hand(cny(501)))
        .then_refused("LEVY-R68");
    given(story())
        .when(by_hand(cny(500)))
        .then_kinds(["plan-drafted"]);
    given(found().does(free(None, None)))
        .when(by_hand(cny(1)))
        .then_refused("LEVY-R68");
}

#[test]
fn where_nobody_knows_what_is_there_nothing_is_taken_beside_what_was_freed() {
    let mut account = account(ACCOUNT, cny(800));
    account.available = None;
    let story = Story::owed(cny(1_000))
        .finds(vec![account])
        .by(judge())
        .does(free(Some(cny(1)), None));
    let freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(1)));
    given(story).when(plan_of(freeze)).then_refused("LEVY-R68");
}

#[test]
fn a_plan_that_was_approved_before_is_not_issued_over_what_was_freed_since() {
    let story = found()
        .by(clerk())
        .does(by_hand(cny(800)))
        .approved(PlanId(order(1).0))
        .by(judge())
        .does(free(Some(cny(300)), None));
    given(story)
        .when_of(|story| story.issue(PlanId(order(1).0)))
        .then_refused("LEVY-R68");
}

#[test]
fn an_order_that_waits_to_leave_is_taken_back() {
    let mut freeze = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(800)));
    freeze.lines[0].known_available = Some(cny(800));
    let plan = PlanId(order(1).0);
    let story = found()
        .by(clerk())
        .does(plan_of(freeze))
        .issued(plan)
        .by(judge())
        .does(free(Some(cny(300)), None));
    let refused = story
        .state
        .may_be_sent(&order(1), story.now, story.rules)
        .unwrap_err();
    assert_eq!(refused.code(), "LEVY-R68");
}

#[test]
fn money_that_is_freed_and_still_held_is_not_drawn() {
    // 600 are held, 400 of them are freed: until the release has taken them
    // off, 200 may be drawn.
    let held = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let story = held.by(judge()).does(free(Some(cny(400)), None));
    let draws =
        |story: &Story, amount| plan_of(story.on_hold(2, Measure::Transfer, 1, Some(cny(amount))));
    given(story.clone())
        .when_of(|story| draws(story, 201))
        .then_refused("LEVY-R68");
    given(story)
        .when_of(|story| draws(story, 200))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn after_the_release_the_rest_of_the_hold_may_be_drawn_whole() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .releasing(2, Measure::PartialRelease, 1, cny(400))
        .by(judge())
        .does(free(Some(cny(400)), Some(order(2))))
        .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(400)))]);
    given(story)
        .when_of(|story| plan_of(story.on_hold(3, Measure::Transfer, 1, Some(cny(200)))))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_hold_on_what_was_freed_as_a_whole_is_not_renewed() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .by(judge())
        .does(free(None, None));
    given(story)
        .when_of(|story| plan_of(story.on_hold(2, Measure::Renew, 1, Some(cny(600)))))
        .then_refused("LEVY-R68");
}

#[test]
fn letting_go_is_never_held_up() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .by(judge())
        .does(free(None, None));
    given(story)
        .when_of(|story| plan_of(story.on_hold(2, Measure::Release, 1, Some(cny(600)))))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn it_ends_with_its_last_day_or_when_it_is_lifted() {
    let until = Ask::Exempt {
        exemption: FREED,
        asset: ACCOUNT,
        amount: None,
        ground: "living-costs".into(),
        document: RULING,
        release: None,
        until: Some(day(2024, 3, 31)),
    };
    let story = found().does(until.into());
    let last = Timestamp::end_of(day(2024, 3, 31), Zone::CHINA);
    given(story.clone().at(last))
        .when(by_hand(cny(1)))
        .then_refused("LEVY-R68");
    given(story.at(last.plus(1)))
        .when(by_hand(cny(1)))
        .then_kinds(["plan-drafted"]);
    given(found().does(free(None, None)))
        .when(lift())
        .then_kinds(["exemption-lifted"]);
    given(found().does(free(None, None)).does(lift()))
        .when(by_hand(cny(800)))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_judge_frees_by_a_document_and_names_what_releases_it() {
    given(found().by(clerk()))
        .when(free(None, None))
        .then_refused("LEVY-R20");
    given(found())
        .when(free(None, Some(order(9))))
        .then_refused("LEVY-R03");
    let frozen = found().does(by_hand(cny(800)));
    given(frozen)
        .when(free(None, Some(order(1))))
        .then_refused("LEVY-R05");
    let held = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    given(held.by(judge()).at(NOW.plus(DAY)))
        .when(free(None, None))
        .then_kinds(["exempted"])
        .saying(|events| {
            let Event::Exempted(Exempted { holds, .. }) = &events[0] else {
                panic!()
            };
            assert_eq!(holds.len(), 1, "it remembers what has it");
        });
}
