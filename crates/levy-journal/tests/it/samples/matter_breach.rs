//! Samples of a matter's events: what units did against orders.

use super::{
    Fill,
    parts::{at, basis, cny, date, deadline, digest, order, sealed, uuid},
};
use levy_domain::{
    id::{BreachId, DebtId, DocumentId, FineId, HoldId, OfficerId, ReceiptId, UnitId},
    matter::event::{
        BreachKind, BreachRecovered, BreachReported, Event, FineCollected, FineDecided, Fined,
        ReconsiderationAsked, ReconsiderationDecided, Reconsidered, RecoveryMissed,
        RecoveryOrdered, UnitLiabilityRuled,
    },
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (breach, fine) = (BreachId(uuid(110)), FineId(uuid(111)));
    let document = DocumentId(uuid(25));
    vec![
        BreachReported {
            breach,
            order: fill.some(order(1)),
            line: fill.some(1),
            unit: fill.some(UnitId(uuid(30))),
            debt: fill.some(DebtId(uuid(121))),
            hold: fill.some(HoldId(uuid(52))),
            kind: BreachKind::IncomePaid,
            moved: cny(400),
            moved_at: at(3_000),
            served_at: at(60),
            rule: basis(),
            evidence: digest(110),
        }
        .into(),
        RecoveryOrdered {
            breach,
            deadline: deadline(),
            document,
        }
        .into(),
        BreachRecovered {
            breach,
            amount: cny(100),
            recovered_on: date(20),
            receipt: fill.some(ReceiptId(uuid(95))),
            evidence: digest(111),
        }
        .into(),
        RecoveryMissed {
            breach,
            deadline: deadline(),
            missing: cny(300),
        }
        .into(),
        UnitLiabilityRuled {
            breach,
            amount: cny(300),
            document,
            rule: basis(),
        }
        .into(),
        FineDecided {
            fine,
            breach,
            on: Fined::Unit,
            person: fill.some(sealed(112)),
            amount: cny(30_000_000),
            document,
            officer: OfficerId(uuid(3)),
            rule: basis(),
            decided_under: basis(),
        }
        .into(),
        ReconsiderationAsked {
            fine,
            asked_on: date(22),
            deadline: deadline(),
        }
        .into(),
        ReconsiderationDecided {
            fine,
            outcome: Reconsidered::Changed,
            amount: cny(20_000_000),
            evidence: digest(113),
        }
        .into(),
        FineCollected {
            fine,
            amount: cny(20_000_000),
            collected_on: date(28),
            evidence: digest(114),
        }
        .into(),
    ]
}
