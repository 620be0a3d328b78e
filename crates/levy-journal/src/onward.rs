//! A clock that stands nowhere before the log.
//!
//! After a start, or when somebody sets it, a machine's clock may stand before
//! what the log has recorded. Whatever were decided by it would be dated
//! before its own cause, and a deadline counted from it would have passed when
//! it begins.

use crate::Clock;
use futures::future::BoxFuture;
use levy_domain::time::Timestamp;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// The clock of a log: its own clock, or the last recorded time where that is
/// later.
pub(crate) struct Onward {
    clock: Arc<dyn Clock>,
    recorded: AtomicI64,
}

impl Onward {
    pub(crate) fn new(clock: Arc<dyn Clock>, recorded: Timestamp) -> Self {
        let now = clock.now();
        if now < recorded {
            tracing::warn!(clock = %now.to_rfc3339(), log = %recorded.to_rfc3339(), "the clock stands before the log; time stands still until it has caught up");
        }
        Onward {
            clock,
            recorded: AtomicI64::new(recorded.0),
        }
    }

    /// Something was recorded at this time.
    pub(crate) fn reached(&self, at: Timestamp) {
        self.recorded.fetch_max(at.0, Ordering::AcqRel);
    }

    fn recorded(&self) -> Timestamp {
        Timestamp(self.recorded.load(Ordering::Acquire))
    }
}

impl Clock for Onward {
    fn now(&self) -> Timestamp {
        self.clock.now().max(self.recorded())
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        if at <= self.recorded() {
            return Box::pin(std::future::ready(()));
        }
        self.clock.sleep_until(at)
    }
}
