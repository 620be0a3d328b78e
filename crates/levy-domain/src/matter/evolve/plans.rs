//! Folding plans: drafted, approved, withdrawn, issued.

use super::{super::event::*, Fold, excess, known, misfit};
use crate::{
    id::PlanId,
    matter::{
        duty::Duty,
        order_state::{Ending, OrderState, Phase},
        signatures::Signatures,
        state::{PlanPhase, PlanState, State},
    },
    time::Timestamp,
};
use std::sync::Arc;

pub(super) fn drafted(state: &mut State, event: &Event, e: &PlanDrafted, at: Timestamp) -> Fold {
    if state.plans.contains_key(&e.plan) {
        return Err(misfit(event, "the plan exists"));
    }
    for draft in &e.orders {
        if state.orders.contains_key(&draft.order) {
            return Err(misfit(event, "an order exists"));
        }
        let replaced = draft.replaces.as_ref();
        if replaced.is_some_and(|id| !state.orders.contains_key(id)) {
            return Err(misfit(event, "it replaces an unknown order"));
        }
    }
    let approved = e.approvals_needed.is_empty();
    for draft in &e.orders {
        if let Some(replaced) = &draft.replaces {
            state.with_order(replaced, |order| order.replaced_by = Some(draft.order));
        }
        let mut order = OrderState::new(Arc::new(draft.clone()), e.plan);
        if approved {
            order.phase = Phase::Approved;
        }
        state.admit(order);
    }
    let phase = if approved {
        state.duties.insert(at, Duty::Issue(e.plan));
        PlanPhase::Approved(at)
    } else {
        PlanPhase::Drafted
    };
    let plan = PlanState {
        drafted: Arc::new(e.clone()),
        signatures: Signatures::default(),
        phase,
    };
    state.plans.insert(e.plan, Box::new(plan));
    excess::to_cure(state, e);
    Ok(())
}

pub(super) fn approved(state: &mut State, event: &Event, e: &PlanApproved, at: Timestamp) -> Fold {
    let plan = known(state.plans.get_mut(&e.plan), event, "no such plan")?;
    if plan.phase != PlanPhase::Drafted {
        return Err(misfit(event, "the plan awaits no approval"));
    }
    plan.signatures.sign(e.officer, &e.role, e.on_behalf_of);
    if e.complete {
        release(state, &e.plan, at);
    }
    Ok(())
}

/// Its orders may be issued.
fn release(state: &mut State, plan: &PlanId, at: Timestamp) {
    if let Some(plan) = state.plans.get_mut(plan) {
        plan.phase = PlanPhase::Approved(at);
    }
    set_orders(state, plan, Phase::Approved);
    state.duties.insert(at, Duty::Issue(*plan));
}

pub(super) fn approved_urgently(
    state: &mut State,
    event: &Event,
    e: &PlanApprovedUrgently,
    at: Timestamp,
) -> Fold {
    let plan = known(state.plans.get_mut(&e.plan), event, "no such plan")?;
    if plan.phase != PlanPhase::Drafted {
        return Err(misfit(event, "the plan awaits no approval"));
    }
    plan.signatures.sign(e.officer, &e.role, e.on_behalf_of);
    release(state, &e.plan, at);
    state.begin_urgent(e.plan, &e.countersign);
    Ok(())
}

pub(super) fn countersigned(state: &mut State, event: &Event, e: &PlanCountersigned) -> Fold {
    if !state.urgents.is_open(&e.plan) {
        return Err(misfit(event, "the plan awaits no countersignature"));
    }
    let plan = known(state.plans.get_mut(&e.plan), event, "no such plan")?;
    plan.signatures.sign(e.officer, &e.role, e.on_behalf_of);
    if e.complete {
        state.end_urgent(&e.plan, false);
    }
    Ok(())
}

pub(super) fn countersign_missed(state: &mut State, event: &Event, e: &CountersignMissed) -> Fold {
    if state.end_urgent(&e.plan, true) {
        Ok(())
    } else {
        Err(misfit(event, "the plan awaits no countersignature"))
    }
}

pub(super) fn withdrawn(state: &mut State, event: &Event, e: &PlanWithdrawn) -> Fold {
    let plan = known(state.plans.get_mut(&e.plan), event, "no such plan")?;
    match plan.phase {
        PlanPhase::Drafted => {}
        PlanPhase::Approved(from) => state.duties.remove(from, Duty::Issue(e.plan)),
        PlanPhase::Issued | PlanPhase::Withdrawn => {
            return Err(misfit(event, "the plan is issued or withdrawn"));
        }
    }
    plan.phase = PlanPhase::Withdrawn;
    let drafted = Arc::clone(&plan.drafted);
    state.end_urgent(&e.plan, false);
    set_orders(state, &e.plan, Phase::Closed(Ending::Withdrawn));
    // What a draft was to replace may be replaced by another.
    for replaced in drafted.orders.iter().filter_map(|draft| draft.replaces) {
        state.with_order(&replaced, |order| order.replaced_by = None);
    }
    Ok(())
}

pub(super) fn issued(state: &mut State, event: &Event, e: &OrdersIssued, at: Timestamp) -> Fold {
    let plan = known(state.plans.get_mut(&e.plan), event, "no such plan")?;
    let PlanPhase::Approved(from) = plan.phase else {
        return Err(misfit(event, "the plan is not approved"));
    };
    let orders = plan.drafted.orders.iter().map(|draft| draft.order);
    if !orders.eq(e.issued.iter().map(|issuance| issuance.order)) {
        return Err(misfit(event, "it issues other orders than were drafted"));
    }
    plan.phase = PlanPhase::Issued;
    state.duties.remove(from, Duty::Issue(e.plan));
    for issuance in &e.issued {
        state.with_order(&issuance.order, |order| {
            order.phase = Phase::Issued { at };
            order.issuance = Some(issuance.clone());
            order.issued_at = Some(at);
        });
    }
    Ok(())
}

fn set_orders(state: &mut State, plan: &PlanId, phase: Phase) {
    let Some(drafted) = state.plans.get(plan).map(|plan| Arc::clone(&plan.drafted)) else {
        return;
    };
    for draft in &drafted.orders {
        state.with_order(&draft.order, |order| order.phase = phase);
    }
}
