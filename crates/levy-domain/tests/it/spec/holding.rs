//! Holds beside the orders: seen, adopted, promoted, filled up.

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    id::{LiabilityId, UnitId},
    matter::{Command, Duty, event::Ends},
    money::Money,
    order::Measure,
    reply::Outcome,
};

fn seen(story: &Story, held: Money, rank: Option<u32>) -> Command {
    Command::ObserveHold {
        hold: story.hold_of(1),
        held,
        cause: "inflow".into(),
        rank,
        evidence: None,
    }
}

fn held() -> Story {
    Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(600))
}

#[test]
fn an_account_that_fills_up_within_the_room_owes_nothing() {
    given(held())
        .when_of(|story| seen(story, cny(600), Some(1)))
        .then_kinds(["hold-changed"])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).bound, 0));
    let partial = Story::owed(cny(1_000))
        .freezing(1, ACCOUNT, cny(600))
        .replies(1, 1, vec![said(1, Outcome::Partial, Some(cny(100)))]);
    given(partial)
        .when_of(|story| seen(story, cny(500), None))
        .then_kinds(["hold-changed"])
        .owing([])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 500));
}

#[test]
fn an_account_that_fills_up_above_what_is_owed_owes_a_cure() {
    given(held())
        .when_of(|story| seen(story, cny(1_200), None))
        .then_kinds(["hold-changed", "excess-revealed"])
        .owing([Duty::Reduce(CLAIM)])
        .seeing(|story| assert_eq!(story.state.excess(&CLAIM), 200));
}

#[test]
fn a_promotion_triggers_the_check() {
    let wait = draft(order(1), Measure::WaitingFreeze, line(ACCOUNT, cny(600)));
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, wait)
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, None)])
        .holding(2, SECOND, cny(1_000));
    given(story)
        .when_of(|story| seen(story, cny(600), Some(0)))
        .then_kinds(["hold-changed", "excess-revealed"])
        .owing([Duty::Reduce(CLAIM)]);
}

#[test]
fn what_is_seen_as_it_is_known_says_nothing_new() {
    given(held())
        .when_of(|story| seen(story, cny(600), None))
        .then_nothing();
}

#[test]
fn what_is_seen_is_a_sum_in_the_currency_of_the_matter() {
    given(held())
        .when_of(|story| seen(story, usd(1), None))
        .then_refused("LEVY-R06");
    given(held())
        .when_of(|story| seen(story, cny(u64::MAX), None))
        .then_refused("LEVY-R07");
}

#[test]
fn a_hold_that_is_gone_cannot_be_seen() {
    let story = held().releasing(2, Measure::Release, 1, cny(600));
    let story = story.replies(2, 1, vec![said(1, Outcome::Done, None)]);
    given(story)
        .when_of(|story| seen(story, cny(1), None))
        .then_refused("LEVY-R03");
}

fn adopt(held: Option<Money>, rank: u32, liability: LiabilityId, unit: UnitId) -> Command {
    Command::AdoptHold {
        hold: OLD_HOLD,
        asset: THIRD,
        class: AssetClass::Deposit,
        number: sealed(5),
        unit,
        liability,
        measure: if rank > 0 {
            Measure::WaitingFreeze
        } else {
            Measure::Freeze
        },
        limit: None,
        held,
        rank,
        from: None,
        ends: Ends::default(),
        source: Some("（2023）川3322执保9号".into()),
    }
}

#[test]
fn an_earlier_hold_is_adopted_and_counts() {
    given(Story::owed(cny(1_000)))
        .when(adopt(Some(cny(400)), 0, LIABILITY, bank()))
        .then_kinds(["hold-adopted"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 600));
}

#[test]
fn an_adopted_hold_may_reveal_excess() {
    given(held())
        .when(adopt(Some(cny(500)), 0, LIABILITY, bank()))
        .then_kinds(["hold-adopted", "excess-revealed"])
        .owing([Duty::Reduce(CLAIM)]);
}

#[test]
fn an_adopted_place_in_the_queue_binds_nothing() {
    given(held())
        .when(adopt(Some(cny(500)), 2, LIABILITY, bank()))
        .then_kinds(["hold-adopted"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 400));
}

#[test]
fn an_adopted_joint_account_covers_by_share() {
    given(Story::owed(cny(1_000)).finds(vec![half_of_another(account(THIRD, cny(400)))]))
        .when(adopt(Some(cny(400)), 0, LIABILITY, bank()))
        .then_kinds(["hold-adopted"])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).covers, 200));
}

#[test]
fn a_hold_is_adopted_for_a_known_debt_at_a_known_unit() {
    given(held())
        .when(adopt(None, 0, GUARANTEE, bank()))
        .then_refused("LEVY-R03");
    given(held())
        .when(adopt(None, 0, LIABILITY, UnitId(PLAN.0)))
        .then_refused("LEVY-R03");
    given(held())
        .when(adopt(Some(usd(1)), 0, LIABILITY, bank()))
        .then_refused("LEVY-R06");
}

#[test]
fn an_id_that_names_another_hold_is_refused() {
    let story = held().does(adopt(Some(cny(400)), 0, LIABILITY, bank()));
    given(story)
        .when(adopt(Some(cny(400)), 0, LIABILITY, slow_bank()))
        .then_refused("LEVY-R02");
}
