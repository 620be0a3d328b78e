//! The clocks that an event names, so that nobody has to know which events
//! have any.

use super::{Ends, Event};
use crate::order::Deadline;

impl Event {
    /// Every deadline in it, those that have passed among them.
    pub fn deadlines(&self) -> Vec<&Deadline> {
        match self {
            Event::OrdersIssued(e) => e.issued.iter().flat_map(|one| &one.deadlines).collect(),
            Event::OrderDelivered(e) => e.deadlines.iter().collect(),
            Event::OrderOverdue(e) => with(&e.deadline, &e.next),
            Event::Escalated(e) => with(&e.missed, &e.next),
            Event::RequeryDue(e) => with(&e.due, &e.next),
            Event::CaseNumberClosed(e) => e.requery.iter().collect(),
            Event::SuitDeadlineSet(e) => vec![&e.deadline],
            Event::SuitMissed(e) => vec![&e.deadline],
            Event::ReleaseOwed(e) => e.deadline.iter().collect(),
            Event::ReleaseOverdue(e) => vec![&e.deadline],
            Event::DistributionServed(e) => vec![&e.deadline],
            Event::RecoveryOrdered(e) => vec![&e.deadline],
            Event::RecoveryMissed(e) => vec![&e.deadline],
            Event::ReconsiderationAsked(e) => vec![&e.deadline],
            Event::UnitObjected(e) => e.deadline.iter().collect(),
            Event::UnitObjectionOverdue(e) => vec![&e.deadline],
            Event::HoldEstablished(e) => alarm(&e.ends),
            Event::HoldAdopted(e) => alarm(&e.ends),
            Event::HoldChanged(e) => alarm(&e.ends),
            Event::HoldRenewed(e) => alarm(&e.ends),
            Event::HoldEndNear(e) => e.applicant.iter().chain(&e.next).collect(),
            _ => Vec::new(),
        }
    }
}

fn with<'a>(one: &'a Deadline, next: &'a Option<Deadline>) -> Vec<&'a Deadline> {
    std::iter::once(one).chain(next).collect()
}

fn alarm(ends: &Ends) -> Vec<&Deadline> {
    ends.alarm.iter().collect()
}
