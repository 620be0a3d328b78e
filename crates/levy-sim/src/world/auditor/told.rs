//! Notices to people: none goes out while a freeze of its plan may still take
//! effect (V-05), and none is forgotten.

use super::{Violation, model::Matter};
use crate::world::sometimes::Sometimes;
use levy_domain::{
    id::NoticeId,
    matter::{Event, event::NoticesOwed},
    time::Timestamp,
};
use std::collections::BTreeMap;

/// Notices that are open: when the clock that runs passes, and whether that
/// was said.
#[derive(Default)]
pub(super) struct Told {
    open: BTreeMap<NoticeId, (Timestamp, bool)>,
}

impl Told {
    /// Notes what an event of a matter says of notices, and judges it.
    pub(super) fn event(
        &mut self,
        event: &Event,
        matter: &Matter,
        sometimes: &mut Sometimes,
    ) -> Result<(), Violation> {
        match event {
            Event::NoticesOwed(owed) => {
                matter.may_be_told(owed)?;
                for notice in &owed.notices {
                    if let Some(deadline) = &notice.deadline {
                        self.open.insert(notice.notice, (deadline.at, false));
                    }
                }
            }
            Event::NoticeFailed(failed) => {
                sometimes.saw("notice-in-vain");
                self.open.insert(failed.notice, (failed.next.at, false));
            }
            Event::NoticeOverdue(overdue) => {
                sometimes.saw("notice-overdue");
                if let Some((_, said)) = self.open.get_mut(&overdue.notice) {
                    *said = true;
                }
            }
            Event::NoticeServed(served) => {
                self.open.remove(&served.notice);
            }
            Event::NoticeDropped(dropped) => {
                self.open.remove(&dropped.notice);
            }
            _ => {}
        }
        Ok(())
    }

    /// Of every clock that has passed it was said that it has.
    pub(super) fn at_rest(&self, now: Timestamp) -> Result<(), Violation> {
        let missed = |(at, said): &(Timestamp, bool)| *at <= now && !said;
        match self.open.iter().find(|(_, clock)| missed(clock)) {
            None => Ok(()),
            Some((notice, _)) => {
                let what = format!("{notice} is overdue and nobody was told");
                Err(Violation::new("no wake is missed", &what))
            }
        }
    }
}

impl Matter {
    fn may_be_told(&self, owed: &NoticesOwed) -> Result<(), Violation> {
        let Some(plan) = self.plans.get(&owed.plan) else {
            return Ok(());
        };
        for draft in &plan.drafted.orders {
            let Some(order) = self.orders.get(&draft.order) else {
                continue;
            };
            let made =
                |hold: &super::model::Hold| hold.order.is_some_and(|(id, _)| id == draft.order);
            if draft.measure.binds() && order.in_world() && !self.holds.values().any(made) {
                let what = format!("{} was on its way", draft.order);
                let rule = "nobody is told while a freeze of the same plan is on its way";
                return Err(Violation::new(rule, &what));
            }
        }
        Ok(())
    }
}
