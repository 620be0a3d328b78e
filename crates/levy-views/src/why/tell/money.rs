//! Money: set aside, moved, arrived, allocated.

use super::super::{Part::Money, Teller, code, id, words as w};
use levy_domain::matter::event as e;

pub(super) fn reserved(event: &e::TransferReserved, tell: &mut Teller<'_, '_>) {
    let args = [id(event.order), event.amount.into(), id(event.hold)];
    tell.say(Money, w::RESERVED, args)
        .about([event.order.0, event.hold.0]);
}

pub(super) fn settled(event: &e::TransferSettled, tell: &mut Teller<'_, '_>) {
    let (amount, truth) = (event.amount.into(), code(&event.truth));
    let args = [id(event.order), amount, id(event.hold), truth];
    tell.say(Money, w::SETTLED, args)
        .about([event.order.0, event.hold.0]);
}

pub(super) fn freed(event: &e::TransferFreed, tell: &mut Teller<'_, '_>) {
    let args = [id(event.order), event.amount.into(), id(event.hold)];
    tell.say(Money, w::FREED, args)
        .about([event.order.0, event.hold.0]);
}

pub(super) fn booked(event: &e::ReceiptBooked, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.receipt),
        event.amount.into(),
        event.booked_on.into(),
    ];
    tell.say(Money, w::BOOKED, args);
}

pub(super) fn matched(event: &e::ReceiptMatched, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.receipt),
        event.amount.into(),
        id(event.order),
        event.on.into(),
    ];
    tell.say(Money, w::MATCHED, args).about([event.order.0]);
}

pub(super) fn paid(event: &e::VoluntaryPaymentRecorded, tell: &mut Teller<'_, '_>) {
    let person = id(event.person);
    let args = [
        id(event.receipt),
        event.amount.into(),
        person,
        event.paid_on.into(),
    ];
    tell.say(Money, w::PAID, args);
}

pub(super) fn allocated(event: &e::Allocated, tell: &mut Teller<'_, '_>) {
    for part in &event.parts {
        let args = [id(event.receipt), part.amount.into(), code(&part.component)];
        tell.say(Money, w::ALLOCATED, args);
    }
    if !event.surplus.is_zero() {
        let args = [id(event.receipt), event.surplus.into()];
        tell.say(Money, w::SURPLUS, args);
    }
}
