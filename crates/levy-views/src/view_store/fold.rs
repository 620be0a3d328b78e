//! What is in memory while entries are taken: numbers, states, and rows that
//! are written later, each once.

use super::{Checkpoint, for_all_projections, locate::Numbers, tally::Tally};
use crate::{
    ViewError, control,
    docket::Docket,
    holds::Holds,
    ledger::{Ledger, Missing},
    log::{self, Log},
    orders::{Orders, Queries, Standing},
    place::Place,
    projection::{Batch, Fit, Seen, Tabled, Was},
    row::Blob,
    trace::Trace,
    units::Units,
};
use levy_journal::Entry;
use levy_store::StreamName;
use rusqlite::Connection;
use std::collections::HashMap;

/// The entries of streams up to where they must be known.
pub(crate) type Earlier = Vec<(StreamName, Vec<Entry>)>;

/// Takes entries; what they leave unwritten, [`Fold::write`] writes.
#[derive(Default)]
pub(super) struct Fold {
    numbers: Numbers,
    ledger: Ledger,
    queries: Queries,
    standing: Standing,
    tally: Tally,
    /// Matters whose sums may have changed.
    touched: HashMap<StreamName, Blob>,
    /// Entries taken since the last writing.
    taken: usize,
}

impl Fold {
    /// The streams that must be loaded before these entries can be taken.
    pub(super) fn missing(&self, entries: &[Entry]) -> Vec<Missing> {
        self.ledger.missing(entries)
    }

    /// Entries taken since the last [`Fold::write`].
    pub(super) fn taken(&self) -> usize {
        self.taken
    }

    /// Takes entries after `earlier`, the entries of streams that were
    /// missing; gives where the last of them stands.
    pub(super) fn take(
        &mut self,
        conn: &Connection,
        earlier: Earlier,
        entries: &[Entry],
    ) -> Result<Option<Checkpoint>, ViewError> {
        for (stream, entries) in earlier {
            self.ledger.load(stream, &entries)?;
        }
        for entry in entries {
            let place = self.numbers.locate(conn, entry)?;
            self.take_one(conn, &place, entry)?;
            self.tally.count(&place, entry);
            if let (Some(matter), None) = (place.about.matter, place.about.sweep)
                && !self.touched.contains_key(&entry.stream)
            {
                self.touched.insert(entry.stream.clone(), matter);
            }
        }
        self.taken += entries.len();
        Ok(entries.last().map(|entry| Checkpoint {
            position: entry.position,
            hash: entry.hash,
        }))
    }

    fn take_one(
        &mut self,
        conn: &Connection,
        place: &Place,
        entry: &Entry,
    ) -> Result<(), ViewError> {
        let (was, matter) = match self.ledger.fold(entry)? {
            Some((was, Ok(state))) => (was, Some(state)),
            Some((_, Err(misfit))) => {
                // It changes nothing, there as here; shown with its reason.
                log::note_misfit(conn, place, misfit.why)?;
                return Ok(());
            }
            None => (Was::default(), None),
        };
        let seen = Seen { entry, matter, was };
        let mut batch = Batch {
            conn,
            queries: &mut self.queries,
            standing: &mut self.standing,
        };
        for_all_projections!(carry(&mut batch, place, &seen));
        Ok(())
    }

    /// Writes what waits.
    pub(super) fn write(&mut self, conn: &Connection) -> Result<(), ViewError> {
        std::mem::take(&mut self.queries).write(conn)?;
        std::mem::take(&mut self.standing).write(conn)?;
        std::mem::take(&mut self.tally).write(conn)?;
        for (stream, matter) in self.touched.drain() {
            if let Some((state, running)) = self.ledger.state(&stream) {
                control::restate(conn, matter, state, running)?;
            }
        }
        self.taken = 0;
        self.ledger.end_batch();
        self.numbers.end_batch();
        Ok(())
    }
}

fn carry<P: Tabled>(
    batch: &mut Batch<'_>,
    place: &Place,
    seen: &Seen<'_>,
) -> Result<(), ViewError> {
    for change in P::project(seen) {
        if P::apply(batch, place, change)? == Fit::Misfits {
            log::note_misfit(batch.conn, place, P::NAME)?;
        }
    }
    Ok(())
}
