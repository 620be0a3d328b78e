//! Plans drafted by hand: what no list may contain, whoever wrote it.

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AccountClass, AssetClass},
    document::DocumentKind,
    id::{DocumentId, UnitId},
    matter::Command,
    money::MAX_MINOR,
    order::{Line, Measure, OrderDraft, Route, Term},
    party::{IdentityStrength, PartyRole},
    reply::Outcome,
};

fn plan(orders: Vec<OrderDraft>) -> Command {
    Command::DraftPlan {
        plan: PLAN,
        orders,
        overrides: vec![],
    }
}

fn freeze(line: Line) -> OrderDraft {
    draft(order(1), Measure::Freeze, line)
}

fn refused(story: Story, order: OrderDraft, code: &str) {
    given(story).when(plan(vec![order])).then_refused(code);
}

fn owed() -> Story {
    Story::owed(cny(1_000))
}

#[test]
fn a_freeze_within_the_room_is_drafted() {
    given(owed())
        .when(plan(vec![freeze(line(ACCOUNT, cny(1_000)))]))
        .then_kinds(["plan-drafted"])
        .owing([])
        .seeing(|story| assert_eq!((story.phase(1), story.room(LIABILITY)), ("drafted", 0)));
}

#[test]
fn a_freeze_above_the_room_is_refused() {
    refused(owed(), freeze(line(ACCOUNT, cny(1_001))), "LEVY-R12");
}

#[test]
fn two_plans_together_never_exceed_the_envelope() {
    let first = draft(order(2), Measure::Freeze, line(SECOND, cny(800)));
    given(owed().drafts(PLAN_2, first))
        .when(plan(vec![freeze(line(ACCOUNT, cny(201)))]))
        .then_refused_saying("LEVY-R12", "2.01 CNY is above the room of 2.00 CNY");
}

#[test]
fn two_lines_of_one_plan_together_never_exceed_the_envelope() {
    let mut both = freeze(line(ACCOUNT, cny(600)));
    both.lines.push(Line {
        line: 2,
        ..line(SECOND, cny(401))
    });
    refused(owed(), both, "LEVY-R12");
}

#[test]
fn what_is_held_and_what_is_under_way_both_count() {
    let story = owed()
        .holding(1, SECOND, cny(300))
        .freezing(2, THIRD, cny(300));
    let more = draft(order(3), Measure::Freeze, line(ACCOUNT, cny(401)));
    refused(story, more, "LEVY-R12");
}

#[test]
fn a_debtors_own_part_bounds_his_freezes() {
    let story = owed().liable(capped(GUARANTEE, GUARANTOR, cny(200)));
    let mut order = freeze(Line {
        liability: GUARANTEE,
        ..line(ACCOUNT, cny(201))
    });
    order.subject = GUARANTOR;
    refused(story, order, "LEVY-R12");
}

#[test]
fn a_limit_counts_whole_until_the_unit_has_answered() {
    let mut line = line(ACCOUNT, cny(1_000));
    line.known_available = Some(cny(300));
    given(owed().with_account(ACCOUNT, cny(300)))
        .when(plan(vec![freeze(line)]))
        .then_kinds(["plan-drafted"])
        .seeing(|story| {
            assert_eq!(story.room(LIABILITY), 0);
            assert_eq!(story.state.claim_sums(&CLAIM).in_flight, 300);
        });
}

#[test]
fn freezing_everywhere_at_once_reserves_nothing_for_what_is_not_known() {
    let story = owed()
        .under(parallel_rules())
        .freezing(1, ACCOUNT, cny(1_000));
    given(story)
        .when(plan(vec![draft(
            order(2),
            Measure::Freeze,
            line(SECOND, cny(1_000)),
        )]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn freezing_everywhere_ends_once_enough_is_held() {
    let story = owed()
        .under(parallel_rules())
        .holding(1, ACCOUNT, cny(1_000));
    refused(
        story,
        draft(order(2), Measure::Freeze, line(SECOND, cny(1))),
        "LEVY-R12",
    );
}

#[test]
fn a_plan_lists_something() {
    given(owed()).when(plan(vec![])).then_refused("LEVY-R31");
    refused(
        owed(),
        OrderDraft {
            lines: vec![],
            ..freeze(line(ACCOUNT, cny(1)))
        },
        "LEVY-R05",
    );
}

#[test]
fn a_stranger_is_not_touched() {
    let stranger = OrderDraft {
        subject: STRANGER,
        ..freeze(line(ACCOUNT, cny(1)))
    };
    refused(owed(), stranger, "LEVY-R10");
}

#[test]
fn an_account_of_somebody_else_is_not_touched() {
    let mut foreign = account(ACCOUNT, cny(5));
    foreign.person = STRANGER;
    refused(
        owed().finds(vec![foreign]),
        freeze(line(ACCOUNT, cny(1))),
        "LEVY-R10",
    );
}

#[test]
fn nobody_is_touched_on_his_name_alone() {
    let story = owed()
        .does(add(named_only(GUARANTOR), PartyRole::Debtor))
        .does(Command::StateLiability {
            liability: joint(GUARANTEE, GUARANTOR),
        });
    let mut order = freeze(Line {
        liability: GUARANTEE,
        ..line(ACCOUNT, cny(1))
    });
    order.subject = GUARANTOR;
    refused(story, order, "LEVY-R11");
}

#[test]
fn an_account_is_named_as_it_is_known() {
    let story = || owed().with_account(ACCOUNT, cny(300));
    refused(
        story(),
        freeze(Line {
            number: sealed(77),
            ..line(ACCOUNT, cny(1))
        }),
        "LEVY-R05",
    );
    refused(
        story(),
        freeze(Line {
            known_available: Some(cny(1)),
            ..line(ACCOUNT, cny(1))
        }),
        "LEVY-R05",
    );
}

#[test]
fn a_unit_is_asked_only_for_what_it_can_do() {
    let cash = Line {
        class: AssetClass::Equity,
        ..line(ACCOUNT, cny(1))
    };
    refused(owed(), freeze(cash), "LEVY-R15");
}

#[test]
fn officers_may_always_go_to_the_counter() {
    let counter = OrderDraft {
        route: Route::Counter,
        ..freeze(line(ACCOUNT, cny(1)))
    };
    given(owed())
        .when(plan(vec![counter]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn an_unknown_unit_is_refused() {
    refused(
        owed(),
        OrderDraft {
            unit: UnitId(PLAN.0),
            ..freeze(line(ACCOUNT, cny(1)))
        },
        "LEVY-R03",
    );
}

#[test]
fn a_measure_on_money_names_its_sum() {
    refused(
        owed(),
        freeze(Line {
            amount: None,
            ..line(ACCOUNT, cny(1))
        }),
        "LEVY-R05",
    );
    refused(owed(), freeze(line(ACCOUNT, cny(0))), "LEVY-R05");
    refused(owed(), freeze(line(ACCOUNT, usd(1))), "LEVY-R06");
    refused(
        owed(),
        freeze(line(ACCOUNT, cny(MAX_MINOR + 1))),
        "LEVY-R07",
    );
}

#[test]
fn a_seal_without_a_sum_takes_no_room() {
    let car = Line {
        class: AssetClass::Vehicle,
        amount: None,
        ..line(CAR, cny(1))
    };
    let seal = OrderDraft {
        unit: vehicle_office(),
        route: Route::Counter,
        ..freeze(car)
    };
    given(owed())
        .when(plan(vec![seal]))
        .then_kinds(["plan-drafted"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 1_000));
}

#[test]
fn lines_have_numbers_of_their_own() {
    let mut twice = freeze(line(ACCOUNT, cny(1)));
    twice.lines.push(line(SECOND, cny(1)));
    refused(owed(), twice, "LEVY-R05");
}

#[test]
fn one_asset_stands_once_in_a_plan() {
    let orders = vec![
        freeze(line(ACCOUNT, cny(1))),
        draft(order(2), Measure::Freeze, line(ACCOUNT, cny(1))),
    ];
    given(owed()).when(plan(orders)).then_refused("LEVY-R05");
}

#[test]
fn an_order_id_is_used_once() {
    let orders = vec![freeze(line(ACCOUNT, cny(1))), freeze(line(SECOND, cny(1)))];
    given(owed()).when(plan(orders)).then_refused("LEVY-R02");
    refused(
        owed().freezing(1, SECOND, cny(1)),
        freeze(line(ACCOUNT, cny(1))),
        "LEVY-R02",
    );
}

#[test]
fn a_target_with_an_open_order_is_left_alone() {
    let story = owed().freezing(2, ACCOUNT, cny(1));
    refused(story, freeze(line(ACCOUNT, cny(1))), "LEVY-R25");
}

#[test]
fn a_document_that_is_not_there_is_refused() {
    let order = OrderDraft {
        documents: vec![DocumentId(PLAN.0)],
        ..freeze(line(ACCOUNT, cny(1)))
    };
    refused(owed(), order, "LEVY-R29");
}

#[test]
fn a_protected_account_is_refused_with_its_rule() {
    let mut wages = account(ACCOUNT, cny(300));
    wages.account_class = AccountClass::MigrantWage;
    refused(
        owed().finds(vec![wages]),
        freeze(line(ACCOUNT, cny(1))),
        "LEVY-R14",
    );
}

#[test]
fn margin_may_be_frozen_and_not_transferred() {
    let mut margin = account(ACCOUNT, cny(300));
    margin.account_class = AccountClass::AcceptanceMargin;
    let story = owed().finds(vec![margin]).holding(1, ACCOUNT, cny(300));
    let draw = story.on_hold(2, Measure::Transfer, 1, Some(cny(300)));
    refused(story, draw, "LEVY-R14");
}

#[test]
fn a_term_ends_after_it_begins_and_within_the_cap() {
    let term = |to| Line {
        term: Some(Term {
            from: day(2024, 3, 1),
            to,
        }),
        ..line(ACCOUNT, cny(1))
    };
    refused(owed(), freeze(term(day(2024, 2, 29))), "LEVY-R05");
    refused(owed(), freeze(term(day(2025, 3, 1))), "LEVY-R26");
    given(owed())
        .when(plan(vec![freeze(term(day(2025, 2, 28)))]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_term_above_an_unverified_cap_is_not_refused() {
    let term = Some(Term {
        from: day(2024, 3, 1),
        to: day(2025, 6, 1),
    });
    let wallet = Line {
        class: AssetClass::Wallet,
        term,
        ..line(ACCOUNT, cny(1))
    };
    let order = OrderDraft {
        unit: wallets(),
        ..freeze(wallet)
    };
    given(owed())
        .when(plan(vec![order]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_measure_on_a_hold_names_one_that_is_open() {
    let mut release = draft(order(2), Measure::Release, line(ACCOUNT, cny(1)));
    refused(owed(), release.clone(), "LEVY-R05");
    release.lines[0].hold = Some(OLD_HOLD);
    refused(owed(), release, "LEVY-R03");
}

#[test]
fn a_hold_is_named_with_its_own_asset() {
    let story = owed().holding(1, ACCOUNT, cny(300));
    let mut release = story.on_hold(2, Measure::Release, 1, None);
    release.lines[0].asset = SECOND;
    refused(story, release, "LEVY-R05");
}

#[test]
fn an_order_is_replaced_only_when_it_was_not_taken() {
    let story = owed().freezing(2, ACCOUNT, cny(1));
    let mut again = freeze(line(SECOND, cny(1)));
    again.replaces = Some(order(2));
    again.original = order(2);
    refused(story, again.clone(), "LEVY-R25");
    refused(
        owed().holding(2, ACCOUNT, cny(1)),
        again.clone(),
        "LEVY-R25",
    );
    refused(owed(), again, "LEVY-R03");
}

#[test]
fn a_withdrawn_plan_gives_its_room_back() {
    let story = owed().drafts(PLAN, freeze(line(ACCOUNT, cny(1_000))));
    given(story)
        .when(Command::WithdrawPlan {
            plan: PLAN,
            ground: "mistake".into(),
        })
        .then_kinds(["plan-withdrawn"])
        .seeing(|story| {
            assert_eq!(
                (story.phase(1), story.room(LIABILITY)),
                ("withdrawn", 1_000)
            )
        });
}

#[test]
fn an_issued_plan_cannot_be_withdrawn() {
    let story = owed()
        .drafts(PLAN, freeze(line(ACCOUNT, cny(1))))
        .issued(PLAN);
    given(story)
        .when(Command::WithdrawPlan {
            plan: PLAN,
            ground: "late".into(),
        })
        .then_refused("LEVY-R30");
}

#[test]
fn a_repeated_draft_is_the_same_plan_and_another_one_is_refused() {
    let story = owed().drafts(PLAN, freeze(line(ACCOUNT, cny(1))));
    given(story.clone())
        .when(plan(vec![freeze(line(ACCOUNT, cny(1)))]))
        .then_nothing();
    refused(story, freeze(line(ACCOUNT, cny(2))), "LEVY-R02");
}

#[test]
fn a_release_needs_neither_an_open_case_nor_a_sure_identity() {
    let story = owed()
        .holding(1, ACCOUNT, cny(300))
        .judged(super::closing::close("round-ended", Some(HEAD)));
    let story = story.does(issue(DocumentId(PLAN.0), DocumentKind::Ruling));
    let story = story.does(Command::CorrectIdentity {
        person: named_only(DEBTOR),
        document: None,
    });
    let release = story.on_hold(2, Measure::Release, 1, None);
    given(story)
        .when(plan(vec![release]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn a_waiting_freeze_reserves_nothing() {
    let wait = draft(order(1), Measure::WaitingFreeze, line(ACCOUNT, cny(1_000)));
    given(owed())
        .when(plan(vec![wait]))
        .then_kinds(["plan-drafted"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 1_000));
}

#[test]
fn nothing_is_bound_for_a_claim_that_is_paid() {
    let story = owed().does(super::paying::paid(RECEIPT, cny(1_000)));
    let wait = draft(order(1), Measure::WaitingFreeze, line(ACCOUNT, cny(1)));
    refused(story, wait, "LEVY-R13");
}

#[test]
fn an_answered_line_leaves_its_target_free() {
    let story =
        owed()
            .freezing(1, ACCOUNT, cny(300))
            .replies(1, 1, vec![said(1, Outcome::Refused, None)]);
    let again = draft(order(2), Measure::Freeze, line(ACCOUNT, cny(300)));
    given(story)
        .when(plan(vec![again]))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn what_an_order_says_of_itself_is_what_is_known() {
    let known = || owed().with_account(ACCOUNT, cny(300));
    let good = || freeze(line(ACCOUNT, cny(300)));
    let but = |code, change: fn(&mut OrderDraft)| {
        let mut order = good();
        change(&mut order);
        refused(known(), order, code);
    };
    but("LEVY-R05", |order| {
        order.lines[0].asset = SECOND;
        order.lines[0].known_available = Some(cny(0));
    });
    but("LEVY-R05", |order| order.lines[0].share = Some(share(3, 2)));
    but("LEVY-R05", |order| {
        order.identity = IdentityStrength::Confirmed
    });
    but("LEVY-R33", |order| order.purpose = "curiosity".into());
    but("LEVY-R05", |order| order.basis.article = "another".into());
    but("LEVY-R32", |order| order.basis.rule = "Z-99".into());
    given(known())
        .when(plan(vec![good()]))
        .then_kinds(["plan-drafted"]);
}
