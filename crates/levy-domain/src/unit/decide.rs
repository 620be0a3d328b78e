//! The rules of a unit's stream.

use super::{command::Command, event::*, evolve, state::State};
use crate::{
    decider::{Decider, Misfit},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};

/// The unit aggregate.
#[derive(Debug, Clone, Copy)]
pub struct Unit;

impl Decider for Unit {
    type Command = Command;
    type Event = Event;
    type State = State;

    fn decide(
        state: &State,
        command: &Command,
        _: &Rules,
        _: &Stamp,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::DeclareAbilities { source, .. } => source.said("source")?,
            Command::Pause { ground } => ground.said("ground")?,
            Command::Settle { how, .. } => how.said("how")?,
            Command::Register { .. } | Command::Resume | Command::SetAside { .. } => {}
        }
        if let Command::Register { profile } = command {
            return match &state.profile {
                Some(known) if known.unit == profile.unit && known.code == profile.code => {
                    Ok(vec![])
                }
                Some(_) => Err(Refusal::IdInUse),
                None if profile.code.is_empty() => Err(Refusal::Malformed {
                    what: "code",
                    why: "is empty",
                }),
                None => Ok(vec![
                    UnitRegistered {
                        profile: profile.clone(),
                    }
                    .into(),
                ]),
            };
        }
        let profile = state.profile.as_ref().ok_or(Refusal::NotOpen)?;
        let unit = profile.unit;
        Ok(match command {
            Command::Register { .. } => vec![],
            Command::DeclareAbilities {
                abilities,
                honours_ids,
                honours_fences,
                source,
            } => {
                let same = profile.abilities == *abilities
                    && profile.honours_ids == *honours_ids
                    && profile.honours_fences == *honours_fences;
                let event = AbilitiesDeclared {
                    unit,
                    abilities: abilities.clone(),
                    honours_ids: *honours_ids,
                    honours_fences: *honours_fences,
                    source: source.clone(),
                };
                if same { vec![] } else { vec![event.into()] }
            }
            Command::Pause { ground } if state.paused.is_none() => {
                vec![
                    UnitPaused {
                        unit,
                        ground: ground.clone(),
                    }
                    .into(),
                ]
            }
            Command::Resume if state.paused.is_some() => vec![UnitResumed { unit }.into()],
            Command::Pause { .. } | Command::Resume => vec![],
            Command::SetAside {
                order,
                reason,
                evidence,
                raw_hash,
                received_at,
            } => {
                let event = ReplySetAside {
                    unit,
                    order: *order,
                    reason: reason.clone(),
                    evidence: *evidence,
                    raw_hash: *raw_hash,
                    received_at: *received_at,
                };
                if state.set_aside.contains_key(evidence) {
                    vec![]
                } else {
                    vec![event.into()]
                }
            }
            Command::Settle { evidence, how } => {
                let event = ReplySettled {
                    evidence: *evidence,
                    how: how.clone(),
                };
                if state.set_aside.contains_key(evidence) {
                    vec![event.into()]
                } else {
                    vec![]
                }
            }
        })
    }

    fn evolve(state: &mut State, event: &Event, _: Timestamp) -> Result<(), Misfit> {
        evolve::evolve(state, event)
    }
}
