//! Samples of a matter's events: the way of an order through another court.

use super::{
    Fill,
    parts::{at, deadline, digest, order, sealed, uuid},
};
use levy_domain::{
    id::UnitId,
    matter::event::{Event, Leg, RelayLegDone, RelayLegOverdue, RelayReturned},
    reply::Fault,
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let carrier = UnitId(uuid(31));
    vec![
        RelayLegDone {
            order: order(3),
            carrier,
            leg: Leg::TakenOn,
            said_at: at(14),
            by: fill.some(sealed(6)),
            next: fill.some(deadline()),
            evidence: fill.some(digest(33)),
        }
        .into(),
        RelayReturned {
            order: order(3),
            carrier,
            said_at: at(15),
            fault: Fault::Court,
            reason: "papers-missing".into(),
            next: fill.some(deadline()),
            evidence: fill.some(digest(34)),
        }
        .into(),
        RelayLegOverdue {
            order: order(3),
            carrier: fill.some(carrier),
            leg: Leg::Served,
            deadline: deadline(),
        }
        .into(),
    ]
}
