//! Term products: frozen at once, drawn on from the day on which they pay, or
//! on a decision of its own (O-36).

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetFound,
    document::DocumentKind,
    id::DocumentId,
    matter::{Command, Duty, maturity::Command as Ask},
    order::Measure,
    reply::{LineReply, Outcome},
    time::{Date, Timestamp, Zone},
};
use uuid::Uuid;

/// The decision to redeem it early.
const EARLY: DocumentId = DocumentId(Uuid::from_u128(0xe6));

fn matures() -> Date {
    day(2024, 4, 10)
}

fn its_day() -> Timestamp {
    Timestamp::start_of(matures(), Zone::CHINA)
}

/// 600 in a term deposit, of which the query told the day.
fn found() -> Story {
    let term = AssetFound {
        not_redeemable_before: Some(matures()),
        ..account(ACCOUNT, cny(600))
    };
    Story::owed(cny(1_000))
        .does(issue(EARLY, DocumentKind::Ruling))
        .finds(vec![term])
}

fn frozen() -> Story {
    found().freezing(1, ACCOUNT, cny(600))
}

fn held() -> Story {
    frozen().replies(1, 1, vec![said(1, Outcome::Done, Some(cny(600)))])
}

fn transfer(story: &Story, documents: &[DocumentId]) -> Command {
    let mut draft = story.on_hold(2, Measure::Transfer, 1, Some(cny(600)));
    draft.documents.extend(documents);
    Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![draft],
        overrides: vec![],
    }
}

fn early(story: &Story) -> Command {
    Ask::AllowEarly {
        hold: story.hold_of(1),
        document: EARLY,
    }
    .into()
}

fn note(story: &Story) -> Command {
    let hold = story.hold_of(1);
    Ask::NoteMatured { hold }.into()
}

#[test]
fn the_day_on_which_it_pays_is_kept_with_the_hold() {
    let done = reply(&order(1), 1, vec![said(1, Outcome::Done, Some(cny(600)))]);
    given(frozen())
        .when(fold(order(1), done))
        .then_kinds(["order-answered", "hold-established", "maturity-set"])
        .seeing(|story| {
            let hold = story.hold_of(1);
            let due: Vec<Duty> = story.state.duties().due(its_day()).collect();
            assert!(due.contains(&Duty::Matured(hold)));
        });
}

#[test]
fn a_transfer_waits_for_the_day_on_which_it_pays() {
    given(held())
        .when_of(|story| transfer(story, &[]))
        .then_refused_saying("LEVY-R93", "2024-04-10");
    given(held().at(its_day().plus(-1)))
        .when_of(|story| transfer(story, &[]))
        .then_refused("LEVY-R93");
    given(held().at(its_day()))
        .when_of(|story| transfer(story, &[]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn the_day_is_told_once_and_not_of_what_is_gone() {
    given(held().at(its_day().plus(-1)))
        .when_of(note)
        .then_nothing();
    given(held().at(its_day()))
        .when_of(note)
        .then_kinds(["hold-matured"]);
    let hold = held().hold_of(1);
    let gone = held().releasing(2, Measure::Release, 1, cny(600)).replies(
        2,
        1,
        vec![said(1, Outcome::Done, None)],
    );
    let due: Vec<Duty> = gone.state.duties().due(its_day()).collect();
    assert!(!due.contains(&Duty::Matured(hold)));
}

#[test]
fn it_is_redeemed_early_on_a_decision_that_goes_along() {
    given(held().by(judge()))
        .when_of(early)
        .then_kinds(["assent-given"]);
    given(held().by(clerk()))
        .when_of(early)
        .then_refused("LEVY-R20");
    given(held().by(judge()))
        .when_agreed_of(early)
        .then_kinds(["early-redemption-allowed"]);
    let story = held().by(judge());
    let decided = early(&story);
    let story = story.agreed(decided);
    given(story.clone())
        .when_of(|story| transfer(story, &[EARLY]))
        .then_kinds(["plan-drafted"]);
    given(story)
        .when_of(|story| transfer(story, &[]))
        .then_refused("LEVY-R93");
}

#[test]
fn what_pays_now_is_not_redeemed_early() {
    given(held().by(judge()).at(its_day()))
        .when_of(early)
        .then_refused("LEVY-R05");
    given(
        Story::owed(cny(1_000))
            .holding(1, ACCOUNT, cny(600))
            .by(judge()),
    )
    .when_of(early)
    .then_refused("LEVY-R05");
}

#[test]
fn a_unit_that_would_not_pay_yet_says_from_when_on_it_does() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let story = story.transferring(2, 1, cny(600));
    let refused = LineReply {
        not_redeemable_before: Some(matures()),
        ..said(1, Outcome::Refused, None)
    };
    let answer = reply(&order(2), 1, vec![refused]);
    given(story)
        .when(fold(order(2), answer))
        .then_kinds(["order-answered", "maturity-set", "transfer-freed"])
        .seeing(|story| {
            let mut draft = story.on_hold(3, Measure::Transfer, 1, Some(cny(600)));
            draft.order = order(3);
            let again = Command::DraftPlan {
                plan: PLAN_3,
                orders: vec![draft],
                overrides: vec![],
            };
            assert_eq!(story.decide(&again).unwrap_err().code(), "LEVY-R93");
        });
}
