//! Right before the first byte: whether an issued order may still leave.

use crate::{story::*, world::*};
use levy_domain::{
    matter::{Command, Duty, Event},
    order::{Measure, OrderDraft},
    rules::Rules,
    unit::UnitProfile,
};
use std::sync::OnceLock;

fn begin(n: u128) -> Command {
    Command::BeginDispatch { order: order(n) }
}

/// A transfer of 400 issued and put off; the debtor then pays everything.
fn paid_meanwhile() -> Story {
    Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(400))
        .does(Command::RecordPayment {
            receipt: RECEIPT,
            person: DEBTOR,
            amount: cny(1_000),
            paid_on: day(2024, 3, 1),
            evidence: None,
        })
}

fn at_a_unit_that_forgets(measure: Measure) -> OrderDraft {
    OrderDraft {
        unit: slow_bank(),
        ..draft(order(1), measure, line(ACCOUNT, cny(600)))
    }
}

fn renumbered() -> Command {
    Command::CorrectIdentity {
        person: levy_domain::party::Person {
            identity: Some(sealed(77)),
            ..person(DEBTOR)
        },
        document: None,
    }
}

/// The same units, none of which honours ids any more.
fn forgetful() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let units = units().into_iter().map(|unit| UnitProfile {
            honours_ids: false,
            ..unit
        });
        rules_with(units.collect())
    })
}

#[test]
fn a_transfer_does_not_leave_when_the_debt_was_paid_after_its_issue() {
    given(paid_meanwhile())
        .when(begin(2))
        .then_gone(["recall-requested", "order-recalled", "transfer-freed"])
        .seeing(|story| {
            let may = story.state.may_be_sent(&order(2), story.now, story.rules);
            assert_eq!(may.unwrap_err().code(), "LEVY-R21");
            assert_eq!(story.state.holds[&story.hold_of(1)].reserved, 0);
        });
}

#[test]
fn nothing_leaves_after_its_expiry() {
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, at_a_unit_that_forgets(Measure::Freeze))
        .issued(PLAN);
    given(story.clone().at(NOW.plus(TEN_DAYS - 1)))
        .when(begin(1))
        .then_gone(["dispatch-begun"]);
    given(story.at(NOW.plus(TEN_DAYS)))
        .when(begin(1))
        .then_gone(["recall-requested", "order-recalled"])
        .saying(|events| {
            assert!(matches!(&events[0], Event::RecallRequested(e) if e.ground == "expired"));
        });
}

#[test]
fn nothing_leaves_under_an_identity_that_was_corrected() {
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, at_a_unit_that_forgets(Measure::Freeze))
        .issued(PLAN)
        .does(renumbered());
    given(story)
        .when(begin(1))
        .then_gone(["recall-requested", "order-recalled"]);
}

#[test]
fn units_that_honour_ids_are_asked_the_same_before_the_first_byte() {
    let story = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600));
    let may = |story: &Story| story.state.may_be_sent(&order(1), story.now, story.rules);
    assert_eq!(may(&story), Ok(()));
    let cut = story.clone().does(super::settling::unknown(1));
    assert_eq!(may(&cut), Ok(()));
    let asked_back = story.clone().does(super::recalling::recall(1));
    assert_eq!(may(&asked_back).unwrap_err().code(), "LEVY-R21");
    let paid = story.clone().does(Command::RecordPayment {
        receipt: RECEIPT,
        person: DEBTOR,
        amount: cny(500),
        paid_on: day(2024, 3, 1),
        evidence: None,
    });
    assert_eq!(may(&paid).unwrap_err().code(), "LEVY-R12");
    let there = story.replies_in_part(1, 1, vec![]);
    assert_eq!(may(&there).unwrap_err().code(), "LEVY-R21");
}

#[test]
fn an_order_asked_back_while_an_attempt_is_under_way_is_not_sent_again() {
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, at_a_unit_that_forgets(Measure::Freeze))
        .issued(PLAN)
        .does(begin(1));
    given(story)
        .when(super::recalling::recall(1))
        .then_kinds(["recall-requested", "outcome-unknown"])
        .owing([Duty::Settle(order(1))]);
}

#[test]
fn whether_attempts_are_announced_is_decided_at_the_issue() {
    let story = Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600));
    assert!(!story.state.orders[&order(1)].is_announced());
    // Not announced, so it may have left: a directory that comes later does
    // not turn "none announced" into "none sent".
    given(story.under(forgetful()))
        .when(super::recalling::recall(1))
        .then_kinds(["recall-requested", "outcome-unknown"]);
    let story = Story::owed(cny(1_000))
        .drafts(PLAN, at_a_unit_that_forgets(Measure::Freeze))
        .issued(PLAN);
    assert!(story.state.orders[&order(1)].is_announced());
    let transfer = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(600))
        .transferring(2, 1, cny(400));
    assert!(transfer.state.orders[&order(2)].is_announced());
}
