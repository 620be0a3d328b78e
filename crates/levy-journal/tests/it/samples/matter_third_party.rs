//! Samples of a matter's events: what third parties owe the debtor.

use super::{
    Fill,
    parts::{at, basis, cny, date, deadline, digest, uuid},
};
use levy_domain::{
    id::{DebtId, DocumentId, LiabilityId, OfficerId, PersonId, ReceiptId},
    matter::event::{
        Event, ServiceWay, ThirdPartyDebtFrozen, ThirdPartyDebtLifted, ThirdPartyDebtMatured,
        ThirdPartyEnforced, ThirdPartyObjected, ThirdPartyPaid, ThirdPartyServed, ThirdPartySilent,
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
            evidence: digest(121),
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
        }
        .into(),
    ]
}
