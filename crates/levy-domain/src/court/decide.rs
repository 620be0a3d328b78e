//! The rules of a court's stream.

use super::{authority::Authority, cards, command::Command, event::*, evolve, state::State};
use crate::{
    decider::{Decider, Misfit, Process},
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
        rules: &Rules,
        stamp: &Stamp,
    ) -> Result<Vec<Event>, Refusal> {
        if let Command::RemoveOfficer { ground, .. } | Command::RaiseEpoch { ground } = command {
            ground.said("ground")?;
        }
        let authority = Authority::of(state, rules, stamp);
        match command {
            Command::Begin(begun) => match &state.begun {
                Some(known) if known == begun => Ok(vec![]),
                None if state.revision == 0 => authority.of_the_engine(begun.clone()),
                Some(_) | None => Err(Refusal::IdInUse),
            },
            // A change of cards or dates is filed at once (N-05); another role
            // or name under one id is another officer.
            Command::FileOfficer(filed) => match state.officers.get(&filed.officer) {
                Some((known, None)) if known == filed => Ok(vec![]),
                Some((known, None)) if known.role != filed.role || known.name != filed.name => {
                    Err(Refusal::IdInUse)
                }
                Some(_) | None => {
                    authority.files(&filed.officer, &filed.role)?;
                    authority.begins(filed.from)?;
                    let mut events = vec![filed.clone().into()];
                    events.extend(cards::changed(state, filed, rules, stamp));
                    Ok(events)
                }
            },
            Command::RemoveOfficer {
                officer,
                from,
                ground,
            } => {
                let (filed, removed) = state
                    .officers
                    .get(officer)
                    .ok_or(Refusal::Unknown { what: "officer" })?;
                let event = OfficerRemoved {
                    officer: *officer,
                    from: *from,
                    ground: ground.clone(),
                };
                // Another day corrects the first, which may be a slip of the pen.
                if *removed == Some(*from) {
                    return Ok(vec![]);
                }
                authority.removes(officer, &filed.role)?;
                authority.ends(*from)?;
                let mut events = vec![event.into()];
                events.extend(cards::left(state, officer, *from, rules, stamp));
                Ok(events)
            }
            Command::FileDeputy(filed) => {
                let known = |officer| state.officers.get(officer);
                let unknown = Refusal::Unknown { what: "officer" };
                let (Some(_), Some((principal, _))) =
                    (known(&filed.deputy), known(&filed.principal))
                else {
                    return Err(unknown);
                };
                if filed.deputy == filed.principal {
                    return Err(Refusal::SameOfficer);
                }
                let days = state.deputies.get(&(filed.deputy, filed.principal));
                let again = days.is_some_and(|days| days.contains(&(filed.from, filed.to)));
                if again {
                    return Ok(vec![]);
                }
                authority.files(&filed.deputy, &principal.role)?;
                authority.stands_in(filed.from, filed.to)?;
                Ok(vec![filed.clone().into()])
            }
            Command::Cards(command) => cards::decide(state, command, rules, stamp),
            Command::ActivateRules(rules) if state.rules == Some(rules.rules) => Ok(vec![]),
            Command::ActivateRules(rules) => authority.of_the_engine(rules.clone()),
            Command::RaiseEpoch { ground } => authority.of_the_engine(EpochRaised {
                epoch: state.epoch + 1,
                ground: ground.clone(),
            }),
        }
    }

    fn evolve(state: &mut State, event: &Event, _: Timestamp) -> Result<(), Misfit> {
        evolve::evolve(state, event)
    }
}

impl Process for Court {
    type Duty = cards::Duty;

    fn due(state: &State, now: Timestamp) -> impl Iterator<Item = cards::Duty> {
        let due = state.cards.duties().filter(move |(from, _)| *from <= now);
        due.map(|(_, duty)| duty)
    }

    fn wake(state: &State, now: Timestamp) -> Option<Timestamp> {
        let ahead = state.cards.duties().map(|(from, _)| from);
        ahead.filter(|from| *from > now).min()
    }
}
