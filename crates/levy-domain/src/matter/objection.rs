//! A unit objects to an order in writing; the court answers within its days
//! (N-10). Meanwhile the order stands, and so do its clocks. A mere no of the
//! unit, for no reason of the law, is answered in the same way (S-01).

use super::{
    command,
    decide::Decision,
    duty::Duty,
    event::*,
    issuing::{find, wrong},
    papers,
    register::{Owing, Register},
    state::State,
};
use crate::{
    bytes::Digest,
    code::Code,
    id::{DocumentId, OfficerId, OrderId, UnitId, UnitObjectionId},
    order::Deadline,
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};

/// What may be asked about a unit's objections.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Enter an objection.
    Enter {
        /// Its id.
        objection: UnitObjectionId,
        /// To which order.
        order: OrderId,
        /// When the court received it.
        received_on: Date,
        /// The writing.
        evidence: Digest,
    },
    /// Answer it.
    Answer {
        /// Which objection.
        objection: UnitObjectionId,
        /// What the court says.
        outcome: ObjectionOutcome,
        /// The answer.
        document: DocumentId,
    },
    /// The deadline of the answer passed.
    NoteOverdue {
        /// Which objection.
        objection: UnitObjectionId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Objection(command)
    }
}

/// Objections of units in a matter.
pub type Objections = Register<ObjectionState>;

/// One objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectionState {
    /// To which order.
    pub order: OrderId,
    /// Which unit.
    pub unit: UnitId,
    /// When the court received the writing; `None` for a mere refusal.
    pub received_on: Option<Date>,
    /// Why and when the unit refused, where it did no more than that.
    pub refused: Option<(Code, Timestamp)>,
    /// The judge who must answer the refusal.
    pub owner: Option<OfficerId>,
    /// By when the court answers.
    pub deadline: Option<Deadline>,
    /// The deadline passed without an answer.
    pub overdue: bool,
    /// What the court answered, in which document.
    pub answer: Option<(ObjectionOutcome, DocumentId)>,
}

impl ObjectionState {
    /// Not answered.
    pub(super) fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

impl Owing for ObjectionState {
    type Id = UnitObjectionId;

    /// Somebody must say that the deadline passed.
    fn duty(&self, objection: UnitObjectionId) -> Option<(Timestamp, Duty)> {
        let open = self.is_open() && !self.overdue;
        let deadline = self.deadline.as_ref().filter(|_| open)?;
        Some((deadline.at, Duty::Objection(objection)))
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Enter {
            objection,
            order,
            received_on,
            evidence,
        } => {
            if let Some(known) = state.objections.get(objection) {
                let same = (known.order, known.received_on) == (*order, Some(*received_on));
                return if same {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            let against = find(state, order)?;
            if against.issuance.is_none() {
                return Err(wrong(against));
            }
            let objected = UnitObjected {
                objection: *objection,
                order: *order,
                unit: against.unit(),
                received_on: *received_on,
                deadline: rules.procedural_deadline("objection-answer", *received_on),
                evidence: *evidence,
            };
            Ok(vec![objected.into()])
        }
        Command::Answer {
            objection,
            outcome,
            document,
        } => answer(state, *objection, outcome, *document, stamp),
        Command::NoteOverdue { objection } => {
            let known = find_objection(state, objection)?;
            let passed = known.is_due(*objection, stamp.at);
            let deadline = known.deadline.clone().filter(|_| passed);
            let overdue = deadline.map(|deadline| UnitObjectionOverdue {
                objection: *objection,
                deadline,
            });
            Ok(overdue.into_iter().map(Event::from).collect())
        }
    }
}

fn find_objection<'a>(
    state: &'a State,
    objection: &UnitObjectionId,
) -> Result<&'a ObjectionState, Refusal> {
    let known = state.objections.get(objection);
    known.ok_or(Refusal::Unknown { what: "objection" })
}

fn answer(
    state: &State,
    objection: UnitObjectionId,
    outcome: &ObjectionOutcome,
    document: DocumentId,
    stamp: &Stamp,
) -> Decision {
    let known = find_objection(state, &objection)?;
    if let Some(before) = &known.answer {
        return if (&before.0, before.1) == (outcome, document) {
            Ok(vec![])
        } else {
            Err(Refusal::OnlyOnce { what: "an answer" })
        };
    }
    stamp.by_a_judge()?;
    papers::usable(state, document)?;
    let answered = UnitObjectionAnswered {
        objection,
        outcome: outcome.clone(),
        document,
    };
    Ok(vec![answered.into()])
}
