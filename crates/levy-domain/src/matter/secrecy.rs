//! Nothing leaks before control (V-05): what the court plans against an asset
//! is shown to nobody it concerns until the control stands or the plan is
//! over. The shell writes the answer of [`secret_until`] into the header of
//! the events; whoever shows events to parties asks [`may_be_shown`].

use super::{event::Event, order_state::OrderState, state::State};
use crate::{
    id::{OrderId, PlanId},
    order::{Measure, OrderDraft},
    rules::Rules,
    stamp::SecretUntil,
    time::{Timestamp, Zone},
};

/// Until when the events of one decision must not be shown to the parties,
/// by the profile's rule; `state` is that before them. All events of one
/// decision share the answer: they are one act.
pub fn secret_until<'a>(
    state: &State,
    events: impl IntoIterator<Item = &'a Event>,
    rules: &Rules,
    at: Timestamp,
) -> Option<SecretUntil> {
    let on = at.date_in(rules.profile().zone());
    let (secrecy, _) = rules.profile().secrecy(on)?;
    let hides = |event: &&Event| {
        let named = secrecy.events.iter().any(|kind| *kind == event.kind());
        named
            && measures(state, event)
                .iter()
                .any(|measure| secrecy.measures.contains(measure))
    };
    let secret = events.into_iter().any(|event| hides(&event));
    secret.then(|| SecretUntil::Event(secrecy.until.clone()))
}

/// Whether `event`, stored with `secret`, may be shown to a party at `now`;
/// `state` has folded all events until then. A date is over with its last
/// day; a secret until the control stands is over when every order of it has
/// made a hold or is over. What is about no order stays secret.
pub fn may_be_shown(
    state: &State,
    event: &Event,
    secret: Option<&SecretUntil>,
    now: Timestamp,
    zone: Zone,
) -> bool {
    match secret {
        None => true,
        Some(SecretUntil::Date(last)) => now.date_in(zone) > *last,
        Some(SecretUntil::Event(_)) => {
            let orders = orders(state, event);
            let open = |id: &OrderId| {
                let known = state.order(id);
                known.is_none_or(OrderState::is_before_control)
            };
            !orders.is_empty() && !orders.iter().any(open)
        }
    }
}

/// The plan or the order that an event is about.
enum About<'a> {
    Drafts(&'a [OrderDraft]),
    Plan(PlanId),
    Order(OrderId),
    Nothing,
}

fn about(event: &Event) -> About<'_> {
    match event {
        Event::PlanDrafted(e) => About::Drafts(&e.orders),
        Event::PlanApproved(e) => About::Plan(e.plan),
        Event::PlanApprovedUrgently(e) => About::Plan(e.plan),
        Event::PlanCountersigned(e) => About::Plan(e.plan),
        Event::PlanWithdrawn(e) => About::Plan(e.plan),
        Event::OrdersIssued(e) => About::Plan(e.plan),
        Event::DispatchBegun(e) => About::Order(e.order),
        Event::OrderDelivered(e) => About::Order(e.order),
        Event::OutcomeUnknown(e) => About::Order(e.order),
        Event::OrderOverdue(e) => About::Order(e.order),
        Event::RecallRequested(e) => About::Order(e.order),
        // Whatever else happens is not named by a rule of secrecy.
        _ => About::Nothing,
    }
}

fn drafts<'a>(state: &'a State, event: &'a Event) -> Vec<&'a OrderDraft> {
    match about(event) {
        About::Drafts(drafts) => drafts.iter().collect(),
        About::Plan(plan) => {
            let plan = state.plans.get(&plan);
            plan.into_iter()
                .flat_map(|plan| &plan.drafted.orders)
                .collect()
        }
        About::Order(order) => {
            let order = state.orders.get(&order);
            order.map(|order| &*order.draft).into_iter().collect()
        }
        About::Nothing => vec![],
    }
}

fn measures<'a>(state: &'a State, event: &'a Event) -> Vec<&'a Measure> {
    drafts(state, event)
        .into_iter()
        .map(|draft| &draft.measure)
        .collect()
}

fn orders(state: &State, event: &Event) -> Vec<OrderId> {
    drafts(state, event)
        .into_iter()
        .map(|draft| draft.order)
        .collect()
}
