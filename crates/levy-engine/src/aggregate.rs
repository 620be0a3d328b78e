//! The five deciders behind one door.

use crate::StreamKey;
use levy_domain::{
    court::{self, Court, access},
    decider::{Decider, Misfit, Process},
    id::MatterId,
    matter::{self, Matter},
    number::{self, Number},
    refusal::Refusal,
    rules::Rules,
    stamp::{Actor, Origin, SecretUntil, Stamp},
    sweep::{self, Sweep},
    time::Timestamp,
    unit::{self, Unit},
};
use levy_journal::AnyEvent;

/// A command to any stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To a matter.
    Matter(matter::Command),
    /// To a sweep.
    Sweep(sweep::Command),
    /// To a unit's stream.
    Unit(unit::Command),
    /// To the court's stream.
    Court(court::Command),
    /// To a case number's stream.
    Number(number::Command),
    /// An opening of personal data; nothing decides here.
    Access(access::Event),
}

impl Command {
    /// How what it makes comes into the log, for who gives it says `stated`.
    pub(crate) fn origin(&self, actor: &Actor, stated: Origin) -> Origin {
        match self {
            Command::Matter(matter::Command::AdoptHold { .. }) => Origin::Adopted,
            // An officer who enters what a unit said elsewhere.
            Command::Matter(
                matter::Command::FoldReply { .. }
                | matter::Command::NoteDelivered { .. }
                | matter::Command::ObserveHold { .. },
            ) if actor.officer.is_some() => Origin::RecordedElsewhere,
            _ => stated,
        }
    }
}

/// A state of any kind.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Matter(Box<matter::State>),
    Sweep(Box<sweep::State>),
    Unit(Box<unit::State>),
    Court(Box<court::State>),
    Number(number::State),
    Access,
}

fn any<E: Into<AnyEvent>>(events: Vec<E>) -> Vec<AnyEvent> {
    events.into_iter().map(Into::into).collect()
}

const WRONG_DOOR: Refusal = Refusal::Malformed {
    what: "command",
    why: "does not belong to this kind of stream",
};

impl Body {
    pub(crate) fn new(key: &StreamKey) -> Self {
        match key {
            StreamKey::Matter(_) => Body::Matter(Box::default()),
            StreamKey::Sweep(_) => Body::Sweep(Box::default()),
            StreamKey::Unit(_) => Body::Unit(Box::default()),
            StreamKey::Court => Body::Court(Box::default()),
            StreamKey::Number(_) => Body::Number(number::State::default()),
            StreamKey::Access => Body::Access,
        }
    }

    pub(crate) fn decide(
        &self,
        command: &Command,
        rules: &Rules,
        stamp: &Stamp,
    ) -> Result<Vec<AnyEvent>, Refusal> {
        match (self, command) {
            (Body::Matter(state), Command::Matter(command)) => {
                Matter::decide(state, command, rules, stamp).map(any)
            }
            (Body::Sweep(state), Command::Sweep(command)) => {
                Sweep::decide(state, command, rules, stamp).map(any)
            }
            (Body::Unit(state), Command::Unit(command)) => {
                Unit::decide(state, command, rules, stamp).map(any)
            }
            (Body::Court(state), Command::Court(command)) => {
                Court::decide(state, command, rules, stamp).map(any)
            }
            (Body::Number(state), Command::Number(command)) => {
                Number::decide(state, command, rules, stamp).map(any)
            }
            (Body::Access, Command::Access(event)) => Ok(vec![event.clone().into()]),
            _ => Err(WRONG_DOOR),
        }
    }

    /// The matter that a command is about, in whichever stream.
    pub(crate) fn matter(&self, command: &Command) -> Option<MatterId> {
        match (self, command) {
            (Body::Matter(_), Command::Matter(matter::Command::Open { matter, .. })) => {
                Some(*matter)
            }
            (Body::Matter(state), _) => state.matter,
            (Body::Sweep(_), Command::Sweep(sweep::Command::Open { matter, .. })) => Some(*matter),
            (Body::Sweep(state), _) => state.matter,
            (Body::Access, Command::Access(access::Event::PersonalDataOpened(opened))) => {
                opened.matter
            }
            (Body::Number(_), Command::Number(number::Command::Claim { matter })) => Some(*matter),
            (Body::Unit(_) | Body::Court(_) | Body::Number(_) | Body::Access, _) => None,
        }
    }

    pub(crate) fn evolve(&mut self, event: &AnyEvent, at: Timestamp) -> Result<(), Misfit> {
        match (self, event) {
            (Body::Matter(state), AnyEvent::Matter(event)) => Matter::evolve(state, event, at),
            (Body::Sweep(state), AnyEvent::Sweep(event)) => Sweep::evolve(state, event, at),
            (Body::Unit(state), AnyEvent::Unit(event)) => Unit::evolve(state, event, at),
            (Body::Court(state), AnyEvent::Court(event)) => Court::evolve(state, event, at),
            (Body::Number(state), AnyEvent::Number(event)) => Number::evolve(state, event, at),
            (Body::Access, AnyEvent::Access(_)) => Ok(()),
            (_, event) => Err(Misfit {
                event: event.kind(),
                why: "belongs to another kind of stream",
            }),
        }
    }

    /// Until when the events of one decision are kept from the parties.
    pub(crate) fn secret_until(
        &self,
        events: &[AnyEvent],
        rules: &Rules,
        at: Timestamp,
    ) -> Option<SecretUntil> {
        let Body::Matter(state) = self else {
            return None;
        };
        let of_matter = events.iter().filter_map(|event| match event {
            AnyEvent::Matter(event) => Some(event),
            _ => None,
        });
        matter::secrecy::secret_until(state, of_matter, rules, at)
    }

    pub(crate) fn wake(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Body::Matter(state) => Matter::wake(state, now),
            Body::Sweep(state) => Sweep::wake(state, now),
            Body::Court(state) => Court::wake(state, now),
            Body::Unit(_) | Body::Number(_) | Body::Access => None,
        }
    }

    /// Nothing is open: the state may leave memory and need not be opened at
    /// a start.
    pub(crate) fn is_quiet(&self) -> bool {
        match self {
            Body::Matter(state) => {
                state.is_quiet() && state.sweeps.values().all(|sweep| sweep.closed)
            }
            Body::Sweep(state) => state.is_quiet(),
            // A pause must be known before anything is sent.
            Body::Unit(state) => state.set_aside.is_empty() && state.paused.is_none(),
            Body::Number(_) => true,
            Body::Court(_) => false,
            // One stream, without a state, read whole to find its end.
            Body::Access => false,
        }
    }
}
