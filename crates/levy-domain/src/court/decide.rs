//! The rules of a court's stream.

use super::{command::Command, event::*, evolve, state::State};
use crate::{
    decider::{Decider, Misfit},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};

/// The court aggregate.
#[derive(Debug, Clone, Copy)]
pub struct Court;

impl Decider for Court {
    type Command = Command;
    type Event = Event;
    type State = State;

    fn decide(
        state: &State,
        command: &Command,
        _: &Rules,
        _: &Stamp,
    ) -> Result<Vec<Event>, Refusal> {
        if let Command::RemoveOfficer { ground, .. } | Command::RaiseEpoch { ground } = command {
            ground.said("ground")?;
        }
        match command {
            Command::Begin(begun) => match &state.begun {
                Some(known) if known == begun => Ok(vec![]),
                None if state.revision == 0 => Ok(vec![begun.clone().into()]),
                Some(_) | None => Err(Refusal::IdInUse),
            },
            // A change of cards or dates is filed at once (N-05); another role
            // or name under one id is another officer.
            Command::FileOfficer(filed) => match state.officers.get(&filed.officer) {
                Some((known, None)) if known == filed => Ok(vec![]),
                Some((known, None)) if known.role != filed.role || known.name != filed.name => {
                    Err(Refusal::IdInUse)
                }
                Some(_) | None => Ok(vec![filed.clone().into()]),
            },
            Command::RemoveOfficer {
                officer,
                from,
                ground,
            } => {
                let (_, removed) = state
                    .officers
                    .get(officer)
                    .ok_or(Refusal::Unknown { what: "officer" })?;
                let event = OfficerRemoved {
                    officer: *officer,
                    from: *from,
                    ground: ground.clone(),
                };
                Ok(if removed.is_some() {
                    vec![]
                } else {
                    vec![event.into()]
                })
            }
            Command::FileDeputy(filed) => {
                let known = |officer| state.officers.contains_key(officer);
                if !known(&filed.deputy) || !known(&filed.principal) {
                    return Err(Refusal::Unknown { what: "officer" });
                }
                if filed.deputy == filed.principal {
                    return Err(Refusal::SameOfficer);
                }
                if filed.to < filed.from {
                    return Err(Refusal::Malformed {
                        what: "to",
                        why: "lies before the first day",
                    });
                }
                let days = state.deputies.get(&(filed.deputy, filed.principal));
                let again = days.is_some_and(|days| days.contains(&(filed.from, filed.to)));
                Ok(if again {
                    vec![]
                } else {
                    vec![filed.clone().into()]
                })
            }
            Command::ActivateRules(rules) => Ok(if state.rules == Some(rules.rules) {
                vec![]
            } else {
                vec![rules.clone().into()]
            }),
            Command::RaiseEpoch { ground } => Ok(vec![
                EpochRaised {
                    epoch: state.epoch + 1,
                    ground: ground.clone(),
                }
                .into(),
            ]),
        }
    }

    fn evolve(state: &mut State, event: &Event, _: Timestamp) -> Result<(), Misfit> {
        evolve::evolve(state, event)
    }
}
