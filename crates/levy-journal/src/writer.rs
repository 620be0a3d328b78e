//! The one writer: it drains what waits, stamps, frames, appends the group
//! with one sync and answers all.
//!
//! Natural batching: while one group is being synced the next one gathers in
//! the queue. A failure of the store ends all writing: what is on the disk is
//! then unknown, and only a restart finds out.

use crate::{Clock, WriteError, Written, frame::Framed, heads::Heads, onward::Onward};
use levy_domain::time::Timestamp;
use levy_store::{
    Append, AppendError, Appended, EventStore, Evidence, EvidenceStore, Expect, Revision,
    StoreError, StreamName,
};
use std::{
    collections::{HashSet, VecDeque},
    mem,
    sync::Arc,
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// Writes of one group; more would hold up the first ones' answers.
const GROUP: usize = 1_024;
/// Bytes at which a group is closed.
const GROUP_BYTES: usize = 8 * 1024 * 1024;

pub(crate) enum Job {
    Write {
        stream: StreamName,
        expect: Expect,
        previous: [u8; 32],
        events: Vec<Framed>,
        bodies: Vec<Evidence>,
        answer: oneshot::Sender<Result<Written, WriteError>>,
    },
    Close,
}

pub(crate) struct Writer {
    store: Arc<dyn EventStore>,
    evidence: Arc<dyn EvidenceStore>,
    /// Recorded time never falls below it.
    clock: Arc<Onward>,
    jobs: mpsc::Receiver<Job>,
    waiting: VecDeque<Job>,
    heads: Heads,
    /// Set by the first failure; nothing is written after it.
    stopped: Option<WriteError>,
}

/// One append of a group and whom to answer.
struct Pending {
    stream: StreamName,
    written: Written,
    has_bodies: bool,
    answer: oneshot::Sender<Result<Written, WriteError>>,
}

impl Writer {
    pub(crate) fn new(
        store: Arc<dyn EventStore>,
        evidence: Arc<dyn EvidenceStore>,
        clock: Arc<Onward>,
        jobs: mpsc::Receiver<Job>,
    ) -> Self {
        let (waiting, heads) = (VecDeque::new(), Heads::default());
        Writer {
            store,
            evidence,
            clock,
            jobs,
            waiting,
            heads,
            stopped: None,
        }
    }

    /// Ends when the queue is closed and empty.
    pub(crate) async fn run(mut self) {
        let mut incoming = Vec::new();
        loop {
            if self.waiting.is_empty() {
                if self.jobs.recv_many(&mut incoming, GROUP).await == 0 {
                    return;
                }
            } else {
                while incoming.len() < GROUP
                    && let Ok(job) = self.jobs.try_recv()
                {
                    incoming.push(job);
                }
            }
            self.waiting.extend(incoming.drain(..));
            let group = self.take_group();
            self.commit(group).await;
        }
    }

    /// At most one write per stream: a second one's chain starts where the
    /// first one ends, which only its answer tells.
    fn take_group(&mut self) -> Vec<Job> {
        let mut streams = HashSet::new();
        let (mut group, mut later) = (Vec::new(), VecDeque::new());
        let mut bytes = 0;
        for job in mem::take(&mut self.waiting) {
            let fits = group.len() < GROUP && bytes < GROUP_BYTES;
            match &job {
                Job::Close => self.jobs.close(),
                Job::Write { stream, events, .. } if fits && streams.insert(stream.clone()) => {
                    bytes += events.iter().map(Framed::size).sum::<usize>();
                    group.push(job);
                }
                Job::Write { .. } => later.push_back(job),
            }
        }
        self.waiting = later;
        group
    }

    async fn commit(&mut self, group: Vec<Job>) {
        let now = self.clock.now();
        let (mut appends, mut bodies, mut pending) = (Vec::new(), Vec::new(), Vec::new());
        for job in group {
            let Some((append, mut own, one)) = self.place(job, now) else {
                continue;
            };
            appends.push(append);
            bodies.append(&mut own);
            pending.push(one);
        }
        if appends.is_empty() {
            return;
        }
        self.clock.reached(now);
        let put = async {
            if bodies.is_empty() {
                Ok(())
            } else {
                self.evidence.put(bodies).await
            }
        };
        // Polled in this order, so that the bodies are queued first.
        let (put, answers) = futures::join!(put, self.store.append(appends));
        let put = put.map_err(WriteError::from);
        if let Err(failure) = &put {
            self.stop(failure);
        }
        let mut answers = answers.into_iter();
        for one in pending {
            let none = || Err(AppendError::Uncertain("the store gave no answer".into()));
            let answer = answers
                .next()
                .unwrap_or_else(none)
                .map_err(WriteError::from);
            let answer = match &put {
                Err(failure) if one.has_bodies => Err(failure.clone()),
                Ok(()) | Err(_) => answer,
            };
            self.answer(one, answer);
        }
    }

    /// Frames a write, or answers it at once.
    fn place(&self, job: Job, now: Timestamp) -> Option<(Append, Vec<Evidence>, Pending)> {
        let Job::Write {
            stream,
            expect,
            previous,
            events,
            bodies,
            answer,
        } = job
        else {
            return None;
        };
        let first = expect.next();
        let refused = match &self.stopped {
            Some(failure) => Some(failure.clone()),
            None if !self.heads.allow(&stream, first, &previous) => Some(WriteError::WrongPrevious),
            None => None,
        };
        if let Some(error) = refused {
            let _gone = answer.send(Err(error));
            return None;
        }
        let ids: Vec<Uuid> = events.iter().map(Framed::id).collect();
        let mut hash = previous;
        let place = |(revision, event): (u64, Framed)| {
            let event = event.place(Revision(revision), &hash, now);
            hash = event.hash;
            event
        };
        let events: Vec<_> = (first.0..).zip(events).map(place).collect();
        let written = Written {
            last: first,
            position: levy_store::Position(0),
            hash,
            recorded_at: now,
            ids,
            repeated: false,
        };
        let has_bodies = !bodies.is_empty();
        let one = Pending {
            stream: stream.clone(),
            written,
            has_bodies,
            answer,
        };
        Some((
            Append {
                stream,
                expect,
                events,
            },
            bodies,
            one,
        ))
    }

    fn answer(&mut self, one: Pending, answer: Result<Appended, WriteError>) {
        let Pending {
            stream,
            written,
            answer: caller,
            ..
        } = one;
        let answer = match answer {
            Ok(Appended {
                last,
                position,
                repeated,
            }) => {
                self.heads.remember(stream, last, written.hash);
                Ok(Written {
                    last,
                    position,
                    repeated,
                    ..written
                })
            }
            Err(error) => {
                self.heads.forget(&stream);
                self.stop(&error);
                Err(error)
            }
        };
        // A caller that no longer waits is no error.
        let _gone = caller.send(answer);
    }

    /// A failed store is not written again. A refusal is no failure.
    fn stop(&mut self, error: &WriteError) {
        let WriteError::Store(failure) = error else {
            return;
        };
        if self.stopped.is_none() && !matches!(**failure, StoreError::Refused(_)) {
            tracing::error!(%failure, "the journal stops writing");
            self.stopped = Some(error.clone());
        }
    }
}
