//! Samples of a matter's events: holds and transfers.

use super::{
    Fill,
    parts::{at, basis, cny, date, deadline, digest, order, sealed, uuid},
};
use levy_domain::{
    asset::AssetClass,
    id::{
        AssetId, ClaimId, DocumentId, ExemptionId, HoldId, LiabilityId, OfficerId, PersonId, UnitId,
    },
    matter::event::{
        Ends, Event, ExcessOverdue, ExcessRevealed, Exempted, ExemptionLifted, HoldAdopted,
        HoldChanged, HoldEstablished, HoldNotLowered, HoldReduced, HoldReleased, HoldRenewed,
        TransferFreed, TransferReserved, TransferSettled,
    },
    order::Measure,
    reply::Truth,
};

pub(super) fn ends(fill: Fill) -> Ends {
    Ends {
        as_ordered: fill.some(date(26)),
        as_unit_states: fill.some(date(27)),
        as_unit_states_at: fill.some(at(17)),
        as_law_computes: fill.some(date(28)),
        rule: fill.some(basis()),
        alarm: fill.some(deadline()),
    }
}

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (hold, liability) = (HoldId(uuid(52)), LiabilityId(uuid(51)));
    let (asset, unit, order) = (AssetId(uuid(50)), UnitId(uuid(30)), order(3));
    vec![
        Exempted {
            exemption: ExemptionId(uuid(116)),
            asset,
            amount: fill.some(cny(400)),
            ground: "wages".into(),
            document: DocumentId(uuid(25)),
            release: fill.some(order),
            holds: fill.list([hold]),
            until: fill.some(date(29)),
        }
        .into(),
        ExemptionLifted {
            exemption: ExemptionId(uuid(116)),
            ground: "mistake".into(),
            document: DocumentId(uuid(25)),
        }
        .into(),
        HoldEstablished {
            hold,
            order,
            line: 1,
            asset,
            class: AssetClass::Deposit,
            unit,
            liability,
            measure: Measure::Freeze,
            limit: fill.some(cny(500)),
            held: fill.some(cny(300)),
            covers: fill.some(cny(150)),
            beyond_balance: fill.some(cny(200)),
            waiting: fill.some(cny(0)),
            rank: 0,
            from: fill.some(date(1)),
            ends: ends(fill),
            truth: Truth::Confirmed,
            not_redeemable_before: fill.some(date(20)),
            void: true,
        }
        .into(),
        HoldAdopted {
            hold,
            asset,
            class: AssetClass::RealEstate,
            number: sealed(50),
            unit,
            person: PersonId(uuid(40)),
            liability,
            measure: Measure::Other("expropriate".into()),
            limit: fill.some(cny(500)),
            held: fill.some(cny(300)),
            covers: fill.some(cny(300)),
            rank: 1,
            from: fill.some(date(1)),
            ends: ends(fill),
            truth: Truth::Claimed,
            source: fill.some("（2021）川3322执保3号".into()),
        }
        .into(),
        HoldChanged {
            hold,
            order: fill.some(order),
            held: fill.some(cny(500)),
            covers: fill.some(cny(250)),
            beyond_balance: fill.some(cny(0)),
            waiting: fill.some(cny(0)),
            rank: 0,
            from: fill.some(date(26)),
            ends: ends(fill),
            truth: Truth::Contradicted,
            cause: "inflow".into(),
            as_of: fill.some(at(41)),
            counted_to: fill.some(at(41)),
            evidence: fill.some(digest(41)),
        }
        .into(),
        HoldReduced {
            hold,
            order,
            limit: cny(400),
            held: cny(400),
            covers: cny(200),
            freed: fill.some(cny(100)),
        }
        .into(),
        HoldNotLowered {
            hold,
            order: fill.some(order),
            held: cny(400),
            times: 3,
            given_up: true,
            owner: fill.some(OfficerId(uuid(1))),
            rule: basis(),
        }
        .into(),
        HoldRenewed {
            hold,
            order,
            line: 1,
            from: fill.some(date(27)),
            ends: ends(fill),
        }
        .into(),
        HoldReleased {
            hold,
            order,
            cause: "released".into(),
        }
        .into(),
        ExcessRevealed {
            hold,
            over_order: cny(0),
            over_room: cny(7),
            order: fill.some(order),
            rule: basis(),
            deadline: fill.some(deadline()),
        }
        .into(),
        ExcessOverdue {
            claim: ClaimId(uuid(40)),
            over: cny(7),
            deadline: deadline(),
            holds: fill.list([hold]),
            owners: fill.list([OfficerId(uuid(1))]),
        }
        .into(),
        TransferReserved {
            order,
            line: 1,
            hold,
            amount: cny(200),
        }
        .into(),
        TransferSettled {
            order,
            line: 1,
            hold,
            amount: cny(199),
            truth: Truth::Claimed,
        }
        .into(),
        TransferFreed {
            order,
            line: 1,
            hold,
            amount: cny(1),
        }
        .into(),
    ]
}
