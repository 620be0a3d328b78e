//! Releases, whole and in part, as units answer them.

use crate::{story::*, world::*};
use levy_domain::{
    id::RegistrationId,
    matter::{
        Command, Duty,
        event::{CaseKind, ClosingKind},
    },
    order::{Measure, Reason},
    reply::{LineReply, Outcome},
};
use uuid::Uuid;

fn releasing(measure: Measure, amount: u64) -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .releasing(2, measure, 1, cny(amount))
}

fn says(sequence: u32, line: LineReply) -> Command {
    fold(order(2), reply(&order(2), sequence, vec![line]))
}

fn held(story: &Story) -> (u64, bool) {
    let hold = &story.state.holds[&story.hold_of(1)];
    (story.state.claim_sums(&CLAIM).bound, hold.is_open())
}

#[test]
fn a_release_that_is_done_ends_the_hold() {
    given(releasing(Measure::Release, 600))
        .when(says(1, said(1, Outcome::Done, None)))
        .then_kinds(["order-answered", "hold-released"])
        .owing([])
        .seeing(|story| assert_eq!((held(story), story.room(LIABILITY)), ((0, false), 1_000)));
}

#[test]
fn a_release_under_way_still_binds() {
    let story = releasing(Measure::Release, 600);
    assert_eq!(held(&story), (600, true));
    assert_eq!(story.room(LIABILITY), 400);
    assert_eq!(story.state.claim_sums(&CLAIM).kept(), 0);
}

#[test]
fn a_release_that_is_refused_leaves_the_hold() {
    given(releasing(Measure::Release, 600))
        .when(says(1, said(1, Outcome::Refused, None)))
        .then_kinds(["order-answered"])
        .seeing(|story| assert_eq!(held(story), (600, true)));
}

#[test]
fn a_release_that_is_done_in_part_lowers_the_hold() {
    given(releasing(Measure::Release, 600))
        .when(says(1, said(1, Outcome::Partial, Some(cny(250)))))
        .then_kinds(["order-answered", "hold-reduced"])
        .seeing(|story| assert_eq!(held(story), (350, true)));
}

#[test]
fn a_part_without_a_sum_is_disputed() {
    for measure in [Measure::Release, Measure::PartialRelease] {
        given(releasing(measure, 250))
            .when(says(1, said(1, Outcome::Partial, None)))
            .then_kinds(["order-answered", "order-disputed"])
            .seeing(|story| assert_eq!(held(story), (600, true)));
    }
}

#[test]
fn a_release_that_is_taken_back_is_a_hold_again() {
    let story = releasing(Measure::Release, 600).replies(2, 1, vec![said(1, Outcome::Done, None)]);
    given(story)
        .when(says(2, said(1, Outcome::Refused, None)))
        .then_kinds(["order-answered", "hold-changed"])
        .seeing(|story| assert_eq!(held(story), (600, true)));
}

#[test]
fn a_hold_that_is_back_may_be_above_what_is_owed() {
    let story = releasing(Measure::Release, 600)
        .replies(2, 1, vec![said(1, Outcome::Done, None)])
        .does(super::paying::paid(RECEIPT, cny(1_000)));
    given(story)
        .when(says(2, said(1, Outcome::Refused, None)))
        .then_kinds(["order-answered", "hold-changed"])
        .owing([Duty::Reduce(CLAIM)]);
}

#[test]
fn a_partial_release_lowers_the_hold_by_its_sum() {
    given(releasing(Measure::PartialRelease, 250))
        .when(says(1, said(1, Outcome::Done, None)))
        .then_kinds(["order-answered", "hold-reduced"])
        .seeing(|story| {
            assert_eq!(held(story), (350, true));
            assert_eq!(story.state.holds[&story.hold_of(1)].limit, Some(cny(350)));
        });
}

#[test]
fn a_partial_release_may_free_less_and_then_the_rest() {
    let first = part(
        &order(2),
        1,
        vec![said(1, Outcome::Partial, Some(cny(100)))],
    );
    let story = releasing(Measure::PartialRelease, 250).does(fold(order(2), first));
    assert_eq!(held(&story), (500, true));
    given(story)
        .when(says(2, said(1, Outcome::Done, Some(cny(250)))))
        .then_kinds(["order-answered", "hold-reduced"])
        .seeing(|story| assert_eq!(held(story), (350, true)));
}

#[test]
fn a_partial_release_that_frees_more_is_disputed_and_folded() {
    given(releasing(Measure::PartialRelease, 250))
        .when(says(1, said(1, Outcome::Done, Some(cny(300)))))
        .then_kinds(["order-answered", "order-disputed", "hold-reduced"])
        .seeing(|story| assert_eq!(held(story), (300, true)));
}

#[test]
fn a_partial_release_is_corrected_to_less() {
    let story = releasing(Measure::PartialRelease, 250).replies(
        2,
        1,
        vec![said(1, Outcome::Done, Some(cny(250)))],
    );
    given(story)
        .when(says(2, said(1, Outcome::Done, Some(cny(200)))))
        .then_kinds(["order-answered", "hold-reduced"])
        .seeing(|story| assert_eq!(held(story), (400, true)));
}

#[test]
fn no_more_is_released_in_part_than_is_free() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let draft = story.on_hold(2, Measure::PartialRelease, 1, Some(cny(601)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN,
            orders: vec![draft],
            overrides: vec![],
        })
        .then_refused("LEVY-R24");
}

#[test]
fn a_release_of_a_place_in_the_queue_ends_it() {
    let wait = draft(order(1), Measure::WaitingFreeze, line(ACCOUNT, cny(600)));
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, wait)
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, None)])
        .releasing(2, Measure::ReleaseWaiting, 1, cny(600));
    given(story)
        .when(says(1, said(1, Outcome::Done, None)))
        .then_kinds(["order-answered", "hold-released"])
        .seeing(|story| assert_eq!(held(story), (0, false)));
}

#[test]
fn a_renewal_that_is_refused_leaves_the_hold_as_it_is() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let renew = story.on_hold(2, Measure::Renew, 1, Some(cny(600)));
    given(story.drafts(PLAN, renew).issued(PLAN))
        .when(says(1, said(1, Outcome::Refused, None)))
        .then_kinds(["order-answered"])
        .seeing(|story| assert_eq!(held(story), (600, true)));
}

/// 600 are held of 1,000; `reason` is what the draft of a release names.
fn lifted_on(story: &Story, reason: &str) -> Command {
    let mut order = story.on_hold(2, Measure::Release, 1, Some(cny(600)));
    order.lines[0].reason = Reason::new(reason);
    Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![order],
        overrides: vec![],
    }
}

#[test]
fn a_release_names_a_ground_of_the_law() {
    let held = || Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    given(held())
        .when_of(|story| lifted_on(story, "by-hand"))
        .then_refused_saying("LEVY-R73", "third-party-asset");
    given(held())
        .when_of(|story| lifted_on(story, "third-party-asset"))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn paid_in_full_is_a_ground_only_where_nothing_is_owed() {
    let held = || Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    given(held())
        .when_of(|story| lifted_on(story, "paid-in-full"))
        .then_refused("LEVY-R05");
    let paid = held().does(super::paying::paid(RECEIPT, cny(1_000)));
    given(paid)
        .when_of(|story| lifted_on(story, "paid-in-full"))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_preservation_is_lifted_on_grounds_of_its_own() {
    let close = Command::CloseCase {
        registration: CASE,
        kind: ClosingKind::Terminated,
        ground: "moved".into(),
        document: None,
        owner: Some(JUDGE),
    };
    let preserved = Command::RegisterCase {
        registration: RegistrationId(Uuid::from_u128(0x2c)),
        number: "（2024）川3322执保9号".into(),
        type_code: "执保".into(),
        kind: CaseKind::Preservation,
        court: "川3322".into(),
        filed_on: day(2024, 3, 1),
        carried_in: false,
    };
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .does(preserved)
        .judged(close);
    given(story.clone())
        .when_of(|story| lifted_on(story, "failed-sale"))
        .then_refused_saying("LEVY-R73", "P-13");
    given(story)
        .when_of(|story| lifted_on(story, "claim-dismissed"))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_limit_that_is_lowered_needs_no_ground() {
    let story = Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600));
    let order = story.on_hold(2, Measure::PartialRelease, 1, Some(cny(100)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN_2,
            orders: vec![order],
            overrides: vec![],
        })
        .then_kinds(["plan-drafted"]);
}
