//! Replies that leave open what was done: silence, "in part" without a sum,
//! corrections that contradict what is known.

use super::replying::{bound, held, says, sent, two_lines};
use crate::{story::*, world::*};
use levy_domain::{
    asset::{AccountClass, OtherRight},
    claim::Share,
    matter::{Command, Duty},
    order::Measure,
    reply::{Outcome, Reply},
    time::HOUR,
};

#[test]
fn a_last_reply_that_is_silent_on_a_line_leaves_it_in_flight() {
    given(sent())
        .when(fold(order(1), reply(&order(1), 1, vec![])))
        .then_kinds(["order-answered", "order-disputed"])
        .owing([])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "delivered")));
    given(two_lines())
        .when(says(1, said(1, Outcome::Done, Some(cny(400)))))
        .then_kinds(["order-answered", "hold-established", "order-disputed"])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((400, 200), "delivered")));
}

#[test]
fn a_refusal_of_the_whole_order_ends_it() {
    let refused = Reply {
        refused: Some("E99".into()),
        ..reply(&order(1), 1, vec![])
    };
    given(sent())
        .when(fold(order(1), refused))
        .then_kinds(["order-answered", "assistance-refused"])
        .seeing(|story| assert_eq!((story.room(LIABILITY), story.phase(1)), (1_000, "answered")));
}

#[test]
fn in_part_without_a_sum_may_be_as_much_as_was_asked() {
    given(sent())
        .when(says(1, said(1, Outcome::Partial, None)))
        .then_kinds(["order-answered", "order-disputed", "hold-established"])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "delivered")));
    let story = sent().replies(1, 1, vec![said(1, Outcome::Partial, None)]);
    given(story)
        .when(says(2, said(1, Outcome::Partial, Some(cny(250)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((250, 0), "answered")));
}

#[test]
fn in_part_without_a_sum_counts_after_the_end_of_the_order_too() {
    let dead = NOW.plus(TEN_DAYS + WINDOW);
    let story = sent().does(super::settling::unknown(1)).at(dead);
    given(story.does(super::settling::not_found(1, dead)))
        .when(says(1, said(1, Outcome::Partial, None)))
        .then_kinds([
            "order-answered",
            "order-disputed",
            "order-disputed",
            "hold-established",
        ])
        .seeing(|story| assert_eq!((bound(story), story.phase(1)), ((0, 600), "not-taken")));
}

#[test]
fn a_correction_without_a_sum_takes_nothing_off_what_is_known() {
    given(held())
        .when(says(2, said(1, Outcome::Partial, None)))
        .then_kinds(["order-answered", "order-disputed"])
        .seeing(|story| assert_eq!(bound(story), (600, 0)));
}

#[test]
fn a_correction_of_a_drawn_hold_leaves_what_was_drawn_gone() {
    let drawn = held().transferring(2, 1, cny(400)).replies(
        2,
        1,
        vec![said(1, Outcome::Done, Some(cny(400)))],
    );
    let mut line = said(1, Outcome::Done, Some(cny(600)));
    line.ends_at = Some(NOW.plus(HOUR));
    given(drawn.clone())
        .when(says(2, line))
        .then_kinds(["order-answered", "hold-changed"])
        .owing([Duty::Alarm(held().hold_of(1))])
        .seeing(|story| assert_eq!(bound(story), (200, 0)));
    given(drawn.clone())
        .when(says(2, said(1, Outcome::Done, Some(cny(500)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(bound(story), (100, 0)));
    for line in [
        said(1, Outcome::Done, Some(cny(300))),
        said(1, Outcome::Nothing, None),
    ] {
        given(drawn.clone())
            .when(says(2, line))
            .then_kinds(["order-answered", "order-disputed"])
            .seeing(|story| assert_eq!(bound(story), (200, 0)));
    }
}

#[test]
fn a_correction_of_a_lowered_hold_leaves_it_lowered() {
    let lowered = held()
        .releasing(2, Measure::PartialRelease, 1, cny(100))
        .replies(2, 1, vec![said(1, Outcome::Done, Some(cny(100)))]);
    given(lowered)
        .when(says(2, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(bound(story), (500, 0)));
}

fn renumbered() -> Command {
    let mut person = person(DEBTOR);
    person.identity = Some(sealed(99));
    Command::CorrectIdentity {
        person,
        document: None,
    }
}

#[test]
fn a_freeze_in_flight_under_a_corrected_identity_makes_a_hold_that_covers_nothing() {
    given(sent().does(renumbered()))
        .when(says(1, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "hold-established"])
        .seeing(|story| {
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.bound, sums.covers), (600, 0));
            assert_eq!(story.state.holds[&story.hold_of(1)].drawable(), 0);
        });
    let back = held()
        .replies(1, 2, vec![said(1, Outcome::Nothing, None)])
        .does(renumbered());
    given(back)
        .when(says(3, said(1, Outcome::Done, Some(cny(600)))))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).covers, 0));
}

fn right(kind: &str, share: Option<Share>) -> OtherRight {
    OtherRight {
        kind: kind.into(),
        holder: None,
        share,
        amount: None,
    }
}

/// Covered and drawable, when the freeze was answered with these rights.
fn covered(story: Story, rights: Vec<OtherRight>) -> (u64, u64) {
    let mut line = said(1, Outcome::Done, Some(cny(600)));
    line.rights = rights;
    let story = story.replies(1, 1, vec![line]);
    let covers = story.state.claim_sums(&CLAIM).covers;
    (covers, story.state.holds[&story.hold_of(1)].drawable())
}

#[test]
fn a_share_that_nobody_knows_covers_nothing() {
    let third = Share {
        numerator: 1,
        denominator: 3,
    };
    for (rights, covers) in [
        (vec![], 600),
        (vec![right("pledgee", None)], 600),
        (vec![right("co-owner", Some(third))], 400),
        (vec![right("co-owner", None)], 0),
        (vec![right("joint-holder", None)], 0),
        (vec![right("usufruct", None)], 0),
        (vec![right("usufruct", Some(third))], 0),
    ] {
        let found = Story::owed(cny(1_000))
            .with_account(ACCOUNT, cny(600))
            .freezing(1, ACCOUNT, cny(600));
        assert_eq!(
            covered(found, rights.clone()),
            (covers, covers),
            "{rights:?}"
        );
        assert_eq!(
            covered(sent(), rights.clone()),
            (covers, covers),
            "{rights:?}"
        );
    }
}

#[test]
fn a_share_that_a_later_reply_states_covers() {
    let mut line = said(1, Outcome::Done, Some(cny(600)));
    line.rights = vec![right("co-owner", None)];
    let story = sent().replies(1, 1, vec![line.clone()]);
    line.rights = half_of_another(account(ACCOUNT, cny(0))).rights;
    given(story)
        .when(says(2, line))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).covers, 300));
}

#[test]
fn a_class_that_a_reply_tells_bars_what_the_profile_bars() {
    for found in [true, false] {
        let story = Story::owed(cny(1_000));
        let story = if found {
            story.with_account(ACCOUNT, cny(600))
        } else {
            story
        };
        let mut line = said(1, Outcome::Done, Some(cny(600)));
        line.account_class = Some(AccountClass::SocialInsurance);
        let story = story
            .freezing(1, ACCOUNT, cny(600))
            .replies(1, 1, vec![line]);
        let draw = story.on_hold(2, Measure::Transfer, 1, Some(cny(1)));
        given(story)
            .when(Command::DraftPlan {
                plan: PLAN,
                orders: vec![draw],
                overrides: vec![],
            })
            .then_refused("LEVY-R14");
    }
}

#[test]
fn rights_that_come_to_light_after_the_freeze_bar_a_transfer() {
    let mut no = said(1, Outcome::Refused, None);
    no.rights = vec![right("co-owner", None)];
    let story = held().transferring(2, 1, cny(400)).replies(2, 1, vec![no]);
    let draw = story.on_hold(3, Measure::Transfer, 1, Some(cny(1)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN,
            orders: vec![draw],
            overrides: vec![],
        })
        .then_refused("LEVY-R24");
}
