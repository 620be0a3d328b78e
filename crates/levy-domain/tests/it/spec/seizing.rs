//! Goods taken into keeping: what, where, who keeps them.

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AssetClass, AssetFound},
    bytes::Digest,
    document::DocumentKind,
    id::{DocumentId, PersonId, PlanId},
    matter::{
        Command,
        event::{KeeperKind, Keeping, SeizedItem},
        seizure::Command as Ask,
    },
    order::{Line, Measure, OrderDraft, Reason, Route},
    reply::Outcome,
    time::HOUR,
};
use uuid::Uuid;

const LIST: DocumentId = DocumentId(Uuid::from_u128(0xe5));

/// A car, sealed at the vehicle office.
fn sealed_car() -> Story {
    let car = AssetFound {
        class: AssetClass::Vehicle,
        unit: vehicle_office(),
        available: None,
        balance: None,
        ..account(CAR, cny(0))
    };
    let line = Line {
        class: AssetClass::Vehicle,
        amount: None,
        reason: Reason::new("by-hand"),
        ..line(CAR, cny(1))
    };
    let seal = OrderDraft {
        unit: vehicle_office(),
        route: Route::Counter,
        ..draft(order(1), Measure::Freeze, line)
    };
    let plan = PlanId(order(1).0);
    Story::owed(cny(1_000))
        .finds(vec![car])
        .does(issue(LIST, DocumentKind::from("seizure-list")))
        .drafts(plan, seal)
        .issued(plan)
        .replies(1, 1, vec![said(1, Outcome::Done, None)])
        .by(judge())
}

fn item(at: u32, kind: &str, count: u32) -> SeizedItem {
    SeizedItem {
        item: at,
        kind: kind.into(),
        count,
        quality: "good".into(),
        marks: Some(sealed(7)),
    }
}

fn kept_by(keeper: KeeperKind, person: Option<PersonId>, may_use: bool) -> Keeping {
    Keeping {
        keeper,
        person,
        may_use,
        place: sealed(9),
    }
}

fn by_the_court() -> Keeping {
    kept_by(KeeperKind::Court, None, false)
}

fn record(story: &Story, items: Vec<SeizedItem>, keeping: Keeping) -> Command {
    Ask::Record {
        hold: story.hold_of(1),
        items,
        keeping,
        seized_at: NOW,
        witnesses: vec![sealed(8)],
        document: LIST,
        evidence: Digest::of(b"record"),
    }
    .into()
}

fn car(story: &Story, keeping: Keeping) -> Command {
    record(story, vec![item(1, "vehicle", 1)], keeping)
}

fn change(story: &Story, keeping: Keeping) -> Command {
    Ask::ChangeKeeping {
        hold: story.hold_of(1),
        keeping,
        document: RULING,
    }
    .into()
}

#[test]
fn two_officers_record_each_item_and_who_keeps_it() {
    let story = sealed_car();
    let recorded = car(&story, by_the_court());
    given(story)
        .when_both(clerk(), recorded)
        .then_kinds(["seizure-recorded"])
        .seeing(|story| {
            let known = &story.state.seizures[&story.hold_of(1)];
            assert_eq!(known.recorded.officers, [JUDGE, CLERK]);
            assert_eq!(known.keeping, by_the_court());
        });
    given(sealed_car())
        .when_of(|story| car(story, by_the_court()))
        .then_kinds(["assent-given"]);
}

#[test]
fn a_list_counts_each_item_from_one_on() {
    let odd = [
        vec![],
        vec![item(2, "machine", 1)],
        vec![item(1, "machine", 0)],
        vec![item(1, "machine", 1), item(1, "machine", 1)],
    ];
    for items in odd {
        given(sealed_car())
            .when_of(|story| record(story, items, by_the_court()))
            .then_refused("LEVY-R05");
    }
}

#[test]
fn what_the_law_leaves_to_the_debtor_is_not_taken() {
    given(sealed_car())
        .when_of(|story| {
            let items = vec![item(1, "machine", 1), item(2, "disability-aids", 1)];
            record(story, items, by_the_court())
        })
        .then_refused_saying("LEVY-R14", "X-05");
}

#[test]
fn the_debtor_alone_may_use_what_he_keeps() {
    let debtor = kept_by(KeeperKind::Debtor, Some(DEBTOR), true);
    given(sealed_car())
        .when_agreed_of(|story| car(story, debtor))
        .then_kinds(["seizure-recorded"]);
    let wrong = [
        kept_by(KeeperKind::Court, None, true),
        kept_by(KeeperKind::Court, Some(DEBTOR), false),
        kept_by(KeeperKind::Debtor, None, false),
    ];
    for keeping in wrong {
        given(sealed_car())
            .when_of(|story| car(story, keeping))
            .then_refused("LEVY-R05");
    }
    let unknown = kept_by(KeeperKind::ThirdParty, Some(STRANGER), false);
    given(sealed_car())
        .when_of(|story| car(story, unknown))
        .then_refused("LEVY-R03");
}

#[test]
fn a_judge_changes_who_keeps_it_until_it_is_handed_over() {
    let story = sealed_car();
    let recorded = car(&story, by_the_court());
    let story = story.agreed(recorded);
    let debtor = || kept_by(KeeperKind::Debtor, Some(DEBTOR), false);
    given(story.clone())
        .when_of(|story| change(story, debtor()))
        .then_kinds(["keeping-changed"]);
    given(story.clone().by(clerk()))
        .when_of(|story| change(story, debtor()))
        .then_refused("LEVY-R20");
    let handed = |story: &Story| {
        let handed = Ask::NoteHandedOver {
            hold: story.hold_of(1),
            on: day(2024, 3, 1),
            to: "debtor".into(),
            evidence: Digest::of(b"receipt"),
        };
        handed.into()
    };
    given(story.clone().at(NOW.plus(HOUR)))
        .when_of(handed)
        .then_kinds(["goods-handed-over"]);
    let gone = handed(&story);
    given(story.does(gone))
        .when_of(|story| change(story, debtor()))
        .then_refused("LEVY-R05");
}
