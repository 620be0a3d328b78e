//! Samples of events of a matter: who is liable and when, what is
//! taken again and again.

use super::{
    Fill,
    parts::{at, basis, cny, date, deadline, uuid},
};
use levy_domain::{
    claim::ComponentKind,
    id::{
        AssetId, ClaimId, DocumentId, IncomeId, LiabilityId, MatterId, OfficerId, PersonId, PlanId,
        ReceiptId, ReservationId, StandingId,
    },
    matter::event::{
        Collected, Event, IncomeEnded, IncomeKeepsRestated, IncomeKind, IncomeOrdered, PayDay,
        RemittanceMissed, RemittanceReceived, ReservationAsked, ReservationGranted,
        ReservationReturned, StandingEnded, StandingOrdered, StandingRepeated, SupplementaryOpened,
        ValueStated,
    },
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let claims: [Event; 4] = [
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
    ];
    claims
        .into_iter()
        .chain(incomes(fill))
        .chain(reservations(fill))
        .collect()
}

fn pay_day() -> PayDay {
    PayDay {
        on: date(5),
        deadline: deadline(),
    }
}

fn incomes(fill: Fill) -> Vec<Event> {
    let income = IncomeId(uuid(111));
    vec![
        IncomeOrdered {
            income,
            liability: LiabilityId(uuid(51)),
            kind: IncomeKind::Wages,
            payer: PersonId(uuid(41)),
            first: pay_day(),
            every_months: 1,
            until: fill.some(date(9)),
            keeps: cny(80_000),
            leaves: cny(80_000),
            stated: fill == Fill::Full,
            minimum: fill.some(basis()),
            below_minimum: fill == Fill::Full,
            documents: vec![DocumentId(uuid(70))],
            officers: vec![OfficerId(uuid(60)), OfficerId(uuid(61))],
            approval_rule: basis(),
        }
        .into(),
        RemittanceReceived {
            income,
            on: date(5),
            receipt: ReceiptId(uuid(80)),
            amount: cny(120_000),
            late: fill == Fill::Full,
            next: fill.some(pay_day()),
        }
        .into(),
        RemittanceMissed {
            income,
            due: pay_day(),
            next: fill.some(pay_day()),
        }
        .into(),
        IncomeEnded {
            income,
            ground: "paid".into(),
            documents: fill.list([DocumentId(uuid(74))]),
        }
        .into(),
        IncomeKeepsRestated {
            income,
            ended: IncomeId(uuid(112)),
            keeps: cny(80_000),
            leaves: cny(240_000),
            minimum: basis(),
            below_minimum: fill == Fill::Full,
        }
        .into(),
        ValueStated {
            units: fill.some(400),
            asset: AssetId(uuid(30)),
            value: cny(5_000_000),
            method: "appraisal".into(),
            as_of: date(4),
            document: DocumentId(uuid(70)),
        }
        .into(),
    ]
}

fn reservations(fill: Fill) -> Vec<Event> {
    let (reservation, claim) = (ReservationId(uuid(101)), ClaimId(uuid(50)));
    vec![
        ReservationAsked {
            reservation,
            claim,
            home: MatterId(uuid(19)),
            amount: cny(300),
            until: date(9),
        }
        .into(),
        ReservationGranted {
            reservation,
            claim,
            home: MatterId(uuid(19)),
            to: MatterId(uuid(20)),
            amount: cny(200),
            until: at(90),
        }
        .into(),
        ReservationReturned {
            reservation,
            collected: fill.list([Collected {
                on: date(8),
                component: ComponentKind::Principal,
                amount: cny(100),
            }]),
        }
        .into(),
    ]
}
