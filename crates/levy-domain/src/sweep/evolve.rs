//! Folding a sweep. No rules here.

use super::{
    event::Event,
    state::{QueryState, State},
};
use crate::{decider::Misfit, time::Timestamp};
use std::collections::BTreeMap;

pub(super) fn evolve(state: &mut State, event: &Event, at: Timestamp) -> Result<(), Misfit> {
    let misfit = |why| Misfit {
        event: event.kind(),
        why,
    };
    if state.sweep.is_none() && !matches!(event, Event::SweepOpened(_)) {
        return Err(misfit("the sweep is not open"));
    }
    match event {
        Event::SweepOpened(e) => {
            if state.sweep.is_some() {
                return Err(misfit("the sweep is open already"));
            }
            state.sweep = Some(e.sweep);
            state.matter = Some(e.matter);
            state.purpose.clone_from(&e.purpose);
            state.basis = Some(e.basis.clone());
            state.documents.clone_from(&e.documents);
            state.planned = e.planned;
            state.expires_at = Some(e.expires_at);
            state.opened_at = at;
        }
        Event::QueryPlanned(e) => {
            if state.sealed.is_some() {
                return Err(misfit("the plan is sealed"));
            }
            let query = QueryState {
                planned: e.clone(),
                answered: false,
                silent: false,
                replies: Vec::new(),
                named: BTreeMap::new(),
            };
            if state.queries.contains_key(&e.order) {
                return Err(misfit("the query exists"));
            }
            state.queries.insert(e.order, query);
            state.order.push(e.order);
            state.waiting.insert(e.order);
        }
        Event::SweepSealed(e) => {
            if state.sealed.is_some() {
                return Err(misfit("the plan is sealed already"));
            }
            if state.order.len() != e.count as usize {
                return Err(misfit("the seal counts other queries"));
            }
            state.sealed = Some((at, e.deadlines.clone()));
        }
        Event::QueryAnswered(e) => {
            let query = state
                .queries
                .get_mut(&e.order)
                .ok_or_else(|| misfit("no such query"))?;
            query.replies.push((e.reply.sequence, e.reply.raw_hash));
            let first_final = e.reply.last && !query.answered;
            query.answered |= e.reply.last;
            if first_final {
                let unit = query.planned.unit;
                // A unit asked about two persons may be silent twice.
                let place = state.silent.iter().position(|silent| *silent == unit);
                if let (true, Some(place)) = (query.silent, place) {
                    query.silent = false;
                    state.silent.remove(place);
                }
                state.answered += 1;
                state.waiting.remove(&e.order);
            }
            state.fold(e.order, &e.reply);
        }
        Event::QuerySilent(e) => {
            let query = state
                .queries
                .get_mut(&e.order)
                .ok_or_else(|| misfit("no such query"))?;
            if query.answered || query.silent {
                return Err(misfit("the query is answered or silent already"));
            }
            query.silent = true;
            state.silent.push(query.planned.unit);
            state.waiting.remove(&e.order);
        }
        Event::SweepCompleted(_) => {
            if state.completed {
                return Err(misfit("the sweep is over already"));
            }
            state.completed = true;
        }
        Event::LateAnswerTold(e) => {
            let place = state
                .late
                .iter()
                .position(|late| late.raw_hash == e.raw_hash);
            let place = place.ok_or_else(|| misfit("nothing was left to tell"))?;
            state.late.remove(place);
        }
    }
    state.revision += 1;
    Ok(())
}
