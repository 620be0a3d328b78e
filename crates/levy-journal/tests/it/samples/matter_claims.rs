//! Samples of events of a matter: who is liable and when, what is
//! taken again and again.

use super::{
    Fill,
    parts::{cny, date, deadline, uuid},
};
use levy_domain::{
    id::{DocumentId, LiabilityId, PlanId, StandingId},
    matter::event::{Event, StandingEnded, StandingOrdered, StandingRepeated, SupplementaryOpened},
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    vec![
        SupplementaryOpened {
            liability: LiabilityId(uuid(51)),
            document: DocumentId(uuid(70)),
            open: cny(60_000),
        }
        .into(),
        StandingOrdered {
            standing: StandingId(uuid(110)),
            liability: LiabilityId(uuid(51)),
            months: fill.some(12),
            documents: vec![DocumentId(uuid(70))],
            until: date(9),
            first: deadline(),
        }
        .into(),
        StandingRepeated {
            standing: StandingId(uuid(110)),
            round: 2,
            due: deadline(),
            plan: fill.some(PlanId(uuid(16))),
            kept_back: fill.some("nothing-to-take".into()),
            next: deadline(),
        }
        .into(),
        StandingEnded {
            standing: StandingId(uuid(110)),
            ground: "full".into(),
        }
        .into(),
    ]
}
