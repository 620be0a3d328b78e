//! The way of an order through another court.

use super::super::{Part::Order, Teller, code, id, words as w};
use levy_domain::{id::OrderId, matter::event as e, order::Deadline};

pub(super) fn done(event: &e::RelayLegDone, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.order),
        event.carrier.into(),
        code(&event.leg),
        event.said_at.into(),
    ];
    tell.say(Order, w::RELAY, args).about([event.order.0]);
    next(event.order, event.next.as_ref(), tell);
}

/// What is waited for, and until when.
fn next(order: OrderId, next: Option<&Deadline>, tell: &mut Teller<'_, '_>) {
    if let Some(next) = next {
        let args = [id(order), code(&next.kind), next.at.into()];
        tell.say(Order, w::RELAY_NEXT, args)
            .by(&next.basis)
            .about([order.0]);
    }
}

pub(super) fn returned(event: &e::RelayReturned, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.order),
        event.carrier.into(),
        event.said_at.into(),
        code(&event.fault),
        code(&event.reason),
    ];
    tell.say(Order, w::RELAY_RETURNED, args)
        .about([event.order.0]);
    next(event.order, event.next.as_ref(), tell);
}

pub(super) fn overdue(event: &e::RelayLegOverdue, tell: &mut Teller<'_, '_>) {
    let (order, at) = (event.order, event.deadline.at.into());
    let said = match event.carrier {
        Some(court) => {
            let args = [id(order), court.into(), code(&event.leg), at];
            tell.say(Order, w::RELAY_LATE, args)
        }
        None => tell.say(Order, w::RELAY_LATE_OWN, [id(order), at]),
    };
    said.by(&event.deadline.basis).about([order.0]);
}
