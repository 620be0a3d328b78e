//! Folding notices to people.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::NoticeId,
    matter::{
        notice::{NoticeState, Told},
        state::State,
    },
    time::Timestamp,
};

pub(super) fn owed(state: &mut State, event: &Event, e: &NoticesOwed, at: Timestamp) -> Fold {
    let twice = |owed: &NoticeOwed| state.notices.get(&owed.notice).is_some();
    if e.notices.iter().any(twice) {
        return Err(misfit(event, "the notice exists"));
    }
    if !state.notices.owe(&e.plan) {
        return Err(misfit(event, "nobody waits to be told"));
    }
    for owed in &e.notices {
        let notice = NoticeState {
            owed: owed.clone(),
            since: at,
            owner: e.owner,
            tried: None,
            overdue: false,
            told: None,
        };
        state.notices.put(&mut state.duties, notice);
    }
    Ok(())
}

/// Changes one that is open.
fn change(
    state: &mut State,
    event: &Event,
    id: &NoticeId,
    change: impl FnOnce(&mut NoticeState),
) -> Fold {
    let open = known(state.notices.get(id), event, "no such notice")?;
    if open.told.is_some() {
        return Err(misfit(event, "the notice is over"));
    }
    let done = state.notices.change(&mut state.duties, id, change);
    known(done, event, "no such notice")
}

pub(super) fn served(state: &mut State, event: &Event, e: &NoticeServed) -> Fold {
    change(state, event, &e.notice, |notice| {
        notice.told = Some(Told::Served(e.clone()));
    })
}

pub(super) fn failed(state: &mut State, event: &Event, e: &NoticeFailed) -> Fold {
    change(state, event, &e.notice, |notice| {
        notice.tried = Some(e.clone());
        notice.overdue = false;
    })
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &NoticeOverdue) -> Fold {
    change(state, event, &e.notice, |notice| {
        notice.overdue = true;
    })
}

pub(super) fn dropped(state: &mut State, event: &Event, e: &NoticeDropped) -> Fold {
    change(state, event, &e.notice, |notice| {
        notice.told = Some(Told::Dropped(e.ground.clone()));
    })
}
