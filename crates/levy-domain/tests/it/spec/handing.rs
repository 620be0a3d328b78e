//! Handing over: who looks after a hold, and from when on another does.

use crate::{story::*, world::*};
use levy_domain::{
    id::{HoldId, OfferId, OfficerId},
    matter::{Command, event::Event, handing::Command as Handing, term},
    order::{Measure, Term},
    reply::Outcome,
    stamp::{Actor, Role},
};
use uuid::Uuid;

const OFFER: OfferId = OfferId(Uuid::from_u128(0xc1));
const OFFER_2: OfferId = OfferId(Uuid::from_u128(0xc2));

/// The judge approved the plan, so that its hold is his.
fn held() -> Story {
    let mut first = line(ACCOUNT, cny(600));
    first.term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2025, 2, 28),
    });
    Story::owed(cny(1_000))
        .drafts(PLAN, draft(order(1), Measure::Freeze, first))
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
        .by(judge())
}

fn offered(story: &Story, offer: OfferId, to: OfficerId) -> Command {
    Command::Handing(Handing::Offer {
        offer,
        holds: vec![story.hold_of(1)],
        to,
        ground: "moved-away".into(),
    })
}

fn accept(offer: OfferId) -> Command {
    Command::Handing(Handing::Accept { offer })
}

fn offering(story: Story, offer: OfferId, to: OfficerId) -> Story {
    let command = offered(&story, offer, to);
    story.does(command)
}

fn owner(story: &Story, hold: HoldId) -> Option<OfficerId> {
    story.state.owner_of(&story.state.holds[&hold])
}

fn other() -> Actor {
    Actor::officer(JUDGE_2, Role::Judge)
}

#[test]
fn who_is_offered_a_hold_looks_after_it_only_once_he_accepts() {
    let hold = held().hold_of(1);
    given(held())
        .when_of(|story| offered(story, OFFER, JUDGE_2))
        .then_kinds(["holds-offered"])
        .owing([])
        .seeing(|story| assert_eq!(owner(story, hold), Some(JUDGE)));
    given(offering(held(), OFFER, JUDGE_2).by(other()))
        .when(accept(OFFER))
        .then_kinds(["holds-accepted"])
        .seeing(|story| assert_eq!(owner(story, hold), Some(JUDGE_2)));
}

#[test]
fn the_next_alarm_names_who_accepted() {
    let story = offering(held(), OFFER, JUDGE_2)
        .by(other())
        .does(accept(OFFER));
    let hold = story.hold_of(1);
    let wake = story.state.holds[&hold].ends.alarm.as_ref().unwrap().at;
    given(story.at(wake).by(Actor::system()))
        .when(Command::Term(term::Command::NoteEnd { hold }))
        .then_kinds(["hold-end-near"])
        .saying(|events| {
            let Event::HoldEndNear(e) = &events[0] else {
                unreachable!()
            };
            assert_eq!(e.owner, Some(JUDGE_2));
        });
}

#[test]
fn nobody_accepts_for_another_not_even_as_his_deputy() {
    let story = offering(held(), OFFER, JUDGE_2);
    given(story.clone())
        .when(accept(OFFER))
        .then_refused("LEVY-R20");
    let deputy = Actor {
        on_behalf_of: Some(JUDGE_2),
        ..Actor::officer(HEAD, Role::Judge)
    };
    given(story.by(deputy))
        .when(accept(OFFER))
        .then_refused("LEVY-R20");
    given(held()).when(accept(OFFER)).then_refused("LEVY-R03");
}

#[test]
fn a_hold_is_offered_by_whoever_looks_after_it_or_over_his_head() {
    given(held().by(other()))
        .when_of(|story| offered(story, OFFER, HEAD))
        .then_refused("LEVY-R20");
    given(held().by(Actor::system()))
        .when_of(|story| offered(story, OFFER, JUDGE_2))
        .then_refused("LEVY-R20");
    given(held())
        .when_of(|story| offered(story, OFFER, JUDGE))
        .then_refused("LEVY-R19");
    given(held().by(Actor::officer(HEAD, Role::BureauHead)))
        .when_of(|story| offered(story, OFFER, JUDGE_2))
        .then_kinds(["holds-offered"]);
}

#[test]
fn a_newer_offer_takes_the_place_of_an_older_one() {
    let story = offering(offering(held(), OFFER, JUDGE_2), OFFER_2, HEAD);
    let hold = story.hold_of(1);
    given(story.clone().by(other()))
        .when(accept(OFFER))
        .then_refused("LEVY-R03");
    given(story.by(Actor::officer(HEAD, Role::BureauHead)))
        .when(accept(OFFER_2))
        .then_kinds(["holds-accepted"])
        .seeing(|story| assert_eq!(owner(story, hold), Some(HEAD)));
}

#[test]
fn a_hold_that_is_gone_is_handed_to_nobody() {
    let gone = |story: Story| {
        story
            .by(clerk())
            .releasing(2, Measure::Release, 1, cny(600))
            .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
    };
    given(gone(held()).by(judge()))
        .when_of(|story| offered(story, OFFER, JUDGE_2))
        .then_refused("LEVY-R03");
    given(gone(offering(held(), OFFER, JUDGE_2)).by(other()))
        .when(accept(OFFER))
        .then_refused("LEVY-R03");
}
