//! The identity gate: weak matches need a second officer, somebody else's
//! assets are left alone (F3, F4).

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AssetFound, HolderMatch, HolderOnRecord},
    id::AssetId,
    matter::{
        Command,
        event::{Event, PlanDrafted, WeakMatch},
    },
    order::{Measure, OrderDraft},
    party::{IdentityStrength, NameVariant, PartyRole, Person},
    sealed::Sealed,
    stamp::{Actor, Role},
};

fn unchecked() -> Person {
    Person {
        strength: IdentityStrength::Unchecked,
        ..person(DEBTOR)
    }
}

/// The debtor's number cannot be checked.
fn weakly_known() -> Story {
    Story::nothing()
        .does(open())
        .does(register())
        .does(add(unchecked(), PartyRole::Debtor))
        .does(issue(RULING, levy_domain::document::DocumentKind::Ruling))
        .does(issue(
            NOTICE,
            levy_domain::document::DocumentKind::AssistanceNotice,
        ))
        .does(issue(
            QUERY_NOTICE,
            levy_domain::document::DocumentKind::QueryNotice,
        ))
        .does(Command::StateClaim {
            claim: claim(cny(1_000)),
            home: MATTER,
        })
        .liable(joint(LIABILITY, DEBTOR))
}

fn matched(asset: AssetId, holder: &str) -> AssetFound {
    AssetFound {
        holder: Some(HolderMatch::from(holder)),
        ..account(asset, cny(600))
    }
}

fn drafted(events: &[Event]) -> &PlanDrafted {
    match &events[0] {
        Event::PlanDrafted(plan) => plan,
        other => panic!("{other:?}"),
    }
}

fn approves(story: Story, officer: levy_domain::id::OfficerId, role: Role) -> Given {
    given(story.by(Actor::officer(officer, role)))
}

fn approve(officer: levy_domain::id::OfficerId, role: Role) -> impl FnOnce(&Story) -> Command {
    move |story| Command::ApprovePlan {
        plan: PLAN,
        list_hash: story.state.plans[&PLAN].drafted.list_hash,
        officer,
        role,
    }
}

fn by_hand(holder: &str) -> (Story, Command) {
    let story = Story::owed(cny(1_000)).finds(vec![matched(ACCOUNT, holder)]);
    let order = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)));
    let command = Command::DraftPlan {
        plan: PLAN,
        orders: vec![order],
        overrides: vec![],
    };
    (story, command)
}

#[test]
fn a_party_whose_number_cannot_be_checked_is_named_in_the_plan_as_a_weak_match() {
    let story = weakly_known().with_account(ACCOUNT, cny(600));
    given(story)
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let [weak] = drafted(events).weak.as_slice() else {
                panic!("{events:?}")
            };
            assert_eq!((weak.person, weak.asset), (DEBTOR, None));
            assert_eq!(weak.strength, "unchecked");
            assert_eq!(weak.rule.rule, "O-51");
        });
}

#[test]
fn two_judges_are_not_enough_for_a_weak_match() {
    let story = weakly_known()
        .with_account(ACCOUNT, cny(600))
        .does(plan_freeze(PLAN, LIABILITY))
        .by(judge());
    let command = approve(JUDGE, Role::Judge)(&story);
    let story = story.does(command);
    approves(story.clone(), JUDGE_2, Role::Judge)
        .when_of(approve(JUDGE_2, Role::Judge))
        .then_refused("LEVY-R20");
    approves(story, HEAD, Role::BureauHead)
        .when_of(approve(HEAD, Role::BureauHead))
        .then_kinds(["plan-approved"]);
}

#[test]
fn a_valid_number_is_no_weak_match() {
    let story = Story::owed(cny(1_000)).with_account(ACCOUNT, cny(600));
    given(story)
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(drafted(events).weak, []));
}

#[test]
fn an_account_held_under_another_name_is_a_weak_match() {
    for (holder, weak) in [
        ("full", false),
        ("variant", false),
        ("other-name", true),
        ("name-only", true),
        ("some-new-word", true),
    ] {
        let (story, command) = by_hand(holder);
        given(story)
            .when(command)
            .then_kinds(["plan-drafted"])
            .saying(|events| {
                let found: Vec<&WeakMatch> = drafted(events).weak.iter().collect();
                assert_eq!(found.len(), usize::from(weak), "{holder}");
                let named = found.iter().all(|found| found.asset == Some(ACCOUNT));
                assert!(named && found.iter().all(|found| found.strength == *holder));
            });
    }
}

#[test]
fn an_account_on_record_as_somebody_elses_is_never_frozen() {
    let (story, command) = by_hand("other-number");
    given(story).when(command).then_refused("LEVY-R57");
}

#[test]
fn the_planner_takes_a_weak_match_last_and_somebody_elses_account_never() {
    let story = Story::owed(cny(500)).finds(vec![
        matched(ACCOUNT, "name-only"),
        matched(SECOND, "full"),
        matched(THIRD, "other-number"),
    ]);
    given(story)
        .when(plan_freeze(PLAN, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let plan = drafted(events);
            assert_eq!(plan.orders[0].lines[0].asset, SECOND);
            let passed = |asset| {
                let found = plan.passed_over.iter().find(|passed| passed.asset == asset);
                found.map(|passed| passed.reason.key.to_string())
            };
            assert_eq!(passed(THIRD).as_deref(), Some("names-somebody-else"));
        });
}

#[test]
fn a_match_that_became_weak_after_the_drafting_is_not_issued_as_it_was_approved() {
    let (story, command) = by_hand("full");
    let story = story.does(command).approved(PLAN);
    let story = story.finds(vec![matched(ACCOUNT, "name-only")]);
    given(story.clone())
        .when_of(|story| story.issue(PLAN))
        .then_refused("LEVY-R58");
    let other = story.finds(vec![matched(ACCOUNT, "other-number")]);
    given(other)
        .when_of(|story| story.issue(PLAN))
        .then_refused("LEVY-R57");
}

#[test]
fn letting_go_asks_for_no_match() {
    let (story, _) = by_hand("full");
    let story = story.holding(1, ACCOUNT, cny(300));
    let story = story.finds(vec![matched(ACCOUNT, "other-number")]);
    let release: OrderDraft = story.on_hold(2, Measure::Release, 1, Some(cny(300)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN,
            orders: vec![release],
            overrides: vec![],
        })
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(drafted(events).weak, []));
}

#[test]
fn whom_a_unit_has_on_record_is_compared_with_the_party_as_he_is_known() {
    let known = Person {
        name_variants: vec![NameVariant {
            name: sealed(7),
            source: "register".into(),
        }],
        ..person(DEBTOR)
    };
    let (name, number) = (known.name.clone(), known.identity.clone());
    let on_record = |name: &Sealed, number: Option<Sealed>| AssetFound {
        record: Some(HolderOnRecord {
            name: name.clone(),
            number,
        }),
        ..account(ACCOUNT, cny(600))
    };
    let story = Story::owed(cny(1_000)).does(Command::CorrectIdentity {
        person: known,
        document: None,
    });
    for (found, holder) in [
        (on_record(&name, number.clone()), HolderMatch::Full),
        (on_record(&sealed(7), number.clone()), HolderMatch::Variant),
        (on_record(&sealed(8), number), HolderMatch::OtherName),
        (on_record(&name, None), HolderMatch::NameOnly),
        (on_record(&sealed(7), None), HolderMatch::NameOnly),
        (on_record(&sealed(8), None), HolderMatch::OtherName),
        (on_record(&name, Some(sealed(9))), HolderMatch::OtherNumber),
    ] {
        let story = story.clone().finds(vec![found]);
        assert_eq!(story.state.assets[&ACCOUNT].holder, Some(holder));
    }
}
