//! The file: changes and position commit together; another version or
//! another log means that it is built again from the start.

use crate::{
    ViewError, control,
    digest::digest_of,
    docket::Docket,
    holds::Holds,
    ledger::Missing,
    log::Log,
    orders::Orders,
    projection::{Projection, Tabled},
    trace::Trace,
    units::Units,
};
use levy_journal::Entry;
use levy_store::Position;
use rusqlite::{
    Connection, TransactionBehavior,
    backup::{Backup, StepResult},
};
use std::path::Path;

mod build;
mod fold;
mod locate;
mod meta;
mod tally;

pub(crate) use build::Build;
pub(crate) use fold::Earlier;
pub(crate) use meta::{connect_reader, remove};

use fold::Fold;

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
use for_all_projections;

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
    fold: Fold,
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
            fold: Fold::default(),
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
        create_tables(&tx, &self.store_id)?;
        create_indexes(&tx)?;
        tx.commit()?;
        self.checkpoint = None;
        Ok(())
    }

    fn forget(&mut self) {
        self.fold = Fold::default();
        self.conn.flush_prepared_statement_cache();
    }

    /// The log that it follows.
    pub(crate) fn store_id(&self) -> &str {
        &self.store_id
    }

    pub(crate) fn checkpoint(&self) -> Option<Checkpoint> {
        self.checkpoint
    }

    /// The streams that must be loaded before these entries can be taken.
    pub(crate) fn missing(&self, entries: &[Entry]) -> Vec<Missing> {
        self.fold.missing(entries)
    }

    /// Takes a batch, all above the checkpoint, after `earlier`: the entries of
    /// streams that were missing.
    pub(crate) fn take(&mut self, earlier: Earlier, entries: &[Entry]) -> Result<(), ViewError> {
        let taken = self.take_batch(earlier, entries);
        if taken.is_err() {
            // What was numbered and folded in this batch is gone with it.
            self.forget();
        }
        self.checkpoint = taken?;
        Ok(())
    }

    fn take_batch(
        &mut self,
        earlier: Earlier,
        entries: &[Entry],
    ) -> Result<Option<Checkpoint>, ViewError> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let stands = meta::checkpoint(&tx)?;
        if stands != self.checkpoint {
            return Err(ViewError::Elsewhere);
        }
        let checkpoint = self.fold.take(&tx, earlier, entries)?.or(stands);
        self.fold.write(&tx)?;
        meta::move_to(&tx, checkpoint)?;
        tx.commit()?;
        Ok(checkpoint)
    }

    /// Puts views that were built aside in the place of these, in one
    /// transaction: who reads sees the old ones or the new ones. Where another
    /// process has brought these forward meanwhile, they stay.
    pub(crate) fn replace(&mut self, built: &Connection) -> Result<(), ViewError> {
        self.forget();
        let stands = meta::checkpoint(&self.conn)?;
        if stands == self.checkpoint {
            match Backup::new(built, &mut self.conn)?.step(-1)? {
                StepResult::Done => {}
                _ => return Err(ViewError::Elsewhere),
            }
        }
        self.checkpoint = meta::checkpoint(&self.conn)?;
        Ok(())
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

fn create_tables(conn: &Connection, store_id: &str) -> Result<(), ViewError> {
    fn create<P: Tabled>(conn: &Connection) -> Result<(), ViewError> {
        Ok(conn.execute_batch(P::SCHEMA)?)
    }
    meta::create(conn, store_id, &VERSIONS)?;
    for_all_projections!(create(conn));
    Ok(conn.execute_batch(control::SCHEMA)?)
}

/// What readers look up by.
fn create_indexes(conn: &Connection) -> Result<(), ViewError> {
    fn create<P: Tabled>(conn: &Connection) -> Result<(), ViewError> {
        Ok(conn.execute_batch(P::INDEXES)?)
    }
    for_all_projections!(create(conn));
    Ok(conn.execute_batch(control::INDEXES)?)
}
