//! What became of an order after its issue.

use super::super::{Arg, Part::Order, Teller, code, count, id, ids, words as w};
use levy_domain::{
    id::OrderId,
    matter::event as e,
    order::Deadline,
    reply::{LineReply, Reply},
};

pub(super) fn clocks(order: &OrderId, clocks: &[Deadline], tell: &mut Teller<'_, '_>) {
    for clock in clocks {
        let args = [id(order), code(&clock.kind), clock.at.into()];
        tell.say(Order, w::CLOCK, args)
            .by(&clock.basis)
            .about([order.0]);
    }
}

pub(super) fn begun(event: &e::DispatchBegun, tell: &mut Teller<'_, '_>) {
    let attempt = Arg::Count(event.attempt.into());
    tell.say(Order, w::BEGUN, [id(event.order), attempt])
        .about([event.order.0]);
}

pub(super) fn delivered(event: &e::OrderDelivered, tell: &mut Teller<'_, '_>) {
    let order = event.order;
    let args = [id(order), event.sent_at.into(), event.delivered_at.into()];
    tell.say(Order, w::DELIVERED, args).about([order.0]);
    if let Some(served) = event.served_at {
        tell.say(Order, w::SERVED, [id(order), served.into()])
            .about([order.0]);
    }
    clocks(&order, &event.deadlines, tell);
}

pub(super) fn unknown(event: &e::OutcomeUnknown, tell: &mut Teller<'_, '_>) {
    let attempt = Arg::Count(event.attempt.into());
    let args = [id(event.order), attempt, code(&event.reason)];
    tell.say(Order, w::UNKNOWN, args).about([event.order.0]);
}

pub(super) fn answered(order: &OrderId, reply: &Reply, tell: &mut Teller<'_, '_>) {
    let sequence = || Arg::Count(reply.sequence.into());
    let args = [
        id(order),
        sequence(),
        code(&reply.truth),
        reply.received_at.into(),
    ];
    let word = if reply.last { w::SAID } else { w::SAID_PART };
    tell.say(Order, word, args).about([order.0]);
    if let Some(corrects) = reply.corrects {
        let args = [id(order), sequence(), Arg::Count(corrects.into())];
        tell.say(Order, w::SAID_CORRECTS, args).about([order.0]);
    }
    if let Some(reason) = &reply.refused {
        tell.say(Order, w::SAID_REFUSED, [id(order), code(reason)])
            .about([order.0]);
    }
    if let Some(fault) = &reply.fault {
        tell.say(Order, w::SAID_FAULT, [id(order), code(fault)])
            .about([order.0]);
    }
    if !reply.found.is_empty() {
        tell.say(Order, w::SAID_FOUND, [id(order), count(reply.found.len())])
            .about([order.0]);
    }
    for said in &reply.lines {
        line(order, said, tell);
    }
}

fn line(order: &OrderId, said: &LineReply, tell: &mut Teller<'_, '_>) {
    let number = || Arg::Count(said.line.into());
    let outcome = code(&said.outcome);
    match said.held {
        Some(held) => {
            let args = [id(order), number(), outcome, held.into()];
            tell.say(Order, w::SAID_SUM, args)
        }
        None => tell.say(Order, w::SAID_LINE, [id(order), number(), outcome]),
    }
    .about([order.0]);
    if let Some(amount) = said.beyond_balance.filter(|amount| !amount.is_zero()) {
        let args = [id(order), number(), amount.into()];
        tell.say(Order, w::SAID_BEYOND, args).about([order.0]);
    }
    let rank = said.rank.filter(|rank| *rank > 0);
    let waiting = said.waiting.filter(|amount| !amount.is_zero());
    if rank.is_some() || waiting.is_some() {
        let rank = rank.map_or(Arg::None, |rank| Arg::Count(rank.into()));
        let args = [id(order), number(), waiting.into(), rank];
        tell.say(Order, w::SAID_WAITING, args).about([order.0]);
    }
    if let Some(reason) = &said.reason {
        let args = [id(order), number(), code(reason)];
        tell.say(Order, w::SAID_REASON, args).about([order.0]);
    }
    if let Some(fault) = &said.fault {
        tell.say(Order, w::SAID_FAULT, [id(order), code(fault)])
            .about([order.0]);
    }
}

pub(super) fn overdue(event: &e::OrderOverdue, tell: &mut Teller<'_, '_>) {
    let clock = &event.deadline;
    let args = [
        id(event.order),
        code(&clock.kind),
        clock.at.into(),
        Arg::Count(event.level.into()),
    ];
    tell.say(Order, w::OVERDUE, args)
        .by(&clock.basis)
        .about([event.order.0]);
}

pub(super) fn not_taken(event: &e::OrderNotTaken, tell: &mut Teller<'_, '_>) {
    let order = event.order;
    tell.say(Order, w::NOT_TAKEN, [id(order), code(&event.ground)])
        .about([order.0]);
    if let Some(second) = event.second {
        tell.say(Order, w::NOT_TAKEN_TWO, [id(order), id(second)])
            .by(&event.rule.clone().unwrap_or_default())
            .about([order.0]);
    }
}

pub(super) fn disputed(event: &e::OrderDisputed, tell: &mut Teller<'_, '_>) {
    let args = [id(event.order), code(&event.reason)];
    tell.say(Order, w::DISPUTED, args).about([event.order.0]);
}

pub(super) fn recall(event: &e::RecallRequested, tell: &mut Teller<'_, '_>) {
    let args = [id(event.order), code(&event.ground)];
    tell.say(Order, w::RECALL, args).about([event.order.0]);
}

pub(super) fn recalled(order: &OrderId, tell: &mut Teller<'_, '_>) {
    tell.say(Order, w::RECALLED, [id(order)]).about([order.0]);
}

pub(super) fn recall_late(order: &OrderId, tell: &mut Teller<'_, '_>) {
    tell.say(Order, w::RECALL_TOO_LATE, [id(order)])
        .about([order.0]);
}

/// Who goes to a counter: so many, and with cards that the unit has.
pub(super) fn visit(event: &e::VisitNamed, tell: &mut Teller<'_, '_>) {
    let order = event.order;
    let (officers, on) = (ids(&event.officers), event.on.into());
    tell.say(
        Order,
        w::VISIT,
        [id(order), event.unit.into(), officers, on],
    )
    .by(&event.rule)
    .about([order.0]);
    tell.say(Order, w::VISIT_CARDS, [id(order), event.unit.into()])
        .by(&event.cards_rule)
        .about([order.0]);
}
