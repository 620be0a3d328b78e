//! Folding the term of a hold.

use super::{super::event::*, Fold, known};
use crate::{
    matter::{
        state::State,
        term::{Authorised, LAPSED},
    },
    time::Timestamp,
};

pub(super) fn near(state: &mut State, event: &Event, e: &HoldEndNear) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.level = e.level;
        hold.running_mut().alarm.clone_from(&e.next);
    });
    known(done, event, "no such hold")
}

pub(super) fn ended(state: &mut State, event: &Event, e: &HoldEndedUnsettled) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.ended = Some(e.ended_at);
        hold.running_mut().alarm = None;
    });
    known(done, event, "no such hold")
}

pub(super) fn lapsed(state: &mut State, event: &Event, e: &HoldLapsed, at: Timestamp) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.as_of = hold.as_of.max(e.as_of.map(|as_of| as_of.min(at)));
        hold.go(None, LAPSED.into(), at);
    });
    known(done, event, "no such hold")
}

pub(super) fn authorised(state: &mut State, event: &Event, e: &RenewalAuthorised) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.authorised = Some(Authorised {
            months: e.months,
            until: e.until,
            officer: e.officer,
            role: e.role.clone(),
        });
    });
    known(done, event, "no such hold")
}

pub(super) fn revoked(state: &mut State, event: &Event, e: &RenewalAuthorisationRevoked) -> Fold {
    let done = state.with_hold(&e.hold, |hold| hold.authorised = None);
    known(done, event, "no such hold")
}
