//! The clock of a simulated machine: it stands still until it is moved, and
//! it may be wrong.

use futures::future::BoxFuture;
use levy::journal::Clock;
use levy_domain::time::Timestamp;
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// What the machine's clock shows. The world knows the true time; the machine
/// shows it shifted by a skew that jumps forward and back.
#[derive(Debug)]
pub struct SimClock {
    shown: watch::Sender<Timestamp>,
    true_time: Mutex<(Timestamp, i64)>,
}

impl SimClock {
    /// Right, and standing at `start`.
    #[must_use]
    pub fn new(start: Timestamp) -> Self {
        SimClock {
            shown: watch::Sender::new(start),
            true_time: Mutex::new((start, 0)),
        }
    }

    /// The true time.
    #[must_use]
    pub fn truth(&self) -> Timestamp {
        let at = self
            .true_time
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        at.0
    }

    /// How far the machine is ahead of the truth, in milliseconds.
    #[must_use]
    pub fn skew(&self) -> i64 {
        let at = self
            .true_time
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        at.1
    }

    /// The true time goes on to `at`, never back.
    pub fn advance(&self, at: Timestamp) {
        self.change(|now, skew| (now.max(at), skew));
    }

    /// Somebody sets the machine's clock: from now on it is `skew`
    /// milliseconds ahead of the truth, or behind it.
    pub fn jump(&self, skew: i64) {
        self.change(|now, _| (now, skew));
    }

    fn change(&self, to: impl FnOnce(Timestamp, i64) -> (Timestamp, i64)) {
        let mut at = self
            .true_time
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *at = to(at.0, at.1);
        self.shown.send_replace(at.0.plus(at.1));
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        *self.shown.borrow()
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        let mut shown = self.shown.subscribe();
        Box::pin(async move {
            // The sender lives as long as this borrow, so it never closes.
            let _ = shown.wait_for(|shown| *shown >= at).await;
        })
    }
}
