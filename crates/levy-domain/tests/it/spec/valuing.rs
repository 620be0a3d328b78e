//! What an asset is worth, and what a seal on it counts at.

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    claim::Share,
    id::{AssetId, DocumentId, PlanId},
    matter::{Command, Event, value::Command as Ask},
    money::Money,
    order::{Line, Measure, OrderDraft, Reason, Route},
    reply::Outcome,
};
use uuid::Uuid;

fn worth(value: u64) -> Command {
    Ask::State {
        asset: CAR,
        value: cny(value),
        units: None,
        method: "appraisal".into(),
        as_of: day(2024, 2, 1),
        document: RULING,
    }
    .into()
}

fn car() -> levy_domain::asset::AssetFound {
    let mut car = account(CAR, cny(0));
    car.class = AssetClass::Vehicle;
    car.unit = vehicle_office();
    (car.available, car.balance) = (None, None);
    car
}

/// 1,000 are owed; a car is known.
fn found() -> Story {
    Story::owed(cny(1_000)).finds(vec![car()]).by(judge())
}

fn seal(n: u128, asset: AssetId, amount: Option<Money>, reason: &str) -> OrderDraft {
    let line = Line {
        class: AssetClass::Vehicle,
        amount,
        reason: Reason::new(reason),
        ..line(asset, cny(1))
    };
    OrderDraft {
        unit: vehicle_office(),
        route: Route::Counter,
        ..draft(order(n), Measure::Freeze, line)
    }
}

fn sealing(amount: Option<Money>, reason: &str) -> Command {
    Command::DraftPlan {
        plan: PlanId(order(1).0),
        orders: vec![seal(1, CAR, amount, reason)],
        overrides: vec![],
    }
}

#[test]
fn a_judge_states_what_an_asset_is_worth_on_a_document() {
    given(found()).when(worth(300)).then_kinds(["value-stated"]);
    given(found().by(clerk()))
        .when(worth(300))
        .then_refused("LEVY-R20");
    given(Story::owed(cny(1_000)).by(judge()))
        .when(worth(300))
        .then_refused("LEVY-R03");
    let paperless = Ask::State {
        asset: CAR,
        value: cny(300),
        units: None,
        method: "appraisal".into(),
        as_of: day(2024, 2, 1),
        document: DocumentId(Uuid::from_u128(0xdead)),
    };
    given(found())
        .when(paperless.into())
        .then_refused("LEVY-R29");
}

#[test]
fn a_seal_counts_at_what_the_asset_is_worth() {
    let story = found().does(worth(300)).by(clerk());
    for wrong in [None, Some(cny(299)), Some(cny(301))] {
        given(story.clone())
            .when(sealing(wrong, "by-hand"))
            .then_refused("LEVY-R05");
    }
    let sealed = story
        .does(sealing(Some(cny(300)), "by-hand"))
        .issued(PlanId(order(1).0));
    assert_eq!(sealed.room(LIABILITY), 700);
    let held = sealed.replies(1, 1, vec![said(1, Outcome::Done, None)]);
    assert_eq!(held.room(LIABILITY), 700, "the office states no sum");
    assert_eq!(held.state.excess(&CLAIM), 0);
}

#[test]
fn an_asset_in_common_counts_whole_and_covers_by_the_debtors_share() {
    let story = Story::owed(cny(1_000))
        .finds(vec![half_of_another(car())])
        .by(judge())
        .does(worth(600))
        .by(clerk())
        .does(sealing(Some(cny(600)), "by-hand"))
        .issued(PlanId(order(1).0))
        .replies(1, 1, vec![said(1, Outcome::Done, None)]);
    let sums = story.state.claim_sums(&CLAIM);
    assert_eq!((sums.bound, sums.covers), (600, 300));
}

#[test]
fn what_is_worth_more_than_the_room_is_sealed_as_indivisible_only() {
    let story = || found().does(worth(5_000));
    given(story())
        .when(sealing(Some(cny(1_000)), "by-hand"))
        .then_refused("LEVY-R74");
    given(story())
        .when(sealing(Some(cny(999)), "indivisible"))
        .then_refused("LEVY-R05");
    given(story())
        .when(sealing(Some(cny(1_000)), "indivisible"))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                panic!()
            };
            let warned = plan.warnings.iter().find(|warned| warned.asset == CAR);
            assert_eq!(warned.unwrap().rule.as_ref().unwrap().rule, "X-01");
        })
        .seeing(|story| assert_eq!(story.room(LIABILITY), 0));
}

#[test]
fn nothing_is_taken_as_indivisible_where_an_account_suffices() {
    let story = |there| found().with_account(ACCOUNT, cny(there)).does(worth(5_000));
    given(story(1_000))
        .when(sealing(Some(cny(1_000)), "indivisible"))
        .then_refused("LEVY-R74");
    given(story(999))
        .when(sealing(Some(cny(1_000)), "indivisible"))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn what_cannot_be_divided_is_not_let_go_in_part() {
    // 300 for the car and 700 in an account are held; then 500 are paid.
    let story = found()
        .does(worth(300))
        .by(clerk())
        .does(sealing(Some(cny(300)), "by-hand"))
        .issued(PlanId(order(1).0))
        .replies(1, 1, vec![said(1, Outcome::Done, None)])
        .holding(2, ACCOUNT, cny(700))
        .does(super::paying::paid(RECEIPT, cny(200)));
    given(story)
        .when(plan_reduction(PLAN_2))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                panic!()
            };
            let acts: Vec<_> = plan
                .orders
                .iter()
                .map(|order| (order.measure.clone(), order.lines[0].asset))
                .collect();
            assert_eq!(acts, [(Measure::PartialRelease, ACCOUNT)]);
        });
}

/// 400 shares at the registry; what they are worth is stated together.
fn shares(value: u64) -> Story {
    let mut shares = car();
    shares.class = AssetClass::Equity;
    let of_them = Ask::State {
        asset: CAR,
        value: cny(value),
        units: Some(400),
        method: "market-price".into(),
        as_of: day(2024, 2, 1),
        document: RULING,
    };
    Story::owed(cny(1_000))
        .finds(vec![shares])
        .by(judge())
        .does(of_them.into())
}

fn freezing(units: Option<u64>, part: Option<Share>, amount: u64, reason: &str) -> Command {
    let mut order = seal(1, CAR, Some(cny(amount)), reason);
    order.lines[0].class = AssetClass::Equity;
    (order.lines[0].units, order.lines[0].share) = (units, part);
    Command::DraftPlan {
        plan: PlanId(order.order.0),
        orders: vec![order],
        overrides: vec![],
    }
}

#[test]
fn some_shares_count_at_their_part_of_the_value() {
    // 2,001 for 400: a share is 5.0025, and nothing is lost in rounding.
    for (units, counts) in [(1, 6), (100, 501), (199, 996)] {
        given(shares(2_001))
            .when(freezing(Some(units), None, counts, "by-hand"))
            .then_kinds(["plan-drafted"])
            .seeing(|story| assert_eq!(story.room(LIABILITY), 1_000 - counts));
        given(shares(2_001))
            .when(freezing(Some(units), None, counts - 1, "by-hand"))
            .then_refused("LEVY-R05");
    }
    given(shares(2_001))
        .when(freezing(None, Some(share(1, 4)), 501, "by-hand"))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn no_more_shares_are_frozen_than_the_room_takes() {
    for reason in ["by-hand", "indivisible"] {
        given(shares(2_001))
            .when(freezing(Some(200), None, 1_000, reason))
            .then_refused("LEVY-R74");
    }
}

#[test]
fn a_number_of_shares_needs_a_value_of_a_number() {
    given(found().does(worth(300)))
        .when({
            let mut order = seal(1, CAR, Some(cny(300)), "by-hand");
            order.lines[0].units = Some(1);
            Command::DraftPlan {
                plan: PLAN_2,
                orders: vec![order],
                overrides: vec![],
            }
        })
        .then_refused("LEVY-R05");
    given(shares(2_001))
        .when(freezing(Some(1), Some(share(1, 4)), 501, "by-hand"))
        .then_refused("LEVY-R05");
    given(shares(2_001))
        .when(freezing(Some(0), None, 1, "by-hand"))
        .then_refused("LEVY-R05");
}
