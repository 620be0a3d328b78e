//! Reservations of one claim between two matters.

use super::super::{Part::File, Teller, id, words as w};
use levy_domain::{matter::event as e, money};

pub(super) fn asked(event: &e::ReservationAsked, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.claim),
        id(event.home),
        event.amount.into(),
        event.until.into(),
    ];
    tell.say(File, w::RESERVATION_ASKED, args)
        .about([event.reservation.0, event.claim.0]);
}

pub(super) fn granted(event: &e::ReservationGranted, tell: &mut Teller<'_, '_>) {
    let args = [
        id(event.claim),
        id(event.home),
        id(event.to),
        event.amount.into(),
        event.until.into(),
    ];
    tell.say(File, w::RESERVATION_GRANTED, args)
        .about([event.reservation.0, event.claim.0]);
}

pub(super) fn returned(event: &e::ReservationReturned, tell: &mut Teller<'_, '_>) {
    let known = tell.state().reservations.get(&event.reservation);
    let claim = known.map_or_else(|| id(event.reservation), |known| id(known.claim));
    let currency = tell.state().currency.unwrap_or(money::Currency::CNY);
    let parts = event.collected.iter().map(|part| part.amount);
    let collected = money::total(currency, parts).into();
    tell.say(File, w::RESERVATION_RETURNED, [claim, collected])
        .about([event.reservation.0]);
}
