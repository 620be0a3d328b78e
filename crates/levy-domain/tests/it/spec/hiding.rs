//! Nothing leaks before control (V-05).

use crate::{story::*, world::*};
use levy_domain::{
    matter::{
        Command, Event,
        secrecy::{may_be_shown, secret_until},
    },
    order::Measure,
    reply::Outcome,
    rules::Profile,
    stamp::SecretUntil,
    time::{DAY, Zone},
};

fn drafted() -> Story {
    Story::owed(cny(1_000)).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300))),
    )
}

fn last(story: &Story) -> Event {
    story.events.last().unwrap().0.clone()
}

fn secret(story: &Story, event: &Event) -> Option<SecretUntil> {
    secret_until(&story.state, [event], story.rules, story.now)
}

fn shown(story: &Story, event: &Event) -> bool {
    let until = SecretUntil::Event("hold-established".into());
    may_be_shown(&story.state, event, Some(&until), story.now, Zone::CHINA)
}

#[test]
fn every_step_of_a_freeze_is_secret_until_the_control_stands() {
    let until = Some(SecretUntil::Event("hold-established".into()));
    let story = drafted();
    assert_eq!(secret(&story, &last(&story)), until);
    let story = story.approved(PLAN);
    assert_eq!(secret(&story, &last(&story)), until);
    let story = story.issued(PLAN);
    assert_eq!(secret(&story, &last(&story)), until);
    let story = story.replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    assert_eq!(secret(&story, &last(&story)), None);
}

#[test]
fn a_release_and_a_transfer_are_no_secret() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    for measure in [Measure::Release, Measure::Transfer] {
        let act = story.on_hold(2, measure, 1, Some(cny(100)));
        let story = story.clone().drafts(PLAN, act);
        assert_eq!(secret(&story, &last(&story)), None);
    }
}

#[test]
fn a_step_is_shown_once_the_control_stands_and_not_before() {
    let story = drafted();
    let step = last(&story);
    assert!(!shown(&story, &step));
    let story = story.issued(PLAN);
    assert!(!shown(&story, &step));
    let story = story.replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    assert!(shown(&story, &step));
}

#[test]
fn a_plan_that_is_over_is_no_secret() {
    let story = drafted();
    let step = last(&story);
    let story = story.does(Command::WithdrawPlan {
        plan: PLAN,
        ground: "mistake".into(),
    });
    assert!(shown(&story, &step));
}

#[test]
fn a_plan_of_two_orders_stays_secret_until_both_stand() {
    let mut second = draft(order(2), Measure::Freeze, line(SECOND, cny(300)));
    second.unit = slow_bank();
    let first = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)));
    let story = Story::owed(cny(1_000)).does(Command::DraftPlan {
        plan: PLAN,
        orders: vec![first, second],
        overrides: vec![],
    });
    let step = last(&story);
    let story = story
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    assert!(!shown(&story, &step));
    let story = story.replies(2, 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    assert!(shown(&story, &step));
}

#[test]
fn a_secret_until_a_date_is_over_with_its_last_day() {
    let story = drafted();
    let step = last(&story);
    let until = SecretUntil::Date(day(2024, 3, 1));
    let at = |now| may_be_shown(&story.state, &step, Some(&until), now, Zone::CHINA);
    assert!(!at(NOW));
    assert!(at(NOW.plus(DAY)));
    assert!(may_be_shown(&story.state, &step, None, NOW, Zone::CHINA));
}

#[test]
fn what_is_about_no_order_stays_secret() {
    let story = drafted();
    let claim = story
        .events
        .iter()
        .find(|(event, _)| event.kind() == "claim-stated");
    assert!(!shown(&story, &claim.unwrap().0));
}

#[test]
fn the_rule_names_events_that_there_are() {
    let profile = Profile::china().unwrap();
    let (secrecy, basis) = profile.secrecy(day(2024, 3, 1)).unwrap();
    assert_eq!(basis.rule, "V-05");
    for kind in secrecy.events.iter().chain([&secrecy.until]) {
        assert!(Event::KINDS.contains(&kind.as_str()), "{kind}");
    }
}
