//! Each officer acts himself (F21): nobody writes another in.

use super::funds::{CREDITOR, PAYMENT, pay_out, received};
use crate::{story::*, world::*};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, event::Act},
    money::Money,
    party::PartyRole,
    stamp::{Actor, Role},
};
use std::sync::Arc;

fn president() -> Actor {
    Actor::officer(PRESIDENT, Role::President)
}

fn second_judge() -> Actor {
    Actor::officer(JUDGE_2, Role::Judge)
}

fn deputy(officer: Actor, of: levy_domain::id::OfficerId, role: Role) -> Actor {
    Actor {
        role,
        on_behalf_of: Some(of),
        ..officer
    }
}

fn gone(story: &Story) -> bool {
    story.state.funds.payments.contains_key(&PAYMENT)
}

#[test]
fn nobody_pays_money_out_by_naming_a_colleague() {
    given(received())
        .when(pay_out(PAYMENT, cny(600)))
        .then_kinds(["assent-given"])
        .saying(|events| {
            let [Event::AssentGiven(given)] = events else {
                panic!("{events:?}")
            };
            assert_eq!((given.officer, &given.role), (JUDGE, &Role::Judge));
            assert_eq!(given.approval_rule.rule, "O-30");
            let Act::PayOut { creditor, .. } = given.act else {
                panic!("{given:?}")
            };
            assert_eq!(creditor, CREDITOR);
        })
        .seeing(|story| assert!(!gone(story)));
}

#[test]
fn money_leaves_when_the_last_officer_says_so_himself() {
    given(received())
        .when_agreed(pay_out(PAYMENT, cny(600)))
        .then_kinds(["paid-out"])
        .saying(|events| {
            let Event::PaidOut(paid) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!(paid.officers, [JUDGE, HEAD]);
        })
        .seeing(|story| assert!(gone(story)));
    // Whoever comes first.
    given(received().by(head()))
        .when_both(judge(), pay_out(PAYMENT, cny(600)))
        .then_kinds(["paid-out"]);
}

#[test]
fn an_assent_counts_for_one_act_and_for_no_other() {
    let said = || received().does(pay_out(PAYMENT, cny(600))).by(head());
    let other = |command: Command| given(said()).when(command).then_kinds(["assent-given"]);
    other(pay_out(PAYMENT, cny(500)));
    other(pay_out(levy_domain::id::PaymentId(PLAN.0), cny(600)));
}

#[test]
fn the_officers_are_different_and_in_the_roles_that_the_profile_names() {
    let pays = |second: Actor| given(received()).when_both(second, pay_out(PAYMENT, cny(600)));
    pays(second_judge()).then_refused_saying("LEVY-R50", "judge + bureau-head/president");
    // Filed in another role since, he is still one, and what he said as a judge is gone.
    pays(Actor::officer(JUDGE, Role::BureauHead)).then_kinds(["assent-given"]);
    pays(clerk()).then_refused("LEVY-R50");
    pays(Actor::system()).then_refused("LEVY-R50");
    pays(president()).then_kinds(["paid-out"]);
}

#[test]
fn a_deputy_and_the_officer_he_stands_for_are_not_two_who_assent() {
    let pays = |second: Actor| given(received()).when_both(second, pay_out(PAYMENT, cny(600)));
    pays(deputy(judge(), HEAD, Role::BureauHead)).then_refused("LEVY-R19");
    pays(deputy(second_judge(), HEAD, Role::BureauHead)).then_kinds(["paid-out"]);
}

#[test]
fn a_large_payment_needs_the_president_himself() {
    let large = cny(500_000_100);
    let rich = || {
        Story::owed(large)
            .does(add(person(CREDITOR), PartyRole::Creditor))
            .does(super::funds::booked(RECEIPT, large))
            .does(super::funds::attributed(RECEIPT))
            .by(judge())
    };
    let paid = |second: Actor, sum: Money| given(rich()).when_both(second, pay_out(PAYMENT, sum));
    paid(head(), large).then_refused("LEVY-R50");
    paid(president(), large).then_kinds(["paid-out"]);
}

#[test]
fn the_assent_of_one_who_has_left_since_counts_no_more() {
    let story = received().does(pay_out(PAYMENT, cny(600)));
    let mut stamp = stamp(story.now, head());
    Arc::make_mut(&mut stamp.court).officers.remove(&JUDGE);
    let pays = pay_out(PAYMENT, cny(600));
    let said = Matter::decide(&story.state, &pays, story.rules, &stamp).unwrap();
    let kinds: Vec<&str> = said.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["assent-given"]);
}

#[test]
fn what_was_done_takes_its_assents_along() {
    let story = received().agreed(pay_out(PAYMENT, cny(600)));
    let act = Act::PayOut {
        payment: PAYMENT,
        receipt: RECEIPT,
        claim: CLAIM,
        creditor: CREDITOR,
        amount: cny(600),
    };
    assert_eq!(story.state.assents.to(&act).count(), 0);
}
