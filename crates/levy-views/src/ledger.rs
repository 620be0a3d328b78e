//! The states of the matters that events are about, folded by the domain
//! itself. Bounded: what is not in memory is folded again from its stream.

use crate::{ViewError, control::Running, projection::Was};
use levy_domain::{
    decider::{Decider, Misfit},
    matter::{Matter, State},
};
use levy_journal::{AnyEvent, Entry};
use levy_store::{Revision, StreamName};
use std::collections::{BTreeMap, HashMap};

/// States kept in memory; one takes some ten thousand bytes.
const KEPT: usize = 4_096;

/// The states of matters.
#[derive(Default)]
pub(crate) struct Ledger {
    slots: HashMap<StreamName, Slot>,
    turn: u64,
}

#[derive(Default)]
struct Slot {
    state: State,
    running: Running,
    /// Revision that comes next.
    next: u64,
    /// When it was last used, in batches.
    used: u64,
}

/// A stream whose events below a revision must be folded first.
pub(crate) type Missing = (StreamName, Revision);

impl Ledger {
    /// What must be loaded before these entries can be taken.
    pub(crate) fn missing(&self, entries: &[Entry]) -> Vec<Missing> {
        let mut first: BTreeMap<&StreamName, u64> = BTreeMap::new();
        for entry in entries
            .iter()
            .filter(|entry| entry.stream.kind() == "matter")
        {
            first.entry(&entry.stream).or_insert(entry.revision.0);
        }
        let not_there = |(stream, revision): (&StreamName, u64)| {
            let next = self.slots.get(stream).map_or(0, |slot| slot.next);
            (next != revision).then(|| (stream.clone(), Revision(revision)))
        };
        first.into_iter().filter_map(not_there).collect()
    }

    /// Folds the earlier events of a stream from its start.
    pub(crate) fn load(&mut self, stream: StreamName, entries: &[Entry]) -> Result<(), ViewError> {
        self.slots.insert(
            stream,
            Slot {
                used: self.turn,
                ..Slot::default()
            },
        );
        for entry in entries {
            if let Some(Err(_)) = self.fold(entry)?.map(|(_, folded)| folded) {
                // It was noted when its row was written.
                continue;
            }
        }
        Ok(())
    }

    /// Folds an event of a matter; `None` when it is none or not known.
    #[expect(clippy::type_complexity, reason = "what was and what is, or why not")]
    pub(crate) fn fold(
        &mut self,
        entry: &Entry,
    ) -> Result<Option<(Was, Result<&State, Misfit>)>, ViewError> {
        if entry.stream.kind() != "matter" {
            return Ok(None);
        }
        if !self.slots.contains_key(&entry.stream) {
            self.slots.insert(entry.stream.clone(), Slot::default());
        }
        let Some(slot) = self.slots.get_mut(&entry.stream) else {
            return Ok(None);
        };
        if slot.next != entry.revision.0 {
            return Err(ViewError::Gap {
                stream: entry.stream.clone(),
                expected: slot.next,
                found: entry.revision.0,
            });
        }
        slot.next += 1;
        slot.used = self.turn;
        let Some(event) = entry.event.known().and_then(AnyEvent::matter) else {
            return Ok(None);
        };
        let was = Was::before(&slot.state, event);
        slot.running.leave(&slot.state, &was.touched);
        let folded = Matter::evolve(&mut slot.state, event, entry.header.decided_at);
        slot.running.enter(&slot.state, &was.touched);
        Ok(Some((was, folded.map(|()| &slot.state))))
    }

    /// The state of a matter that the batch touched, and its counts.
    pub(crate) fn state(&self, stream: &StreamName) -> Option<(&State, &Running)> {
        let slot = self.slots.get(stream)?;
        Some((&slot.state, &slot.running))
    }

    /// Ends a batch: the states used longest ago may go.
    pub(crate) fn end_batch(&mut self) {
        self.turn += 1;
        if self.slots.len() > KEPT {
            let mut used: Vec<u64> = self.slots.values().map(|slot| slot.used).collect();
            let half = used.len() / 2;
            let (_, middle, _) = used.select_nth_unstable(half);
            let middle = *middle;
            self.slots.retain(|_, slot| slot.used > middle);
        }
    }
}
