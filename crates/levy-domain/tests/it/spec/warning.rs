//! What a rule may do: refuse, be overridden by two officers, or only warn.

use super::approving::approve;
use crate::{story::*, world::*};
use levy_domain::{
    asset::{AccountClass, AssetClass, AssetFound},
    id::OfficerId,
    matter::{Command, Duty, Event, command::Override, event::PlanDrafted, urgent},
    order::{Line, Measure, OrderDraft, Route, Term},
    reply::Outcome,
    rules::{Profile, Rules},
    stamp::{Actor, Role},
    time::Zone,
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
    assert_eq!(
        (ends.earliest(Zone::CHINA), ends.as_law_computes),
        (Some(to), None)
    );
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

fn drafted(events: &[Event]) -> &PlanDrafted {
    let [Event::PlanDrafted(drafted)] = events else {
        panic!("{events:?}")
    };
    drafted
}

fn classed(asset: levy_domain::id::AssetId, fen: u64, class: AccountClass) -> AssetFound {
    AssetFound {
        account_class: class,
        ..account(asset, cny(fen))
    }
}

#[test]
fn an_account_that_a_rule_warns_of_is_taken_last_and_named() {
    let subsistence = || classed(ACCOUNT, 5_000, AccountClass::Subsistence);
    let enough = Story::owed(cny(1_000)).finds(vec![subsistence(), account(SECOND, cny(1_000))]);
    given(enough)
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            assert_eq!(drafted(events).orders[0].lines[0].asset, SECOND);
            assert_eq!(drafted(events).warnings, []);
        });
    let short = Story::owed(cny(1_000)).finds(vec![
        subsistence(),
        classed(SECOND, 100, AccountClass::Other("new-class".into())),
        account(THIRD, cny(300)),
    ]);
    given(short)
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let lines = &drafted(events).orders[0].lines;
            assert_eq!(lines[0].asset, THIRD);
            let warned = &drafted(events).warnings;
            assert!(
                warned
                    .iter()
                    .any(|w| w.asset == ACCOUNT && w.rule.is_some())
            );
        });
}

fn on_wages(overrides: Vec<Override>) -> Command {
    Command::DraftPlan {
        plan: PLAN,
        orders: vec![draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)))],
        overrides,
    }
}

fn aside(rule: &str, officers: [OfficerId; 2], ground: &str) -> Override {
    Override {
        rule: rule.into(),
        officers,
        ground: ground.into(),
    }
}

#[test]
fn a_rule_to_be_overridden_is_set_aside_by_two_officers_with_a_ground() {
    let story =
        || Story::owed(cny(1_000)).finds(vec![classed(ACCOUNT, 900, AccountClass::MigrantWage)]);
    let refused = |overrides, code| given(story()).when(on_wages(overrides)).then_refused(code);
    refused(vec![], "LEVY-R14");
    refused(
        vec![aside("A-05", [JUDGE, JUDGE], "proven-excess")],
        "LEVY-R19",
    );
    refused(vec![aside("A-05", [JUDGE, HEAD], " ")], "LEVY-R05");
    refused(
        vec![aside("A-06", [JUDGE, HEAD], "proven-excess")],
        "LEVY-R05",
    );
    refused(
        vec![aside("D-11", [JUDGE, HEAD], "own-project")],
        "LEVY-R14",
    );
    given(story())
        .when(on_wages(vec![aside(
            "A-05",
            [JUDGE, HEAD],
            "proven-excess",
        )]))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let aside = &drafted(events).overrides[0];
            assert_eq!(aside.rule.rule, "A-05");
            assert_eq!(aside.officers, [JUDGE, HEAD]);
        })
        .seeing(|story| {
            // It holds at the issue and at the first byte too.
            let story = story.clone().issued(PLAN);
            assert_eq!(
                story.state.may_be_sent(&order(1), story.now, story.rules),
                Ok(())
            );
        });
}

fn set_aside_by(officers: [OfficerId; 2], drafter: Actor) -> Story {
    Story::owed(cny(1_000))
        .finds(vec![classed(ACCOUNT, 900, AccountClass::MigrantWage)])
        .by(drafter)
        .does(on_wages(vec![aside("A-05", officers, "proven-excess")]))
}

fn signs(story: &Story) -> Command {
    approve(
        story,
        story.actor.officer.unwrap(),
        story.actor.role.clone(),
    )
}

fn signed(story: Story, actor: Actor) -> Story {
    let story = story.by(actor);
    let command = signs(&story);
    story.does(command)
}

#[test]
fn who_sets_a_rule_aside_approves_the_plan_himself() {
    let drafted = || set_aside_by([JUDGE_2, HEAD], clerk());
    let second = || Actor::officer(JUDGE_2, Role::Judge);
    // Nobody else takes their places.
    given(drafted().by(judge()))
        .when_of(signs)
        .then_refused_saying("LEVY-R05", "he approves it himself");
    given(signed(drafted(), second()).by(Actor::officer(PRESIDENT, Role::President)))
        .when_of(signs)
        .then_refused_saying("LEVY-R05", "he approves it himself");
    // One signature is not the word of both.
    let for_the_head = Actor {
        role: Role::BureauHead,
        on_behalf_of: Some(HEAD),
        ..second()
    };
    given(drafted().by(for_the_head))
        .when_of(signs)
        .then_refused_saying("LEVY-R05", "for himself");
    given(signed(drafted(), second()).by(head()))
        .when_of(signs)
        .then_kinds(["plan-approved"])
        .owing([Duty::Issue(PLAN)]);
}

#[test]
fn who_sets_a_rule_aside_may_have_drafted_the_plan() {
    let drafted = signed(
        set_aside_by([JUDGE, HEAD], judge()),
        Actor::officer(JUDGE_2, Role::Judge),
    );
    given(
        drafted
            .clone()
            .by(Actor::officer(PRESIDENT, Role::President)),
    )
    .when_of(signs)
    .then_refused("LEVY-R05");
    given(drafted.by(head()))
        .when_of(signs)
        .then_kinds(["plan-approved"])
        .owing([Duty::Issue(PLAN)]);
}

#[test]
fn no_rule_is_set_aside_by_those_whose_approval_the_plan_does_not_take() {
    let story =
        Story::owed(cny(1_000)).finds(vec![classed(ACCOUNT, 900, AccountClass::MigrantWage)]);
    given(story)
        .when(on_wages(vec![aside(
            "A-05",
            [CLERK, PRESIDENT],
            "proven-excess",
        )]))
        .then_kinds(["plan-drafted"]);
    let story =
        Story::owed(cny(1_000)).finds(vec![classed(ACCOUNT, 900, AccountClass::MigrantWage)]);
    given(story)
        .when(on_wages(vec![aside(
            "A-05",
            [HEAD, PRESIDENT],
            "proven-excess",
        )]))
        .then_refused_saying("LEVY-R05", "does not take");
}

#[test]
fn a_plan_that_sets_a_rule_aside_leaves_on_no_single_word() {
    let story = set_aside_by([JUDGE, HEAD], clerk()).by(judge());
    let at_once = Command::Urgent(urgent::Command::Approve {
        plan: PLAN,
        list_hash: story.state.plans[&PLAN].drafted.list_hash,
        officer: JUDGE,
        role: Role::Judge,
        ground: "assets-being-moved".into(),
    });
    given(story)
        .when(at_once)
        .then_refused_saying("LEVY-R60", "set aside");
}
