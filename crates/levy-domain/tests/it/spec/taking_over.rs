//! An asset that the court with the first seal hands over: it is drawn on
//! although we wait, and only then.

use super::queue::waiting;
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    matter::{
        Command,
        queue::{self, Ground},
    },
    order::Measure,
    reply::Outcome,
};

/// 600 asked for behind another court, which was asked for the asset.
fn asked() -> Story {
    let story = waiting();
    let hold = story.hold_of(1);
    story.does(Command::Queue(queue::Command::AskHandover {
        hold,
        ground: Ground::Priority {
            secured: true,
            sale_begun: false,
        },
        first_seal_on: None,
        document: NOTICE,
        aside: None,
    }))
}

fn answered(story: Story, granted: bool) -> Story {
    let hold = story.hold_of(1);
    story.does(Command::Queue(queue::Command::NoteHandoverAnswer {
        hold,
        granted,
        evidence: Digest::of(b"letter"),
    }))
}

fn draw(amount: u64) -> impl FnOnce(&Story) -> Command {
    move |story| Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![story.on_hold(2, Measure::Transfer, 1, Some(cny(amount)))],
        overrides: vec![],
    }
}

fn drawable(story: &Story) -> u64 {
    story.state.holds[&story.hold_of(1)].drawable()
}

#[test]
fn what_was_handed_over_is_drawn_on_up_to_our_limit() {
    let ours = || answered(asked(), true);
    assert_eq!(drawable(&ours()), 600);
    given(ours())
        .when_of(draw(600))
        .then_kinds(["plan-drafted"]);
    given(ours()).when_of(draw(601)).then_refused("LEVY-R24");
    let moved = ours().transferring(2, 1, cny(400));
    assert_eq!(drawable(&moved), 200);
    let done = said(1, Outcome::Done, Some(cny(400)));
    let moved = moved.replies(2, 1, vec![done]);
    assert_eq!(drawable(&moved), 200);
    let sums = moved.state.claim_sums(&CLAIM);
    assert_eq!((sums.bound, sums.doubtful, sums.in_transit), (0, 200, 400));
    // The rest of it goes, and the place with it.
    let rest = moved.transferring(3, 1, cny(200));
    let done = said(1, Outcome::Done, Some(cny(200)));
    let all = rest.replies(3, 1, vec![done]);
    assert!(!all.state.holds[&all.hold_of(1)].is_open());
}

#[test]
fn nothing_is_drawn_from_a_place_whose_asset_was_not_handed_over() {
    for story in [waiting(), asked(), answered(asked(), false)] {
        assert_eq!(drawable(&story), 0);
        given(story).when_of(draw(1)).then_refused("LEVY-R24");
    }
    // The other court takes its word back.
    let back = answered(answered(asked(), true), false);
    assert_eq!(drawable(&back), 0);
    assert_eq!(back.room(LIABILITY), 1_000);
}

#[test]
fn what_was_handed_over_counts_against_new_orders_and_covers_nothing() {
    assert_eq!(asked().room(LIABILITY), 1_000);
    let ours = answered(asked(), true);
    assert_eq!(ours.room(LIABILITY), 400);
    let sums = ours.state.claim_sums(&CLAIM);
    assert_eq!((sums.doubtful, sums.covers), (600, 0));
    assert_eq!(ours.state.excess(&CLAIM), 0);
}

#[test]
fn nobody_asks_twice_for_what_was_handed_over() {
    let again = |story: &Story| {
        Command::Queue(queue::Command::AskHandover {
            hold: story.hold_of(1),
            ground: Ground::Priority {
                secured: true,
                sale_begun: false,
            },
            first_seal_on: None,
            document: NOTICE,
            aside: None,
        })
    };
    given(answered(asked(), true)).when_of(again).then_nothing();
}
