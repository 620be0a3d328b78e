//! Samples of events of a matter: who is told of a hold, and who goes to
//! a counter.

use super::{
    Fill,
    parts::{basis, date, deadline, digest, sealed, uuid},
};
use levy_domain::{
    id::{AssetId, FilingId, HoldId, NoticeId, OfficerId, OrderId, PersonId, PlanId, UnitId},
    matter::event::{
        Event, NoticeDropped, NoticeFailed, NoticeOverdue, NoticeOwed, NoticeServed, NoticeTo,
        NoticesOwed, ServiceWay, VisitNamed,
    },
};

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let notice = NoticeId(uuid(130));
    vec![
        NoticesOwed {
            plan: PlanId(uuid(20)),
            owner: fill.some(OfficerId(uuid(60))),
            notices: fill.list([NoticeOwed {
                notice,
                to: NoticeTo::RightHolder,
                person: fill.some(PersonId(uuid(41))),
                asset: fill.some(AssetId(uuid(30))),
                right: fill.some("maximum-mortgagee".into()),
                holder: fill.some(sealed(7)),
                holds: fill.list([HoldId(uuid(31))]),
                fixes_claim: fill == Fill::Full,
                rule: basis(),
                deadline: fill.some(deadline()),
            }]),
        }
        .into(),
        NoticeServed {
            notice,
            mode: ServiceWay::Post,
            served_on: date(5),
            evidence: digest(9),
            late: fill == Fill::Full,
            claim_fixed_on: fill.some(date(5)),
        }
        .into(),
        NoticeFailed {
            notice,
            mode: ServiceWay::Direct,
            tried_on: date(4),
            reason: "not-at-home".into(),
            evidence: fill.some(digest(8)),
            times: 1,
            next: deadline(),
        }
        .into(),
        NoticeOverdue {
            notice,
            deadline: deadline(),
            owner: fill.some(OfficerId(uuid(60))),
        }
        .into(),
        VisitNamed {
            order: OrderId(uuid(22)),
            unit: UnitId(uuid(50)),
            officers: fill.list([OfficerId(uuid(60)), OfficerId(uuid(61))]),
            on: date(6),
            filing: FilingId(uuid(140)),
            rule: basis(),
            cards_rule: basis(),
        }
        .into(),
        NoticeDropped {
            notice,
            ground: "dead".into(),
        }
        .into(),
    ]
}
