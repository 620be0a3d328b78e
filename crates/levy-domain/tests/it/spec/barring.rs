//! Bars (B-01 to B-05): what each stops, and what none stops.

use crate::{story::*, world::*};
use levy_domain::{
    id::{BarId, DocumentId, PersonId},
    matter::{
        Command,
        bar::Command as Bar,
        command::Override,
        event::{BarKind, BarScope, Event, Revived},
    },
    order::Measure,
    rules::{Profile, Rules},
    stamp::Actor,
};
use std::sync::OnceLock;

pub(super) const BAR: BarId = BarId(PLAN_3.0);

pub(super) fn raise(bar: BarId, kind: BarKind, scope: BarScope) -> Command {
    Command::Bar(Bar::Raise {
        bar,
        kind,
        scope,
        document: RULING,
        from: day(2024, 3, 1),
    })
}

pub(super) fn lift(bar: BarId, ground: &str) -> Command {
    Command::Bar(Bar::Lift {
        bar,
        ground: ground.into(),
        document: RULING,
    })
}

fn whole() -> BarScope {
    BarScope::default()
}

pub(super) fn of(person: PersonId) -> BarScope {
    BarScope {
        persons: vec![person],
        assets: vec![],
    }
}

fn on_account() -> BarScope {
    BarScope {
        persons: vec![],
        assets: vec![ACCOUNT],
    }
}

pub(super) fn held() -> Story {
    Story::owed(cny(1_000))
        .with_account(ACCOUNT, cny(600))
        .holding(1, ACCOUNT, cny(600))
}

pub(super) fn barred(story: Story, kind: BarKind, scope: BarScope) -> Story {
    story.does(raise(BAR, kind, scope))
}

fn drafting(story: &Story, measure: Measure) -> Command {
    let amount = (!matches!(measure, Measure::Renew)).then_some(cny(100));
    let order = match measure {
        Measure::Freeze => draft(order(2), measure, line(SECOND, cny(100))),
        _ => story.on_hold(2, measure, 1, amount),
    };
    Command::DraftPlan {
        plan: PLAN,
        orders: vec![order],
        overrides: vec![],
    }
}

pub(super) fn is_stopped(story: &Story, measure: Measure) -> bool {
    let command = drafting(story, measure);
    match story.decide(&command) {
        Ok(events) => {
            assert_eq!(events[0].kind(), "plan-drafted");
            false
        }
        Err(refusal) => {
            assert_eq!(refusal.code(), "LEVY-R54", "{refusal}");
            true
        }
    }
}

/// Freeze, renew, transfer, release.
fn stopped(kind: BarKind, scope: BarScope) -> [bool; 4] {
    let story = barred(held(), kind, scope);
    [
        Measure::Freeze,
        Measure::Renew,
        Measure::Transfer,
        Measure::Release,
    ]
    .map(|measure| is_stopped(&story, measure))
}

#[test]
fn a_third_partys_objection_stops_disposal_and_leaves_the_freeze() {
    assert_eq!(
        stopped(BarKind::ThirdPartyObjection, on_account()),
        [false, false, true, false]
    );
}

#[test]
fn an_objection_to_conduct_stops_nothing() {
    assert_eq!(stopped(BarKind::ConductObjection, whole()), [false; 4]);
}

#[test]
fn a_suspension_stops_new_control_and_disposal_and_never_a_renewal() {
    assert_eq!(
        stopped(BarKind::Suspension, whole()),
        [true, false, true, false]
    );
}

#[test]
fn bankruptcy_stops_new_control_and_disposal() {
    assert_eq!(
        stopped(BarKind::Bankruptcy, of(DEBTOR)),
        [true, false, true, false]
    );
}

#[test]
fn a_settlement_stops_new_control_and_disposal_while_it_is_kept() {
    assert_eq!(
        stopped(BarKind::Settlement, whole()),
        [true, false, true, false]
    );
}

#[test]
fn a_bar_on_one_asset_leaves_the_others() {
    let story = held().holding(3, SECOND, cny(200));
    let story = barred(story, BarKind::ThirdPartyObjection, on_account());
    let free = story.on_hold(4, Measure::Transfer, 3, Some(cny(100)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN,
            orders: vec![free],
            overrides: vec![],
        })
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_bar_about_one_debtor_leaves_the_other() {
    let story = held().liable(joint(GUARANTEE, GUARANTOR));
    let story = barred(story, BarKind::Bankruptcy, of(GUARANTOR));
    assert!(!is_stopped(&story, Measure::Transfer));
}

#[test]
fn the_planner_passes_over_an_asset_that_a_third_party_claims_under_a_court_that_says_so() {
    static RULES: OnceLock<Rules> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let text = Profile::china().unwrap().text().to_owned();
        let from = "kinds = [\"third-party-objection\"], blocks = [\"transfer\"]";
        assert!(text.contains(from));
        rules_of(&text.replace(from, &from.replace("[\"transfer\"]", "[\"freeze\"]")))
    });
    let story =
        Story::owed(cny(1_000)).finds(vec![account(ACCOUNT, cny(600)), account(SECOND, cny(500))]);
    let story = barred(
        story.under(rules),
        BarKind::ThirdPartyObjection,
        on_account(),
    );
    given(story)
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let Event::PlanDrafted(plan) = &events[0] else {
                unreachable!()
            };
            assert_eq!(plan.orders[0].lines[0].asset, SECOND);
            let passed = &plan.passed_over[0];
            assert_eq!(passed.asset, ACCOUNT);
            assert_eq!(passed.reason.rule.as_deref(), Some("B-01"));
        });
}

#[test]
fn nothing_is_planned_against_a_debtor_whose_enforcement_is_suspended() {
    let story = Story::owed(cny(1_000)).with_account(ACCOUNT, cny(600));
    given(barred(story, BarKind::Suspension, of(DEBTOR)))
        .when(plan_freeze(PLAN, LIABILITY))
        .then_refused_saying("LEVY-R54", "B-03");
}

#[test]
fn a_drafted_plan_is_not_approved_under_a_bar() {
    let story = held();
    let command = drafting(&story, Measure::Transfer);
    let story = barred(story.does(command), BarKind::Suspension, whole());
    let list_hash = story.state.plans[&PLAN].drafted.list_hash;
    given(story.by(judge()))
        .when(Command::ApprovePlan {
            plan: PLAN,
            list_hash,
            officer: JUDGE,
            role: levy_domain::stamp::Role::Judge,
        })
        .then_refused("LEVY-R54");
}

#[test]
fn an_approved_plan_is_not_issued_under_a_bar_and_is_once_it_is_lifted() {
    let story = held();
    let command = drafting(&story, Measure::Transfer);
    let story = story.does(command).approved(PLAN);
    let story = barred(story, BarKind::Suspension, whole());
    let refused = story.state.may_be_issued(&PLAN, NOW, rules());
    assert_eq!(refused.unwrap_err().code(), "LEVY-R54");
    given(story.clone())
        .when_of(|story| story.issue(PLAN))
        .then_refused("LEVY-R54");
    given(story.does(lift(BAR, "resumed")))
        .when_of(|story| story.issue(PLAN))
        .then_kinds(["orders-issued", "transfer-reserved"]);
}

#[test]
fn an_order_that_was_issued_before_the_bar_and_has_not_left_is_taken_back() {
    let story = held().transferring(2, 1, cny(100));
    given(barred(story, BarKind::ThirdPartyObjection, on_account()))
        .when(Command::BeginDispatch { order: order(2) })
        .then_gone(["recall-requested", "order-recalled", "transfer-freed"]);
}

#[test]
fn a_bar_names_what_is_with_units_already() {
    let story = held().transferring(2, 1, cny(100));
    given(story)
        .when(raise(BAR, BarKind::Suspension, whole()))
        .then_kinds(["bar-raised"])
        .saying(|events| {
            let Event::BarRaised(raised) = &events[0] else {
                unreachable!()
            };
            assert_eq!(raised.sent, [order(2)]);
            assert_eq!(raised.rule.rule, "B-03");
        });
}

#[test]
fn two_officers_may_set_a_suspension_aside_for_one_plan() {
    let story = barred(held(), BarKind::Suspension, whole());
    let Command::DraftPlan { plan, orders, .. } = drafting(&story, Measure::Freeze) else {
        unreachable!()
    };
    let overrides = |rule: &str| {
        vec![Override {
            rule: rule.into(),
            officers: [JUDGE, HEAD],
            ground: "asset-in-danger".into(),
        }]
    };
    let again = |rule: &str| Command::DraftPlan {
        plan,
        orders: orders.clone(),
        overrides: overrides(rule),
    };
    given(story.clone())
        .when(again("B-03"))
        .then_kinds(["plan-drafted"]);
    let bankrupt = story.does(lift(BAR, "resumed")).does(raise(
        BarId(PLAN_2.0),
        BarKind::Bankruptcy,
        of(DEBTOR),
    ));
    given(bankrupt).when(again("B-03")).then_refused("LEVY-R54");
}

#[test]
fn a_round_of_queries_goes_on_under_every_bar() {
    for kind in BarKind::LITERALS {
        let story = barred(Story::owed(cny(1_000)), (*kind).into(), of(DEBTOR));
        given(story)
            .when(sweep("enforcement"))
            .then_kinds(["sweep-ordered"]);
    }
}

#[test]
fn a_breached_settlement_revives_the_title_with_what_was_paid_deducted() {
    let story = barred(held(), BarKind::Settlement, whole());
    let story = story.does(super::paying::paid(RECEIPT, cny(300)));
    given(story)
        .when(lift(BAR, "breached"))
        .then_kinds(["bar-lifted"])
        .saying(|events| {
            let Event::BarLifted(lifted) = &events[0] else {
                unreachable!()
            };
            let revived = Revived {
                claim: CLAIM,
                owed: cny(1_000),
                paid: cny(300),
                left: cny(700),
            };
            assert_eq!(lifted.revived, [revived]);
        })
        .seeing(|story| assert!(!is_stopped(story, Measure::Transfer)));
}

#[test]
fn a_settlement_is_not_performed_while_something_is_owed() {
    let story = barred(held(), BarKind::Settlement, whole());
    given(story.clone())
        .when(lift(BAR, "performed"))
        .then_refused("LEVY-R30");
    given(story.does(super::paying::paid(RECEIPT, cny(1_000))))
        .when(lift(BAR, "performed"))
        .then_kinds(["bar-lifted"]);
}

#[test]
fn a_bar_is_raised_by_an_officer_on_a_document_and_not_ahead_of_time() {
    let suspend = || raise(BAR, BarKind::Suspension, whole());
    given(held().by(Actor::system()))
        .when(suspend())
        .then_refused("LEVY-R20");
    let with = |document, from| {
        Command::Bar(Bar::Raise {
            bar: BAR,
            kind: BarKind::Suspension,
            scope: whole(),
            document,
            from,
        })
    };
    given(held())
        .when(with(DocumentId(PLAN.0), day(2024, 3, 1)))
        .then_refused("LEVY-R29");
    given(held())
        .when(with(RULING, day(2024, 3, 2)))
        .then_refused("LEVY-R05");
    given(held())
        .when(raise(BAR, BarKind::from("eclipse"), whole()))
        .then_refused("LEVY-R32");
    given(held())
        .when(raise(BAR, BarKind::Suspension, of(STRANGER)))
        .then_refused("LEVY-R03");
    given(held())
        .when(raise(BAR, BarKind::Bankruptcy, whole()))
        .then_refused("LEVY-R05");
}

#[test]
fn a_bar_is_lifted_once_and_only_if_it_stands() {
    given(held())
        .when(lift(BAR, "resumed"))
        .then_refused("LEVY-R03");
    let story = barred(held(), BarKind::Suspension, whole());
    given(story.clone().by(Actor::system()))
        .when(lift(BAR, "resumed"))
        .then_refused("LEVY-R20");
    let lifted = story.does(lift(BAR, "resumed"));
    given(lifted)
        .when(lift(BAR, "mistake"))
        .then_refused("LEVY-R02");
}

#[test]
fn a_profile_in_which_a_bar_stops_a_release_does_not_load() {
    let text = Profile::china().unwrap().text().to_owned();
    for never in ["release", "renew"] {
        let spoilt = text.replacen(
            "kinds = [\"third-party-objection\"], blocks = [\"transfer\"]",
            &format!("kinds = [\"third-party-objection\"], blocks = [\"{never}\"]"),
            1,
        );
        let bad = Profile::from_toml(&spoilt).unwrap_err().to_string();
        assert!(bad.contains("B-01"), "{bad}");
    }
}
