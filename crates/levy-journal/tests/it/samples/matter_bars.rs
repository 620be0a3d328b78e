//! Samples of a matter's events: bars, what must be let go, wrong persons, the
//! emergency path, handing over.

use super::{
    Fill,
    parts::{basis, cny, date, deadline, digest, order, uuid},
};
use levy_domain::{
    id::{
        AssetId, BarId, ClaimId, DocumentId, HoldId, OfferId, OfficerId, PersonId, PlanId,
        ReceiptId, SweepId, UnitId, WrongPersonId,
    },
    matter::event::{
        BarKind, BarLifted, BarRaised, BarScope, CountersignMissed, Event, HoldsAccepted,
        HoldsOffered, PlanApprovedUrgently, PlanCountersigned, ReleaseOverdue, ReleaseOwed,
        Revived, WrongPersonCleared, WrongPersonConfirmed, WrongPersonOverdue, WrongPersonReported,
        WronglyHeld,
    },
    order::Measure,
    stamp::Role,
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (bar, document, hold) = (BarId(uuid(97)), DocumentId(uuid(25)), HoldId(uuid(52)));
    vec![
        BarRaised {
            bar,
            kind: BarKind::Bankruptcy,
            scope: BarScope {
                persons: fill.list([PersonId(uuid(40))]),
                assets: fill.list([AssetId(uuid(53))]),
            },
            document,
            from: date(13),
            blocks: fill.list([Measure::Freeze, Measure::Transfer]),
            releases: fill == Fill::Full,
            rule: basis(),
            sent: fill.list([order(3)]),
        }
        .into(),
        BarLifted {
            bar,
            ground: "breached".into(),
            document,
            on: date(14),
            revived: fill.list([Revived {
                claim: ClaimId(uuid(22)),
                owed: cny(1_000),
                paid: cny(300),
                left: cny(700),
            }]),
        }
        .into(),
        ReleaseOwed {
            hold,
            cause: "bankruptcy".into(),
            bar: fill.some(bar),
            rule: basis(),
            deadline: fill.some(deadline()),
        }
        .into(),
        ReleaseOverdue {
            hold,
            cause: "bankruptcy".into(),
            deadline: deadline(),
        }
        .into(),
    ]
}

/// Reports of a wrong person.
pub(crate) fn wrong_person(fill: Fill) -> Vec<Event> {
    let report = WrongPersonId(uuid(98));
    let (unit, hold) = (UnitId(uuid(30)), HoldId(uuid(52)));
    vec![
        WrongPersonReported {
            report,
            person: PersonId(uuid(40)),
            evidence: fill.some(digest(98)),
            rule: basis(),
            deadline: fill.some(deadline()),
            units: fill.list([unit]),
            orders: fill.list([order(3)]),
            holds: fill.list([hold]),
            receipts: fill.list([ReceiptId(uuid(70))]),
            assets: fill.list([AssetId(uuid(53))]),
            sweeps: fill.list([SweepId(uuid(80))]),
        }
        .into(),
        WrongPersonConfirmed {
            report,
            units: vec![unit],
            evidence: fill.some(digest(99)),
        }
        .into(),
        WrongPersonOverdue {
            report,
            units: fill.list([unit]),
            holds: fill.list([hold]),
            receipts: fill.list([ReceiptId(uuid(70))]),
            deadline: deadline(),
        }
        .into(),
        WrongPersonCleared {
            report,
            held: fill.list([WronglyHeld {
                hold,
                unit,
                from: date(1),
                to: date(2),
                days: 2,
            }]),
        }
        .into(),
    ]
}

/// Plans that leave at once.
pub(crate) fn urgent(fill: Fill) -> Vec<Event> {
    let plan = PlanId(uuid(90));
    let (officer, role) = (OfficerId(uuid(1)), Role::Judge);
    let on_behalf_of = fill.some(OfficerId(uuid(2)));
    vec![
        PlanApprovedUrgently {
            plan,
            list_hash: digest(90),
            officer,
            role: role.clone(),
            on_behalf_of,
            ground: "assets-being-moved".into(),
            countersign: deadline(),
        }
        .into(),
        PlanCountersigned {
            plan,
            list_hash: digest(90),
            officer,
            role,
            on_behalf_of,
            complete: true,
        }
        .into(),
        CountersignMissed {
            plan,
            deadline: deadline(),
            holds: fill.list([HoldId(uuid(52))]),
        }
        .into(),
    ]
}

/// Holds handed from one officer to another.
pub(crate) fn handing(_: Fill) -> Vec<Event> {
    let (offer, holds) = (OfferId(uuid(91)), vec![HoldId(uuid(52))]);
    vec![
        HoldsOffered {
            offer,
            holds: holds.clone(),
            to: OfficerId(uuid(2)),
            ground: "moved-away".into(),
        }
        .into(),
        HoldsAccepted {
            offer,
            holds,
            officer: OfficerId(uuid(2)),
        }
        .into(),
    ]
}
