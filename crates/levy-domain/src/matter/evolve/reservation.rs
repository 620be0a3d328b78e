//! Folding reservations of a claim between two matters.

use super::{super::event::*, Fold, known, misfit};
use crate::matter::{reservation::Reservation, state::State};

pub(super) fn asked(state: &mut State, event: &Event, e: &ReservationAsked) -> Fold {
    known(state.claims.get(&e.claim), event, "no such claim")?;
    let reservation = Reservation {
        claim: e.claim,
        asked: e.amount.minor,
        granted: None,
        returned: None,
    };
    match state.reservations.insert(e.reservation, reservation) {
        None => Ok(()),
        Some(_) => Err(misfit(event, "the reservation exists")),
    }
}

pub(super) fn granted(state: &mut State, event: &Event, e: &ReservationGranted) -> Fold {
    known(state.claims.get(&e.claim), event, "no such claim")?;
    let reservation = state
        .reservations
        .entry(e.reservation)
        .or_insert_with(|| Reservation {
            claim: e.claim,
            asked: 0,
            granted: None,
            returned: None,
        });
    if reservation.granted.is_some() {
        return Err(misfit(event, "it is granted already"));
    }
    reservation.granted = Some(e.clone());
    state.books.touch(e.claim);
    Ok(())
}

pub(super) fn returned(state: &mut State, event: &Event, e: &ReservationReturned) -> Fold {
    let found = state.reservations.get_mut(&e.reservation);
    let reservation = known(found, event, "no such reservation")?;
    if reservation.granted.is_none() || reservation.returned.is_some() {
        return Err(misfit(event, "it is not granted, or returned already"));
    }
    reservation.returned = Some(e.collected.clone());
    let id = reservation.claim;
    state.books.touch(id);
    if !state.is_home_of(&id) {
        return Ok(());
    }
    state.interest.rests_no_more(&id);
    let claim = known(state.claims.get_mut(&id), event, "no such claim")?;
    for part in &e.collected {
        let sum = claim.allocated.entry(part.component.clone()).or_default();
        *sum = sum.saturating_add(part.amount.minor);
        claim.collected = claim.collected.saturating_add(part.amount.minor);
    }
    Ok(())
}
