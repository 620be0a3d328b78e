//! A unit that does not answer in time: reminder, urging, supervision, joint
//! meeting, judicial suggestion. Which step is due when stands in the profile,
//! in working days after the deadline of its answer. Steps come one at a time
//! and in their order: one that came late, because nobody looked, pushes the
//! next one as far back as the rule puts between the two. A unit that was never
//! reminded meets no judicial suggestion.
//!
//! It stops with the answer, when the court asks the order back, and when the
//! unit returns it for the court's own fault.

use super::{
    command, decide::Decision, event::*, issuing::find, order_state::OrderState, papers,
    state::State,
};
use crate::{
    document::DocumentKind,
    id::{DocumentId, OrderId},
    order::Deadline,
    refusal::Refusal,
    rules::{Rules, profile::Rung},
    stamp::Stamp,
    time::Date,
};

/// What may be asked about these steps.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A step is due.
    Escalate {
        /// Which order.
        order: OrderId,
    },
    /// Note that an officer did what a step asks.
    NoteCarriedOut {
        /// Which order.
        order: OrderId,
        /// Which step.
        level: u32,
        /// What was sent, or the record of it.
        document: DocumentId,
        /// When.
        on: Date,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Escalation(command)
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Escalate { order } => escalate(state, order, rules, stamp),
        Command::NoteCarriedOut {
            order,
            level,
            document,
            on,
        } => carried_out(state, *order, *level, *document, *on),
    }
}

/// When the first step is due once the `missed` deadline has passed: only an
/// answer can be late by the unit's doing, and one that another court carries
/// back may be on its way (D-01).
pub(super) fn first(
    known: &OrderState,
    missed: &Deadline,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Deadline> {
    let answer = missed.kind.as_str() == "answer" && known.relay.is_none();
    answer.then(|| after(0, missed, rules, stamp)).flatten()
}

fn rung<'a>(level: u32, rules: &'a Rules, stamp: &Stamp) -> Option<&'a Rung> {
    let on = stamp.at.date_in(rules.profile().zone());
    let (rungs, _) = rules.profile().escalation(on)?;
    let place = usize::try_from(level).ok()?.checked_sub(1)?;
    rungs.get(place)
}

/// When the step after that of `level` is due: as many working days after the
/// missed deadline as the rule says, yet never sooner after the step of today
/// than the rule puts between the two.
fn after(level: u32, missed: &Deadline, rules: &Rules, stamp: &Stamp) -> Option<Deadline> {
    let zone = rules.profile().zone();
    let today = stamp.at.date_in(zone);
    let (_, basis) = rules.profile().escalation(today)?;
    let next = rung(level + 1, rules, stamp)?;
    let counted = |from, days| {
        let day = rules.calendar().add_working_days(from, days);
        Deadline::start_of(next.step.as_str(), day, zone, basis)
    };
    let spaced = rung(level, rules, stamp).map(|last| {
        let between = next.working_days.saturating_sub(last.working_days);
        counted(today, between)
    });
    let of_rule = counted(missed.at.date_in(zone), next.working_days);
    let both = [spaced, Some(of_rule)].into_iter().flatten();
    both.max_by_key(|step| step.at)
}

fn escalate(state: &State, order: &OrderId, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = find(state, order)?;
    let late = &known.lateness;
    let owed = known.escalates().filter(|next| next.at <= stamp.at);
    let (Some(now), Some(missed)) = (owed, &late.missed) else {
        return Ok(vec![]);
    };
    let level = late.level + 1;
    let escalated = Escalated {
        order: *order,
        unit: known.unit(),
        level,
        step: now.kind.as_str().into(),
        rule: now.basis.clone(),
        missed: missed.clone(),
        next: after(level, missed, rules, stamp),
    };
    Ok(vec![escalated.into()])
}

fn carried_out(
    state: &State,
    order: OrderId,
    level: u32,
    document: DocumentId,
    on: Date,
) -> Decision {
    let known = find(state, &order)?;
    let step = known.lateness.steps.get(&level);
    let (step, done) = step.ok_or(Refusal::Unknown { what: "step" })?;
    match done {
        Some(before) if *before == document => return Ok(vec![]),
        Some(_) => {
            return Err(Refusal::OnlyOnce {
                what: "a document of this step",
            });
        }
        None => {}
    }
    if *step == EscalationStep::JudicialSuggestion {
        papers::of_kind(state, document, &DocumentKind::JudicialSuggestion)?;
    } else {
        papers::usable(state, document)?;
    }
    let done = EscalationCarriedOut {
        order,
        level,
        document,
        on,
    };
    Ok(vec![done.into()])
}
