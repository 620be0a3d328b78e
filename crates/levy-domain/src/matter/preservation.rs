//! Preservation before a suit (诉前保全): who applies must sue or go to
//! arbitration within days that run from the first measure (P-05, D-08), or
//! what is preserved is let go. A suit in time changes nothing in the holds:
//! they go on under the later numbers of the matter, with their terms (P-06).

use super::{
    command,
    decide::Decision,
    duty::{Duty, DutyIndex},
    event::*,
    papers, planning,
    register::{Owing, Register},
    state::State,
};
use crate::{
    bytes::Digest,
    document::DocumentKind,
    id::{DocumentId, HoldId, PlanId, RegistrationId},
    order::{Deadline, Measure, OrderDraft},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

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
    /// The days to sue passed; the release of what is held is drafted with it.
    NoteMissed {
        /// Under which number.
        registration: RegistrationId,
        /// Id of that plan.
        plan: PlanId,
    },
    /// Draft the release of what is still held then, such as what another
    /// order was busy with.
    PlanRelease {
        /// Id of the plan.
        plan: PlanId,
        /// Under which number.
        registration: RegistrationId,
        /// Documents that go along.
        documents: Vec<DocumentId>,
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
    /// The days passed: what is still held is let go.
    Missed(Deadline),
}

impl Owing for Stage {
    type Id = RegistrationId;

    fn duty(&self, id: RegistrationId) -> Option<(Timestamp, Duty)> {
        match self {
            Stage::Measured(_, at) => Some((*at, Duty::SuitDeadline(id))),
            Stage::Running(deadline) => Some((deadline.at, Duty::SuitMissed(id))),
            Stage::Begun | Stage::Sued(_) | Stage::Missed(_) => None,
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
        } => match find(state, registration)? {
            Stage::Sued(on) if on == filed_on => Ok(vec![]),
            Stage::Sued(_) => Err(Refusal::OnlyOnce { what: "a suit" }),
            _ => {
                let filed = SuitFiled {
                    registration: *registration,
                    filed_on: *filed_on,
                    evidence: *evidence,
                };
                Ok(vec![filed.into()])
            }
        },
        Command::NoteMissed { registration, plan } => match find(state, registration)? {
            Stage::Running(deadline) if deadline.at <= stamp.at => {
                let missed = SuitMissed {
                    registration: *registration,
                    deadline: deadline.clone(),
                    holds: state.open_holds().map(|(id, _)| *id).collect(),
                };
                let mut events: Vec<Event> = vec![missed.into()];
                // Where nothing can be drafted now, the holds stand in the
                // event all the same.
                let rule = &deadline.basis.rule;
                let released = planning::release_all(state, *plan, rule, &[], rules, stamp);
                events.extend(released.into_iter().flatten());
                Ok(events)
            }
            _ => Ok(vec![]),
        },
        Command::PlanRelease {
            plan,
            registration,
            documents,
        } => plan_release(state, *plan, registration, documents, rules, stamp),
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
    let zone = rules.profile().zone();
    let first = state.holds.get(hold).and_then(|hold| hold.from);
    let from = first.unwrap_or_else(|| at.date_in(zone));
    let deadline = rules.procedural_deadline("suit", from);
    let deadline = deadline.ok_or_else(|| Refusal::NoRule {
        rule: "(days to sue)".into(),
        on: from,
    })?;
    let set = SuitDeadlineSet {
        registration,
        hold: *hold,
        from,
        deadline,
    };
    Ok(vec![set.into()])
}

/// Every hold that is open and not busy is released, for approval like any
/// other plan.
fn plan_release(
    state: &State,
    plan: PlanId,
    registration: &RegistrationId,
    documents: &[DocumentId],
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let Stage::Missed(deadline) = find(state, registration)? else {
        return Err(Refusal::NothingToPlan {
            why: "the days to sue have not passed in vain",
        });
    };
    if let Some(known) = state.plans.get(&plan) {
        let releases = |order: &OrderDraft| order.measure == Measure::Release;
        return if known.drafted.orders.iter().all(releases) {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    planning::release_all(state, plan, &deadline.basis.rule, documents, rules, stamp)
}
