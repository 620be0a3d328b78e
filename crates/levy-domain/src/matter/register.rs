//! Things of a matter by id, each of which owes one duty at most: objections,
//! breaches, rounds to come. A thing changes only here, and the index of
//! duties changes with it, so that no room can forget one.

use super::duty::{Duty, DutyIndex};
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// What owes one duty at most.
pub trait Owing {
    /// Its id.
    type Id: Copy + Ord;

    /// The duty as it stands, and from when it is owed.
    fn duty(&self, id: Self::Id) -> Option<(Timestamp, Duty)>;

    /// The duty is owed by `now`.
    fn is_due(&self, id: Self::Id, now: Timestamp) -> bool {
        self.duty(id).is_some_and(|(from, _)| from <= now)
    }
}

/// All things of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<T: Owing>(BTreeMap<T::Id, T>);

impl<T: Owing> Default for Register<T> {
    fn default() -> Self {
        Register(BTreeMap::new())
    }
}

impl<T: Owing> Register<T> {
    /// One of them.
    pub fn get(&self, id: &T::Id) -> Option<&T> {
        self.0.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&T::Id, &T)> {
        self.0.iter()
    }

    /// Puts one in, or in the place of what stood under its id.
    pub(super) fn put(&mut self, duties: &mut DutyIndex, id: T::Id, thing: T) {
        if let Some((from, duty)) = self.0.get(&id).and_then(|before| before.duty(id)) {
            duties.remove(from, duty);
        }
        if let Some((from, duty)) = thing.duty(id) {
            duties.insert(from, duty);
        }
        self.0.insert(id, thing);
    }

    /// Takes one out, if it is there.
    pub(super) fn remove(&mut self, duties: &mut DutyIndex, id: &T::Id) {
        let known = self.0.remove(id);
        if let Some((from, duty)) = known.and_then(|known| known.duty(*id)) {
            duties.remove(from, duty);
        }
    }

    /// Changes one; nothing where there is none.
    pub(super) fn change(
        &mut self,
        duties: &mut DutyIndex,
        id: &T::Id,
        change: impl FnOnce(&mut T),
    ) -> Option<()> {
        let known = self.0.get_mut(id)?;
        if let Some((from, duty)) = known.duty(*id) {
            duties.remove(from, duty);
        }
        change(known);
        if let Some((from, duty)) = known.duty(*id) {
            duties.insert(from, duty);
        }
        Some(())
    }

    /// Changes every one of them.
    pub(super) fn change_all(&mut self, duties: &mut DutyIndex, change: impl Fn(&mut T)) {
        let ids: Vec<T::Id> = self.0.keys().copied().collect();
        for id in ids {
            self.change(duties, &id, &change);
        }
    }
}
