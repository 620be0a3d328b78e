//! Folding places in queues.

use super::{super::event::*, Fold, known};
use crate::{
    matter::{
        queue::{Asked, NEVER_EFFECTIVE, Presumed},
        state::State,
    },
    time::Timestamp,
};

/// An earlier word that comes later changes nothing.
pub(super) fn told(state: &mut State, event: &Event, e: &QueueTold, at: Timestamp) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        let as_of = Some(e.as_of.min(at));
        if hold.place.as_of > as_of {
            return;
        }
        hold.place.as_of = as_of;
        hold.place.ahead.clone_from(&e.ahead);
        hold.place.behind.clone_from(&e.behind);
        hold.place.front.clone_from(&e.front);
        hold.place.ask_at.clone_from(&e.ask_at);
        if hold.place.presumed.take().is_some() {
            (hold.level, hold.ended) = (0, None);
        }
    });
    known(done, event, "no such hold")
}

pub(super) fn presumed(state: &mut State, event: &Event, e: &PromotionPresumed) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.place.presumed = Some(Presumed {
            since: e.since,
            ends: e.ends.clone(),
        });
        hold.place.ask_at.clone_from(&e.ask_at);
    });
    known(done, event, "no such hold")
}

pub(super) fn ahead_asked(state: &mut State, event: &Event, e: &AheadAsked) -> Fold {
    let done = state.with_hold(&e.hold, |hold| hold.place.ask_at.clone_from(&e.ask_at));
    known(done, event, "no such hold")
}

pub(super) fn asking_ended(state: &mut State, event: &Event, e: &AskingEnded) -> Fold {
    let done = state.with_hold(&e.hold, |hold| hold.place.ask_at = None);
    known(done, event, "no such hold")
}

pub(super) fn never_effective(
    state: &mut State,
    event: &Event,
    e: &HoldNeverEffective,
    at: Timestamp,
) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.as_of = hold.as_of.max(e.as_of.map(|as_of| as_of.min(at)));
        hold.go(None, NEVER_EFFECTIVE.into(), at);
    });
    known(done, event, "no such hold")
}

pub(super) fn asked(state: &mut State, event: &Event, e: &HandoverAsked) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.place.asked = Some(Asked {
            rule: e.rule.clone(),
            answer_by: e.answer_by.clone(),
            overdue: false,
            granted: None,
        });
    });
    known(done, event, "no such hold")?;
    state.assents.done("ask-handover", e.hold.0);
    Ok(())
}

pub(super) fn answered(state: &mut State, event: &Event, e: &HandoverAnswered) -> Fold {
    let mut there = false;
    let done = state.with_hold(&e.hold, |hold| {
        if let Some(asked) = &mut hold.place.asked {
            asked.granted = Some(e.granted);
            hold.disposes = e.granted;
            there = true;
        }
    });
    known(done.filter(|()| there), event, "nothing was asked")
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &HandoverOverdue) -> Fold {
    let mut there = false;
    let done = state.with_hold(&e.hold, |hold| {
        if let Some(asked) = &mut hold.place.asked {
            asked.overdue = true;
            there = true;
        }
    });
    known(done.filter(|()| there), event, "nothing was asked")
}
