//! Folding holds: made, adopted, changed, lowered, gone.

use super::{super::event::*, Fold, known, minor, misfit, order};
use crate::{
    id::{HoldId, OrderId},
    matter::{
        hold_state::{HoldState, Reported},
        queue::Place,
        state::State,
    },
    time::Timestamp,
};

/// When the unit said what an order's last reply says; a unit whose clock runs
/// ahead does not speak for the time to come.
fn answered_at(state: &State, order: &OrderId, at: Timestamp) -> Option<Timestamp> {
    let said = state.orders.get(order)?.way.answered_at?;
    Some(said.min(at))
}

pub(super) fn established(
    state: &mut State,
    event: &Event,
    e: &HoldEstablished,
    at: Timestamp,
) -> Fold {
    if state.holds.contains_key(&e.hold) {
        return Err(misfit(event, "the hold exists"));
    }
    let made_by = order(state, event, &e.order)?.line(e.line);
    let (line, _) = known(made_by, event, "no such line")?;
    let number = Some(line.number.clone());
    state.with_order(&e.order, |order| {
        if let Some(line) = order.line_mut(e.line) {
            line.hold = Some(e.hold);
        }
    });
    let hold = HoldState {
        asset: e.asset,
        class: e.class.clone(),
        number,
        unit: e.unit,
        liability: e.liability,
        measure: e.measure.clone(),
        order: Some((e.order, e.line)),
        limit: e.limit,
        held: minor(e.held),
        covers: minor(e.covers),
        reserved: 0,
        beyond_balance: minor(e.beyond_balance),
        waiting: minor(e.waiting),
        rank: e.rank,
        from: e.from,
        ends: e.ends.clone(),
        truth: e.truth.clone(),
        as_of: answered_at(state, &e.order, at),
        reported: None,
        void: e.void,
        not_redeemable_before: e.not_redeemable_before,
        released: false,
        gone: None,
        disposes: false,
        gone_at: None,
        authorised: None,
        renewed: 0,
        place: Place::default(),
        lowered: false,
        in_vain: 0,
        given_up: false,
        level: 0,
        ended: None,
        owner: None,
    };
    state.admit_hold(e.hold, hold);
    let cause = if e.rank > 0 {
        NoticeCause::Waiting
    } else {
        NoticeCause::Established
    };
    to_be_told(state, e.hold, &e.order, cause);
    state.preservations.measured(&mut state.duties, e.hold, at);
    Ok(())
}

/// Somebody will have to be told of what `order` did to a hold.
fn to_be_told(state: &mut State, hold: HoldId, order: &OrderId, cause: NoticeCause) {
    if let Some(order) = state.orders.get(order) {
        state.notices.wait(order.plan, hold, cause);
    }
}

pub(super) fn adopted(state: &mut State, event: &Event, e: &HoldAdopted) -> Fold {
    if state.holds.contains_key(&e.hold) {
        return Err(misfit(event, "the hold exists"));
    }
    let hold = HoldState {
        asset: e.asset,
        class: e.class.clone(),
        number: Some(e.number.clone()),
        unit: e.unit,
        liability: e.liability,
        measure: e.measure.clone(),
        order: None,
        limit: e.limit,
        held: minor(e.held),
        covers: minor(e.covers.or(e.held)),
        reserved: 0,
        beyond_balance: 0,
        waiting: 0,
        rank: e.rank,
        from: e.from,
        ends: e.ends.clone(),
        truth: e.truth.clone(),
        as_of: None,
        reported: None,
        void: false,
        not_redeemable_before: None,
        released: false,
        gone: None,
        disposes: false,
        gone_at: None,
        authorised: None,
        renewed: 0,
        place: Place::default(),
        lowered: false,
        in_vain: 0,
        given_up: false,
        level: 0,
        ended: None,
        owner: None,
    };
    state.admit_hold(e.hold, hold);
    Ok(())
}

/// Other ends begin another ladder and settle what became of the old ones.
fn end(hold: &mut HoldState, ends: &Ends) {
    if !hold.ends.are_those_of(ends) {
        (hold.level, hold.ended) = (0, None);
    }
    hold.ends = ends.clone();
}

/// A hold that was gone is there again: the unit corrected itself.
pub(super) fn changed(state: &mut State, event: &Event, e: &HoldChanged, at: Timestamp) -> Fold {
    let as_of = match e.order {
        Some(order) => answered_at(state, &order, at),
        None => e.as_of.map(|as_of| as_of.min(at)),
    };
    let revision = state.revision;
    let reported = e.counted_to.map(|at| Reported { at, revision });
    let before = known(state.holds.get(&e.hold), event, "no such hold")?;
    let promoted = (before.rank > 0 && e.rank == 0).then_some(before.order);
    let done = state.with_hold(&e.hold, |hold| {
        hold.as_of = hold.as_of.max(as_of);
        hold.reported = reported.or(hold.reported);
        hold.lowered &= reported.is_none();
        hold.held = minor(e.held);
        hold.covers = minor(e.covers);
        hold.beyond_balance = minor(e.beyond_balance);
        hold.waiting = minor(e.waiting);
        if hold.rank != e.rank {
            // Another place: who was ahead of the old one says nothing of it.
            hold.place.ahead.clear();
            (hold.place.front, hold.place.ask_at) = (None, None);
            if hold.place.presumed.take().is_some() {
                (hold.level, hold.ended) = (0, None);
            }
        }
        hold.rank = e.rank;
        hold.from = e.from.or(hold.from);
        end(hold, &e.ends);
        hold.truth = e.truth.clone();
        hold.released = false;
        (hold.gone, hold.gone_at) = (None, None);
    });
    if let Some((order, _)) = promoted.flatten() {
        to_be_told(state, e.hold, &order, NoticeCause::Promoted);
    }
    known(done, event, "no such hold")
}

pub(super) fn reduced(state: &mut State, event: &Event, e: &HoldReduced) -> Fold {
    let hold = known(state.holds.get(&e.hold), event, "no such hold")?;
    let before = hold.held;
    order(state, event, &e.order)?;
    state.with_order(&e.order, |order| {
        let at = order
            .draft
            .lines
            .iter()
            .position(|line| line.hold == Some(e.hold));
        if let Some(line) = at.and_then(|at| order.lines.get_mut(at)) {
            let by_difference = || {
                let before = line.freed.saturating_add(before);
                before.saturating_sub(e.held.minor)
            };
            line.freed = e.freed.map_or_else(by_difference, |freed| freed.minor);
        }
    });
    state.with_hold(&e.hold, |hold| {
        hold.lowered = e.held.minor < hold.held;
        if hold.lowered && hold.given_up {
            (hold.in_vain, hold.given_up) = (0, false);
        }
        hold.limit = Some(e.limit);
        hold.held = e.held.minor;
        hold.covers = e.covers.minor;
    });
    Ok(())
}

/// The ends before the first word of a renewal are kept, for what corrects it.
pub(super) fn renewed(state: &mut State, event: &Event, e: &HoldRenewed) -> Fold {
    let hold = known(state.holds.get(&e.hold), event, "no such hold")?;
    let before = hold.running().unwrap_or(&hold.ends).clone();
    let line = order(state, event, &e.order)?.line(e.line);
    known(line, event, "no such line")?;
    let mut first = false;
    state.with_order(&e.order, |order| {
        if let Some(line) = order.line_mut(e.line) {
            first = line.before.is_none();
            line.before.get_or_insert(before);
        }
    });
    state.with_hold(&e.hold, |hold| {
        // A word that corrects an earlier one is no renewal of its own.
        match (e.from, first) {
            (Some(_), true) => hold.renewed = hold.renewed.saturating_add(1),
            (None, _) => hold.renewed = hold.renewed.saturating_sub(1),
            (Some(_), false) => {}
        }
        let running = hold.running_mut();
        let same = running.are_those_of(&e.ends);
        running.clone_from(&e.ends);
        if !same {
            (hold.level, hold.ended) = (0, None);
        }
    });
    if first && e.from.is_some() {
        to_be_told(state, e.hold, &e.order, NoticeCause::Renewed);
    }
    Ok(())
}

pub(super) fn released(state: &mut State, event: &Event, e: &HoldReleased, at: Timestamp) -> Fold {
    let done = state.with_hold(&e.hold, |hold| hold.go(Some(e.order), e.cause.clone(), at));
    known(done, event, "no such hold")
}

pub(super) fn not_lowered(state: &mut State, event: &Event, e: &HoldNotLowered) -> Fold {
    let done = state.with_hold(&e.hold, |hold| {
        hold.in_vain = e.times;
        hold.given_up = e.given_up;
    });
    known(done, event, "no such hold")
}
