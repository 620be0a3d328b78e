//! The file: changes and position commit together; another version or
//! another log means that it is built again from the start.

use crate::{
    ViewError, control,
    digest::digest_of,
    docket::Docket,
    holds::Holds,
    ledger::{Ledger, Missing},
    log::{self, Log},
    orders::{Orders, Queries},
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled, Was},
    row::Blob,
    trace::Trace,
    units::Units,
};
use levy_journal::Entry;
use levy_store::{Position, StreamName};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{collections::BTreeMap, path::Path};

mod locate;
mod meta;
mod tally;

pub(crate) use meta::{connect_reader, remove};

use locate::{Kinds, Streams, locate, opened};
use tally::Tally;

/// Streams whose numbers are remembered between batches.
const KNOWN_STREAMS: usize = 20_000;

/// A list of projections, each brought to the function `$each`.
macro_rules! for_all_projections {
    ($each:ident($($given:expr),*)) => {
        $each::<Log>($($given),*)?;
        $each::<Trace>($($given),*)?;
        $each::<Docket>($($given),*)?;
        $each::<Holds>($($given),*)?;
        $each::<Orders>($($given),*)?;
        $each::<Units>($($given),*)?;
    };
}

/// Name and version of every projection.
pub(crate) const VERSIONS: [(&str, u32); 6] = [
    (Log::NAME, Log::VERSION),
    (Trace::NAME, Trace::VERSION),
    (Docket::NAME, Docket::VERSION),
    (Holds::NAME, Holds::VERSION),
    (Orders::NAME, Orders::VERSION),
    (Units::NAME, Units::VERSION),
];

/// Where the view stands in its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) position: Position,
    pub(crate) hash: [u8; 32],
}

/// The writing side of the file.
pub(crate) struct ViewStore {
    conn: Connection,
    store_id: String,
    checkpoint: Option<Checkpoint>,
    streams: Streams,
    kinds: Kinds,
    ledger: Ledger,
}

impl ViewStore {
    /// Opens the file or makes it; an unusable one is made anew, since it is
    /// only a cache.
    pub(crate) fn open(path: &Path, store_id: &str) -> Result<Self, ViewError> {
        match Self::try_open(path, store_id) {
            Err(ViewError::File(error)) if meta::is_damage(&error) => {
                tracing::warn!(%error, "the views' file is damaged and is built again");
                remove(path)?;
                Self::try_open(path, store_id)
            }
            opened => opened,
        }
    }

    fn try_open(path: &Path, store_id: &str) -> Result<Self, ViewError> {
        let conn = meta::connect(path)?;
        let mut store = ViewStore {
            conn,
            store_id: store_id.to_owned(),
            checkpoint: None,
            streams: BTreeMap::new(),
            kinds: BTreeMap::new(),
            ledger: Ledger::default(),
        };
        match meta::why_not(&store.conn, store_id)? {
            None => store.checkpoint = meta::checkpoint(&store.conn)?,
            Some(why) => {
                tracing::info!(why, "the views are built from the start of the log");
                store.reset()?;
            }
        }
        Ok(store)
    }

    /// Forgets everything; the next batch starts with the log.
    pub(crate) fn reset(&mut self) -> Result<(), ViewError> {
        self.forget();
        let tx = self.conn.transaction()?;
        meta::drop_all(&tx)?;
        meta::create(&tx, &self.store_id, &VERSIONS)?;
        for_all_projections!(create(&tx));
        tx.execute_batch(control::SCHEMA)?;
        tx.commit()?;
        self.checkpoint = None;
        Ok(())
    }

    fn forget(&mut self) {
        self.streams.clear();
        self.kinds.clear();
        self.ledger.clear();
        self.conn.flush_prepared_statement_cache();
    }

    pub(crate) fn checkpoint(&self) -> Option<Checkpoint> {
        self.checkpoint
    }

    /// The streams that must be loaded before these entries can be taken.
    pub(crate) fn missing(&self, entries: &[Entry]) -> Vec<Missing> {
        self.ledger.missing(entries)
    }

    /// Takes a batch, all above the checkpoint, after `earlier`: the entries of
    /// streams that were missing.
    pub(crate) fn take(
        &mut self,
        earlier: Vec<(StreamName, Vec<Entry>)>,
        entries: &[Entry],
    ) -> Result<(), ViewError> {
        if self.streams.len() > KNOWN_STREAMS {
            self.streams.clear();
        }
        let taken = self.take_batch(earlier, entries);
        if taken.is_err() {
            // What was numbered and folded in this batch is gone with it.
            self.forget();
        }
        self.checkpoint = taken?;
        self.ledger.end_batch();
        Ok(())
    }

    fn take_batch(
        &mut self,
        earlier: Vec<(StreamName, Vec<Entry>)>,
        entries: &[Entry],
    ) -> Result<Option<Checkpoint>, ViewError> {
        for (stream, entries) in earlier {
            self.ledger.load(stream, &entries)?;
        }
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let stands = meta::checkpoint(&tx)?;
        if stands != self.checkpoint {
            return Err(ViewError::Elsewhere);
        }
        let mut batch = Batch {
            conn: &tx,
            queries: Queries::default(),
        };
        let mut tally = Tally::default();
        let mut touched: BTreeMap<&StreamName, Blob> = BTreeMap::new();
        let mut checkpoint = stands;
        for entry in entries {
            let place = locate(&tx, &mut self.streams, &mut self.kinds, entry)?;
            let place = opened(&mut self.streams, entry, place);
            take_one(&mut batch, &mut self.ledger, &place, entry)?;
            tally.count(&place, entry);
            if let (Some(matter), None) = (place.about.matter, place.about.sweep) {
                touched.insert(&entry.stream, matter);
            }
            checkpoint = Some(Checkpoint {
                position: entry.position,
                hash: entry.hash,
            });
        }
        batch.queries.write(&tx)?;
        tally.write(&tx)?;
        for (stream, matter) in touched {
            if let Some(state) = self.ledger.state(stream) {
                control::restate(&tx, matter, state)?;
            }
        }
        meta::move_to(&tx, checkpoint)?;
        tx.commit()?;
        Ok(checkpoint)
    }

    /// SHA-256 over all rows in key order.
    pub(crate) fn digest(&self) -> Result<[u8; 32], ViewError> {
        Ok(digest(&self.conn)?)
    }
}

/// SHA-256 over all rows of all tables in key order.
pub(crate) fn digest(conn: &Connection) -> rusqlite::Result<[u8; 32]> {
    let tables = [
        Log::ROWS,
        Trace::ROWS,
        Docket::ROWS,
        Holds::ROWS,
        Orders::ROWS,
        Units::ROWS,
        &[control::ROWS],
    ];
    digest_of(conn, tables.concat())
}

fn create<P: Tabled>(tx: &Transaction<'_>) -> Result<(), ViewError> {
    Ok(tx.execute_batch(P::SCHEMA)?)
}

fn take_one(
    batch: &mut Batch<'_>,
    ledger: &mut Ledger,
    place: &Place,
    entry: &Entry,
) -> Result<(), ViewError> {
    let (was, matter) = match ledger.fold(entry)? {
        Some((was, Ok(state))) => (was, Some(state)),
        Some((_, Err(misfit))) => {
            // It changes nothing, there as here; shown with its reason.
            log::note_misfit(batch.conn, place, misfit.why)?;
            return Ok(());
        }
        None => (Was::default(), None),
    };
    let seen = Seen { entry, matter, was };
    for_all_projections!(carry(batch, place, &seen));
    Ok(())
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
