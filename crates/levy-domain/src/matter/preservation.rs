//! Preservation that waits for the applicant. Before a suit (诉前保全) he must
//! sue or go to arbitration within days that run from the first measure (P-05,
//! D-08). After a judgment (执行前保全) he must ask for its enforcement within
//! days that run from the end of the time to perform (P-07). Otherwise what is
//! preserved must be let go, each hold with its duty and its clock, and
//! so must what a freeze that had left by then makes later. Who acts in time
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
pub(super) const NOT_SUED: &str = "suit-missed";

/// The same once the days to ask for enforcement have.
pub(super) const NOT_ENFORCED: &str = "enforcement-not-asked";

/// Kinds of the deadlines, which say what is awaited.
const SUIT: &str = "suit";
const ENFORCEMENT: &str = "enforcement";

fn cause(deadline: &Deadline) -> &'static str {
    if deadline.kind == *ENFORCEMENT {
        NOT_ENFORCED
    } else {
        NOT_SUED
    }
}

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
    /// Preserve under a number after a judgment, before its enforcement is
    /// asked for.
    BeginAfterJudgment {
        /// Under which number.
        registration: RegistrationId,
        /// The ruling.
        document: DocumentId,
        /// The last day of the time to perform that the judgment sets.
        performance_ends: Date,
    },
    /// Note that the applicant asked for enforcement.
    NoteAsked {
        /// Under which number the assets are preserved.
        registration: RegistrationId,
        /// When.
        asked_on: Date,
        /// What shows it.
        evidence: Digest,
    },
    /// The days passed.
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

/// Where a preservation that waits for the applicant stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// No measure stands yet.
    Begun,
    /// The first hold stands; its days are not counted yet.
    Measured(HoldId, Timestamp),
    /// The days run.
    Running(Deadline),
    /// The applicant sued, or asked for enforcement, on that day.
    Acted(Date),
    /// The days passed, as the event of that revision says: what is still
    /// held must be let go.
    Missed(Deadline, u64),
}

impl Stage {
    fn has_missed(&self, kind: &str) -> bool {
        matches!(self, Stage::Missed(deadline, _) if deadline.kind == *kind)
    }
}

impl Owing for Stage {
    type Id = RegistrationId;

    fn duty(&self, id: RegistrationId) -> Option<(Timestamp, Duty)> {
        match self {
            Stage::Measured(_, at) => Some((*at, Duty::SuitDeadline(id))),
            Stage::Running(deadline) => Some((deadline.at, Duty::SuitMissed(id))),
            Stage::Begun | Stage::Acted(_) | Stage::Missed(..) => None,
        }
    }
}

/// Such preservations of a matter, by number.
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
        Command::BeginAfterJudgment {
            registration,
            document,
            performance_ends,
        } => begin_after(state, *registration, *document, *performance_ends, rules),
        Command::NoteAsked {
            registration,
            asked_on,
            evidence,
        } => note_asked(state, *registration, (*asked_on, *evidence), rules, stamp),
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
    check(state, registration, document)?;
    let begun = PreservedBeforeSuit {
        registration,
        document,
    };
    Ok(vec![begun.into()])
}

/// The days run from the end of the time to perform, whatever is held by then.
fn begin_after(
    state: &State,
    registration: RegistrationId,
    document: DocumentId,
    performance_ends: Date,
    rules: &Rules,
) -> Decision {
    if state.preservations.get(&registration).is_some() {
        return Ok(vec![]);
    }
    check(state, registration, document)?;
    let deadline = rules.procedural_deadline(ENFORCEMENT, performance_ends);
    let deadline = deadline.ok_or_else(|| Refusal::NoRule {
        rule: "(days to ask for enforcement)".into(),
        on: performance_ends,
    })?;
    let begun = PreservedAfterJudgment {
        registration,
        document,
        performance_ends,
        deadline,
    };
    Ok(vec![begun.into()])
}

/// A number of a preservation that is open, and its ruling.
fn check(state: &State, registration: RegistrationId, document: DocumentId) -> Result<(), Refusal> {
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
    papers::of_kind(state, document, &DocumentKind::Ruling)
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
    let deadline = rules.procedural_deadline(SUIT, from);
    let deadline = deadline.ok_or_else(|| Refusal::NoRule {
        rule: "(days to sue)".into(),
        on: from,
    })?;
    Ok((from, deadline))
}

fn note_suit(
    state: &State,
    registration: RegistrationId,
    (filed_on, evidence): (Date, Digest),
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let acted = ("filed_on", filed_on);
    let Some(spared) = acts(state, registration, SUIT, acted, rules)? else {
        return Ok(vec![]);
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

fn note_asked(
    state: &State,
    registration: RegistrationId,
    (asked_on, evidence): (Date, Digest),
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let acted = ("asked_on", asked_on);
    let Some(spared) = acts(state, registration, ENFORCEMENT, acted, rules)? else {
        return Ok(vec![]);
    };
    let asked = EnforcementAsked {
        registration,
        asked_on,
        evidence,
        rule: goes_on(rules, stamp),
        spared,
    };
    Ok(vec![asked.into()])
}

/// The applicant does in time what the preservation waits for, and spares
/// these holds; `None` where that is known. It counts when it was done within
/// the days, even where the court learns of it after them; what is done later
/// takes nothing back.
fn acts(
    state: &State,
    registration: RegistrationId,
    kind: &str,
    (what, on): (&'static str, Date),
    rules: &Rules,
) -> Result<Option<Vec<HoldId>>, Refusal> {
    let stage = find(state, &registration)?;
    let deadline = match stage {
        Stage::Acted(before) if *before == on => return Ok(None),
        Stage::Acted(_) => return Err(Refusal::OnlyOnce { what: "this step" }),
        Stage::Begun | Stage::Measured(..) if kind != SUIT => return wrong_step(),
        Stage::Begun => None,
        Stage::Measured(hold, at) => Some(days_to_sue(state, hold, *at, rules)?.1),
        Stage::Running(deadline) | Stage::Missed(deadline, _) => Some(deadline.clone()),
    };
    if deadline
        .as_ref()
        .is_some_and(|deadline| deadline.kind != *kind)
    {
        return wrong_step();
    }
    let last = deadline.map(|deadline| deadline.at.date_in(rules.profile().zone()));
    if last.is_some_and(|last| on > last) {
        return Err(Refusal::Malformed {
            what,
            why: "lies after the days that the applicant had, which end with what is preserved",
        });
    }
    // Each preservation that missed its days asks for every hold there was.
    let others = state.preservations.iter();
    let others = others.filter(|(id, stage)| **id != registration && stage.has_missed(kind));
    let spared = match stage {
        Stage::Missed(deadline, _) if others.count() == 0 => {
            state.releases.owed_for(cause(deadline))
        }
        _ => vec![],
    };
    Ok(Some(spared))
}

fn wrong_step<T>() -> Result<T, Refusal> {
    Err(Refusal::Malformed {
        what: "registration",
        why: "waits for another step of the applicant",
    })
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
    let cause = cause(deadline);
    let owed: Vec<Event> = holds
        .iter()
        .filter(|hold| !state.releases.is_owed(hold, cause))
        .map(|hold| release::owed(*hold, cause, &deadline.basis, rules, stamp).into())
        .collect();
    let deadline = deadline.clone();
    let missed = if cause == NOT_ENFORCED {
        let missed = EnforcementNotAsked {
            registration,
            deadline,
            holds,
        };
        missed.into()
    } else {
        let missed = SuitMissed {
            registration,
            deadline,
            holds,
        };
        missed.into()
    };
    std::iter::once(missed).chain(owed).collect()
}

/// What must become of a hold that `order` has just made, or that was taken
/// over by hand, once the days have passed: whatever had left by then,
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
    let missed = state
        .preservations
        .iter()
        .find_map(|(registration, stage)| {
            let Stage::Missed(deadline, revision) = stage else {
                return None;
            };
            let had_left = fence.is_some_and(|fence| fence.revision < *revision);
            (had_left || current == Some(*registration)).then_some(deadline)
        })?;
    Some(release::owed(hold, cause(missed), &missed.basis, rules, stamp).into())
}
