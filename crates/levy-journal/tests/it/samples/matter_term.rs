//! Samples of a matter's events: the terms of holds.

use super::{
    Fill,
    parts::{at, basis, cny, date, deadline, digest, order, uuid},
};
use levy_domain::{
    id::{AssetId, HoldId, OfficerId},
    matter::event::{
        Event, HoldEndNear, HoldEndedUnsettled, HoldLapsed, RenewalAuthorisationRevoked,
        RenewalAuthorised,
    },
    stamp::Role,
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (hold, asset) = (HoldId(uuid(52)), AssetId(uuid(50)));
    vec![
        HoldEndNear {
            hold,
            asset,
            level: 2,
            last_day: date(26),
            days_left: 30,
            held: cny(300),
            owner: fill.some(OfficerId(uuid(1))),
            renewal: fill.some(order(4)),
            behind_us: fill.some(2),
            applicant: fill.some(deadline()),
            rule: basis(),
            next: fill.some(deadline()),
        }
        .into(),
        HoldEndedUnsettled {
            hold,
            asset,
            last_day: date(26),
            ended_at: at(27),
            held: cny(300),
            limit: fill.some(cny(500)),
            owner: fill.some(OfficerId(uuid(1))),
            renewal: fill.some(order(4)),
            rule: basis(),
        }
        .into(),
        RenewalAuthorised {
            hold,
            months: 12,
            until: date(28),
            officer: OfficerId(uuid(1)),
            role: Role::Judge,
            rule: basis(),
        }
        .into(),
        RenewalAuthorisationRevoked {
            hold,
            officer: fill.some(OfficerId(uuid(1))),
        }
        .into(),
        HoldLapsed {
            hold,
            ground: "statement".into(),
            evidence: digest(42),
            as_of: fill.some(at(27)),
            rule: basis(),
        }
        .into(),
    ]
}
