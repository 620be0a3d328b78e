//! What a rule may do: refuse, be overridden by two officers, or only warn.

use crate::{story::*, world::*};
use levy_domain::{
    asset::AssetClass,
    matter::Event,
    order::{Line, Measure, OrderDraft, Route, Term},
    reply::Outcome,
    rules::{Profile, Rules},
};
use std::sync::OnceLock;

fn coins() -> AssetClass {
    AssetClass::from("coins")
}

/// The bank also keeps what no rule of the profile names.
fn with_coins() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut units = units();
        let more = abilities(coins(), Route::Api, Some(60));
        units[0].abilities.extend(more);
        rules_with(units)
    })
}

#[test]
fn an_asset_that_no_rule_names_keeps_no_other_back() {
    let mut odd = account(SECOND, cny(900));
    odd.class = coins();
    let story = Story::owed(cny(1_000)).finds(vec![account(ACCOUNT, cny(300)), odd]);
    given(story.under(with_coins()))
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let [Event::PlanDrafted(e)] = events else {
                panic!()
            };
            assert_eq!(e.orders[0].lines.len(), 1);
            assert_eq!(e.passed_over[0].reason.key, "no-rule-names-it");
        });
}

#[test]
fn a_term_that_only_warns_ends_no_hold() {
    let (from, to) = (day(2024, 3, 1), day(2026, 2, 28));
    let wallet = OrderDraft {
        unit: wallets(),
        ..draft(
            order(1),
            Measure::Freeze,
            Line {
                class: AssetClass::Wallet,
                term: Some(Term { from, to }),
                ..line(ACCOUNT, cny(300))
            },
        )
    };
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, wallet)
        .issued(PLAN)
        .replies(1, 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    let ends = &story.state.holds[&story.hold_of(1)].ends;
    assert_eq!((ends.earliest(), ends.as_law_computes), (Some(to), None));
}

#[test]
fn who_approves_is_set_by_the_court_and_never_only_a_warning() {
    let profile = Profile::china().unwrap();
    for rule in ["O-01", "O-02", "O-03", "O-04", "O-05"] {
        assert_eq!(profile.severity(rule).as_str(), "court-set");
    }
    let text = profile.text();
    let warns = text.replace("severity = \"court-set\"", "severity = \"warn\"");
    assert!(Profile::from_toml(&warns).is_err());
    let all = text.replace("severity = \"override\"", "severity = \"court-set\"");
    assert!(Profile::from_toml(&all).is_err());
}
