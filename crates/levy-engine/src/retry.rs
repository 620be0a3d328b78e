//! Orders that are put off, by order and by time, so that neither question
//! walks over all of them.

use levy_domain::{id::OrderId, time::Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Not before then. An order put off for ever is held back and never wakes.
#[derive(Default)]
pub(crate) struct Retry {
    until: BTreeMap<OrderId, Timestamp>,
    by_time: BTreeSet<(Timestamp, OrderId)>,
}

impl Retry {
    pub(crate) fn insert(&mut self, order: OrderId, at: Timestamp) {
        self.remove(&order);
        self.until.insert(order, at);
        if at != Timestamp(i64::MAX) {
            self.by_time.insert((at, order));
        }
    }

    pub(crate) fn remove(&mut self, order: &OrderId) {
        if let Some(at) = self.until.remove(order) {
            self.by_time.remove(&(at, *order));
        }
    }

    pub(crate) fn holds_back(&self, order: &OrderId, now: Timestamp) -> bool {
        self.until.get(order).is_some_and(|at| *at > now)
    }

    /// The next moment after `now` at which one may be tried.
    pub(crate) fn next_after(&self, now: Timestamp) -> Option<Timestamp> {
        let nobody = OrderId(uuid::Uuid::nil());
        let mut later = self.by_time.range((now.plus(1), nobody)..);
        later.next().map(|(at, _)| *at)
    }

    /// Those whose time has come; they are no longer put off.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Vec<OrderId> {
        let mut due = Vec::new();
        while let Some((at, order)) = self.by_time.first().copied()
            && at <= now
        {
            self.remove(&order);
            due.push(order);
        }
        due
    }
}
