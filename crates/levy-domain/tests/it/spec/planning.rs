//! Plans of freezes, made by the planner inside the room.

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass, AssetFound},
    claim::ComponentKind,
    document::DocumentKind,
    id::AssetId,
    matter::{Command, Event, event::PlanDrafted},
    order::Route,
    party::PartyRole,
};

fn plan() -> Command {
    plan_freeze(PLAN, LIABILITY)
}

fn drafted(events: &[Event]) -> &PlanDrafted {
    let [Event::PlanDrafted(drafted)] = events else {
        panic!("{events:?}")
    };
    drafted
}

/// Asset and sum of every line.
fn lines(events: &[Event]) -> Vec<(AssetId, u64)> {
    let lines = drafted(events).orders.iter().flat_map(|order| &order.lines);
    lines
        .map(|line| (line.asset, line.amount.unwrap().minor))
        .collect()
}

fn passed(events: &[Event]) -> Vec<(AssetId, &str)> {
    let passed = drafted(events).passed_over.iter();
    passed
        .map(|left| (left.asset, left.reason.key.as_str()))
        .collect()
}

fn with(assets: Vec<AssetFound>) -> Story {
    Story::owed(cny(1_000)).finds(assets)
}

/// One good account and one of which the plan must say why it is left alone.
fn left_alone_because(odd: AssetFound, reason: &str) {
    let id = odd.asset;
    given(with(vec![account(ACCOUNT, cny(300)), odd]))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            assert_eq!(lines(events), [(ACCOUNT, 300)]);
            assert_eq!(passed(events), [(id, reason)]);
        });
}

#[test]
fn a_plan_freezes_no_more_than_is_owed() {
    given(with(vec![account(ACCOUNT, cny(5_000))]))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            assert_eq!(lines(events), [(ACCOUNT, 1_000)]);
            let line = &drafted(events).orders[0].lines[0];
            assert_eq!(line.reason.key, "covers-the-rest");
            assert_eq!(line.reason.rule.as_deref(), Some("X-01"));
        })
        .seeing(|story| assert_eq!(story.room(LIABILITY), 0));
}

#[test]
fn the_largest_account_comes_first_and_the_smallest_that_covers_the_rest_last() {
    let accounts = vec![
        account(ACCOUNT, cny(300)),
        account(SECOND, cny(800)),
        account(THIRD, cny(500)),
    ];
    given(with(accounts))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let mut lines = lines(events);
            lines.sort();
            assert_eq!(lines, [(ACCOUNT, 200), (SECOND, 800)]);
            assert_eq!(passed(events), [(THIRD, "room-is-covered")]);
        });
}

#[test]
fn of_equal_accounts_the_first_is_frozen() {
    let accounts = vec![account(SECOND, cny(2_000)), account(ACCOUNT, cny(2_000))];
    given(with(accounts))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(ACCOUNT, 1_000)]));
}

#[test]
fn lines_at_one_unit_make_one_order() {
    let mut elsewhere = account(THIRD, cny(100));
    elsewhere.unit = slow_bank();
    let accounts = vec![
        account(ACCOUNT, cny(300)),
        account(SECOND, cny(200)),
        elsewhere,
    ];
    given(with(accounts))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let mut sizes: Vec<usize> = drafted(events)
                .orders
                .iter()
                .map(|order| order.lines.len())
                .collect();
            sizes.sort_unstable();
            assert_eq!(sizes, [1, 2]);
        });
}

#[test]
fn the_worksheet_shows_every_number_behind_the_room() {
    let story = Story::owed(cny(1_000))
        .holding(1, SECOND, cny(100))
        .freezing(2, THIRD, cny(200));
    given(story.with_account(ACCOUNT, cny(5_000)))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let sheet = drafted(events).worksheet.as_ref().unwrap();
            let numbers = [
                sheet.owed,
                sheet.collected,
                sheet.held,
                sheet.in_flight,
                sheet.room,
            ];
            assert_eq!(numbers, [cny(1_000), cny(0), cny(100), cny(200), cny(700)]);
        });
}

#[test]
fn a_closed_account_is_passed_over() {
    let mut closed = account(SECOND, cny(900));
    closed.status = AccountStatus::Closed;
    left_alone_because(closed, "account-closed");
}

#[test]
fn an_account_in_another_currency_is_passed_over() {
    left_alone_because(account(SECOND, usd(900)), "other-currency");
}

#[test]
fn an_account_of_which_no_sum_is_known_is_passed_over() {
    let mut dark = account(SECOND, cny(900));
    dark.available = None;
    left_alone_because(dark, "has-no-sum");
}

#[test]
fn an_empty_account_is_passed_over() {
    left_alone_because(account(SECOND, cny(0)), "nothing-available");
}

#[test]
fn a_protected_account_is_passed_over_with_its_rule() {
    let mut wages = account(SECOND, cny(900));
    wages.account_class = AccountClass::MigrantWage;
    left_alone_because(wages, "protected");
}

#[test]
fn an_account_that_a_rule_only_warns_of_may_be_frozen() {
    let mut reserve = account(SECOND, cny(900));
    reserve.account_class = AccountClass::Subsistence;
    given(with(vec![reserve]))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(SECOND, 900)]));
}

#[test]
fn what_the_unit_cannot_freeze_is_passed_over() {
    let mut wallet = account(SECOND, cny(900));
    wallet.class = AssetClass::Wallet;
    left_alone_because(wallet, "unit-cannot-freeze-it");
}

#[test]
fn an_account_under_control_is_passed_over() {
    let story = Story::owed(cny(1_000))
        .holding(1, SECOND, cny(100))
        .freezing(2, THIRD, cny(50));
    let story = story.finds(vec![
        account(ACCOUNT, cny(300)),
        account(SECOND, cny(900)),
        account(THIRD, cny(900)),
    ]);
    given(story)
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let busy = "already-under-control";
            assert_eq!(passed(events), [(SECOND, busy), (THIRD, busy)]);
        });
}

#[test]
fn an_account_whose_hold_is_gone_may_be_frozen_again() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(100))
        .replies(
            1,
            2,
            vec![said(1, levy_domain::reply::Outcome::Nothing, None)],
        );
    given(story.with_account(ACCOUNT, cny(300)))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(ACCOUNT, 300)]));
}

#[test]
fn an_account_just_tried_is_passed_over() {
    let again = Command::PlanFreeze {
        plan: PLAN,
        liability: LIABILITY,
        months: None,
        documents: vec![RULING, NOTICE],
        except: vec![SECOND],
    };
    given(with(vec![
        account(ACCOUNT, cny(300)),
        account(SECOND, cny(900)),
    ]))
    .when(again)
    .then_kinds(["plan-drafted"])
    .saying(|events| assert_eq!(passed(events), [(SECOND, "just-tried")]));
}

#[test]
fn of_a_joint_account_only_the_debtors_share_is_frozen_rounded_down() {
    given(with(vec![half_of_another(account(ACCOUNT, cny(301)))]))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(ACCOUNT, 151)]));
}

#[test]
fn assets_of_somebody_else_are_not_looked_at() {
    let mut foreign = account(SECOND, cny(900));
    foreign.person = GUARANTOR;
    given(with(vec![account(ACCOUNT, cny(300)), foreign]))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            assert_eq!(
                (lines(events), passed(events)),
                (vec![(ACCOUNT, 300)], vec![])
            )
        });
}

#[test]
fn nobody_is_frozen_on_his_name_alone() {
    let story = Story::opened()
        .does(add(named_only(GUARANTOR), PartyRole::Debtor))
        .does(Command::StateClaim {
            claim: claim(cny(1_000)),
            home: MATTER,
        })
        .does(Command::StateLiability {
            liability: joint(GUARANTEE, GUARANTOR),
        });
    given(story)
        .when(plan_freeze(PLAN, GUARANTEE))
        .then_refused("LEVY-R11");
}

#[test]
fn a_liability_that_is_not_stated_freezes_nothing() {
    given(Story::owed(cny(1_000)))
        .when(plan_freeze(PLAN, GUARANTEE))
        .then_refused("LEVY-R03");
}

#[test]
fn nothing_is_frozen_for_a_claim_that_is_paid() {
    let story =
        with(vec![account(ACCOUNT, cny(300))]).does(super::paying::paid(RECEIPT, cny(1_000)));
    given(story).when(plan()).then_refused("LEVY-R13");
}

#[test]
fn nothing_is_planned_when_the_room_is_covered() {
    let story = with(vec![account(ACCOUNT, cny(300))]).holding(1, SECOND, cny(1_000));
    given(story).when(plan()).then_refused("LEVY-R31");
}

#[test]
fn nothing_is_planned_where_no_account_has_money() {
    given(with(vec![account(ACCOUNT, cny(0))]))
        .when(plan())
        .then_refused("LEVY-R31");
}

#[test]
fn an_id_that_names_another_plan_is_refused() {
    let story = with(vec![account(ACCOUNT, cny(300))])
        .liable(joint(GUARANTEE, GUARANTOR))
        .does(plan());
    given(story)
        .when(plan_freeze(PLAN, GUARANTEE))
        .then_refused("LEVY-R02");
}

#[test]
fn nothing_is_planned_without_an_open_case_that_may_order() {
    let story =
        with(vec![account(ACCOUNT, cny(300))]).judged(super::closing::close("round-ended", None));
    given(story).when(plan()).then_refused("LEVY-R04");
}

fn for_months(months: u32) -> Command {
    Command::PlanFreeze {
        plan: PLAN,
        liability: LIABILITY,
        months: Some(months),
        documents: vec![RULING, NOTICE],
        except: vec![],
    }
}

#[test]
fn a_freeze_runs_for_the_longest_term_unless_it_is_said() {
    given(with(vec![account(ACCOUNT, cny(300))]))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let term = drafted(events).orders[0].lines[0].term.unwrap();
            assert_eq!((term.from, term.to), (day(2024, 3, 1), day(2025, 2, 28)));
        });
}

#[test]
fn a_shorter_term_ends_the_day_before_its_anniversary() {
    given(with(vec![account(ACCOUNT, cny(300))]))
        .when(for_months(6))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            assert_eq!(
                drafted(events).orders[0].lines[0].term.unwrap().to,
                day(2024, 8, 31)
            );
        });
}

#[test]
fn a_term_above_the_cap_is_refused() {
    given(with(vec![account(ACCOUNT, cny(300))]))
        .when(for_months(13))
        .then_refused("LEVY-R26");
}

#[test]
fn a_cap_that_was_not_verified_only_warns() {
    let mut wallet = account(ACCOUNT, cny(300));
    wallet.class = AssetClass::Wallet;
    wallet.unit = wallets();
    given(with(vec![wallet]))
        .when(for_months(13))
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            assert_eq!(
                drafted(events).orders[0].lines[0].term.unwrap().to,
                day(2025, 3, 31)
            );
        });
}

#[test]
fn the_basis_of_a_freeze_is_that_of_its_route() {
    let mut car = account(CAR, cny(300));
    car.class = AssetClass::Vehicle;
    car.unit = vehicle_office();
    given(with(vec![account(ACCOUNT, cny(300)), car]))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| {
            let mut found: Vec<_> = drafted(events)
                .orders
                .iter()
                .map(|order| (order.route.clone(), order.basis.rule.as_str()))
                .collect();
            found.sort();
            assert_eq!(found, [(Route::Api, "N-07"), (Route::Counter, "N-02")]);
        });
}

#[test]
fn who_owes_a_share_is_frozen_for_his_share() {
    let story = Story::opened()
        .does(Command::StateClaim {
            claim: claim(cny(1_001)),
            home: MATTER,
        })
        .liable(by_share(LIABILITY, DEBTOR, 1, 2));
    given(story.with_account(ACCOUNT, cny(5_000)))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(ACCOUNT, 500)]));
}

#[test]
fn who_owes_up_to_a_cap_is_frozen_up_to_it() {
    let story = Story::opened()
        .does(Command::StateClaim {
            claim: claim(cny(1_000)),
            home: MATTER,
        })
        .liable(capped(LIABILITY, DEBTOR, cny(400)));
    given(story.with_account(ACCOUNT, cny(5_000)))
        .when(plan())
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(ACCOUNT, 400)]));
}

#[test]
fn two_debtors_together_are_not_frozen_above_the_claim() {
    let mut his = account(SECOND, cny(5_000));
    his.person = GUARANTOR;
    let story = with(vec![account(ACCOUNT, cny(700)), his])
        .liable(joint(GUARANTEE, GUARANTOR))
        .does(plan());
    given(story)
        .when(plan_freeze(PLAN_2, GUARANTEE))
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(SECOND, 300)]));
}

#[test]
fn costs_added_later_make_room_for_a_second_plan() {
    let story = with(vec![
        account(ACCOUNT, cny(1_000)),
        account(SECOND, cny(1_000)),
    ])
    .does(plan());
    let story = story.does(Command::AdjustClaim {
        claim: CLAIM,
        component: component(ComponentKind::Costs, cny(80)),
        ground: "costs".into(),
        document: None,
    });
    given(story)
        .when(plan_freeze(PLAN_2, LIABILITY))
        .then_kinds(["plan-drafted"])
        .saying(|events| assert_eq!(lines(events), [(SECOND, 80)]));
}

#[test]
fn a_plan_names_only_documents_that_are_issued() {
    let story = Story::nothing()
        .does(open())
        .does(register())
        .does(add(person(DEBTOR), PartyRole::Debtor))
        .does(issue(QUERY_NOTICE, DocumentKind::QueryNotice))
        .does(Command::StateClaim {
            claim: claim(cny(1_000)),
            home: MATTER,
        })
        .liable(joint(LIABILITY, DEBTOR));
    given(story.with_account(ACCOUNT, cny(300)))
        .when(plan())
        .then_refused("LEVY-R29");
}
