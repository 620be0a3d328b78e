//! From approval into the world.

use crate::{story::*, world::*};
use levy_domain::{
    document::{Document, DocumentKind},
    id::DocumentId,
    matter::{Command, Duty, event::OrderDelivered},
    order::{Line, Measure, OrderDraft, Route},
    time::HOUR,
};

fn approved_with(change: impl FnOnce(&mut OrderDraft)) -> Story {
    let mut order = draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)));
    change(&mut order);
    Story::owed(cny(1_000)).drafts(PLAN, order).approved(PLAN)
}

fn approved() -> Story {
    approved_with(|_| {})
}

fn issue_plan(story: &Story) -> Command {
    story.issue(PLAN)
}

#[test]
fn an_issued_order_owes_its_carriage() {
    given(approved())
        .when_of(issue_plan)
        .then_kinds(["orders-issued"])
        .owing([Duty::Carry(order(1))])
        .seeing(|story| assert_eq!(story.phase(1), "issued"));
}

#[test]
fn an_order_for_the_counter_is_not_carried_by_us() {
    given(approved_with(|order| order.route = Route::Counter))
        .when_of(issue_plan)
        .then_kinds(["orders-issued"])
        .owing([]);
}

#[test]
fn an_order_is_not_carried_before_its_time() {
    let later = NOW.plus(HOUR);
    given(approved_with(|order| order.not_before = Some(later)))
        .when_of(issue_plan)
        .then_kinds(["orders-issued"])
        .owing([])
        .seeing(|story| assert_eq!(story.state.duties().next_after(NOW), Some(later)));
}

#[test]
fn a_plan_without_all_approvals_is_not_issued() {
    let story = Story::owed(cny(1_000)).drafts(
        PLAN,
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(1))),
    );
    given(story).when_of(issue_plan).then_refused("LEVY-R17");
}

#[test]
fn a_withdrawn_plan_is_not_issued() {
    let story = approved().does(Command::WithdrawPlan {
        plan: PLAN,
        ground: "paid".into(),
    });
    given(story).when_of(issue_plan).then_refused("LEVY-R18");
}

#[test]
fn an_order_without_its_documents_is_not_issued() {
    given(approved_with(|order| order.documents = vec![RULING]))
        .when_of(issue_plan)
        .then_refused("LEVY-R16");
}

#[test]
fn a_document_made_for_the_plan_is_as_good_as_one_that_the_order_names() {
    let made = Document {
        plan: Some(PLAN),
        ..document(DocumentId(PLAN_3.0), DocumentKind::AssistanceNotice)
    };
    let story = approved_with(|order| order.documents = vec![RULING])
        .does(Command::IssueDocument { document: made });
    given(story)
        .when_of(issue_plan)
        .then_kinds(["orders-issued"])
        .seeing(|story| {
            let draft = &story.state.orders[&order(1)].draft;
            let found = levy_domain::matter::issuing::documents_of(&story.state, draft, &PLAN);
            assert_eq!(
                found.map(|document| document.document).collect::<Vec<_>>(),
                [DocumentId(PLAN_3.0), RULING]
            );
        });
}

#[test]
fn a_document_made_for_another_plan_is_not() {
    let made = Document {
        plan: Some(PLAN_2),
        ..document(DocumentId(PLAN_3.0), DocumentKind::AssistanceNotice)
    };
    let story = approved_with(|order| order.documents = vec![RULING])
        .does(Command::IssueDocument { document: made });
    given(story).when_of(issue_plan).then_refused("LEVY-R16");
}

#[test]
fn orders_rendered_for_an_earlier_state_are_rendered_again() {
    let story = approved();
    let stale = story.issue(PLAN);
    let story = story.does(Command::AdjustClaim {
        claim: CLAIM,
        component: component(levy_domain::claim::ComponentKind::Costs, cny(1)),
        ground: "costs".into(),
        document: None,
    });
    given(story).when(stale).then_refused("LEVY-R22");
}

#[test]
fn every_order_of_the_plan_is_issued_at_once() {
    given(approved())
        .when(Command::IssuePlan {
            plan: PLAN,
            issued: vec![],
        })
        .then_refused("LEVY-R22");
}

#[test]
fn an_order_that_is_past_its_expiry_is_not_issued() {
    given(approved())
        .when_of(|story| {
            let mut issuance = issuance(&order(1), story.state.revision, story.now);
            issuance.expires_at = story.now;
            Command::IssuePlan {
                plan: PLAN,
                issued: vec![issuance],
            }
        })
        .then_refused("LEVY-R05");
}

#[test]
fn money_that_came_in_since_the_draft_may_leave_no_room() {
    let story = approved().does(super::paying::paid(RECEIPT, cny(701)));
    given(story).when_of(issue_plan).then_refused("LEVY-R12");
}

#[test]
fn nothing_is_issued_for_a_claim_paid_since_the_draft() {
    let story = approved().does(super::paying::paid(RECEIPT, cny(1_000)));
    given(story).when_of(issue_plan).then_refused("LEVY-R13");
}

#[test]
fn nothing_is_issued_under_a_case_closed_since_the_draft() {
    let story = approved().judged(super::closing::close("terminated", None));
    given(story).when_of(issue_plan).then_refused("LEVY-R04");
}

#[test]
fn the_clock_of_the_answer_starts_at_the_delivery_that_of_the_delivery_at_the_issue() {
    let story = approved().issued(PLAN);
    let clock = |story: &Story| {
        let clock = story.state.orders[&order(1)].deadline().unwrap();
        (clock.basis.rule.clone(), clock.at)
    };
    assert_eq!(clock(&story), ("O-14".into(), NOW.plus(4 * HOUR)));
    let story = story.at(NOW.plus(3 * HOUR)).does(Command::NoteDelivered {
        evidence: None,
        order: order(1),
        sent_at: NOW.plus(2 * HOUR),
        delivered_at: NOW.plus(2 * HOUR),
        served_at: None,
        receipt_number: None,
    });
    assert_eq!(clock(&story), ("N-13".into(), NOW.plus(26 * HOUR)));
    given(story.at(NOW.plus(26 * HOUR)))
        .when(Command::NoteOverdue { order: order(1) })
        .then_kinds(["order-overdue"])
        .owing([]);
}

#[test]
fn an_order_that_did_not_arrive_in_time_is_overdue_once_and_again_without_its_answer() {
    let story = approved().issued(PLAN).at(NOW.plus(4 * HOUR));
    let late = Command::NoteOverdue { order: order(1) };
    given(story.clone())
        .when(late.clone())
        .then_kinds(["order-overdue"])
        .owing([Duty::Carry(order(1))]);
    let story = story.does(late.clone()).does(delivered());
    given(story.at(NOW.plus(25 * HOUR)))
        .when(late)
        .then_kinds(["order-overdue"])
        .seeing(|story| assert_eq!(story.state.orders[&order(1)].overdue, 2));
}

#[test]
fn nothing_is_overdue_before_its_time() {
    let story = approved().issued(PLAN).at(NOW.plus(4 * HOUR - 1));
    given(story)
        .when(Command::NoteOverdue { order: order(1) })
        .then_nothing();
}

#[test]
fn nothing_is_overdue_that_was_answered() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(300))
        .at(NOW.plus(48 * HOUR));
    given(story)
        .when(Command::NoteOverdue { order: order(1) })
        .then_nothing();
}

#[test]
fn leave_to_send_is_given_once() {
    let story = approved().issued(PLAN);
    given(story)
        .when(Command::BeginDispatch { order: order(1) })
        .then_only_once("dispatch-begun", "LEVY-R21");
}

#[test]
fn leave_to_send_a_transfer_is_never_given_twice() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(300))
        .transferring(2, 1, cny(300));
    given(story)
        .when(Command::BeginDispatch { order: order(2) })
        .then_only_once("dispatch-begun", "LEVY-R23");
}

#[test]
fn nothing_leaves_before_it_is_issued() {
    given(approved())
        .when(Command::BeginDispatch { order: order(1) })
        .then_refused("LEVY-R21");
}

fn delivered() -> Command {
    Command::NoteDelivered {
        order: order(1),
        sent_at: NOW,
        delivered_at: NOW.plus(1),
        served_at: Some(NOW.plus(2)),
        receipt_number: Some(sealed(1)),
        evidence: None,
    }
}

#[test]
fn an_order_that_was_delivered_owes_no_carriage() {
    given(approved().issued(PLAN))
        .when(delivered())
        .then([OrderDelivered {
            order: order(1),
            sent_at: NOW,
            delivered_at: NOW.plus(1),
            served_at: Some(NOW.plus(2)),
            receipt_number: Some(sealed(1)),
            deadlines: rules()
                .answer_deadline(&Measure::Freeze, &Route::Api, NOW.plus(1))
                .into_iter()
                .collect(),
            evidence: None,
        }
        .into()])
        .owing([])
        .seeing(|story| assert_eq!(story.phase(1), "delivered"));
}

#[test]
fn what_was_not_issued_is_not_delivered() {
    given(approved()).when(delivered()).then_refused("LEVY-R21");
}

#[test]
fn an_unknown_order_is_not_delivered() {
    given(Story::owed(cny(1)))
        .when(delivered())
        .then_refused("LEVY-R03");
}

#[test]
fn two_orders_of_one_plan_are_issued_under_one_fence() {
    let orders = vec![
        draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300))),
        draft(
            order(2),
            Measure::Freeze,
            Line {
                ..line(SECOND, cny(300))
            },
        ),
    ];
    let story = Story::owed(cny(1_000))
        .does(Command::DraftPlan {
            plan: PLAN,
            orders,
            overrides: vec![],
        })
        .approved(PLAN);
    given(story)
        .when_of(issue_plan)
        .then_kinds(["orders-issued"])
        .owing([Duty::Carry(order(1)), Duty::Carry(order(2))])
        .seeing(|story| {
            let fence = |n| story.state.orders[&order(n)].fence();
            assert_eq!(fence(1), fence(2));
        });
}
