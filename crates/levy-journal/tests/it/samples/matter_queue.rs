//! Samples of a matter's events: places in queues.

use super::{
    Fill,
    parts::{at, basis, cny, date, deadline, digest, order, sealed, uuid},
};
use levy_domain::{
    asset::PriorMeasure,
    id::{AssetId, DocumentId, HoldId, OfficerId, SweepId},
    identifier::CourtCode,
    matter::event::{
        AheadAsked, AskingEnded, Ends, Event, HandoverAnswered, HandoverAsked, HandoverOverdue,
        HoldNeverEffective, Overridden, PromotionPresumed, QueueTold,
    },
};

pub(super) fn measure(fill: Fill) -> PriorMeasure {
    PriorMeasure {
        court: fill.some(CourtCode::parse("川3301").unwrap()),
        authority: fill.some(sealed(60)),
        document: sealed(61),
        amount: fill.some(cny(900)),
        from: fill.some(date(1)),
        to: fill.some(date(28)),
    }
}

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (hold, owner) = (HoldId(uuid(52)), OfficerId(uuid(1)));
    vec![
        QueueTold {
            hold,
            ahead: fill.list([measure(fill), measure(Fill::Minimal)]),
            behind: fill.list([measure(Fill::Minimal)]),
            as_of: at(11),
            order: fill.some(order(3)),
            evidence: fill.some(digest(43)),
            front: fill.some(deadline()),
            ask_at: fill.some(deadline()),
        }
        .into(),
        PromotionPresumed {
            hold,
            asset: AssetId(uuid(50)),
            since: date(27),
            limit: fill.some(cny(500)),
            ends: Ends {
                as_ordered: fill.some(date(28)),
                alarm: fill.some(deadline()),
                ..Ends::default()
            },
            owner: fill.some(owner),
            asked: fill.some(SweepId(uuid(26))),
            ask_at: fill.some(deadline()),
            rule: basis(),
        }
        .into(),
        AheadAsked {
            hold,
            asset: AssetId(uuid(50)),
            asked: fill.some(SweepId(uuid(26))),
            ask_at: fill.some(deadline()),
            owner: fill.some(owner),
            rule: basis(),
        }
        .into(),
        AskingEnded {
            hold,
            ground: "first-court-told-us".into(),
            officer: owner,
        }
        .into(),
        HoldNeverEffective {
            hold,
            evidence: digest(44),
            as_of: fill.some(at(12)),
            rule: basis(),
        }
        .into(),
        HandoverAsked {
            hold,
            first_seal_on: date(1),
            document: DocumentId(uuid(25)),
            rule: basis(),
            overridden: fill.some(Overridden {
                rule: basis(),
                officers: vec![owner, OfficerId(uuid(2))],
                ground: "superior-agrees".into(),
            }),
            answer_by: fill.some(deadline()),
            owner: fill.some(owner),
        }
        .into(),
        HandoverAnswered {
            hold,
            granted: fill == Fill::Full,
            evidence: digest(45),
        }
        .into(),
        HandoverOverdue {
            hold,
            deadline: deadline(),
            owner: fill.some(owner),
        }
        .into(),
    ]
}
