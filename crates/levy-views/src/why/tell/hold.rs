//! Holds: what is held, what of it covers, until when, and what is too much.

use super::super::{Arg, Part::Hold, Teller, code, id, ids, words as w};
use levy_domain::{
    id::{HoldId, OrderId},
    matter::event::{self as e, Ends},
    money::Money,
    order::Basis,
};
use uuid::Uuid;

/// A hold and the order whose event speaks of it.
fn both(hold: HoldId, order: Option<OrderId>) -> Vec<Uuid> {
    [Some(hold.0), order.map(|order| order.0)]
        .into_iter()
        .flatten()
        .collect()
}

/// What a hold holds, and why not all of it counts.
struct Sums {
    hold: HoldId,
    about: Vec<Uuid>,
    limit: Option<Money>,
    held: Option<Money>,
    covers: Option<Money>,
    beyond: Option<Money>,
    behind: Option<Money>,
    rank: u32,
}

fn sums(sums: &Sums, tell: &mut Teller<'_, '_>) {
    let hold = || id(sums.hold);
    let about = || sums.about.iter().copied();
    if let Some(limit) = sums.limit {
        tell.say(Hold, w::HOLD_LIMIT, [hold(), limit.into()])
            .about(about());
    }
    if let Some(held) = sums.held {
        tell.say(Hold, w::HOLD_SUM, [hold(), held.into()])
            .about(about());
        let covers = sums.covers.filter(|covers| covers.minor < held.minor);
        if let Some(covers) = covers {
            let args = [hold(), covers.into(), held.into()];
            tell.say(Hold, w::HOLD_COVERS, args).about(about());
        }
    }
    let some = |amount: &Money| !amount.is_zero();
    if let Some(amount) = sums.beyond.filter(some) {
        tell.say(Hold, w::HOLD_BEYOND, [hold(), amount.into()])
            .about(about());
    }
    if let Some(amount) = sums.behind.filter(some) {
        tell.say(Hold, w::HOLD_BEHIND, [hold(), amount.into()])
            .about(about());
    }
    if sums.rank > 0 {
        let rank = Arg::Count(sums.rank.into());
        tell.say(Hold, w::HOLD_RANK, [hold(), rank]).about(about());
    }
}

fn ends(hold: HoldId, about: &[Uuid], ends: &Ends, tell: &mut Teller<'_, '_>) {
    let about = || about.iter().copied();
    if let Some(on) = ends.as_ordered {
        tell.say(Hold, w::END_ORDERED, [id(hold), on.into()])
            .about(about());
    }
    if let Some(on) = ends.as_unit_states {
        tell.say(Hold, w::END_UNIT, [id(hold), on.into()])
            .about(about());
    }
    if let Some(at) = ends.as_unit_states_at {
        tell.say(Hold, w::END_UNIT_MINUTE, [id(hold), at.into()])
            .about(about());
    }
    if let Some(on) = ends.as_law_computes {
        let rule = ends.rule.clone().unwrap_or_default();
        tell.say(Hold, w::END_LAW, [id(hold), on.into()])
            .by(&rule)
            .about(about());
    }
}

pub(super) fn established(event: &e::HoldEstablished, tell: &mut Teller<'_, '_>) {
    let about = both(event.hold, Some(event.order));
    let args = [
        id(event.hold),
        code(&event.measure),
        id(event.asset),
        event.unit.into(),
        id(event.order),
        code(&event.truth),
    ];
    tell.say(Hold, w::HELD, args).about(about.clone());
    let known = Sums {
        hold: event.hold,
        about: about.clone(),
        limit: event.limit,
        held: event.held,
        covers: event.covers,
        beyond: event.beyond_balance,
        behind: event.waiting,
        rank: event.rank,
    };
    sums(&known, tell);
    if event.void {
        tell.say(Hold, w::HOLD_VOID, [id(event.hold)])
            .about(about.clone());
    }
    ends(event.hold, &about, &event.ends, tell);
}

pub(super) fn turned(event: &e::PreSealTurned, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), event.titled_on.into()];
    tell.say(Hold, w::PRE_SEAL_TURNED, args)
        .about([event.hold.0])
        .by(&event.rule);
}

pub(super) fn joined(event: &e::PropertyJoined, tell: &mut Teller<'_, '_>) {
    let args = [id(event.land), id(event.building)];
    tell.say(Hold, w::PROPERTY_JOINED, args)
        .about([event.land.0, event.building.0])
        .by(&event.rule);
}

pub(super) fn split(event: &e::SealSplit, tell: &mut Teller<'_, '_>) {
    let count = u64::try_from(event.parts.len()).unwrap_or(u64::MAX);
    tell.say(Hold, w::SEAL_SPLIT, [id(event.hold), Arg::Count(count)])
        .about([event.hold.0])
        .by(&event.rule);
    for part in &event.parts {
        let sum = part.limit.unwrap_or(part.held);
        let args = [id(event.hold), id(part.hold), id(part.asset), sum.into()];
        tell.say(Hold, w::SEAL_PART, args)
            .about([event.hold.0, part.hold.0, part.asset.0]);
    }
}

pub(super) fn may_be_deducted(event: &e::DeductionConditionFound, tell: &mut Teller<'_, '_>) {
    let args = [id(event.asset), code(&event.condition), id(event.document)];
    tell.say(Hold, w::MAY_BE_DEDUCTED, args)
        .about([event.asset.0])
        .by(&event.rule);
}

pub(super) fn matures(event: &e::MaturitySet, tell: &mut Teller<'_, '_>) {
    tell.say(Hold, w::HOLD_MATURES, [id(event.hold), event.from.into()])
        .about([event.hold.0]);
}

pub(super) fn matured(event: &e::HoldMatured, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), event.matures.at.into()];
    tell.say(Hold, w::HOLD_MATURED, args).about([event.hold.0]);
}

pub(super) fn redeemed_early(event: &e::EarlyRedemptionAllowed, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), event.from.into()];
    tell.say(Hold, w::REDEEMED_EARLY, args)
        .about([event.hold.0])
        .by(&event.approval_rule);
}

pub(super) fn adopted(event: &e::HoldAdopted, tell: &mut Teller<'_, '_>) {
    let about = both(event.hold, None);
    let args = [
        id(event.hold),
        code(&event.measure),
        id(event.asset),
        event.unit.into(),
        code(&event.truth),
    ];
    tell.say(Hold, w::ADOPTED, args).about(about.clone());
    let known = Sums {
        hold: event.hold,
        about: about.clone(),
        limit: event.limit,
        held: event.held,
        covers: event.covers,
        beyond: None,
        behind: None,
        rank: event.rank,
    };
    sums(&known, tell);
    ends(event.hold, &about, &event.ends, tell);
}

pub(super) fn changed(event: &e::HoldChanged, tell: &mut Teller<'_, '_>) {
    let about = both(event.hold, event.order);
    let args = [id(event.hold), code(&event.cause), code(&event.truth)];
    tell.say(Hold, w::CHANGED, args).about(about.clone());
    let known = Sums {
        hold: event.hold,
        about: about.clone(),
        limit: None,
        held: event.held,
        covers: event.covers,
        beyond: event.beyond_balance,
        behind: event.waiting,
        rank: event.rank,
    };
    sums(&known, tell);
    ends(event.hold, &about, &event.ends, tell);
}

pub(super) fn reduced(event: &e::HoldReduced, tell: &mut Teller<'_, '_>) {
    let about = both(event.hold, Some(event.order));
    let (limit, held) = (event.limit.into(), event.held.into());
    let args = [id(event.hold), limit, held, id(event.order)];
    tell.say(Hold, w::REDUCED, args).about(about);
}

pub(super) fn not_lowered(event: &e::HoldNotLowered, tell: &mut Teller<'_, '_>) {
    let about = both(event.hold, event.order);
    let times = Arg::Count(event.times.into());
    let args = [id(event.hold), event.held.into(), times];
    tell.say(Hold, w::NOT_LOWERED, args)
        .by(&event.rule)
        .about(about.clone());
    if event.given_up {
        let owner = event.owner.map_or(Arg::None, id);
        tell.say(Hold, w::NOT_LOWERED_GIVEN_UP, [id(event.hold), owner])
            .about(about);
    }
}

pub(super) fn renewed(event: &e::HoldRenewed, tell: &mut Teller<'_, '_>) {
    let about = both(event.hold, Some(event.order));
    match event.from {
        Some(from) => {
            let args = [id(event.hold), from.into(), id(event.order)];
            tell.say(Hold, w::RENEWED, args)
        }
        None => tell.say(
            Hold,
            w::RENEWAL_TAKEN_BACK,
            [id(event.hold), id(event.order)],
        ),
    }
    .about(about.clone());
    ends(event.hold, &about, &event.ends, tell);
}

pub(super) fn released(event: &e::HoldReleased, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), code(&event.cause), id(event.order)];
    tell.say(Hold, w::RELEASED, args)
        .about(both(event.hold, Some(event.order)));
}

pub(super) fn excess(event: &e::ExcessRevealed, tell: &mut Teller<'_, '_>) {
    let rule: &Basis = &event.rule;
    let args = [
        id(event.hold),
        event.over_order.into(),
        event.over_room.into(),
    ];
    tell.say(Hold, w::EXCESS, args)
        .by(rule)
        .about(both(event.hold, event.order));
    if let Some(deadline) = &event.deadline {
        tell.say(Hold, w::EXCESS_UNTIL, [id(event.hold), deadline.at.into()])
            .by(&deadline.basis)
            .about(both(event.hold, event.order));
    }
}

pub(super) fn excess_overdue(event: &e::ExcessOverdue, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.claim),
        event.over.into(),
        event.deadline.at.into(),
        ids(&event.owners),
    ];
    let holds = event.holds.iter().map(|hold| hold.0);
    tell.say(Hold, w::EXCESS_OVERDUE, args)
        .by(&event.deadline.basis)
        .about(holds.chain([event.claim.0]));
}
