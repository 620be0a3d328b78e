//! Preservation before a suit (诉前保全): who applies must sue or go to
//! arbitration within days that run from the first measure (P-05, D-08), or
//! what is preserved must be let go, each hold with its duty and its clock, and
//! so must what a freeze that had left by then makes later. A suit in time
//! changes nothing in the holds: they go on under the later numbers of the
//! matter, with their terms (P-06).

use super::{
    command,
    decide::Decision,
    duty::{Duty, DutyIndex},
    event::*,
    papers,
    register::{Owing, Register},
    release,
    state::State,
};
use crate::{
    bytes::Digest,
    document::DocumentKind,
    id::{DocumentId, HoldId, OrderId, RegistrationId},
    order::{Basis, Deadline},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// The cause under which holds must go once the days to sue have passed.
pub(super) const CAUSE: &str = "suit-missed";

/// What may be asked about preservation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Preserve under a number before there is a suit.
    BeginBeforeSuit {
        /// Under which number.
        registration: RegistrationId,
        /// The ruling.
        document: DocumentId,
    },
    /// The first measure stands.
    SetDeadline {
        /// Under which number.
        registration: RegistrationId,
    },
    /// Note that the applicant sued.
    NoteSuit {
        /// Under which number the assets are preserved.
        registration: RegistrationId,
        /// When it was filed.
        filed_on: Date,
        /// What shows it.
        evidence: Digest,
    },
    /// The days to sue passed.
    NoteMissed {
        /// Under which number.
        registration: RegistrationId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Preservation(command)
    }
}

/// Where a preservation before suit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// No measure stands yet.
    Begun,
    /// The first hold stands; its days are not counted yet.
    Measured(HoldId, Timestamp),
    /// The days run.
    Running(Deadline),
    /// The applicant sued on that day.
    Sued(Date),
    /// The days passed, as the event of that revision says: what is still
    /// held must be let go.
    Missed(Deadline, u64),
}

impl Stage {
    fn is_missed(&self) -> bool {
        matches!(self, Stage::Missed(..))
    }
}

impl Owing for Stage {
    type Id = RegistrationId;

    fn duty(&self, id: RegistrationId) -> Option<(Timestamp, Duty)> {
        match self {
            Stage::Measured(_, at) => Some((*at, Duty::SuitDeadline(id))),
            Stage::Running(deadline) => Some((deadline.at, Duty::SuitMissed(id))),
            Stage::Begun | Stage::Sued(_) | Stage::Missed(..) => None,
        }
    }
}

/// Preservations before suit of a matter, by number.
pub type Preservations = Register<Stage>;

impl Preservations {
    /// A hold stands since `at`: the first measure of those that wait for one.
    pub(crate) fn measured(&mut self, duties: &mut DutyIndex, hold: HoldId, at: Timestamp) {
        let waiting =
            |(id, stage): (&RegistrationId, &Stage)| matches!(stage, Stage::Begun).then_some(*id);
        let waiting: Vec<_> = self.iter().filter_map(waiting).collect();
        for id in waiting {
            self.put(duties, id, Stage::Measured(hold, at));
        }
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::BeginBeforeSuit {
            registration,
            document,
        } => begin(state, *registration, *document),
        Command::SetDeadline { registration } => set(state, *registration, rules),
        Command::NoteSuit {
            registration,
            filed_on,
            evidence,
        } => note_suit(state, *registration, (*filed_on, *evidence), rules, stamp),
        Command::NoteMissed { registration } => match find(state, registration)? {
            Stage::Running(deadline) if deadline.at <= stamp.at => {
                Ok(missed(state, *registration, deadline, rules, stamp))
            }
            _ => Ok(vec![]),
        },
    }
}

fn find<'a>(state: &'a State, registration: &RegistrationId) -> Result<&'a Stage, Refusal> {
    let known = state.preservations.get(registration);
    known.ok_or(Refusal::Unknown {
        what: "preservation",
    })
}

fn begin(state: &State, registration: RegistrationId, document: DocumentId) -> Decision {
    if state.preservations.get(&registration).is_some() {
        return Ok(vec![]);
    }
    let known = state.registrations.get(&registration);
    let known = known.ok_or(Refusal::Unknown {
        what: "registration",
    })?;
    if known.kind != CaseKind::Preservation {
        return Err(Refusal::Malformed {
            what: "registration",
            why: "is no number of a preservation",
        });
    }
    if known.closed.is_some() {
        return Err(Refusal::Closed);
    }
    papers::of_kind(state, document, &DocumentKind::Ruling)?;
    let begun = PreservedBeforeSuit {
        registration,
        document,
    };
    Ok(vec![begun.into()])
}

/// The days run from the first day of the first hold.
fn set(state: &State, registration: RegistrationId, rules: &Rules) -> Decision {
    let Stage::Measured(hold, at) = find(state, &registration)? else {
        return Ok(vec![]);
    };
    let (from, deadline) = days_to_sue(state, hold, *at, rules)?;
    let set = SuitDeadlineSet {
        registration,
        hold: *hold,
        from,
        deadline,
    };
    Ok(vec![set.into()])
}

fn days_to_sue(
    state: &State,
    hold: &HoldId,
    at: Timestamp,
    rules: &Rules,
) -> Result<(Date, Deadline), Refusal> {
    let first = state.holds.get(hold).and_then(|hold| hold.from);
    let from = first.unwrap_or_else(|| at.date_in(rules.profile().zone()));
    let deadline = rules.procedural_deadline("suit", from);
    let deadline = deadline.ok_or_else(|| Refusal::NoRule {
        rule: "(days to sue)".into(),
        on: from,
    })?;
    Ok((from, deadline))
}

/// A suit counts when it was filed within the days, even where the court
/// learns of it after them; a later one takes nothing back.
fn note_suit(
    state: &State,
    registration: RegistrationId,
    (filed_on, evidence): (Date, Digest),
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let stage = find(state, &registration)?;
    let deadline = match stage {
        Stage::Sued(on) if *on == filed_on => return Ok(vec![]),
        Stage::Sued(_) => return Err(Refusal::OnlyOnce { what: "a suit" }),
        Stage::Begun => None,
        Stage::Measured(hold, at) => Some(days_to_sue(state, hold, *at, rules)?.1),
        Stage::Running(deadline) | Stage::Missed(deadline, _) => Some(deadline.clone()),
    };
    let last = deadline.map(|deadline| deadline.at.date_in(rules.profile().zone()));
    if last.is_some_and(|last| filed_on > last) {
        return Err(Refusal::Malformed {
            what: "filed_on",
            why: "lies after the days to sue, which end with what is preserved",
        });
    }
    // Each preservation that missed its days asks for every hold there was.
    let others = state.preservations.iter();
    let others = others.filter(|(id, stage)| **id != registration && stage.is_missed());
    let spared = if stage.is_missed() && others.count() == 0 {
        state.releases.owed_for(CAUSE)
    } else {
        vec![]
    };
    let filed = SuitFiled {
        registration,
        filed_on,
        evidence,
        rule: goes_on(rules, stamp),
        spared,
    };
    Ok(vec![filed.into()])
}

/// No new ruling is needed: the same measure goes on (P-06).
fn goes_on(rules: &Rules, stamp: &Stamp) -> Option<Basis> {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    profile.basis("P-06", on).ok().cloned()
}

fn missed(
    state: &State,
    registration: RegistrationId,
    deadline: &Deadline,
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    let holds: Vec<HoldId> = state.open_holds().map(|(id, _)| *id).collect();
    let owed: Vec<Event> = holds
        .iter()
        .filter(|hold| !state.releases.is_owed(hold, CAUSE))
        .map(|hold| release::owed(*hold, CAUSE, &deadline.basis, rules, stamp).into())
        .collect();
    let missed = SuitMissed {
        registration,
        deadline: deadline.clone(),
        holds,
    };
    std::iter::once(missed.into()).chain(owed).collect()
}

/// What must become of a hold that `order` has just made, or that was taken
/// over by hand, once the days to sue have passed: whatever had left by then,
/// and whatever still comes under the same number. A later number, such as
/// that of the suit, has grounds of its own.
pub(super) fn born_of(
    state: &State,
    order: Option<OrderId>,
    hold: HoldId,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<Event> {
    let fence = order.and_then(|order| state.order(&order)?.fence());
    let current = state.current_case().map(|(registration, _)| *registration);
    let asks = |(registration, stage): (&RegistrationId, &Stage)| match stage {
        Stage::Missed(deadline, revision) => {
            let had_left = fence.is_some_and(|fence| fence.revision < *revision);
            (had_left || current == Some(*registration)).then(|| deadline.basis.clone())
        }
        _ => None,
    };
    let basis = state.preservations.iter().find_map(asks)?;
    Some(release::owed(hold, CAUSE, &basis, rules, stamp).into())
}
