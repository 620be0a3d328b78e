//! After a round of enforcement was ended (终本) units are asked again, every
//! half year for five years (C-07), until enforcement goes on or nothing is
//! owed. Dates count from the closing day and are not moved (D-07).
//!
//! A duty says when the day has come. The round itself is ordered by the court
//! with purpose `re-query`, since each carries its own notice (N-06).

use super::{
    command,
    decide::Decision,
    duty::Duty,
    event::*,
    register::{Owing, Register},
    state::State,
};
use crate::{
    calendar::add_months,
    id::RegistrationId,
    order::Deadline,
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// What may be asked about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// The day has come.
    NoteDue {
        /// The number that was closed.
        registration: RegistrationId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Requery(command)
    }
}

/// Rounds of one closed number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequeryState {
    /// Times that the day has come.
    pub round: u16,
    /// The next day.
    pub next: Option<Deadline>,
    /// A round is owed that nobody has ordered yet.
    pub owed: bool,
}

impl RequeryState {
    /// Before the first day.
    pub(super) fn until(first: &Deadline) -> Self {
        RequeryState {
            round: 0,
            next: Some(first.clone()),
            owed: false,
        }
    }
}

impl Owing for RequeryState {
    type Id = RegistrationId;

    fn duty(&self, id: RegistrationId) -> Option<(Timestamp, Duty)> {
        self.next.as_ref().map(|next| (next.at, Duty::Requery(id)))
    }
}

/// Rounds to come, by the number that was closed.
pub type Requeries = Register<RequeryState>;

/// The first day after a number was closed as `kind`.
pub(super) fn first(kind: &ClosingKind, closed_on: Date, rules: &Rules) -> Option<Deadline> {
    (*kind == ClosingKind::RoundEnded)
        .then(|| day(1, closed_on, closed_on, rules))
        .flatten()
}

/// The morning of a round's day, by the rule of `today`.
fn day(round: u16, closed_on: Date, today: Date, rules: &Rules) -> Option<Deadline> {
    let (requery, basis) = rules.profile().requery(today)?;
    let on = add_months(closed_on, requery.months(round)?);
    let at = Timestamp::start_of(on, rules.profile().zone());
    Some(Deadline::new("re-query", at, basis))
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::NoteDue { registration } = command;
    let known = state.requeries.get(registration);
    let known = known.ok_or(Refusal::Unknown {
        what: "registration",
    })?;
    let closed = state.registrations.get(registration);
    let closed = closed.and_then(|registration| registration.closed.as_ref());
    let due = known.next.as_ref().filter(|next| next.at <= stamp.at);
    let (Some(due), Some((_, closed_on))) = (due, closed) else {
        return Ok(vec![]);
    };
    let ended = |ground: &'static str| {
        let ended = RequeryEnded {
            registration: *registration,
            ground: ground.into(),
        };
        Ok(vec![ended.into()])
    };
    let goes_on = state
        .registrations
        .values()
        .any(|other| other.closed.is_none() && rules.profile().orders_allowed(&other.kind));
    if goes_on {
        return ended("resumed");
    }
    if state
        .claims
        .values()
        .all(|claim| claim.collected >= claim.owed)
    {
        return ended("paid");
    }
    let today = stamp.at.date_in(rules.profile().zone());
    let (mut round, mut due) = (known.round + 1, due.clone());
    let mut next = day(round + 1, *closed_on, today, rules);
    // Days that passed unseen are one round: units are asked once.
    while let Some(later) = next.take_if(|later| later.at <= stamp.at) {
        (round, due) = (round + 1, later);
        next = day(round + 1, *closed_on, today, rules);
    }
    let due = RequeryDue {
        registration: *registration,
        round,
        due,
        next,
    };
    Ok(vec![due.into()])
}
