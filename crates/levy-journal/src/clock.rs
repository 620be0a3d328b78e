//! The seam of time. Records are stamped by it; court dates are not.

use futures::future::BoxFuture;
use levy_domain::time::Timestamp;
use std::time::Duration;

/// Where now comes from. A simulator pauses or jumps it.
pub trait Clock: Send + Sync + 'static {
    /// Now. May run backwards; [`Journal::clock`](crate::Journal::clock) does
    /// not stand before the log.
    fn now(&self) -> Timestamp;
    /// Ready when `now()` has reached `at`.
    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()>;
}

/// The machine's own clock, the only place that reads it.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

/// A sleep ends and looks again after this, so that a machine whose clock was
/// set or that slept itself is not late by more.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one reader of the machine's time"
    )]
    fn now(&self) -> Timestamp {
        let since = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        match std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => Timestamp(since(after)),
            Err(before) => Timestamp(-since(before.duration())),
        }
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            loop {
                let left = at.since(self.now());
                if left <= 0 {
                    return;
                }
                let left = Duration::from_millis(left.unsigned_abs());
                tokio::time::sleep(left.min(LOOK_AGAIN)).await;
            }
        })
    }
}
