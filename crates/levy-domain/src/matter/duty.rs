//! What a matter owes the world, kept in an index that every event updates.

use crate::{
    id::{
        BreachId, ClaimId, DebtId, DelegationId, HoldId, IncomeId, NoticeId, OrderId, PlanId,
        RegistrationId, StandingId, UnitObjectionId, WrongPersonId,
    },
    time::Timestamp,
};
use std::collections::BTreeSet;

/// One thing owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Render and issue an approved plan.
    Issue(PlanId),
    /// Bring an issued order to its unit.
    Carry(OrderId),
    /// Say that a leg of an order's way through another court is late.
    RelayLeg(OrderId),
    /// Find out what became of an order whose outcome is unknown.
    Settle(OrderId),
    /// Say that an answer is overdue.
    Overdue(OrderId),
    /// Propose to lower what is held above what is owed.
    Reduce(ClaimId),
    /// Say that more is still held than is owed.
    ReduceOverdue(ClaimId),
    /// Tell that a hold ends soon, or that its end has passed.
    Alarm(HoldId),
    /// Say that what was paid out was not recovered by its date.
    Recovery(BreachId),
    /// Take the next step against a unit that does not answer.
    Escalate(OrderId),
    /// Say that the answer to a unit's objection is overdue.
    Objection(UnitObjectionId),
    /// Say that units are to be asked again about a closed number.
    Requery(RegistrationId),
    /// Count the days to sue from the first measure.
    SuitDeadline(RegistrationId),
    /// Say that no suit came within them, or that nobody asked for enforcement
    /// within his days.
    SuitMissed(RegistrationId),
    /// Propose to release a hold that must be let go.
    Release(HoldId),
    /// Say that nothing came for a pay day.
    Remittance(IncomeId),
    /// Say that a term product pays.
    Matured(HoldId),
    /// Say that what a third party owes fell due, or that his days passed.
    ThirdParty(DebtId),
    /// Draft the next round of a standing freeze.
    Standing(StandingId),
    /// Say that a hold still stands that should be gone.
    ReleaseOverdue(HoldId),
    /// Say that a plan was not countersigned in time.
    Countersign(PlanId),
    /// Say which units have not confirmed that a wrong person is free.
    WrongPersonOverdue(WrongPersonId),
    /// Say that a wrong person is free, and how long he was not.
    ClearWrongPerson(WrongPersonId),
    /// Presume that a place in a queue has come to the front, and ask.
    Promotion(HoldId),
    /// Ask a unit who stands ahead of a place in a queue.
    AskAhead(HoldId),
    /// Say that a clock of a case that goes to another court has run out.
    Delegation(DelegationId),
    /// Say that another court is overdue with handing an asset over.
    Handover(HoldId),
    /// Say who must be told of what a plan controls.
    Notice(PlanId),
    /// Say that somebody was not told in time.
    NoticeOverdue(NoticeId),
}

/// Duties by the instant from which they are owed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DutyIndex(BTreeSet<(Timestamp, Duty)>);

impl DutyIndex {
    pub(crate) fn insert(&mut self, from: Timestamp, duty: Duty) {
        self.0.insert((from, duty));
    }

    pub(crate) fn remove(&mut self, from: Timestamp, duty: Duty) {
        self.0.remove(&(from, duty));
    }

    /// Duties owed at `now`, oldest first.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = Duty> + '_ {
        self.0
            .iter()
            .take_while(move |(from, _)| *from <= now)
            .map(|(_, duty)| *duty)
    }

    /// The next instant after `now` at which a duty becomes owed.
    pub fn next_after(&self, now: Timestamp) -> Option<Timestamp> {
        let first = Duty::Issue(PlanId(uuid::Uuid::nil()));
        self.0
            .range((now.plus(1), first)..)
            .next()
            .map(|(from, _)| *from)
    }

    /// All entries, for the comparison with a naive recompute.
    pub fn entries(&self) -> impl Iterator<Item = &(Timestamp, Duty)> {
        self.0.iter()
    }

    /// True when all that is owed lies days or months ahead and needs no
    /// state in memory until then: the wake brings it back.
    pub fn is_quiet(&self) -> bool {
        let far = |duty: &Duty| {
            matches!(
                duty,
                Duty::Requery(_)
                    | Duty::Alarm(_)
                    | Duty::AskAhead(_)
                    | Duty::Standing(_)
                    | Duty::Remittance(_)
                    | Duty::NoticeOverdue(_)
                    | Duty::ThirdParty(_)
                    | Duty::Matured(_)
            )
        };
        self.0.iter().all(|(_, duty)| far(duty))
    }

    /// True when nothing is owed, now or later.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
