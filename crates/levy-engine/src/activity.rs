//! Knowing when nothing is under way: every cause and every order at a unit
//! holds a token.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Notify;

#[derive(Debug, Default)]
struct Counter {
    held: AtomicUsize,
    idle: Notify,
}

/// Counts what is under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Activity(Arc<Counter>);

/// Something is under way until this is dropped.
#[derive(Debug)]
pub(crate) struct Hold(Arc<Counter>);

impl Activity {
    pub(crate) fn hold(&self) -> Hold {
        self.0.held.fetch_add(1, Ordering::AcqRel);
        Hold(Arc::clone(&self.0))
    }

    /// Waits until nothing is under way.
    pub(crate) async fn idle(&self) {
        loop {
            let notified = self.0.idle.notified();
            tokio::pin!(notified);
            notified.as_mut().enable();
            if self.0.held.load(Ordering::Acquire) == 0 {
                return;
            }
            notified.await;
        }
    }
}

impl Hold {
    pub(crate) fn again(&self) -> Hold {
        self.0.held.fetch_add(1, Ordering::AcqRel);
        Hold(Arc::clone(&self.0))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if self.0.held.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.idle.notify_waiters();
        }
    }
}
