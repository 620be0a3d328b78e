//! Folding continuing orders on income.

use super::{super::event::*, Fold, known, misfit};
use crate::{
    decider::Misfit,
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
        next: Some(e.first.clone()),
        received: BTreeMap::new(),
        missed: BTreeSet::new(),
    };
    state.incomes.put(&mut state.duties, e.income, income);
    Ok(())
}

fn find(state: &State, event: &Event, id: &IncomeId) -> Result<IncomeState, Misfit> {
    known(
        state.incomes.get(id).cloned(),
        event,
        "no such order on income",
    )
}

pub(super) fn received(state: &mut State, event: &Event, e: &RemittanceReceived) -> Fold {
    let mut income = find(state, event, &e.income)?;
    known(state.receipts.get(&e.receipt), event, "no such receipt")?;
    income.received.entry(e.on).or_default().insert(e.receipt);
    income.missed.remove(&e.on);
    income.next.clone_from(&e.next);
    state.incomes.put(&mut state.duties, e.income, income);
    Ok(())
}

pub(super) fn missed(state: &mut State, event: &Event, e: &RemittanceMissed) -> Fold {
    let mut income = find(state, event, &e.income)?;
    income.missed.insert(e.due.on);
    income.next.clone_from(&e.next);
    state.incomes.put(&mut state.duties, e.income, income);
    Ok(())
}

pub(super) fn ended(state: &mut State, event: &Event, e: &IncomeEnded) -> Fold {
    let income = IncomeState {
        next: None,
        ..find(state, event, &e.income)?
    };
    state.incomes.put(&mut state.duties, e.income, income);
    Ok(())
}
