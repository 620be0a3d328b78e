//! Samples of a court's own events, of its access stream and of case numbers.

use super::{
    Fill,
    parts::{basis, date, deadline, digest, sealed, uuid},
};
use levy_domain::{
    court::{
        access,
        event::{
            CardEndNear, CardsConfirmed, CardsFiled, DeputyFiled, EpochRaised, Event,
            FilingOverdue, FilingStale, FilingUnconfirmed, LogBegun, OfficerCards, OfficerFiled,
            OfficerRemoved, RulesActivated,
        },
    },
    id::{FilingId, MatterId, OfficerId, UnitId},
    number,
    stamp::Role,
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let officer = OfficerId(uuid(1));
    let mut all: Vec<Event> = vec![
        LogBegun {
            clock: "simulated".into(),
            keys: "00112233445566778899aabbccddeeff".into(),
            log: "log-1".into(),
        }
        .into(),
        OfficerFiled {
            officer,
            name: sealed(1),
            role: Role::Judge,
            work_card: fill.some(sealed(2)),
            enforcement_card: fill.some(sealed(3)),
            from: date(1),
        }
        .into(),
        OfficerRemoved {
            officer,
            from: date(29),
            ground: "transferred".into(),
        }
        .into(),
        DeputyFiled {
            deputy: OfficerId(uuid(2)),
            principal: OfficerId(uuid(1)),
            from: date(1),
            to: date(9),
        }
        .into(),
        RulesActivated {
            rules: digest(9),
            profile: digest(10),
            profile_version: "2024.1".into(),
            calendar: digest(11),
            directory: digest(12),
        }
        .into(),
        EpochRaised {
            epoch: 2,
            ground: "restored-from-backup".into(),
        }
        .into(),
    ];
    all.extend(cards(fill));
    all
}

fn cards(fill: Fill) -> Vec<Event> {
    let (unit, filing) = (UnitId(uuid(50)), FilingId(uuid(140)));
    let officer = OfficerId(uuid(1));
    vec![
        CardsFiled {
            filing,
            unit,
            officers: fill.list([OfficerCards {
                officer,
                work_card: sealed(2),
                enforcement_card: sealed(3),
                from: date(1),
                until: date(29),
            }]),
            rule: basis(),
            alarm: fill.some(deadline()),
            ends: deadline(),
            confirm_by: fill.some(deadline()).map(Box::new),
        }
        .into(),
        CardsConfirmed {
            unit,
            filing,
            confirmed_on: date(2),
            evidence: digest(13),
        }
        .into(),
        CardEndNear {
            unit,
            filing,
            officers: fill.list([officer]),
            until: date(29),
            rule: basis(),
        }
        .into(),
        FilingStale {
            unit,
            filing,
            officers: fill.list([officer]),
            cause: "card-ended".into(),
            deadline: fill.some(deadline()),
        }
        .into(),
        FilingOverdue {
            unit,
            filing,
            deadline: deadline(),
        }
        .into(),
        FilingUnconfirmed {
            unit,
            filing,
            deadline: deadline(),
        }
        .into(),
    ]
}

pub(crate) fn access(fill: Fill) -> Vec<access::Event> {
    vec![
        access::PersonalDataOpened {
            matter: fill.some(MatterId(uuid(20))),
            officer: fill.some(OfficerId(uuid(1))),
            purpose: "sweep".into(),
            fields: fill.list(["name".into(), "id-number".into()]),
            count: 3_900,
            about: fill.some("swp_00000000000000000000000000000001".into()),
        }
        .into(),
    ]
}

pub(crate) fn numbers() -> Vec<number::Event> {
    let matter = MatterId(uuid(20));
    vec![number::NumberClaimed { matter }.into()]
}
