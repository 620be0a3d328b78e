//! The desk from which unit workers pull: the most urgent order of a unit
//! first, with ageing, a few at a time per unit and in all. What does not fit
//! stays a duty in its stream's state.

use crate::{
    StreamKey,
    activity::Hold,
    carrier::{self, Errand},
    cause::{Cause, Input, What},
    limits::EngineLimits,
};
use levy_connect::Connector;
use levy_domain::{
    id::{OrderId, UnitId},
    order::Measure,
};
use levy_journal::Clock;
use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Semaphore, mpsc};

/// Smaller goes first. A job overtakes one urgency class for every
/// [`AGEING`] jobs that came after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    due: u64,
    seq: u64,
}

const AGEING: u64 = 2_048;

/// Urgency of a measure: lifting before renewing before freezing before
/// moving money before asking.
fn class(measure: &Measure) -> u64 {
    match measure {
        Measure::Renew => 1,
        Measure::Release | Measure::PartialRelease | Measure::ReleaseWaiting => 2,
        Measure::Freeze | Measure::WaitingFreeze => 3,
        Measure::Transfer => 4,
        Measure::Query => 6,
        _ => 5,
    }
}

pub(crate) struct Job {
    pub key: StreamKey,
    pub order: OrderId,
    pub unit: UnitId,
    pub measure: Measure,
    pub errand: Errand,
    pub hold: Hold,
}

#[derive(Default)]
struct Counter {
    waiting: BTreeMap<Rank, Job>,
    working: usize,
}

#[derive(Default)]
struct Counters {
    units: HashMap<UnitId, Counter>,
    seq: u64,
    closing: bool,
    closed: bool,
}

/// What may not be left undone once it stands on the desk: the log says that
/// its sending has begun, and a restart could only call it unknown.
fn must_run(job: &Job) -> bool {
    matches!(
        job.errand,
        Errand::Submit {
            harmless: false,
            ..
        }
    )
}

/// Where orders wait for their unit.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Inner>);

struct Inner {
    counters: Mutex<Counters>,
    at_once: Semaphore,
    limits: EngineLimits,
    connector: Arc<dyn Connector>,
    clock: Arc<dyn Clock>,
    shards: Vec<mpsc::Sender<Input>>,
}

impl Desk {
    pub(crate) fn new(
        limits: EngineLimits,
        connector: Arc<dyn Connector>,
        clock: Arc<dyn Clock>,
        shards: Vec<mpsc::Sender<Input>>,
    ) -> Self {
        Desk(Arc::new(Inner {
            counters: Mutex::default(),
            at_once: Semaphore::new(limits.in_flight.max(1)),
            limits,
            connector,
            clock,
            shards,
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.0
            .counters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job down; a worker comes for it.
    pub(crate) fn put(&self, job: Job) {
        let unit = job.unit;
        let start = {
            let mut counters = self.lock();
            if counters.closed || (counters.closing && !must_run(&job)) {
                return;
            }
            counters.seq += 1;
            let seq = counters.seq;
            let rank = Rank {
                due: seq + class(&job.measure) * AGEING,
                seq,
            };
            let counter = counters.units.entry(unit).or_default();
            counter.waiting.insert(rank, job);
            let start = counter.working < self.0.limits.per_unit.max(1);
            if start {
                counter.working += 1;
            }
            start
        };
        if start {
            tokio::spawn(self.clone().work(unit));
        }
    }

    /// Only orders are still brought; questions and inquiries are owed again
    /// at the next start.
    pub(crate) fn wind_down(&self) {
        let mut counters = self.lock();
        counters.closing = true;
        for counter in counters.units.values_mut() {
            counter.waiting.retain(|_, job| must_run(job));
        }
    }

    /// No further job is begun; those at a unit end by themselves.
    pub(crate) fn close(&self) {
        let mut counters = self.lock();
        counters.closed = true;
        counters.units.clear();
    }

    fn pull(&self, unit: &UnitId) -> Option<Job> {
        let mut counters = self.lock();
        let Entry::Occupied(mut counter) = counters.units.entry(*unit) else {
            return None;
        };
        match counter.get_mut().waiting.pop_first() {
            Some((_, job)) => Some(job),
            None => {
                counter.get_mut().working = counter.get().working.saturating_sub(1);
                if counter.get().working == 0 {
                    counter.remove();
                }
                None
            }
        }
    }

    async fn work(self, unit: UnitId) {
        loop {
            let Ok(_permit) = self.0.at_once.acquire().await else {
                return;
            };
            let Some(job) = self.pull(&unit) else { return };
            let Job {
                key,
                order,
                errand,
                hold,
                ..
            } = job;
            let result =
                carrier::run(&*self.0.connector, &*self.0.clock, &unit, order, &errand).await;
            let what = What::Carried {
                order,
                result: Box::new(result),
            };
            let shard = key.shard(self.0.shards.len());
            if let Some(shard) = self.0.shards.get(shard) {
                // A closed shard means that the engine is stopping; the duty
                // stays in the log.
                let _ = shard.send(Input::Cause(Cause { key, what, hold })).await;
            }
        }
    }
}
