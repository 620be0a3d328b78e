//! The one thread that writes.
//!
//! Natural batching: while one group is being synced the next one gathers in
//! the channel; it is drained whole, written in one transaction, synced once
//! and only then answered.

use super::{failed, health::Health, ledger::Answer, ledger::Ledger};
use crate::{Append, AppendError, StoreError};
use rusqlite::{Connection, ErrorCode, config::DbConfig, hooks::Wal};
use std::{cell::Cell, sync::Arc};
use tokio::sync::{mpsc, oneshot, watch};

/// Jobs that may wait; a sender above that waits itself.
pub(super) const QUEUE: usize = 4_096;
/// Weight at which a group is closed, so that its answers are not held up by
/// those who came much later.
const GROUP_WEIGHT: usize = 8 * 1024 * 1024;
/// What an event or a row weighs besides its bytes.
const ROW_WEIGHT: usize = 512;

/// Something to write.
#[derive(Debug)]
pub(super) enum Job {
    Append {
        group: Vec<Append>,
        answer: oneshot::Sender<Vec<Answer>>,
    },
    Put {
        bodies: Vec<BodyRow>,
        answer: oneshot::Sender<Result<(), StoreError>>,
    },
    SetFact {
        key: String,
        value: String,
        answer: oneshot::Sender<Result<(), StoreError>>,
    },
}

/// A body of evidence; its bytes are `None` when they are in a file.
#[derive(Debug)]
pub(super) struct BodyRow {
    pub(super) digest: [u8; 32],
    pub(super) size: usize,
    pub(super) bytes: Option<Vec<u8>>,
}

/// What a job came to inside the transaction; worth nothing before the commit.
enum Outcome {
    Appended(Vec<Answer>),
    Done,
}

thread_local! {
    /// Pages in the WAL after this thread's last commit: the hook has no
    /// other place to leave them.
    static WAL_PAGES: Cell<u32> = const { Cell::new(0) };
}

/// Everything that the writing thread owns.
pub(super) struct Writer {
    pub(super) conn: Connection,
    pub(super) jobs: mpsc::Receiver<Job>,
    pub(super) durable: watch::Sender<u64>,
    pub(super) health: Arc<Health>,
    /// Wakes the upkeep thread, and ends it when the writer ends.
    pub(super) nudge: std::sync::mpsc::SyncSender<()>,
}

impl Writer {
    /// Returns when every sender of jobs is gone and the queue is empty.
    pub(super) fn run(mut self) {
        self.conn.wal_hook(Some(note_wal_pages));
        if let Err(error) = self.serve_all() {
            self.health.poison(&error.to_string());
            while let Some(job) = self.jobs.blocking_recv() {
                job.refuse(&self.health);
            }
        }
        if self.health.failure().is_some() {
            // Closing must not sync again what once failed to be synced.
            let kept = self
                .conn
                .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            if let Err(error) = kept {
                tracing::error!(%error, "a failed log may be checkpointed on close");
            }
        }
    }

    /// Ends with the first failure, its group already answered.
    fn serve_all(&mut self) -> rusqlite::Result<()> {
        let Self {
            conn,
            jobs,
            durable,
            health,
            nudge,
        } = self;
        let mut ledger = Ledger::new(conn)?;
        let mut group = Vec::new();
        while let Some(first) = jobs.blocking_recv() {
            gather(first, jobs, &mut group);
            let before = ledger.last();
            match write(conn, &mut ledger, &group, health) {
                Ok(outcomes) => {
                    let mark = ledger.last().filter(|mark| Some(*mark) != before);
                    if let Some(mark) = mark {
                        durable.send_replace(mark.position);
                    }
                    if health.committed(mark, WAL_PAGES.get()) {
                        // A full channel means that upkeep is awake already.
                        let _awake = nudge.try_send(());
                    }
                    for (job, outcome) in group.drain(..).zip(outcomes) {
                        job.answer(outcome);
                    }
                }
                Err(Broken::Already) => group.drain(..).for_each(|job| job.refuse(health)),
                Err(Broken::BeforeCommit(error)) => {
                    health.poison(&error.to_string());
                    group.drain(..).for_each(|job| job.refuse(health));
                    return Err(error);
                }
                Err(Broken::AtCommit(error, outcomes)) => {
                    health.poison(&error.to_string());
                    for (job, outcome) in group.drain(..).zip(outcomes) {
                        job.doubt(outcome, health);
                    }
                    return Err(error);
                }
            }
        }
        Ok(())
    }
}

fn note_wal_pages(_wal: &Wal, pages: i32) -> rusqlite::Result<()> {
    WAL_PAGES.set(pages.unsigned_abs());
    Ok(())
}

/// Upkeep has copied nearly all of the WAL; what came since is copied while
/// nobody writes, so that the next commit starts the WAL from its beginning
/// and the file keeps its size.
fn finish_checkpoint(conn: &Connection) -> rusqlite::Result<()> {
    match conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_row| Ok(())) {
        // The WAL holds what could not be copied and goes on growing.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => Ok(()),
        done => done,
    }
}

fn gather(first: Job, jobs: &mut mpsc::Receiver<Job>, group: &mut Vec<Job>) {
    let mut weight = first.weight();
    group.push(first);
    while weight < GROUP_WEIGHT {
        let Ok(job) = jobs.try_recv() else { break };
        weight += job.weight();
        group.push(job);
    }
}

enum Broken {
    /// The upkeep thread failed before; nothing was tried.
    Already,
    /// Nothing of the group is there.
    BeforeCommit(rusqlite::Error),
    /// The group may be there.
    AtCommit(rusqlite::Error, Vec<Outcome>),
}

fn write(
    conn: &Connection,
    ledger: &mut Ledger<'_>,
    group: &[Job],
    health: &Health,
) -> Result<Vec<Outcome>, Broken> {
    if health.failure().is_some() {
        return Err(Broken::Already);
    }
    if health.take_finish_request() {
        finish_checkpoint(conn).map_err(Broken::BeforeCommit)?;
    }
    let roll_back = |error| {
        // The answer is the same whether this works or not.
        let _gone = conn.execute_batch("ROLLBACK");
        error
    };
    conn.execute_batch("BEGIN IMMEDIATE")
        .map_err(Broken::BeforeCommit)?;
    let outcomes = group
        .iter()
        .map(|job| job.apply(ledger))
        .collect::<rusqlite::Result<Vec<_>>>()
        .map_err(|error| Broken::BeforeCommit(roll_back(error)))?;
    match conn.execute_batch("COMMIT") {
        Ok(()) => Ok(outcomes),
        Err(error) => Err(Broken::AtCommit(roll_back(error), outcomes)),
    }
}

impl Job {
    fn weight(&self) -> usize {
        match self {
            Job::Append { group, .. } => {
                let events = group.iter().flat_map(|append| &append.events);
                events
                    .map(|e| ROW_WEIGHT + e.header.len() + e.payload.len())
                    .sum()
            }
            Job::Put { bodies, .. } => bodies
                .iter()
                .map(|body| ROW_WEIGHT + body.bytes.as_ref().map_or(0, Vec::len))
                .sum(),
            Job::SetFact { .. } => ROW_WEIGHT,
        }
    }

    fn apply(&self, ledger: &mut Ledger<'_>) -> rusqlite::Result<Outcome> {
        match self {
            Job::Append { group, .. } => {
                let answers = group.iter().map(|append| ledger.append(append));
                answers
                    .collect::<rusqlite::Result<_>>()
                    .map(Outcome::Appended)
            }
            Job::Put { bodies, .. } => {
                for body in bodies {
                    ledger.put(&body.digest, body.size, body.bytes.as_deref())?;
                }
                Ok(Outcome::Done)
            }
            Job::SetFact { key, value, .. } => {
                ledger.set_fact(key, value)?;
                Ok(Outcome::Done)
            }
        }
    }

    /// Durable. A caller that no longer waits is no error.
    fn answer(self, outcome: Outcome) {
        match (self, outcome) {
            (Job::Append { answer, .. }, Outcome::Appended(answers)) => {
                let _gone = answer.send(answers);
            }
            (Job::Put { answer, .. } | Job::SetFact { answer, .. }, _) => {
                let _gone = answer.send(Ok(()));
            }
            (Job::Append { .. }, Outcome::Done) => {}
        }
    }

    /// The commit failed: what would have been written may be there; what was
    /// refused was judged on events that may not be.
    fn doubt(self, outcome: Outcome, health: &Health) {
        let why = health.reason();
        match (self, outcome) {
            (Job::Append { answer, .. }, Outcome::Appended(answers)) => {
                let doubts = answers.into_iter().map(|known| match known {
                    Ok(_) => Err(AppendError::Uncertain(why.clone())),
                    Err(_) => Err(AppendError::Store(failed(why.clone()))),
                });
                let _gone = answer.send(doubts.collect());
            }
            (job, _) => job.refuse(health),
        }
    }

    /// Certainly not written.
    fn refuse(self, health: &Health) {
        let why = health.reason();
        match self {
            Job::Append { group, answer } => {
                let refusals = group.iter().map(|_| Err(failed(why.clone()).into()));
                let _gone = answer.send(refusals.collect());
            }
            Job::Put { answer, .. } | Job::SetFact { answer, .. } => {
                let _gone = answer.send(Err(failed(why)));
            }
        }
    }
}
