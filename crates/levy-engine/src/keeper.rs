//! Keeps the wake index behind the log: rows gather in memory and are written
//! together with a position below which nothing is missing.

use crate::key::StreamKey;
use levy_domain::time::Timestamp;
use levy_journal::{Wake, WakeIndex};
use levy_store::{Position, Revision};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

#[derive(Debug, Default)]
struct Gathered {
    rows: BTreeMap<StreamKey, (Option<Timestamp>, bool, Revision)>,
    /// Writes under way, by the last durable position when each began.
    begun: BTreeMap<u64, usize>,
    head: u64,
}

impl Gathered {
    /// Every event up to here is reflected in the rows.
    fn low(&self) -> u64 {
        self.begun.keys().next().copied().unwrap_or(self.head)
    }
}

#[derive(Clone)]
pub(crate) struct Keeper {
    gathered: Arc<Mutex<Gathered>>,
    index: Arc<WakeIndex>,
    /// A later position never goes before an earlier one.
    flushing: Arc<Mutex<()>>,
    slug: Arc<str>,
}

/// A write that has begun.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Begun(u64);

impl Keeper {
    pub(crate) fn new(index: Arc<WakeIndex>, slug: &str, head: Option<Position>) -> Self {
        let head = head.map_or(0, |position| position.0);
        Keeper {
            gathered: Arc::new(Mutex::new(Gathered {
                head,
                ..Gathered::default()
            })),
            index,
            flushing: Arc::default(),
            slug: slug.into(),
        }
    }

    pub(crate) fn is_on_disk(&self) -> bool {
        self.index.is_on_disk()
    }

    fn lock(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn begin(&self) -> Begun {
        let mut gathered = self.lock();
        let head = gathered.head;
        *gathered.begun.entry(head).or_default() += 1;
        Begun(head)
    }

    /// The write ended; `None` when it failed.
    pub(crate) fn end(&self, begun: Begun, position: Option<Position>) {
        let mut gathered = self.lock();
        if let Some(count) = gathered.begun.get_mut(&begun.0) {
            *count -= 1;
            if *count == 0 {
                gathered.begun.remove(&begun.0);
            }
        }
        if let Some(position) = position {
            gathered.head = gathered.head.max(position.0);
        }
    }

    pub(crate) fn note(&self, key: StreamKey, wake: Option<Timestamp>, owes: bool, last: Revision) {
        self.lock().rows.insert(key, (wake, owes, last));
    }

    /// Writes what gathered. Blocking and short; losing it costs only a
    /// longer start.
    pub(crate) fn flush(&self) {
        let _one_at_a_time = self.flushing.lock().unwrap_or_else(PoisonError::into_inner);
        let (rows, low) = {
            let mut gathered = self.lock();
            let low = gathered.low();
            (std::mem::take(&mut gathered.rows), low)
        };
        if rows.is_empty() {
            return;
        }
        let batch: Vec<Wake> = rows
            .iter()
            .filter_map(|(key, &(next_wake, owes, last))| {
                let stream = key.name(&self.slug).ok()?;
                Some(Wake {
                    stream,
                    next_wake,
                    owes,
                    last,
                })
            })
            .collect();
        if let Err(error) = self.index.set(&batch, Position(low)) {
            tracing::warn!(%error, "the wake index could not be written; it is tried again");
            // The index still stands at its old position. What was noted
            // since is newer than these rows.
            let mut gathered = self.lock();
            for (key, row) in rows {
                gathered.rows.entry(key).or_insert(row);
            }
        }
    }
}
