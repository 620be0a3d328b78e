//! Folding what becomes of an order between its issue and its end.

use super::{super::event::*, Fold, misfit, order};
use crate::{
    id::{AssetId, OrderId},
    matter::{
        order_state::{Ending, OrderState, Phase, is_unclear},
        state::State,
    },
    reply::{Fault, LineReply, Reply},
    time::Timestamp,
};

/// Changes an order that is between its issue and its end.
fn in_world(
    state: &mut State,
    event: &Event,
    id: &OrderId,
    change: impl FnOnce(&mut OrderState),
) -> Fold {
    if !order(state, event, id)?.phase.is_in_world() {
        return Err(misfit(event, "the order is not in the world"));
    }
    state.with_order(id, change);
    Ok(())
}

/// Changes an order that was issued, even if it is over.
fn issued(
    state: &mut State,
    event: &Event,
    id: &OrderId,
    change: impl FnOnce(&mut OrderState),
) -> Fold {
    if order(state, event, id)?.issuance.is_none() {
        return Err(misfit(event, "the order was never issued"));
    }
    state.with_order(id, change);
    Ok(())
}

pub(super) fn begun(state: &mut State, event: &Event, e: &DispatchBegun, at: Timestamp) -> Fold {
    in_world(state, event, &e.order, |order| {
        order.attempts = e.attempt;
        order.phase = Phase::Begun { at };
    })
}

pub(super) fn delivered(state: &mut State, event: &Event, e: &OrderDelivered) -> Fold {
    issued(state, event, &e.order, |order| {
        order.way.sent_at = Some(e.sent_at);
        order.way.delivered_at = Some(e.delivered_at);
        order.way.served_at = e.served_at.or(order.way.served_at);
        if order.phase.is_open() {
            order.phase = Phase::Delivered;
            order.clocks = Some(e.deadlines.clone().into());
            order.passed = 0;
        }
    })
}

pub(super) fn unknown(state: &mut State, event: &Event, e: &OutcomeUnknown, at: Timestamp) -> Fold {
    in_world(state, event, &e.order, |order| {
        order.attempts = order.attempts.max(e.attempt);
        order.phase = Phase::Unknown { since: at };
    })
}

pub(super) fn answered(state: &mut State, event: &Event, e: &OrderAnswered) -> Fold {
    issued(state, event, &e.order, |order| answer(order, &e.reply))?;
    let known = order(state, event, &e.order)?;
    if !known.is_answered_by(&e.reply) {
        return Ok(());
    }
    let of_line = |said: &'_ LineReply| Some(known.line(said.line)?.0.asset);
    let said: Vec<_> = e
        .reply
        .lines
        .iter()
        .filter_map(|said| Some((of_line(said)?, said)))
        .collect();
    let rights = state.rights_held(said.iter().map(|(asset, _)| *asset));
    for (asset, said) in said {
        learn(state, asset, said);
    }
    state.tell_new_rights(rights);
    Ok(())
}

/// What the account is for and whose else it is, where the unit tells it in
/// its reply to a measure: its last word counts.
fn learn(state: &mut State, asset: AssetId, said: &LineReply) {
    if said.account_class.is_none() && said.rights.is_empty() {
        return;
    }
    if let Some(found) = state.assets.get_mut(&asset) {
        if let Some(class) = &said.account_class {
            found.account_class = class.clone();
        }
        if !said.rights.is_empty() {
            found.rights.clone_from(&said.rights);
        }
        return;
    }
    let known = state.said.entry(asset).or_default();
    if said.account_class.is_some() {
        known.account_class.clone_from(&said.account_class);
    }
    if !said.rights.is_empty() {
        known.rights.clone_from(&said.rights);
    }
}

fn answer(order: &mut OrderState, reply: &Reply) {
    order.replies.push((reply.sequence, reply.raw_hash));
    let over = order.closes_with(reply);
    if order.is_answered_by(reply) {
        let way = &mut order.way;
        way.sent_at = way.sent_at.or(reply.way.sent_at);
        way.delivered_at = way.delivered_at.or(reply.way.delivered_at);
        way.served_at = way.served_at.or(reply.way.served_at);
        way.answered_at = reply.way.answered_at.or(way.answered_at);
        let fault = |fault: &Option<Fault>| *fault == Some(Fault::Court);
        order.lateness.by_court |=
            fault(&reply.fault) || reply.lines.iter().any(|said| fault(&said.fault));
        let mut seen = std::collections::BTreeSet::new();
        for said in reply.lines.iter().filter(|said| seen.insert(said.line)) {
            let unclear = order
                .line(said.line)
                .is_some_and(|(line, _)| is_unclear(line, said));
            if let Some(line) = order.line_mut(said.line)
                && reply.sequence >= line.sequence
            {
                line.unclear = unclear;
                line.outcome = Some(said.outcome.clone());
                line.sequence = reply.sequence;
            }
        }
    }
    if over && order.phase.is_open() {
        order.phase = Phase::Closed(Ending::Answered);
    } else if order.phase.is_in_world() {
        // Whatever it says, the unit has the order: nothing is sent again, and
        // no delivery is waited for.
        order.phase = Phase::Delivered;
        order.clocks.get_or_insert_default();
    }
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &OrderOverdue) -> Fold {
    in_world(state, event, &e.order, |order| {
        order.overdue = e.level;
        order.passed += 1;
        if e.next.is_some() {
            order.lateness.missed = Some(e.deadline.clone());
            order.lateness.next.clone_from(&e.next);
        }
    })
}

pub(super) fn not_taken(state: &mut State, event: &Event, e: &OrderNotTaken) -> Fold {
    in_world(state, event, &e.order, |order| {
        order.phase = Phase::Closed(Ending::NotTaken);
    })?;
    state.assents.done("not-taken", e.order.0);
    Ok(())
}

pub(super) fn disputed(state: &mut State, event: &Event, e: &OrderDisputed) -> Fold {
    order(state, event, &e.order)?;
    state.with_order(&e.order, |order| order.disputed = true);
    Ok(())
}

pub(super) fn recall_requested(state: &mut State, event: &Event, e: &RecallRequested) -> Fold {
    in_world(state, event, &e.order, |order| order.recall = true)
}

pub(super) fn recalled(state: &mut State, event: &Event, e: &OrderRecalled) -> Fold {
    in_world(state, event, &e.order, |order| {
        order.phase = Phase::Closed(Ending::Recalled);
    })
}

pub(super) fn recall_too_late(state: &mut State, event: &Event, e: &RecallTooLate) -> Fold {
    issued(state, event, &e.order, |order| order.recall = false)
}
