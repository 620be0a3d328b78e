//! Samples of a matter's events: the terms of holds.

use super::{
    Fill,
    matter_queue::measure,
    parts::{at, basis, cny, date, deadline, digest, order, sealed, uuid},
};
use levy_domain::{
    id::{AssetId, DocumentId, HoldId, OfficerId, PersonId},
    matter::event::{
        DeductionConditionFound, EarlyRedemptionAllowed, Event, GoodsHandedOver, HoldEndNear,
        HoldEndedUnsettled, HoldLapsed, HoldMatured, KeeperKind, Keeping, KeepingChanged,
        MaturitySet, PreSealTurned, PropertyJoined, RenewalAuthorisationRevoked, RenewalAuthorised,
        SealPart, SealSplit, SeizedItem, SeizureRecorded,
    },
    stamp::Role,
};

fn keeping(fill: Fill) -> Keeping {
    Keeping {
        keeper: KeeperKind::Debtor,
        person: fill.some(PersonId(uuid(41))),
        may_use: fill == Fill::Full,
        place: sealed(9),
    }
}

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (hold, asset) = (HoldId(uuid(52)), AssetId(uuid(50)));
    vec![
        SeizureRecorded {
            hold,
            items: vec![SeizedItem {
                item: 1,
                kind: "machine".into(),
                count: 2,
                quality: "good".into(),
                marks: fill.some(sealed(7)),
            }],
            keeping: keeping(fill),
            seized_at: at(30),
            officers: vec![OfficerId(uuid(1)), OfficerId(uuid(2))],
            approval_rule: basis(),
            witnesses: fill.list([sealed(8)]),
            document: DocumentId(uuid(25)),
            evidence: digest(124),
        }
        .into(),
        KeepingChanged {
            hold,
            keeping: keeping(fill),
            document: DocumentId(uuid(25)),
        }
        .into(),
        GoodsHandedOver {
            hold,
            on: date(14),
            to: "debtor".into(),
            evidence: digest(125),
        }
        .into(),
        PreSealTurned {
            hold,
            titled_on: date(12),
            rule: basis(),
            evidence: digest(123),
        }
        .into(),
        PropertyJoined {
            land: asset,
            building: AssetId(uuid(51)),
            rule: basis(),
        }
        .into(),
        SealSplit {
            hold: HoldId(uuid(13)),
            parts: vec![part(131, 30_000, fill), part(132, 20_000, fill)],
            ruling: fill.some(DocumentId(uuid(70))),
            rule: basis(),
            evidence: digest(133),
        }
        .into(),
        DeductionConditionFound {
            asset,
            condition: "retired".into(),
            document: DocumentId(uuid(25)),
            rule: basis(),
        }
        .into(),
        MaturitySet {
            hold,
            from: date(25),
            matures: deadline(),
        }
        .into(),
        HoldMatured {
            hold,
            matures: deadline(),
        }
        .into(),
        EarlyRedemptionAllowed {
            hold,
            from: date(25),
            document: DocumentId(uuid(25)),
            officers: vec![OfficerId(uuid(1)), OfficerId(uuid(2))],
            approval_rule: basis(),
        }
        .into(),
        HoldEndNear {
            hold,
            asset,
            level: 2,
            last_day: date(26),
            days_left: 30,
            held: cny(300),
            presumed: fill.some(date(3)),
            owner: fill.some(OfficerId(uuid(1))),
            renewal: fill.some(order(4)),
            behind: fill.list([measure(fill), measure(Fill::Minimal)]),
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
            presumed: fill.some(date(3)),
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

fn part(n: u8, sum: u64, fill: Fill) -> SealPart {
    SealPart {
        asset: AssetId(uuid(n.into())),
        number: sealed(n),
        hold: HoldId(uuid(n.into())),
        limit: fill.some(cny(sum)),
        held: cny(sum),
        covers: cny(sum),
        beyond_balance: cny(0),
        waiting: cny(0),
    }
}
