//! Folding continuing orders on income.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    id::IncomeId,
    matter::{income::IncomeState, state::State},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn ordered(state: &mut State, event: &Event, e: &IncomeOrdered) -> Fold {
    known(
        state.liabilities.get(&e.liability),
        event,
        "no such liability",
    )?;
    if state.incomes.get(&e.income).is_some() {
        return Err(misfit(event, "the order on income exists"));
    }
    let income = IncomeState {
        ordered: e.clone(),
        keeps: e.keeps,
        below_minimum: e.below_minimum,
        next: Some(e.first.clone()),
        received: BTreeMap::new(),
        missed: BTreeSet::new(),
    };
    state.incomes.put(&mut state.duties, e.income, income);
    state.assents.done("withhold-income", e.income.0);
    Ok(())
}

/// Changes one that is known.
fn change(
    state: &mut State,
    event: &Event,
    id: &IncomeId,
    change: impl FnOnce(&mut IncomeState),
) -> Fold {
    let done = state.incomes.change(&mut state.duties, id, change);
    known(done, event, "no such order on income")
}

pub(super) fn received(state: &mut State, event: &Event, e: &RemittanceReceived) -> Fold {
    known(state.receipts.get(&e.receipt), event, "no such receipt")?;
    change(state, event, &e.income, |income| {
        income.received.entry(e.on).or_default().insert(e.receipt);
        income.missed.remove(&e.on);
        income.next.clone_from(&e.next);
    })?;
    let known = state.incomes.get(&e.income);
    let whose = known.and_then(|known| state.person_of(&known.ordered.liability));
    if let Some(person) = whose.filter(|person| state.is_wrong_person(person)) {
        state.wrong_persons.took_income(&person, e.receipt);
    }
    Ok(())
}

pub(super) fn missed(state: &mut State, event: &Event, e: &RemittanceMissed) -> Fold {
    change(state, event, &e.income, |income| {
        income.missed.insert(e.due.on);
        income.next.clone_from(&e.next);
    })
}

pub(super) fn ended(state: &mut State, event: &Event, e: &IncomeEnded) -> Fold {
    change(state, event, &e.income, |income| income.next = None)
}

pub(super) fn keeps_restated(state: &mut State, event: &Event, e: &IncomeKeepsRestated) -> Fold {
    change(state, event, &e.income, |income| {
        income.keeps = e.keeps;
        income.below_minimum = e.below_minimum;
    })
}
