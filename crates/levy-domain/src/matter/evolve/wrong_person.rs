//! Folding reports of a wrong person.

use super::{super::event::*, Fold, file::undo_identity, known, misfit};
use crate::{
    matter::{
        state::State,
        wrong_person::{WrongPerson, taken::touches},
    },
    time::Timestamp,
};

pub(super) fn reported(
    state: &mut State,
    event: &Event,
    e: &WrongPersonReported,
    at: Timestamp,
) -> Fold {
    if state.wrong_persons.all().contains_key(&e.report) {
        return Err(misfit(event, "the report exists"));
    }
    let (person, _) = known(state.persons.get(&e.person), event, "no such person")?;
    let number = person.identity.as_ref().map(|number| number.token.clone());
    let rested = (
        e.orders.as_slice(),
        e.holds.as_slice(),
        e.assets.as_slice(),
        e.sweeps.as_slice(),
    );
    undo_identity(state, event, e.person, rested)?;
    let report = WrongPerson {
        person: e.person,
        number,
        since: at,
        deadline: e.deadline.clone(),
        units: e.units.iter().copied().collect(),
        // One that was let go before was held wrongly until then.
        holds: e
            .holds
            .iter()
            .filter_map(|id| Some((*id, state.holds.get(id)?.gone_at)))
            .collect(),
        orders: e
            .orders
            .iter()
            .filter(|order| {
                let known = state.orders.get(order);
                known.is_some_and(|known| touches(known))
            })
            .copied()
            .collect(),
        issued: e.orders.iter().copied().collect(),
        receipts: e.receipts.iter().copied().collect(),
        overdue: false,
        cleared: false,
    };
    state.wrong_persons.insert(e.report, report);
    Ok(())
}

pub(super) fn confirmed(state: &mut State, event: &Event, e: &WrongPersonConfirmed) -> Fold {
    let report = state.wrong_persons.open_mut(&e.report);
    let report = known(report, event, "no such open report")?;
    for unit in &e.units {
        report.units.remove(unit);
    }
    Ok(())
}

pub(super) fn overdue(state: &mut State, event: &Event, e: &WrongPersonOverdue) -> Fold {
    let report = state.wrong_persons.open_mut(&e.report);
    known(report, event, "no such open report")?.overdue = true;
    Ok(())
}

pub(super) fn cleared(state: &mut State, event: &Event, e: &WrongPersonCleared) -> Fold {
    let report = state.wrong_persons.open_mut(&e.report);
    known(report, event, "no such open report")?.cleared = true;
    Ok(())
}
