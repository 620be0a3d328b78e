//! Samples of a matter's events: bars, and what must be let go.

use super::{
    Fill,
    parts::{basis, cny, date, deadline, order, uuid},
};
use levy_domain::{
    id::{AssetId, BarId, ClaimId, DocumentId, HoldId, PersonId},
    matter::event::{
        BarKind, BarLifted, BarRaised, BarScope, Event, ReleaseOverdue, ReleaseOwed, Revived,
    },
    order::Measure,
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
