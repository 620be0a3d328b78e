//! Room for bodies at the court's door, shared fairly between units.

use super::bounds::Bounds;
use levy_domain::id::UnitId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many bodies are borne at once, in all and of each unit.
pub(super) struct Room {
    all: Arc<Semaphore>,
    /// Listed units only, so it does not grow with strangers.
    of_one: Mutex<HashMap<UnitId, Arc<Semaphore>>>,
    share: usize,
}

/// A place in the room until it is dropped.
pub(super) struct Place {
    _all: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
}

impl Room {
    pub(super) fn new(bounds: Bounds) -> Self {
        Room {
            all: Arc::new(Semaphore::new(bounds.bodies)),
            of_one: Mutex::default(),
            share: bounds.bodies_of_one,
        }
    }

    /// A place for a body of a unit; `None` when all, or all of its own, are
    /// taken.
    pub(super) fn take(&self, unit: UnitId) -> Option<Place> {
        let own = {
            let mut of_one = self.of_one.lock().unwrap_or_else(PoisonError::into_inner);
            let new = || Arc::new(Semaphore::new(self.share));
            Arc::clone(of_one.entry(unit).or_insert_with(new))
        };
        Some(Place {
            _own: own.try_acquire_owned().ok()?,
            _all: Arc::clone(&self.all).try_acquire_owned().ok()?,
        })
    }
}
