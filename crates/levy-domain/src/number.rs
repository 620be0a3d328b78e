//! A case number (案号) stands in one matter of a court (ADR 0017). Streams of
//! matters do not see each other; whose a number is, is said in a stream of its
//! own, whose name is a keyed hash and shows nothing.

use crate::{
    decider::{Decider, Misfit},
    id::MatterId,
    identifier::CaseNumber,
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

events! {
    /// Events of a number's stream.
    Event {
        "number-claimed" => NumberClaimed,
    }
}

/// The number is registered in this matter, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberClaimed {
    /// In which.
    pub matter: MatterId,
}

/// A command to a number's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A matter is about to register it.
    Claim {
        /// Which.
        matter: MatterId,
    },
}

/// Whose a number is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The matter, once one has claimed it.
    pub matter: Option<MatterId>,
    /// Events folded.
    pub revision: u64,
}

/// The aggregate of one case number.
#[derive(Debug, Clone, Copy)]
pub struct Number;

impl Decider for Number {
    type Command = Command;
    type Event = Event;
    type State = State;

    fn decide(
        state: &State,
        command: &Command,
        _: &Rules,
        _: &Stamp,
    ) -> Result<Vec<Event>, Refusal> {
        let Command::Claim { matter } = *command;
        match state.matter {
            None => Ok(vec![NumberClaimed { matter }.into()]),
            Some(known) if known == matter => Ok(vec![]),
            Some(matter) => Err(Refusal::NumberTaken { matter }),
        }
    }

    fn evolve(state: &mut State, event: &Event, _: Timestamp) -> Result<(), Misfit> {
        let Event::NumberClaimed(claimed) = event;
        if state.matter.is_some() {
            return Err(Misfit {
                event: event.kind(),
                why: "a number is claimed once",
            });
        }
        state.matter = Some(claimed.matter);
        state.revision += 1;
        Ok(())
    }
}

/// One text for every spelling of a number, and for the documents under it.
pub fn spelling(number: &str) -> String {
    match CaseNumber::parse(number) {
        Ok(CaseNumber::Modern(modern)) => modern.without_suffix().to_string(),
        Ok(CaseNumber::Historic(historic)) => historic.without_suffix().to_owned(),
        Err(_) => number.split_whitespace().collect(),
    }
}
