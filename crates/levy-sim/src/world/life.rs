//! One life of the engine's process, from its start to its death.

use super::{
    SimClock, Units, WorldError, court,
    planted::{self, Plant, WrongRoad, WrongStore},
    units::{Road, Street},
};
use crate::draw::Draw;
use async_trait::async_trait;
use futures::future::{Either, select};
use levy::{
    engine::{DirectoryError, Engine, EngineLimits, OrderDirectory, Parts, StreamKey},
    journal::{Clock, Journal, JournalConfig, WakeIndex},
    proof::Sealer,
    store::{
        EventStore, EvidenceStore, MemoryStore,
        fault::{FaultyStore, Odds, Plan, WriteFault},
    },
};
use levy_connect::Connector;
use levy_domain::{id::OrderId, rules::Rules};
use std::{
    collections::BTreeMap,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::runtime::{Builder, Runtime};

/// An engine that is not idle after so much machine time never will be.
pub(super) const STUCK: Duration = Duration::from_secs(24 * 60 * 60);

/// What goes wrong with the store and the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faults {
    /// Writes and reads that fail, by chance.
    pub odds: Odds,
    /// The process dies at one of so many appends of each life, before or
    /// after the commit; `None`: never of itself.
    pub dies_within: Option<(u64, u64)>,
    /// What is wrong on purpose, from the second life on.
    pub plant: Option<Plant>,
}

impl Faults {
    /// Nothing fails.
    #[must_use]
    pub fn none() -> Self {
        Faults {
            odds: Odds::default(),
            dies_within: None,
            plant: None,
        }
    }

    fn plan(&self, seed: u64, life: u64) -> Plan {
        let mut draw = Draw::new(seed, "life", life);
        // The first life founds the court.
        if life == 1 || *self == Faults::none() {
            return Plan::none();
        }
        let plan = Plan::seeded(draw.u64(), self.odds);
        let Some((low, high)) = self.dies_within else {
            return plan;
        };
        let at = draw.between(low, high);
        let death = if draw.chance(500) {
            WriteFault::DiesBefore
        } else {
            WriteFault::DiesAfter
        };
        plan.on_append(at, death)
    }
}

/// Which stream an order is in, as the log says: what the views are in a real
/// instance.
#[derive(Default)]
pub(super) struct Orders(Mutex<BTreeMap<OrderId, StreamKey>>);

impl Orders {
    pub(super) fn learn(&self, orders: impl Iterator<Item = OrderId>, key: StreamKey) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(orders.map(|order| (order, key)));
    }

    pub(super) fn of(&self, order: &OrderId) -> Option<StreamKey> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(order).copied()
    }
}

#[async_trait]
impl OrderDirectory for Orders {
    async fn stream_of(&self, order: OrderId) -> Result<Option<StreamKey>, DirectoryError> {
        Ok(self.of(&order))
    }
}

/// What outlives a process.
pub(super) struct Instance<U> {
    pub(super) clock: Arc<SimClock>,
    pub(super) street: Arc<Street<U>>,
    pub(super) rules: Rules,
    pub(super) sealer: Arc<Sealer>,
    pub(super) keys_name: String,
    pub(super) wakes: Arc<WakeIndex>,
    pub(super) orders: Arc<Orders>,
    pub(super) faults: Faults,
    pub(super) lives: u64,
}

impl<U: Units> Instance<U> {
    /// Another life over what the store has.
    pub(super) fn begin(&mut self, store: MemoryStore, seed: u64) -> Result<Life, WorldError> {
        self.lives += 1;
        let plan = self.faults.plan(seed, self.lives);
        let store = Arc::new(FaultyStore::new(store, plan));
        let runtime = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .map_err(WorldError::data)?;
        let started = {
            let starting = pin!(self.start(Arc::clone(&store)));
            let died = pin!(store.died());
            match runtime.block_on(select(starting, died)) {
                Either::Left((started, _)) => started,
                Either::Right(((), _)) => Err(WorldError::Crashed),
            }
        };
        Ok(Life {
            engine: started?,
            store,
            runtime,
        })
    }

    async fn start(&self, store: Arc<FaultyStore<MemoryStore>>) -> Result<Engine, WorldError> {
        let clock: Arc<dyn Clock> = self.clock.clone();
        // The first life founds the court, and nothing is wrong with it.
        let plant = self.faults.plant.filter(|_| self.lives > 1);
        let mut wakes = Arc::clone(&self.wakes);
        if plant == Some(Plant::WakesLost) {
            wakes = planted::wakes_lost(store.inner()).await?;
        }
        let street = Arc::clone(&self.street);
        let connector: Arc<dyn Connector> = match plant {
            Some(plant) => Arc::new(WrongRoad::new(street, plant)),
            None => Arc::new(Road(street)),
        };
        let evidence: Arc<dyn EvidenceStore> = store.clone();
        let store: Arc<dyn EventStore> = match plant {
            Some(plant) => Arc::new(WrongStore::new(store, plant)),
            None => store,
        };
        let journal = Journal::start(JournalConfig {
            store,
            evidence,
            court: court::seat().code,
            producer: "levy simulator".to_owned(),
            clock,
        })
        .await
        .map_err(WorldError::data)?;
        let engine = Engine::start(Parts {
            seat: court::seat(),
            journal,
            rules: self.rules.clone(),
            sealer: Arc::clone(&self.sealer),
            connector,
            wakes,
            keep_every: None,
            directory: Some(self.orders.clone()),
            epoch: 1,
            limits: EngineLimits {
                shards: 2,
                ..EngineLimits::default()
            },
        })
        .await
        .map_err(WorldError::data)?;
        court::begin(&engine, &self.keys_name).await?;
        engine.open_owed().await;
        Ok(engine)
    }
}

/// A running process. Dropped, it dies: whatever it had not written is gone.
pub(super) struct Life {
    engine: Engine,
    store: Arc<FaultyStore<MemoryStore>>,
    /// Last, so that the engine's handle goes before its tasks.
    runtime: Runtime,
}

impl Life {
    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// `None` when the process died under it.
    pub(super) fn run<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let (work, died) = (pin!(work), pin!(self.store.died()));
        match self.runtime.block_on(select(work, died)) {
            Either::Left((done, _)) => Some(done),
            Either::Right(((), _)) => None,
        }
    }
}
