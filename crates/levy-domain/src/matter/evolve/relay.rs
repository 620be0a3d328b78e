//! Folding the legs of orders that go through another court.

use super::{super::event::*, Fold, known, misfit, order};
use crate::{
    id::OrderId,
    matter::{
        relay::{LegTime, Relay},
        state::State,
    },
    time::Timestamp,
};

pub(super) fn done(state: &mut State, event: &Event, e: &RelayLegDone, at: Timestamp) -> Fold {
    let order = order(state, event, &e.order)?;
    if order.issuance.is_none() {
        return Err(misfit(event, "the order was never issued"));
    }
    let sets_out = e.leg == Leg::Sent;
    if !sets_out && order.relay.is_none() {
        return Err(misfit(event, "the order goes through no other court"));
    }
    state.with_order(&e.order, |order| {
        let before = order.relay.take();
        let mut relay = match before {
            Some(relay) if !sets_out => relay,
            before => Box::new(Relay::set_out(e.carrier, before)),
        };
        let time = LegTime {
            said_at: e.said_at,
            entered_at: at,
            by: e.by.clone(),
        };
        relay.legs.insert(e.leg.clone(), time);
        // A clock that runs on stays said.
        relay.told &= relay.next == e.next;
        relay.next.clone_from(&e.next);
        order.relay = Some(relay);
    });
    Ok(())
}

/// Changes the way of an order through another court.
fn change(state: &mut State, event: &Event, id: &OrderId, change: impl FnOnce(&mut Relay)) -> Fold {
    let way = &order(state, event, id)?.relay;
    known(way.as_ref(), event, "the order goes through no other court")?;
    state.with_order(id, |order| {
        if let Some(relay) = order.relay.as_deref_mut() {
            change(relay);
        }
    });
    Ok(())
}

pub(super) fn returned(state: &mut State, event: &Event, e: &RelayReturned) -> Fold {
    change(state, event, &e.order, |relay| {
        relay.returned = Some((e.fault.clone(), e.reason.clone()));
        relay.told = false;
        relay.next.clone_from(&e.next);
    })
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &RelayLegOverdue) -> Fold {
    change(state, event, &e.order, |relay| {
        relay.told = true;
        relay.late.push(e.leg.clone());
    })
}
