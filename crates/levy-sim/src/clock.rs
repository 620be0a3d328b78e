//! The court's time in a simulation: it stands still until it is moved.

use futures::future::BoxFuture;
use levy::journal::Clock;
use levy_domain::time::Timestamp;
use tokio::sync::watch;

/// A clock that only its owner moves, and never backwards.
#[derive(Debug)]
pub struct CourtClock(watch::Sender<Timestamp>);

impl CourtClock {
    /// Stands at `start`.
    pub fn new(start: Timestamp) -> Self {
        CourtClock(watch::Sender::new(start))
    }

    /// Moves to `at`, unless it stands later already.
    pub fn set(&self, at: Timestamp) {
        self.0.send_if_modified(|now| {
            let moved = at > *now;
            *now = (*now).max(at);
            moved
        });
    }
}

impl Clock for CourtClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        let mut now = self.0.subscribe();
        Box::pin(async move {
            // The sender lives as long as this borrow, so it never closes.
            let _ = now.wait_for(|now| *now >= at).await;
        })
    }
}
