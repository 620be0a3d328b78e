//! Places in queues: who is ahead as units said, what is only presumed, and
//! what was asked of the court with the first seal. Who the others are stays
//! sealed.

use super::super::{
    Arg,
    Part::{Hold, Plan},
    Teller, code, count, id, ids, words as w,
};
use levy_domain::{id::HoldId, matter::event as e, order::Deadline};

pub(super) fn told(event: &e::QueueTold, tell: &mut Teller<'_, '_>) {
    let hold = event.hold;
    let order = event.order.map(|order| order.0);
    let about = || [Some(hold.0), order].into_iter().flatten();
    let (ahead, behind) = (count(event.ahead.len()), count(event.behind.len()));
    tell.say(
        Hold,
        w::QUEUE,
        [id(hold), ahead, behind, event.as_of.into()],
    )
    .about(about());
    for (place, other) in (1..).zip(&event.ahead) {
        let args = [
            id(hold),
            Arg::Count(place),
            other.amount.into(),
            other.from.into(),
            other.to.into(),
        ];
        tell.say(Hold, w::QUEUE_AHEAD, args).about(about());
    }
    if let Some(front) = &event.front {
        tell.say(Hold, w::QUEUE_FRONT, [id(hold), front.at.into()])
            .by(&front.basis)
            .about(about());
    }
    ask_at(hold, event.ask_at.as_ref(), tell);
}

/// When the unit is asked next, unless it speaks before.
fn ask_at(hold: HoldId, next: Option<&Deadline>, tell: &mut Teller<'_, '_>) {
    if let Some(next) = next {
        tell.say(Hold, w::QUEUE_ASK, [id(hold), next.at.into()])
            .by(&next.basis)
            .about([hold.0]);
    }
}

pub(super) fn presumed(event: &e::PromotionPresumed, tell: &mut Teller<'_, '_>) {
    let hold = event.hold;
    let args = [
        id(hold),
        event.since.into(),
        event.limit.into(),
        event.owner.map_or(Arg::None, id),
    ];
    tell.say(Hold, w::PRESUMED, args)
        .by(&event.rule)
        .about([hold.0]);
    if let Some(on) = event.ends.earliest(tell.told.profile.zone()) {
        tell.say(Hold, w::PRESUMED_END, [id(hold), on.into()])
            .about([hold.0]);
    }
    if let Some(sweep) = event.asked {
        tell.say(Hold, w::PRESUMED_ASKED, [id(hold), id(sweep)])
            .about([hold.0, sweep.0]);
    }
    ask_at(hold, event.ask_at.as_ref(), tell);
}

pub(super) fn ahead_asked(event: &e::AheadAsked, tell: &mut Teller<'_, '_>) {
    let hold = event.hold;
    if let Some(sweep) = event.asked {
        tell.say(Hold, w::AHEAD_ASKED, [id(hold), id(sweep)])
            .by(&event.rule)
            .about([hold.0, sweep.0]);
    } else {
        let owner = event.owner.map_or(Arg::None, id);
        tell.say(Hold, w::AHEAD_UNASKED, [id(hold), owner])
            .by(&event.rule)
            .about([hold.0]);
    }
    ask_at(hold, event.ask_at.as_ref(), tell);
}

pub(super) fn asking_ended(event: &e::AskingEnded, tell: &mut Teller<'_, '_>) {
    let args = [id(event.hold), code(&event.ground), id(event.officer)];
    tell.say(Hold, w::ASKING_ENDED, args).about([event.hold.0]);
}

pub(super) fn never_effective(event: &e::HoldNeverEffective, tell: &mut Teller<'_, '_>) {
    tell.say(Hold, w::NEVER_EFFECTIVE, [id(event.hold)])
        .by(&event.rule)
        .about([event.hold.0]);
}

pub(super) fn asked(event: &e::HandoverAsked, tell: &mut Teller<'_, '_>) {
    let hold = event.hold;
    let owner = event.owner.map_or(Arg::None, id);
    tell.say(
        Hold,
        w::HANDOVER,
        [id(hold), event.first_seal_on.into(), owner],
    )
    .by(&event.rule)
    .about([hold.0]);
    if let Some(aside) = &event.overridden {
        let args = [ids(&aside.officers), code(&aside.ground)];
        tell.say(Plan, w::OVERRIDDEN, args)
            .by(&aside.rule)
            .about([hold.0]);
    }
    if let Some(by) = &event.answer_by {
        tell.say(Hold, w::HANDOVER_BY, [id(hold), by.at.into()])
            .by(&by.basis)
            .about([hold.0]);
    }
}

pub(super) fn answered(event: &e::HandoverAnswered, tell: &mut Teller<'_, '_>) {
    let word = if event.granted {
        w::HANDOVER_GRANTED
    } else {
        w::HANDOVER_REFUSED
    };
    tell.say(Hold, word, [id(event.hold)]).about([event.hold.0]);
}

pub(super) fn overdue(event: &e::HandoverOverdue, tell: &mut Teller<'_, '_>) {
    let owner = event.owner.map_or(Arg::None, id);
    tell.say(
        Hold,
        w::HANDOVER_OVERDUE,
        [id(event.hold), event.deadline.at.into(), owner],
    )
    .by(&event.deadline.basis)
    .about([event.hold.0]);
}
