//! A unit paid out after service: recovery, liability, fine.

use super::super::{Part::Order, Teller, code, id, words as w};
use super::third_party;
use levy_domain::{
    id::{BreachId, FineId, OrderId},
    matter::event as e,
};
use uuid::Uuid;

/// The order that was broken.
fn of(breach: &BreachId, tell: &Teller<'_, '_>) -> Option<OrderId> {
    tell.state().breaches.get(breach)?.order
}

fn of_fine(fine: &FineId, tell: &Teller<'_, '_>) -> Option<OrderId> {
    let breach = tell.state().breaches.fine(fine)?.breach;
    of(&breach, tell)
}

/// What a sentence is about when its order is known.
fn thing(order: Option<OrderId>) -> Option<Uuid> {
    order.map(|order| order.0)
}

pub(super) fn reported(event: &e::BreachReported, tell: &mut Teller<'_, '_>) {
    if let Some(debt) = &event.debt {
        let args = [
            third_party::who(debt, tell),
            event.moved.into(),
            event.moved_at.into(),
            event.served_at.into(),
        ];
        tell.say(Order, w::DEBT_PAID_AWAY, args)
            .by(&event.rule)
            .about([debt.0]);
    }
    let (Some(order), Some(unit)) = (event.order, event.unit) else {
        return;
    };
    if event.kind == e::BreachKind::RefusedAssistance {
        let args = [id(order), unit.into(), event.moved_at.into()];
        tell.say(Order, w::BREACH_REFUSED, args)
            .by(&event.rule)
            .about([order.0]);
        return;
    }
    let args = [
        id(order),
        unit.into(),
        code(&event.kind),
        event.moved.into(),
        event.moved_at.into(),
        event.served_at.into(),
    ];
    tell.say(Order, w::BREACH, args)
        .by(&event.rule)
        .about([order.0]);
}

pub(super) fn ordered(event: &e::RecoveryOrdered, tell: &mut Teller<'_, '_>) {
    let order = of(&event.breach, tell);
    let args = [id(event.breach), event.deadline.at.into()];
    tell.say(Order, w::RECOVERY, args)
        .by(&event.deadline.basis)
        .about(thing(order));
}

pub(super) fn recovered(event: &e::BreachRecovered, tell: &mut Teller<'_, '_>) {
    let order = of(&event.breach, tell);
    let args = [
        id(event.breach),
        event.amount.into(),
        event.recovered_on.into(),
    ];
    tell.say(Order, w::RECOVERED, args).about(thing(order));
}

pub(super) fn missed(event: &e::RecoveryMissed, tell: &mut Teller<'_, '_>) {
    let order = of(&event.breach, tell);
    let args = [
        id(event.breach),
        event.deadline.at.into(),
        event.missing.into(),
    ];
    tell.say(Order, w::RECOVERY_MISSED, args)
        .by(&event.deadline.basis)
        .about(thing(order));
}

pub(super) fn liable(event: &e::UnitLiabilityRuled, tell: &mut Teller<'_, '_>) {
    let order = of(&event.breach, tell);
    tell.say(
        Order,
        w::UNIT_LIABLE,
        [id(event.breach), event.amount.into()],
    )
    .by(&event.rule)
    .about(thing(order));
}

pub(super) fn fined(event: &e::FineDecided, tell: &mut Teller<'_, '_>) {
    let order = of(&event.breach, tell);
    let args = [
        id(event.breach),
        code(&event.on),
        event.amount.into(),
        id(event.officer),
    ];
    tell.say(Order, w::FINED, args)
        .by(&event.rule)
        .about(thing(order));
}

pub(super) fn asked(event: &e::ReconsiderationAsked, tell: &mut Teller<'_, '_>) {
    let order = of_fine(&event.fine, tell);
    let args = [
        id(event.fine),
        event.asked_on.into(),
        event.deadline.at.into(),
    ];
    tell.say(Order, w::RECONSIDERATION, args)
        .by(&event.deadline.basis)
        .about(thing(order));
}

pub(super) fn decided(event: &e::ReconsiderationDecided, tell: &mut Teller<'_, '_>) {
    let order = of_fine(&event.fine, tell);
    let args = [id(event.fine), code(&event.outcome), event.amount.into()];
    tell.say(Order, w::RECONSIDERED, args).about(thing(order));
}

pub(super) fn collected(event: &e::FineCollected, tell: &mut Teller<'_, '_>) {
    let order = of_fine(&event.fine, tell);
    let args = [
        id(event.fine),
        event.amount.into(),
        event.collected_on.into(),
    ];
    tell.say(Order, w::FINE_COLLECTED, args).about(thing(order));
}
