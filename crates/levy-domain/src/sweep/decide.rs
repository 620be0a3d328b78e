//! The rules of a round of queries.

use super::{
    command::Command,
    event::*,
    evolve,
    state::{Duty, State},
};
use crate::{
    bytes::Digest,
    decider::{Decider, Misfit, Process},
    order::{Measure, Route},
    party::IdentityStrength,
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};
use std::collections::BTreeSet;

/// The sweep aggregate.
#[derive(Debug, Clone, Copy)]
pub struct Sweep;

impl Decider for Sweep {
    type Command = Command;
    type Event = Event;
    type State = State;

    fn decide(
        state: &State,
        command: &Command,
        rules: &Rules,
        stamp: &Stamp,
    ) -> Result<Vec<Event>, Refusal> {
        if state.sweep.is_none() && !matches!(command, Command::Open { .. }) {
            return Err(Refusal::NotOpen);
        }
        match command {
            Command::Open {
                sweep,
                matter,
                purpose,
                basis,
                documents,
                planned,
            } => match state.sweep {
                Some(open)
                    if open == *sweep
                        && state.matter == Some(*matter)
                        && state.planned == *planned =>
                {
                    Ok(vec![])
                }
                Some(_) => Err(Refusal::IdInUse),
                None if *planned == 0 => Err(Refusal::NothingToPlan { why: "no query" }),
                None => Ok(vec![
                    SweepOpened {
                        sweep: *sweep,
                        matter: *matter,
                        purpose: purpose.clone(),
                        basis: basis.clone(),
                        documents: documents.clone(),
                        planned: *planned,
                        expires_at: rules.profile().expires_at(&Measure::Query, stamp.at),
                    }
                    .into(),
                ]),
            },
            Command::Plan { first, queries } => plan(state, *first, queries),
            Command::Seal => {
                if state.sealed.is_some() {
                    return Ok(vec![]);
                }
                if state.order.len() != state.planned as usize {
                    return Err(Refusal::StillOpen {
                        what: "part of the plan is",
                        todo: "plan the rest",
                    });
                }
                // Without a deadline a silent unit would keep the round open
                // for ever.
                let profile = rules.profile();
                let deadline = rules.answer_deadline(&Measure::Query, &Route::Api, stamp.at);
                let deadline = deadline.ok_or_else(|| Refusal::NoRule {
                    rule: "(answer to a query)".into(),
                    on: stamp.at.date_in(profile.zone()),
                })?;
                Ok(vec![
                    SweepSealed {
                        count: state.planned,
                        list_hash: list_hash(state),
                        deadlines: vec![deadline],
                    }
                    .into(),
                ])
            }
            Command::FoldReply { order, reply } => {
                let known = state
                    .queries
                    .get(order)
                    .ok_or(Refusal::Unknown { what: "order" })?;
                if known.replies.contains(&(reply.sequence, reply.raw_hash)) {
                    return Ok(vec![]);
                }
                // An answer to other bytes is no answer to this query: it is
                // set aside in the unit's stream.
                if known.planned.body_hash != reply.order_hash {
                    return Err(Refusal::Unknown {
                        what: "body of this query",
                    });
                }
                let mut events: Vec<Event> = vec![
                    QueryAnswered {
                        order: *order,
                        reply: reply.clone(),
                    }
                    .into(),
                ];
                let last_one =
                    reply.last && state.waiting.len() == 1 && state.waiting.contains(order);
                if last_one && state.sealed.is_some() && !state.completed {
                    events.push(completed(state, true).into());
                }
                Ok(events)
            }
            Command::NoteSilent { order } => {
                let known = state
                    .queries
                    .get(order)
                    .ok_or(Refusal::Unknown { what: "order" })?;
                match state.deadline() {
                    Some(deadline)
                        if !known.answered && !known.silent && deadline.at <= stamp.at =>
                    {
                        Ok(vec![
                            QuerySilent {
                                order: *order,
                                deadline: deadline.clone(),
                            }
                            .into(),
                        ])
                    }
                    Some(_) | None => Ok(vec![]),
                }
            }
            Command::Complete => {
                if state.completed || state.sealed.is_none() || !state.waiting.is_empty() {
                    return Ok(vec![]);
                }
                Ok(vec![completed(state, false).into()])
            }
            Command::NoteTold { raw_hash } => {
                let told = state.late.iter().find(|late| late.raw_hash == *raw_hash);
                let told = told.map(|late| LateAnswerTold {
                    order: late.order,
                    raw_hash: late.raw_hash,
                });
                Ok(told.into_iter().map(Event::from).collect())
            }
        }
    }

    fn evolve(state: &mut State, event: &Event, decided_at: Timestamp) -> Result<(), Misfit> {
        evolve::evolve(state, event, decided_at)
    }
}

fn completed(state: &State, one_more: bool) -> SweepCompleted {
    SweepCompleted {
        asked: state.planned,
        answered: state.answered + u32::from(one_more),
        silent: state.silent.clone(),
    }
}

fn plan(state: &State, first: u32, queries: &[QueryPlanned]) -> Result<Vec<Event>, Refusal> {
    let have = state.order.len() as u64;
    if state.sealed.is_some() || u64::from(first) < have {
        return Ok(vec![]);
    }
    if u64::from(first) > have {
        return Err(Refusal::Malformed {
            what: "first",
            why: "an earlier chunk is missing",
        });
    }
    if have + queries.len() as u64 > u64::from(state.planned) {
        return Err(Refusal::Malformed {
            what: "queries",
            why: "more than were announced",
        });
    }
    let mut seen = BTreeSet::new();
    for (at, query) in queries.iter().enumerate() {
        if query.identity == IdentityStrength::NameOnly {
            return Err(Refusal::NameOnly {
                person: query.person,
            });
        }
        if query.fence.revision != state.revision + at as u64 {
            return Err(Refusal::StaleFence);
        }
        if state.queries.contains_key(&query.order) || !seen.insert(query.order) {
            return Err(Refusal::IdInUse);
        }
    }
    Ok(queries.iter().cloned().map(Event::from).collect())
}

fn list_hash(state: &State) -> Digest {
    let mut bytes = Vec::with_capacity(state.order.len() * 32);
    for query in state
        .order
        .iter()
        .filter_map(|order| state.queries.get(order))
    {
        bytes.extend_from_slice(&query.planned.body_hash.0);
    }
    Digest::of(&bytes)
}

impl Process for Sweep {
    type Duty = Duty;

    fn due(state: &State, now: Timestamp) -> impl Iterator<Item = Duty> {
        let open = state.sweep.is_some() && !state.completed;
        let planning = open && state.sealed.is_none();
        let passed = state.deadline().is_some_and(|deadline| deadline.at <= now);
        let sealed = open && state.sealed.is_some();
        let complete = sealed && state.waiting.is_empty();
        planning
            .then_some(Duty::Plan)
            .into_iter()
            .chain(complete.then_some(Duty::Complete))
            .chain(
                state
                    .waiting
                    .iter()
                    .filter(move |_| sealed)
                    .map(move |order| {
                        if passed {
                            Duty::Silent(*order)
                        } else {
                            Duty::Carry(*order)
                        }
                    }),
            )
            .chain(state.late.front().map(|late| Duty::Tell(late.raw_hash)))
    }

    fn wake(state: &State, now: Timestamp) -> Option<Timestamp> {
        if state.completed || state.waiting.is_empty() {
            return None;
        }
        state
            .deadline()
            .map(|deadline| deadline.at)
            .filter(|at| *at > now)
    }
}
