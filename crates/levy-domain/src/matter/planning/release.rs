//! Planning the release of every hold, by rule.

use super::{
    super::{decide::Decision, hold_state::HoldState, state::State},
    Extra, draft,
};
use crate::{
    id::{DocumentId, HoldId, OrderId, PlanId},
    money::Money,
    order::{Basis, Line, Measure, OrderDraft, Reason},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
};
use std::collections::BTreeSet;

/// A release of every open hold that no other order is busy with; `rule` says
/// why. It needs its approvals like any other plan.
pub(in crate::matter) fn release_all(
    state: &State,
    plan: PlanId,
    rule: &str,
    documents: &[DocumentId],
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    if state.plans.contains_key(&plan) {
        return Err(Refusal::IdInUse);
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let basis = rules.profile().basis(rule, on)?;
    let free = state
        .open_holds()
        .filter(|(_, hold)| !state.targets.contains_key(&hold.asset));
    // A plan names an asset once; a second hold on it waits its turn.
    let mut seen = BTreeSet::new();
    let orders: Vec<OrderDraft> = free
        .filter(|(_, hold)| seen.insert(hold.asset))
        .filter_map(|(id, hold)| release(state, plan, (id, hold), basis, documents, rules))
        .collect();
    if orders.is_empty() {
        return Err(Refusal::NothingToPlan {
            why: "every hold is gone or busy with another order",
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
    (id, hold): (&HoldId, &HoldState),
    basis: &Basis,
    documents: &[DocumentId],
    rules: &Rules,
) -> Option<OrderDraft> {
    let measure = if hold.rank == 0 {
        Measure::Release
    } else {
        Measure::ReleaseWaiting
    };
    let liability = state.liabilities.get(&hold.liability)?;
    let (person, _) = state.persons.get(&liability.person)?;
    let unit = rules.units().get(&hold.unit)?;
    let route = unit.ability(&measure, Some(&hold.class))?.route.clone();
    let order = OrderId::derive(plan.0, &[b"release", id.0.as_bytes()]);
    let held = Money::new(hold.held, state.currency?);
    Some(OrderDraft {
        order,
        measure,
        unit: hold.unit,
        subject: liability.person,
        route,
        lines: vec![Line {
            line: 1,
            asset: hold.asset,
            class: hold.class.clone(),
            number: hold.number.clone()?,
            liability: hold.liability,
            amount: hold.class.is_money().then_some(held),
            units: None,
            share: None,
            term: None,
            hold: Some(*id),
            known_available: None,
            reason: Reason::by_rule("no-ground-to-hold-it", &basis.rule),
        }],
        purpose: "release".into(),
        basis: basis.clone(),
        documents: documents.to_vec(),
        identity: person.strength.clone(),
        not_before: None,
        replaces: None,
        original: order,
    })
}
