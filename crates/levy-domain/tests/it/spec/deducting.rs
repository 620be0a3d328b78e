//! Money that may be frozen and is deducted under a condition only (A-06,
//!

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AccountClass, AssetFound},
    matter::{Command, Event, deduction::Command as Ask},
    order::Measure,
};

/// 600 of the housing fund, frozen.
fn held(class: AccountClass) -> Story {
    let fund = AssetFound {
        account_class: class,
        ..account(ACCOUNT, cny(600))
    };
    Story::owed(cny(1_000))
        .finds(vec![fund])
        .holding(1, ACCOUNT, cny(600))
}

fn transfer(story: &Story) -> Command {
    Command::DraftPlan {
        plan: PLAN_2,
        orders: vec![story.on_hold(2, Measure::Transfer, 1, Some(cny(600)))],
        overrides: vec![],
    }
}

fn find(condition: &str) -> Command {
    Ask::Find {
        asset: ACCOUNT,
        condition: condition.into(),
        document: JUDGMENT,
    }
    .into()
}

#[test]
fn the_housing_fund_is_frozen_and_not_deducted() {
    given(held(AccountClass::HousingFund))
        .when_of(transfer)
        .then_refused_saying("LEVY-R14", "A-19");
}

#[test]
fn what_could_be_withdrawn_is_deducted_with_a_warning() {
    let story = held(AccountClass::HousingFund).by(judge());
    given(story.clone())
        .when(find("retired"))
        .then_kinds(["deduction-condition-found"]);
    given(story.does(find("retired")))
        .when_of(transfer)
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let Event::PlanDrafted(e) = &events[0] else {
                panic!("{events:?}")
            };
            let warned = e.warnings[0].rule.as_ref().unwrap();
            assert_eq!(warned.rule, "A-19");
        });
}

#[test]
fn a_judge_finds_a_condition_that_the_rule_of_the_account_names() {
    given(held(AccountClass::HousingFund).by(clerk()))
        .when(find("retired"))
        .then_refused("LEVY-R20");
    given(held(AccountClass::HousingFund).by(judge()))
        .when(find("margin-lost-function"))
        .then_refused_saying("LEVY-R05", "retired");
    given(held(AccountClass::CreditMargin).by(judge()))
        .when(find("margin-lost-function"))
        .then_kinds(["deduction-condition-found"]);
    given(held(AccountClass::Ordinary).by(judge()))
        .when(find("retired"))
        .then_refused("LEVY-R05");
}
