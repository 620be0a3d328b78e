//! Planning the release of holds that must be let go, by rule.

use super::{
    super::{decide::Decision, hold_state::HoldState, release::Owed, state::State},
    Extra, draft,
};
use crate::{
    id::{DocumentId, HoldId, OrderId, PlanId},
    money::Money,
    order::{Basis, Line, Measure, OrderDraft, Reason, Route},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
};
use std::collections::BTreeSet;

/// One order for each of `holds` whose asset is free; officers go to the
/// counter where the unit has no route of its own for it.
pub(in crate::matter) fn plan_owed(
    state: &State,
    plan: PlanId,
    holds: &[HoldId],
    owed: &Owed,
    documents: &[DocumentId],
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let on = stamp.at.date_in(rules.profile().zone());
    let basis = rules.profile().basis(&owed.rule.rule, on)?;
    let (mut orders, mut assets) = (Vec::new(), BTreeSet::new());
    for id in holds {
        let Some(hold) = state.holds.get(id) else {
            continue;
        };
        if !state.targets.contains_key(&hold.asset) && assets.insert(hold.asset) {
            orders.extend(release(state, plan, (*id, hold), owed, basis, rules));
        }
    }
    for order in &mut orders {
        order.documents = documents.to_vec();
    }
    if orders.is_empty() {
        return Err(Refusal::NothingToPlan {
            why: "every hold is busy with another order",
        });
    }
    let extra = Extra {
        by_rule: Some(basis.clone()),
        ..Extra::default()
    };
    draft(state, plan, orders, extra, rules, stamp)
}

fn release(
    state: &State,
    plan: PlanId,
    (id, hold): (HoldId, &HoldState),
    owed: &Owed,
    basis: &Basis,
    rules: &Rules,
) -> Option<OrderDraft> {
    let measure = if hold.rank > 0 {
        Measure::ReleaseWaiting
    } else {
        Measure::Release
    };
    let subject = state.person_of(&hold.liability)?;
    let (person, _) = state.persons.get(&subject)?;
    let unit = rules.units().get(&hold.unit)?;
    let route = unit
        .ability(&measure, Some(&hold.class))
        .map_or(Route::Counter, |ability| ability.route.clone());
    let order = OrderId::derive(plan.0, &[b"owed-release", id.0.as_bytes()]);
    let held = (hold.held > 0).then_some(hold.held);
    Some(OrderDraft {
        order,
        measure,
        unit: hold.unit,
        subject,
        route,
        lines: vec![Line {
            line: 1,
            asset: hold.asset,
            class: hold.class.clone(),
            number: hold.number.clone()?,
            liability: hold.liability,
            amount: held
                .zip(state.currency)
                .map(|(held, currency)| Money::new(held, currency)),
            units: None,
            share: None,
            term: None,
            hold: Some(id),
            known_available: None,
            reason: Reason::by_rule(&owed.cause, &basis.rule),
        }],
        purpose: "release".into(),
        basis: basis.clone(),
        documents: vec![],
        identity: person.strength.clone(),
        not_before: None,
        replaces: None,
        original: order,
    })
}
