//! Samples of a matter's events: what third parties owe the debtor.

use super::{
    Fill,
    matter_holds::ends,
    parts::{at, basis, cny, date, deadline, digest, term, uuid},
};
use levy_domain::{
    id::{DebtId, DocumentId, LiabilityId, OfficerId, PersonId, ReceiptId},
    matter::event::{
        Event, ServiceWay, ThirdPartyDebtFrozen, ThirdPartyDebtLifted, ThirdPartyDebtMatured,
        ThirdPartyEndNear, ThirdPartyEnforced, ThirdPartyFreezeEnded, ThirdPartyObjected,
        ThirdPartyPaid, ThirdPartyRenewalOrdered, ThirdPartyServed, ThirdPartySilent,
    },
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let debt = DebtId(uuid(121));
    vec![
        ThirdPartyDebtFrozen {
            debt,
            liability: LiabilityId(uuid(51)),
            third_party: PersonId(uuid(41)),
            amount: cny(60_000),
            matures: fill.some(deadline()),
            term: term(),
            ends: ends(fill),
            ruling: DocumentId(uuid(70)),
            officers: vec![OfficerId(uuid(60)), OfficerId(uuid(61))],
            approval_rule: basis(),
            rule: basis(),
        }
        .into(),
        ThirdPartyServed {
            debt,
            document: DocumentId(uuid(71)),
            served_at: at(60),
            way: ServiceWay::Direct,
            answer_by: fill.some(deadline()),
            renews: fill.some(ends(fill)),
            evidence: digest(121),
        }
        .into(),
        ThirdPartyRenewalOrdered {
            debt,
            ruling: DocumentId(uuid(74)),
            term: term(),
            officers: vec![OfficerId(uuid(60)), OfficerId(uuid(61))],
            approval_rule: basis(),
            rule: basis(),
        }
        .into(),
        ThirdPartyEndNear {
            debt,
            level: 2,
            last_day: date(20),
            days_left: 12,
            left: cny(40_000),
            owner: fill.some(OfficerId(uuid(60))),
            renewal: fill.some(DocumentId(uuid(74))),
            applicant: fill.some(deadline()),
            rule: basis(),
            next: fill.some(deadline()),
        }
        .into(),
        ThirdPartyFreezeEnded {
            debt,
            last_day: date(20),
            ended_at: at(90),
            left: cny(40_000),
            renewal: fill.some(DocumentId(uuid(74))),
            rule: basis(),
        }
        .into(),
        ThirdPartyDebtMatured {
            debt,
            matured: deadline(),
        }
        .into(),
        ThirdPartyObjected {
            debt,
            received_on: date(8),
            contested: cny(20_000),
            late: fill == Fill::Full,
            ground: "no-such-debt".into(),
            evidence: digest(122),
        }
        .into(),
        ThirdPartySilent {
            debt,
            deadline: deadline(),
            left: cny(40_000),
        }
        .into(),
        ThirdPartyPaid {
            debt,
            receipt: ReceiptId(uuid(80)),
            amount: cny(10_000),
        }
        .into(),
        ThirdPartyEnforced {
            debt,
            liability: LiabilityId(uuid(52)),
            amount: cny(30_000),
            ruling: DocumentId(uuid(72)),
            officers: vec![OfficerId(uuid(60)), OfficerId(uuid(61))],
            approval_rule: basis(),
            rule: basis(),
        }
        .into(),
        ThirdPartyDebtLifted {
            debt,
            ground: "paid".into(),
            document: DocumentId(uuid(73)),
            officers: vec![OfficerId(uuid(60)), OfficerId(uuid(61))],
            approval_rule: basis(),
        }
        .into(),
    ]
}
