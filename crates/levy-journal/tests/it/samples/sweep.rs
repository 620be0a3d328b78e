//! Samples of a sweep's events.

use super::{
    Fill,
    parts::{at, basis, deadline, digest, order, reply, uuid},
};
use levy_domain::{
    id::{DocumentId, MatterId, PersonId, SweepId, UnitId},
    order::{Fence, Route},
    party::IdentityStrength,
    sweep::event::{
        Event, LateAnswerTold, QueryAnswered, QueryPlanned, QuerySilent, SweepCompleted,
        SweepOpened, SweepSealed,
    },
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    vec![
        SweepOpened {
            sweep: SweepId(uuid(80)),
            matter: MatterId(uuid(20)),
            purpose: "enforcement".into(),
            basis: basis(),
            documents: fill.list([DocumentId(uuid(25))]),
            planned: 3_900,
            expires_at: at(30),
        }
        .into(),
        QueryPlanned {
            order: order(1),
            unit: UnitId(uuid(30)),
            route: Route::Api,
            person: PersonId(uuid(40)),
            identity: IdentityStrength::Confirmed,
            fence: Fence {
                epoch: 1,
                revision: 1,
            },
            body_hash: digest(80),
        }
        .into(),
        SweepSealed {
            count: 1,
            list_hash: digest(81),
            deadlines: fill.list([deadline()]),
        }
        .into(),
        QueryAnswered {
            order: order(1),
            reply: reply(fill),
        }
        .into(),
        QuerySilent {
            order: order(2),
            deadline: deadline(),
        }
        .into(),
        SweepCompleted {
            asked: 2,
            answered: 1,
            silent: fill.list([UnitId(uuid(31))]),
        }
        .into(),
        LateAnswerTold {
            order: order(2),
            raw_hash: digest(82),
        }
        .into(),
    ]
}
