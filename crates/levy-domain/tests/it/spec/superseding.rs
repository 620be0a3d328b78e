//! A document that another one replaced: nothing new rests on it, and what
//! rested on it stays.

use super::barring::raise;
use crate::{story::*, world::*};
use levy_domain::{
    document::{Document, DocumentKind},
    id::{BarId, DocumentId},
    matter::{
        Command,
        event::{BarKind, BarScope},
        issuing::documents_of,
    },
    order::{Measure, OrderDraft},
    reply::Outcome,
};
use uuid::Uuid;

const NEW_RULING: DocumentId = DocumentId(Uuid::from_u128(0x78));
const NEWER: DocumentId = DocumentId(Uuid::from_u128(0x79));

fn replace(earlier: DocumentId, by: DocumentId) -> Command {
    Command::IssueDocument {
        document: Document {
            supersedes: Some(earlier),
            ..document(by, DocumentKind::Ruling)
        },
    }
}

fn on(ruling: DocumentId) -> OrderDraft {
    OrderDraft {
        documents: vec![ruling, NOTICE],
        ..draft(order(1), Measure::Freeze, line(ACCOUNT, cny(300)))
    }
}

fn plan(order: OrderDraft) -> Command {
    Command::DraftPlan {
        plan: PLAN,
        orders: vec![order],
        overrides: vec![],
    }
}

fn replaced() -> Story {
    Story::owed(cny(1_000)).does(replace(RULING, NEW_RULING))
}

#[test]
fn nothing_new_rests_on_a_document_that_was_replaced() {
    given(replaced())
        .when(plan(on(RULING)))
        .then_refused_saying("LEVY-R34", "cite that one");
    let round = |notice: DocumentId| {
        let Command::OrderSweep {
            sweep,
            subjects,
            purpose,
            rule,
            units,
            not_askable,
            ..
        } = sweep("enforcement")
        else {
            panic!()
        };
        Command::OrderSweep {
            sweep,
            subjects,
            purpose,
            rule,
            documents: vec![notice],
            units,
            not_askable,
        }
    };
    given(replaced())
        .when(round(RULING))
        .then_refused("LEVY-R34");
    let suspend = || raise(BarId(PLAN_3.0), BarKind::Suspension, BarScope::default());
    given(replaced().by(judge()))
        .when(suspend())
        .then_refused("LEVY-R34");
    given(replaced())
        .when(plan(on(NEW_RULING)))
        .then_kinds(["plan-drafted"]);
}

#[test]
fn an_approved_plan_that_names_a_replaced_document_is_not_issued() {
    let story = Story::owed(cny(1_000))
        .does(plan(on(RULING)))
        .approved(PLAN)
        .does(replace(RULING, NEW_RULING));
    given(story)
        .when_of(|story| story.issue(PLAN))
        .then_refused("LEVY-R34");
}

#[test]
fn what_rested_on_a_document_before_it_was_replaced_stays() {
    let story = Story::owed(cny(1_000))
        .does(plan(on(RULING)))
        .issued(PLAN)
        .does(replace(RULING, NEW_RULING));
    assert_eq!(
        story.state.may_be_sent(&order(1), story.now, story.rules),
        Ok(())
    );
    // The same command again, and the unit's word on it.
    given(story.clone()).when(plan(on(RULING))).then_nothing();
    let said = vec![said(1, Outcome::Done, Some(cny(300)))];
    given(story)
        .when(fold(order(1), reply(&order(1), 1, said)))
        .then_kinds(["order-answered", "hold-established"]);
}

#[test]
fn a_document_replaces_one_that_is_there_and_that_nothing_replaced() {
    given(replaced())
        .when(replace(RULING, NEWER))
        .then_refused("LEVY-R34");
    given(replaced())
        .when(replace(NEWER, NEWER))
        .then_refused("LEVY-R29");
    given(replaced())
        .when(replace(NEW_RULING, NEWER))
        .then_kinds(["document-issued"]);
    given(replaced())
        .when(replace(RULING, NEW_RULING))
        .then_nothing();
}

#[test]
fn a_document_made_for_a_plan_gives_way_to_the_one_that_replaces_it() {
    let made = |document: DocumentId, supersedes| Command::IssueDocument {
        document: Document {
            plan: Some(PLAN),
            supersedes,
            ..self::document(document, DocumentKind::AssistanceNotice)
        },
    };
    let bare = OrderDraft {
        documents: vec![RULING],
        ..on(RULING)
    };
    let story = Story::owed(cny(1_000))
        .does(plan(bare))
        .approved(PLAN)
        .does(made(NEWER, None))
        .does(made(NEW_RULING, Some(NEWER)));
    given(story)
        .when_of(|story| story.issue(PLAN))
        .then_kinds(["orders-issued"])
        .seeing(|story| {
            let draft = &story.state.orders[&order(1)].draft;
            let with: Vec<_> = documents_of(&story.state, draft, &PLAN)
                .map(|document| document.document)
                .collect();
            assert_eq!(with, [RULING, NEW_RULING]);
        });
}
