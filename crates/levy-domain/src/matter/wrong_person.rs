//! The wrong person (F3, F4): a report opens a chain that ends when every
//! unit that was asked about him has confirmed and every hold is gone.
//!
//! Nothing is done against him from the report on; the party himself may be
//! touched again once his identity is corrected. What was held wrongly is
//! counted in days, what was let go before the report as well; what was taken
//! goes back first.

pub(super) mod taken;

use super::{
    decide::Decision,
    duty::Duty,
    event::{
        Event, PlanWithdrawn, WrongPersonCleared, WrongPersonConfirmed, WrongPersonOverdue,
        WrongPersonReported, WronglyHeld,
    },
    opening::under_identity,
    release,
    settling::recall,
    state::State,
};
use crate::{
    bytes::Digest,
    id::{HoldId, OrderId, PersonId, ReceiptId, UnitId, WrongPersonId},
    order::{Basis, Deadline},
    refusal::Refusal,
    rules::Rules,
    sealed::Token,
    stamp::Stamp,
    time::{Date, Timestamp},
};
use std::collections::{BTreeMap, BTreeSet};

/// The cause under which holds of a wrong person must go.
pub(super) const CAUSE: &str = "wrong-person";

/// Its clock in the profile.
const CLOCK: &str = "release-wrong-person";

/// What may be asked about a wrong person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// An officer reports that somebody else was touched under the identity
    /// that is known of `person`.
    Report {
        /// Its id.
        report: WrongPersonId,
        /// The party.
        person: PersonId,
        /// What shows it, sealed.
        evidence: Option<Digest>,
    },
    /// Units confirm that nothing of his is touched any more.
    Confirm {
        /// Which report.
        report: WrongPersonId,
        /// Which units.
        units: Vec<UnitId>,
        /// Their word, sealed.
        evidence: Option<Digest>,
    },
    /// The deadline passed.
    NoteOverdue {
        /// Which report.
        report: WrongPersonId,
    },
    /// Nothing is left to be done.
    Clear {
        /// Which report.
        report: WrongPersonId,
    },
}

impl From<Command> for super::Command {
    fn from(command: Command) -> Self {
        super::Command::WrongPerson(command)
    }
}

/// A report as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongPerson {
    /// The party.
    pub person: PersonId,
    /// Token of the number under which it happened.
    pub number: Option<Token>,
    /// The court's day of the report, for a hold without a first day.
    pub since: Timestamp,
    /// By when every unit must have confirmed.
    pub deadline: Option<Deadline>,
    /// Units that have not confirmed.
    pub units: BTreeSet<UnitId>,
    /// His holds, with when each was gone.
    pub holds: BTreeMap<HoldId, Option<Timestamp>>,
    /// Orders under way that may still bind or take something.
    pub orders: BTreeSet<OrderId>,
    /// All orders issued under the number, whatever became of them.
    pub issued: BTreeSet<OrderId>,
    /// Money taken from him that is not back with him.
    pub receipts: BTreeSet<ReceiptId>,
    /// That the deadline passed was said.
    pub overdue: bool,
    /// Over.
    pub cleared: bool,
}

impl WrongPerson {
    /// A unit whose holds are all gone has confirmed by that.
    pub fn is_done(&self) -> bool {
        let open = !self.units.is_empty() || !self.orders.is_empty() || !self.receipts.is_empty();
        !open && self.holds.values().all(Option::is_some)
    }
}

/// Reports of a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrongPersons {
    all: BTreeMap<WrongPersonId, WrongPerson>,
    open: BTreeSet<WrongPersonId>,
    listed: BTreeMap<WrongPersonId, [Option<Timestamp>; 2]>,
}

impl WrongPersons {
    /// Every report.
    pub fn all(&self) -> &BTreeMap<WrongPersonId, WrongPerson> {
        &self.all
    }

    /// Since when a report could be cleared, if it can.
    pub fn clearable_since(&self, report: &WrongPersonId) -> Option<Timestamp> {
        self.listed.get(report).and_then(|listed| listed[0])
    }

    fn is_reported(&self, person: &PersonId, number: Option<&Token>) -> bool {
        self.all
            .values()
            .any(|report| report.person == *person && report.number.as_ref() == number)
    }

    fn is_about(&self, person: &PersonId) -> bool {
        self.all.values().any(|report| report.person == *person)
    }

    pub(super) fn insert(&mut self, id: WrongPersonId, report: WrongPerson) {
        self.all.insert(id, report);
        self.open.insert(id);
    }

    /// The report, while it is open.
    pub(super) fn open_mut(&mut self, id: &WrongPersonId) -> Option<&mut WrongPerson> {
        self.all.get_mut(id).filter(|report| !report.cleared)
    }

    pub(super) fn hold_of(&mut self, person: &PersonId, hold: HoldId) {
        for id in &self.open {
            if let Some(report) = self.all.get_mut(id)
                && report.person == *person
            {
                report.holds.entry(hold).or_insert(None);
            }
        }
    }
}

impl State {
    /// The identity of `person` as it is known now is that of somebody who
    /// owes nothing.
    pub(crate) fn is_wrong_person(&self, person: &PersonId) -> bool {
        let known = self.persons.get(person);
        let number = known.and_then(|(known, _)| known.identity.as_ref());
        self.wrong_persons
            .is_reported(person, number.map(|number| &number.token))
    }

    /// What a hold of `person` is that has just come to be: made under the
    /// identity of a wrong one.
    pub(super) fn is_wrongly_born(&self, person: &PersonId, void: bool) -> bool {
        self.is_wrong_person(person) || (void && self.wrong_persons.is_about(person))
    }

    /// Keeps the reports in step with their holds, and the duties with both.
    pub(super) fn restate_wrong_persons(&mut self, at: Timestamp) {
        if self.wrong_persons.open.is_empty() && self.wrong_persons.listed.is_empty() {
            return;
        }
        let (wrong, duties) = (&mut self.wrong_persons, &mut self.duties);
        for id in wrong.open.clone() {
            let Some(report) = wrong.all.get_mut(&id) else {
                continue;
            };
            for (hold, gone) in &mut report.holds {
                let stands = self.holds.get(hold).is_some_and(|hold| hold.is_open());
                *gone = if stands { None } else { gone.or(Some(at)) };
            }
            // Anew each time: an answer and what it moved are two events.
            let issued = report.issued.iter().copied();
            let under_way = issued.filter(|order| {
                let known = self.orders.get(order);
                known.is_some_and(|known| taken::touches(known) && taken::is_under_way(known))
            });
            report.orders = under_way.collect();
            report.receipts.retain(|receipt| {
                let known = self.receipts.get(receipt);
                known.is_some_and(|known| !known.is_gone())
            });
            let before = wrong.listed.get(&id).copied().unwrap_or_default();
            let done = !report.cleared && report.is_done();
            let late = !report.cleared && !report.overdue && !done;
            let clock = report.deadline.as_ref().map(|deadline| deadline.at);
            let after = [
                done.then(|| before[0].unwrap_or(at)),
                clock.filter(|_| late),
            ];
            let kinds = [Duty::ClearWrongPerson(id), Duty::WrongPersonOverdue(id)];
            for ((before, after), duty) in before.into_iter().zip(after).zip(kinds) {
                if before != after {
                    if let Some(from) = before {
                        duties.remove(from, duty);
                    }
                    if let Some(from) = after {
                        duties.insert(from, duty);
                    }
                }
            }
            wrong.listed.insert(id, after);
            if report.cleared {
                wrong.open.remove(&id);
                wrong.listed.remove(&id);
            }
        }
    }
}

/// Calendar days on which something stood from `from` to `to`, each day begun
/// counted: one when it came and went on one day. Practice of the court; no
/// rule was found.
pub fn days_held(from: Date, to: Date) -> u32 {
    let days = to.signed_duration_since(from).num_days();
    u32::try_from(days.max(0).saturating_add(1)).unwrap_or(u32::MAX)
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let find = |report: &WrongPersonId| {
        let known = state.wrong_persons.all.get(report);
        known.ok_or(Refusal::Unknown { what: "report" })
    };
    match command {
        Command::Report {
            report,
            person,
            evidence,
        } => {
            if let Some(known) = state.wrong_persons.all.get(report) {
                return if known.person == *person {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            if stamp.actor.officer.is_none() {
                return Err(Refusal::WrongRole {
                    role: stamp.actor.role.clone(),
                    needed: "an officer".into(),
                });
            }
            if !state.persons.contains_key(person) {
                return Err(Refusal::Unknown { what: "person" });
            }
            if state.is_wrong_person(person) {
                return Ok(vec![]);
            }
            reported(state, *report, *person, *evidence, rules, stamp)
        }
        Command::Confirm {
            report,
            units,
            evidence,
        } => {
            let known = find(report)?;
            let standing = known.holds.iter().filter(|(_, gone)| gone.is_none());
            let mut at = standing.filter_map(|(hold, _)| state.holds.get(hold));
            if at.any(|hold| units.contains(&hold.unit)) {
                return Err(Refusal::StillOpen {
                    what: "a hold of the wrong person at this unit is",
                    todo: "have its release confirmed",
                });
            }
            let units: Vec<UnitId> = units
                .iter()
                .filter(|unit| known.units.contains(unit))
                .copied()
                .collect();
            if units.is_empty() {
                return Ok(vec![]);
            }
            let confirmed = WrongPersonConfirmed {
                report: *report,
                units,
                evidence: *evidence,
            };
            Ok(vec![confirmed.into()])
        }
        Command::NoteOverdue { report } => {
            let known = find(report)?;
            let passed = known.deadline.as_ref().filter(|deadline| {
                !known.overdue && !known.cleared && !known.is_done() && deadline.at <= stamp.at
            });
            let overdue = passed.map(|deadline| {
                let standing = known.holds.iter().filter(|(_, gone)| gone.is_none());
                WrongPersonOverdue {
                    report: *report,
                    units: known.units.iter().copied().collect(),
                    holds: standing.map(|(hold, _)| *hold).collect(),
                    receipts: known.receipts.iter().copied().collect(),
                    deadline: deadline.clone(),
                }
            });
            Ok(overdue.into_iter().map(Event::from).collect())
        }
        Command::Clear { report } => {
            let known = find(report)?;
            if known.cleared {
                return Ok(vec![]);
            }
            if !known.is_done() {
                return Err(Refusal::StillOpen {
                    what: "a unit's confirmation, a release or the way back of money is",
                    todo: "have every unit confirm and refund what was taken first",
                });
            }
            let held = known
                .holds
                .iter()
                .filter_map(|(id, gone)| wrongly_held(state, known, *id, *gone, rules))
                .collect();
            let report = *report;
            Ok(vec![WrongPersonCleared { report, held }.into()])
        }
    }
}

fn wrongly_held(
    state: &State,
    report: &WrongPerson,
    id: HoldId,
    gone: Option<Timestamp>,
    rules: &Rules,
) -> Option<WronglyHeld> {
    let hold = state.holds.get(&id)?;
    let zone = rules.profile().zone();
    let to = gone?.date_in(zone);
    // Where the unit named no first day: when it answered the order, or got it.
    let made_by = hold.order.and_then(|(order, _)| state.order(&order));
    let since = made_by.and_then(|order| order.way.answered_at.or(order.issued_at));
    let known = since.unwrap_or(report.since).date_in(zone);
    let from = hold.from.unwrap_or(known).min(to);
    Some(WronglyHeld {
        hold: id,
        unit: hold.unit,
        from,
        to,
        days: days_held(from, to),
    })
}

fn reported(
    state: &State,
    report: WrongPersonId,
    person: PersonId,
    evidence: Option<Digest>,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let deadline = rules.deadline_of(CLOCK, stamp.at);
    let rule = rule(rules, stamp)?;
    let rests = under_identity(state, &person);
    let standing: Vec<HoldId> = rests
        .holds
        .iter()
        .filter(|hold| state.holds.get(hold).is_some_and(|hold| hold.is_open()))
        .copied()
        .collect();
    let units: BTreeSet<UnitId> = asked(state, &person, &rests.orders, &standing);
    let owed: Vec<Event> = standing
        .iter()
        .filter(|hold| !state.releases.is_owed(hold, CAUSE))
        .map(|hold| release::owed(*hold, CAUSE, &rule, rules, stamp).into())
        .collect();
    let mut events: Vec<Event> = vec![
        WrongPersonReported {
            report,
            person,
            evidence,
            rule,
            deadline,
            units: units.into_iter().collect(),
            orders: rests.orders.clone(),
            holds: rests.holds,
            receipts: taken::taken(state, &person),
            assets: rests.assets,
            sweeps: rests.sweeps,
        }
        .into(),
    ];
    events.extend(rests.plans.into_iter().map(|plan| {
        let ground = CAUSE.into();
        Event::from(PlanWithdrawn { plan, ground })
    }));
    // What may still bind or take is asked back; what lets go goes on.
    let out = rests.orders.iter().filter_map(|id| state.orders.get(id));
    for order in out.filter(|order| order.phase.is_in_world() && !order.draft.measure.frees()) {
        events.extend(recall(state, order, CAUSE)?);
    }
    events.extend(owed);
    Ok(events)
}

/// A hold of his must go; nothing where no rule can be cited.
pub(super) fn owed(hold: HoldId, rules: &Rules, stamp: &Stamp) -> Option<Event> {
    let rule = rule(rules, stamp).ok()?;
    Some(release::owed(hold, CAUSE, &rule, rules, stamp).into())
}

/// The clock's rule; without one, the rule that bars measures against those
/// who owe nothing.
fn rule(rules: &Rules, stamp: &Stamp) -> Result<Basis, Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    match rules.deadline_of(CLOCK, stamp.at) {
        Some(deadline) => Ok(deadline.basis),
        None => Ok(rules.profile().basis("X-09", on)?.clone()),
    }
}

/// Units that were asked about `person` or got an order about him, less those
/// where a hold stands: its release is their confirmation.
fn asked(
    state: &State,
    person: &PersonId,
    orders: &[OrderId],
    standing: &[HoldId],
) -> BTreeSet<UnitId> {
    let sweeps = state.sweeps.values();
    let sweeps = sweeps.filter(|sweep| sweep.subjects.contains(person));
    let mut units: BTreeSet<UnitId> = sweeps
        .flat_map(|sweep| sweep.asked.iter().copied())
        .collect();
    units.extend(
        orders
            .iter()
            .filter_map(|id| Some(state.orders.get(id)?.draft.unit)),
    );
    for hold in standing.iter().filter_map(|id| state.holds.get(id)) {
        units.remove(&hold.unit);
    }
    units
}
