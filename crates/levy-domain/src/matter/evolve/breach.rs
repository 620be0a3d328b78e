//! Folding breaches and fines.

use super::{super::event::*, Fold, known, misfit, order};
use crate::{
    id::BreachId,
    matter::{
        breach::{BreachState, FineState, Recovery},
        state::State,
    },
};
use std::collections::BTreeMap;

pub(super) fn reported(state: &mut State, event: &Event, e: &BreachReported) -> Fold {
    if let Some(id) = &e.order {
        order(state, event, id)?;
    }
    if let Some(debt) = &e.debt {
        known(state.third_party_debts.get(debt), event, "no such debt")?;
    }
    if state.breaches.get(&e.breach).is_some() {
        return Err(misfit(event, "the breach exists"));
    }
    let breach = BreachState {
        order: e.order,
        line: e.line,
        unit: e.unit,
        debt: e.debt,
        hold: e.hold,
        kind: e.kind.clone(),
        moved: e.moved,
        moved_at: e.moved_at,
        recovery: None,
        recovered: BTreeMap::new(),
        liable: None,
    };
    state.breaches.all.put(&mut state.duties, e.breach, breach);
    Ok(())
}

fn with(
    state: &mut State,
    event: &Event,
    id: &BreachId,
    change: impl FnOnce(&mut BreachState),
) -> Fold {
    let done = state.breaches.all.change(&mut state.duties, id, change);
    known(done, event, "no such breach")
}

pub(super) fn recovery_ordered(state: &mut State, event: &Event, e: &RecoveryOrdered) -> Fold {
    with(state, event, &e.breach, |breach| {
        breach.recovery = Some(Recovery {
            deadline: e.deadline.clone(),
            document: e.document,
            missed: false,
        });
    })
}

pub(super) fn recovered(state: &mut State, event: &Event, e: &BreachRecovered) -> Fold {
    with(state, event, &e.breach, |breach| {
        breach
            .recovered
            .insert(e.evidence, (e.amount, e.recovered_on));
    })
}

pub(super) fn missed(state: &mut State, event: &Event, e: &RecoveryMissed) -> Fold {
    with(state, event, &e.breach, |breach| {
        if let Some(recovery) = &mut breach.recovery {
            recovery.missed = true;
        }
    })
}

pub(super) fn liable(state: &mut State, event: &Event, e: &UnitLiabilityRuled) -> Fold {
    with(state, event, &e.breach, |breach| {
        breach.liable = Some((e.amount, e.document));
    })
}

pub(super) fn fined(state: &mut State, event: &Event, e: &FineDecided) -> Fold {
    known(state.breaches.get(&e.breach), event, "no such breach")?;
    if state.breaches.fines.contains_key(&e.fine) {
        return Err(misfit(event, "the fine exists"));
    }
    let fine = FineState {
        breach: e.breach,
        on: e.on.clone(),
        person: e.person.clone(),
        decided: e.amount,
        document: e.document,
        amount: e.amount,
        reconsideration: None,
        reconsidered: None,
        collected: BTreeMap::new(),
    };
    state.breaches.fines.insert(e.fine, fine);
    Ok(())
}

pub(super) fn asked(state: &mut State, event: &Event, e: &ReconsiderationAsked) -> Fold {
    let fine = state.breaches.fines.get_mut(&e.fine);
    let fine = known(fine, event, "no such fine")?;
    fine.reconsideration = Some((e.asked_on, e.deadline.clone()));
    Ok(())
}

pub(super) fn decided(state: &mut State, event: &Event, e: &ReconsiderationDecided) -> Fold {
    let fine = state.breaches.fines.get_mut(&e.fine);
    let fine = known(fine, event, "no such fine")?;
    fine.reconsidered = Some(e.outcome.clone());
    fine.amount = e.amount;
    Ok(())
}

pub(super) fn collected(state: &mut State, event: &Event, e: &FineCollected) -> Fold {
    let fine = state.breaches.fines.get_mut(&e.fine);
    let fine = known(fine, event, "no such fine")?;
    fine.collected.insert(e.evidence, e.amount);
    Ok(())
}
