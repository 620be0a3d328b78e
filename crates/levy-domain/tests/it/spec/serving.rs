//! Whom the court serves as a third party, and in which ways.

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::{DebtId, WrongPersonId},
    matter::{Command, event::ServiceWay, third_party::Command as Ask, wrong_person},
    party::{PartyRole, Person},
};
use uuid::Uuid;

const DEBT: DebtId = DebtId(Uuid::from_u128(0xd1));

fn freeze() -> Command {
    Ask::Freeze {
        debt: DEBT,
        liability: LIABILITY,
        third_party: STRANGER,
        amount: cny(800),
        matures_on: None,
        until: None,
        ruling: RULING,
    }
    .into()
}

/// He has a number of his own; a judge acts.
fn owed() -> Story {
    let other = Person {
        identity: Some(sealed(9)),
        ..person(STRANGER)
    };
    Story::owed(cny(1_000))
        .does(add(other, PartyRole::ThirdParty))
        .by(judge())
}

/// Defect: whoever had a number was bound, even one whom the court had been
/// told to be somebody else.
#[test]
fn nobody_is_bound_who_was_taken_for_somebody_else() {
    let report = wrong_person::Command::Report {
        report: WrongPersonId(Uuid::from_u128(0xda)),
        person: STRANGER,
        evidence: None,
    };
    given(owed())
        .when_agreed(freeze())
        .then_kinds(["third-party-debt-frozen"]);
    given(owed().does(report.into()))
        .when_agreed(freeze())
        .then_refused("LEVY-R56");
}

/// Defect: a service counted in whatever way it was said to have been done.
#[test]
fn he_is_served_in_a_way_that_is_known() {
    let serve = |way: &str| Ask::NoteServed {
        debt: DEBT,
        document: RULING,
        served_at: NOW,
        way: ServiceWay::from(way),
        evidence: Digest::of(b"proof of service"),
    };
    given(owed().agreed(freeze()))
        .when(serve("by-rumour").into())
        .then_refused_saying("LEVY-R05", "no way of service");
    for way in ServiceWay::LITERALS {
        given(owed().agreed(freeze()))
            .when(serve(way).into())
            .then_kinds(["third-party-served"]);
    }
}
