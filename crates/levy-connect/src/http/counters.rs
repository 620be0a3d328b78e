//! How many callbacks were taken and how many were turned away.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts of the reply router; labels carry no personal data because there
/// are none.
#[derive(Debug, Default)]
pub struct Counters {
    taken: AtomicU64,
    set_aside: AtomicU64,
    unauthenticated: AtomicU64,
    oversize: AtomicU64,
    unread: AtomicU64,
    deferred: AtomicU64,
}

/// The counts at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Replies and notices that went to the sink (200).
    pub taken: u64,
    /// Authenticated, but unreadable or for another unit (200).
    pub set_aside: u64,
    /// Unsigned, forged or signed by an unknown key (401).
    pub unauthenticated: u64,
    /// Larger than allowed (413).
    pub oversize: u64,
    /// Broken off or too slow before they were whole (400, 408).
    pub unread: u64,
    /// The sink could not take them, or there was no room; the unit sends
    /// again (503).
    pub deferred: u64,
}

impl Counters {
    /// The counts now.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Tally {
            taken: of(&self.taken),
            set_aside: of(&self.set_aside),
            unauthenticated: of(&self.unauthenticated),
            oversize: of(&self.oversize),
            unread: of(&self.unread),
            deferred: of(&self.deferred),
        }
    }

    pub(super) fn count(&self, what: Counted) {
        let counter = match what {
            Counted::Taken => &self.taken,
            Counted::SetAside => &self.set_aside,
            Counted::Unauthenticated => &self.unauthenticated,
            Counted::Oversize => &self.oversize,
            Counted::Unread => &self.unread,
            Counted::Deferred => &self.deferred,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// One outcome of a callback.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    Taken,
    SetAside,
    Unauthenticated,
    Oversize,
    Unread,
    Deferred,
}
