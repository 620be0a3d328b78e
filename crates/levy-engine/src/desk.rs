//! The desk from which workers pull: the most urgent job among the units that
//! have a free hand, with ageing. What does not fit stays a duty in its
//! stream's state.

use crate::{
    StreamKey,
    activity::Hold,
    carrier::{self, Carried, Errand},
    cause::{Cause, Input, What},
    limits::{ATTEMPTS, PAUSE_MS, RESERVED},
    shared::Shared,
};
use levy_connect::Connector;
use levy_domain::{
    id::{OrderId, UnitId},
    order::Measure,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::oneshot, task::JoinSet};

/// Smaller goes first. A job overtakes one urgency class for every
/// [`AGEING`] jobs that came after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    due: u64,
    seq: u64,
}

const AGEING: u64 = 2_048;

/// Urgency of a measure: renewing before lifting before freezing before
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

/// Queries may wait for everything else: a few hands are never given to them.
fn is_urgent(measure: &Measure) -> bool {
    class(measure) < 6
}

pub(crate) struct Job {
    pub key: StreamKey,
    pub order: OrderId,
    pub unit: UnitId,
    pub measure: Measure,
    pub errand: Errand,
    /// Attempts made.
    pub attempt: u32,
    pub hold: Hold,
}

/// What waits for one unit, queries apart from the rest.
#[derive(Default)]
struct Counter {
    urgent: BTreeMap<Rank, Job>,
    queries: BTreeMap<Rank, Job>,
    working: usize,
}

impl Counter {
    fn waiting(&mut self, urgent: bool) -> &mut BTreeMap<Rank, Job> {
        if urgent {
            &mut self.urgent
        } else {
            &mut self.queries
        }
    }
}

#[derive(Default)]
struct Counters {
    units: HashMap<UnitId, Counter>,
    /// First jobs of units with a free hand.
    urgent: BTreeMap<Rank, UnitId>,
    queries: BTreeMap<Rank, UnitId>,
    working: usize,
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

impl Counters {
    /// Takes the unit's first jobs out of the lists, or puts them in.
    fn list(&mut self, unit: UnitId, per_unit: usize, listed: bool) {
        let Some(counter) = self.units.get_mut(&unit) else {
            return;
        };
        if counter.working >= per_unit {
            return;
        }
        for (first, heads) in [
            (counter.urgent.keys().next(), &mut self.urgent),
            (counter.queries.keys().next(), &mut self.queries),
        ] {
            let Some(rank) = first else { continue };
            if listed {
                heads.insert(*rank, unit);
            } else {
                heads.remove(rank);
            }
        }
    }

    fn put(&mut self, rank: Rank, job: Job, per_unit: usize) {
        if self.closed || (self.closing && !must_run(&job)) {
            return;
        }
        let unit = job.unit;
        self.list(unit, per_unit, false);
        let counter = self.units.entry(unit).or_default();
        counter.waiting(is_urgent(&job.measure)).insert(rank, job);
        self.list(unit, per_unit, true);
    }

    fn pull(&mut self, in_all: usize, per_unit: usize) -> Option<(Rank, Job)> {
        let free = in_all.saturating_sub(self.working);
        let urgent = self.urgent.first_key_value().filter(|_| free > 0);
        let reserved = RESERVED.min(in_all / 2);
        let query = self.queries.first_key_value().filter(|_| free > reserved);
        let is_urgent = match (urgent, query) {
            (Some((urgent, _)), Some((query, _))) => urgent < query,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let (rank, unit) = if is_urgent { urgent } else { query }?;
        let (rank, unit) = (*rank, *unit);
        self.list(unit, per_unit, false);
        let counter = self.units.get_mut(&unit)?;
        let job = counter.waiting(is_urgent).remove(&rank)?;
        counter.working += 1;
        self.working += 1;
        self.list(unit, per_unit, true);
        Some((rank, job))
    }

    fn end(&mut self, unit: UnitId, per_unit: usize) {
        self.list(unit, per_unit, false);
        self.working = self.working.saturating_sub(1);
        let Some(counter) = self.units.get_mut(&unit) else {
            return;
        };
        counter.working = counter.working.saturating_sub(1);
        if counter.working == 0 && counter.urgent.is_empty() && counter.queries.is_empty() {
            self.units.remove(&unit);
        }
        self.list(unit, per_unit, true);
    }
}

/// Where orders wait for their unit.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Inner>);

struct Inner {
    counters: Mutex<Counters>,
    connector: Arc<dyn Connector>,
    shared: Arc<Shared>,
    /// Jobs under way, so that a stop can end them.
    hands: Mutex<JoinSet<()>>,
}

impl Desk {
    pub(crate) fn new(connector: Arc<dyn Connector>, shared: Arc<Shared>) -> Self {
        Desk(Arc::new(Inner {
            counters: Mutex::default(),
            connector,
            shared,
            hands: Mutex::default(),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.0
            .counters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn per_unit(&self) -> usize {
        self.0.shared.limits.per_unit.max(1)
    }

    /// Puts a job down; a worker comes for it.
    pub(crate) fn put(&self, job: Job) {
        let rank = {
            let mut counters = self.lock();
            counters.seq += 1;
            let seq = counters.seq;
            let due = seq + class(&job.measure) * AGEING;
            Rank { due, seq }
        };
        self.put_at(rank, job);
    }

    fn put_at(&self, rank: Rank, job: Job) {
        self.lock().put(rank, job, self.per_unit());
        self.begin();
    }

    /// Only orders are still brought; questions and inquiries are owed again
    /// at the next start.
    pub(crate) fn wind_down(&self) {
        let mut counters = self.lock();
        counters.closing = true;
        counters.queries.clear();
        counters.urgent.clear();
        let units: Vec<UnitId> = counters.units.keys().copied().collect();
        for unit in units {
            if let Some(counter) = counters.units.get_mut(&unit) {
                counter.queries.clear();
                counter.urgent.retain(|_, job| must_run(job));
            }
            counters.list(unit, self.per_unit(), true);
        }
    }

    /// No further job is begun, and those that still wait for a unit are given
    /// up: what they were about is owed again at the next start. Afterwards
    /// nothing of the desk uses the instance.
    pub(crate) async fn close(&self) {
        {
            let mut counters = self.lock();
            counters.closed = true;
            counters.units.clear();
            counters.urgent.clear();
            counters.queries.clear();
        }
        let mut hands = std::mem::take(&mut *self.hands());
        hands.shutdown().await;
    }

    fn hands(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.0.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins what there are hands for.
    fn begin(&self) {
        let in_all = self.0.shared.limits.in_flight.max(1);
        loop {
            let pulled = self.lock().pull(in_all, self.per_unit());
            let Some((rank, job)) = pulled else { return };
            let mut hands = self.hands();
            while hands.try_join_next().is_some() {}
            hands.spawn(self.clone().work(rank, job));
        }
    }

    /// One attempt. Between two attempts nobody's hand is taken up.
    async fn work(self, rank: Rank, mut job: Job) {
        let (unit, order) = (job.unit, job.order);
        let (carried, again) = if self.may_leave(&job).await {
            carrier::once(&*self.0.connector, &self.0.shared, &job).await
        } else {
            (Carried::Kept, false)
        };
        self.lock().end(unit, self.per_unit());
        self.begin();
        job.attempt += 1;
        if again && job.attempt < ATTEMPTS {
            tokio::time::sleep(Duration::from_millis(PAUSE_MS << job.attempt)).await;
            return self.put_at(rank, job);
        }
        let what = What::Carried {
            unit,
            order,
            result: Box::new(carried),
        };
        self.tell(job.key, what, job.hold).await;
    }

    /// Right before the first byte: a court may have asked the order back, or
    /// the unit may have closed, while it lay here.
    async fn may_leave(&self, job: &Job) -> bool {
        let Errand::Submit { harmless, .. } = &job.errand else {
            return true;
        };
        let shared = &self.0.shared;
        if *harmless {
            let now = shared.clock.now();
            return shared.closed_until(&job.unit, &job.measure, now).is_none();
        }
        let (may, said) = oneshot::channel();
        let order = job.order;
        let what = What::Leave { order, may };
        self.tell(job.key, what, job.hold.again()).await;
        said.await.unwrap_or(false)
    }

    async fn tell(&self, key: StreamKey, what: What, hold: Hold) {
        let shards = self.0.shared.shards();
        if let Some(shard) = shards.get(key.shard(shards.len())) {
            // A closed shard means that the engine is stopping; the duty
            // stays in the log.
            let _ = shard.send(Input::Cause(Cause { key, what, hold })).await;
        }
    }
}
