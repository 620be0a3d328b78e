//! Holds that a unit keeps although a rule has it lower them or let them go.
//! A rule asks so many times (O-42); then it gives up, loudly, and an officer
//! takes over. What he gets the unit to lower is asked for by rule again.

use super::{
    event::{Event, HoldNotLowered},
    hold_state::HoldState,
    order_state::{LineState, OrderState},
    state::State,
};
use crate::{
    id::{HoldId, OrderId},
    money::{Currency, Money},
    order::Line,
    reply::{Outcome, Reply},
    rules::Rules,
    stamp::Stamp,
};

/// A rule, not an officer, had the unit lower a hold or let it go.
fn is_by_rule(state: &State, order: &OrderState) -> bool {
    let plan = state.plans.get(&order.plan);
    order.draft.measure.frees() && plan.is_some_and(|plan| plan.drafted.by_rule.is_some())
}

fn in_vain(
    state: &State,
    (id, hold): (HoldId, &HoldState),
    order: Option<OrderId>,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Event> {
    let on = stamp.at.date_in(rules.profile().zone());
    let (tries, rule) = rules.profile().lowering(on)?;
    let times = hold.in_vain.saturating_add(1);
    let kept = HoldNotLowered {
        hold: id,
        order,
        held: Money::new(hold.held, state.currency.unwrap_or(Currency::CNY)),
        times,
        given_up: times >= tries,
        owner: state.owner_of(hold),
        rule: rule.clone(),
    };
    Some(kept.into())
}

/// The lines of an order by rule that is over and changed nothing, or of which
/// the unit takes back that it did. `reply` is its last word, if it has one.
pub(super) fn unheeded(
    state: &State,
    order: &OrderState,
    reply: Option<&Reply>,
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    if !is_by_rule(state, order) {
        return Vec::new();
    }
    let ends = order.phase.is_in_world();
    let id = order.draft.order;
    let in_vain_on = |(line, known): (&Line, &LineState)| {
        let said = reply
            .into_iter()
            .flat_map(|reply| &reply.lines)
            .find(|said| said.line == line.line)
            .filter(|_| reply.is_some_and(|reply| reply.sequence >= known.sequence));
        let did = |outcome: Option<&Outcome>| outcome.is_some_and(Outcome::is_effect);
        let before = did(known.outcome.as_ref());
        if said.map_or(before, |said| said.outcome.is_effect()) || !(ends || before) {
            return None;
        }
        let at = line.hold?;
        let hold = state.holds.get(&at)?;
        let there = hold.is_open() || hold.gone_by(&id, "released");
        there
            .then(|| in_vain(state, (at, hold), Some(id), rules, stamp))
            .flatten()
    };
    let lines = order.draft.lines.iter().zip(&order.lines);
    lines.filter_map(in_vain_on).collect()
}

/// The unit said that it lowered a hold, and reports more on it than the limit
/// that is left.
pub(super) fn undone(
    state: &State,
    (id, hold): (HoldId, &HoldState),
    reported: u64,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Event> {
    let above = hold.limit.is_some_and(|limit| reported > limit.minor);
    if !hold.lowered || !above {
        return None;
    }
    in_vain(state, (id, hold), None, rules, stamp)
}
