//! The embedded backend: one SQLite file, one writer, group commit.
//!
//! The directory holds `log.db` (events, evidence and a few facts, readable
//! with the stock `sqlite3`; start with the view `event_log`), its WAL,
//! `levy.lock`, `high-water` and, for large bodies, `evidence/`.
//!
//! **Where to start**: [`SqliteStore`], then `writer.rs` (groups, one sync),
//! `ledger.rs` (conflicts), `reader.rs` (pages), `upkeep.rs` (checkpoints).

mod bodies;
mod cache;
mod files;
mod health;
mod high_water;
mod ledger;
mod lock;
mod opening;
mod reader;
mod schema;
mod serve;
mod tail;
mod upkeep;
mod writer;
mod wrong;

use crate::StoreError;
use std::{fmt, sync::Arc, thread::JoinHandle};
use tokio::sync::{mpsc, oneshot};
use writer::Job;
use wrong::{failed, io, sql};

/// What kind of clock stamps the events. Anything may read a simulated log,
/// a real clock may not write one, nor the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockKind {
    /// The machine's clock.
    Real,
    /// A clock that is paused or jumped.
    Simulated,
}

impl ClockKind {
    /// As it is written down.
    pub fn literal(self) -> &'static str {
        match self {
            ClockKind::Real => "real",
            ClockKind::Simulated => "simulated",
        }
    }

    fn from_literal(literal: &str) -> Option<Self> {
        [ClockKind::Real, ClockKind::Simulated]
            .into_iter()
            .find(|kind| kind.literal() == literal)
    }
}

/// How a log is opened for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenMode {
    /// Kept in a new log, compared with that of an old one.
    pub clock: ClockKind,
}

/// Facts fixed when the log was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// Whose time the log holds.
    pub clock: ClockKind,
    /// Layout of the tables.
    pub format: u32,
    /// Oldest frame version a reader must know.
    pub min_reader: u32,
}

/// A log in a directory of its own.
///
/// Dropping it ends its threads after everything accepted was written;
/// [`SqliteStore::close`] does the same and tells how it went.
pub struct SqliteStore {
    meta: Meta,
    readers: Arc<reader::Readers>,
    durable: tail::Durable,
    bodies: Arc<bodies::Bodies>,
    /// `None` when opened to read only.
    writing: Option<Writing>,
}

/// Dropped in this order: no more jobs, the threads end, the lock goes.
struct Writing {
    jobs: Option<mpsc::Sender<Job>>,
    health: Arc<health::Health>,
    writer: Option<JoinHandle<()>>,
    upkeep: Option<JoinHandle<Result<(), StoreError>>>,
    _lock: lock::DirLock,
}

impl SqliteStore {
    /// Facts fixed when the log was created.
    pub fn meta(&self) -> Meta {
        self.meta
    }

    /// Commits since the store was opened: events written in the same time,
    /// divided by this, tell how many shared one sync.
    pub fn commits(&self) -> u64 {
        self.writing
            .as_ref()
            .map_or(0, |writing| writing.health.commits())
    }

    /// A small fact, such as `epoch` or a store id.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn meta_get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let key = key.to_owned();
        self.readers.with(move |reader| reader.fact(&key)).await
    }

    /// Sets a small fact; durable when it answers.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for the facts that [`SqliteStore::meta`] shows.
    pub async fn meta_set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        if schema::FIXED_KEYS.contains(&key) {
            return Err(StoreError::Refused(format!(
                "{key} is fixed when the log is created"
            )));
        }
        let (answer, answered) = oneshot::channel();
        self.send(Job::SetFact {
            key: key.into(),
            value: value.into(),
            answer,
        })
        .await?;
        answered
            .await
            .map_err(|_ended| failed("the writer ended"))?
    }

    /// Ends the threads; afterwards `log.db` alone holds the whole log.
    ///
    /// # Errors
    /// What kept the last checkpoint or the high-water mark from being
    /// written, or the failure after which the store wrote no more.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.readers.close();
        self.writing
            .take()
            .map_or(Ok(()), |mut writing| writing.end())
    }

    async fn send(&self, job: Job) -> Result<(), StoreError> {
        let jobs = self
            .writing
            .as_ref()
            .and_then(|writing| writing.jobs.as_ref());
        let jobs = jobs.ok_or_else(|| StoreError::Refused("opened to read only".into()))?;
        jobs.send(job)
            .await
            .map_err(|_ended| failed("the writer ended"))
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.readers.close();
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore")
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}

impl Writing {
    fn end(&mut self) -> Result<(), StoreError> {
        self.jobs = None;
        if self
            .writer
            .take()
            .is_some_and(|writer| writer.join().is_err())
        {
            return Err(failed("the writer panicked"));
        }
        match self.upkeep.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(ended)) => ended,
            Some(Err(_panic)) => Err(failed("the upkeep thread panicked")),
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            tracing::error!(%error, "the store did not end cleanly");
        }
    }
}
