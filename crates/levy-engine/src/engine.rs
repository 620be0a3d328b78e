//! The engine's handle: start, command, look, wait, stop.

use crate::{
    Caller, Circumstances, CommandError, EngineError, StreamKey,
    activity::{Activity, Hold},
    aggregate::{Body, Command},
    cause::{Answer, Ask, Cause, Census, Input, What},
    desk::Desk,
    first_streams::{streams_to_open, streams_to_wake},
    keeper::Keeper,
    parts::{CourtSeat, Parts},
    personal::Personal,
    routes::Routes,
    shard::{self, Shard},
    shared::{Live, Shared},
};
use levy_domain::{
    court,
    id::{CommandId, MatterId, UnitId},
    matter,
    rules::Rules,
    stamp::Role,
    time::Timestamp,
    unit,
};
use levy_journal::{Clock, Journal};
use levy_store::Position;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::oneshot, task::JoinHandle};

/// A running engine. Cheap to clone; the last clone does not stop it, call
/// [`Engine::stop`].
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
    activity: Activity,
    work: Desk,
    tasks: Arc<Mutex<Vec<JoinHandle<()>>>>,
    /// Streams to open once the rules are in force.
    owed: Arc<Mutex<BTreeSet<StreamKey>>>,
}

impl Engine {
    /// Starts with the court's own stream and nothing else: rules and units
    /// can be entered before anything is sent. [`Engine::open_owed`] goes on
    /// where the log ends.
    ///
    /// # Errors
    /// [`EngineError`]: the log cannot be read, or the court's short name
    /// cannot stand in a stream name.
    pub async fn start(parts: Parts) -> Result<Self, EngineError> {
        let Parts {
            seat,
            journal,
            rules,
            sealer,
            connector,
            wakes,
            keep_every,
            directory,
            epoch,
            limits,
        } = parts;
        let slug_ok = !seat.slug.is_empty()
            && seat
                .slug
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !slug_ok || StreamKey::Court.name(&seat.slug).is_err() {
            return Err(EngineError::BadSlug("it stands in every stream name"));
        }
        let clock = Arc::clone(journal.clock());
        let open = streams_to_open(&journal, &wakes, &seat.slug).await?;
        let head = journal.head().await?;
        let waiting = streams_to_wake(&wakes, &seat.slug)?;
        let keeper = Keeper::new(wakes, &seat.slug, head);
        let shared = Arc::new(Shared {
            desk: Personal::new(sealer, &seat.slug),
            seat,
            journal,
            rules,
            clock,
            keeper,
            routes: Routes::new(directory),
            epoch,
            limits,
            live: Live::default(),
        });
        let (senders, receivers): (Vec<_>, Vec<_>) =
            (0..limits.shards.max(1)).map(|_| shard::queue()).unzip();
        shared.set_shards(senders);
        let activity = Activity::default();
        let work = Desk::new(connector, Arc::clone(&shared));
        let mut tasks: Vec<JoinHandle<()>> = receivers
            .into_iter()
            .map(|input| {
                let shard = Shard::new(Arc::clone(&shared), work.clone(), activity.clone(), input);
                tokio::spawn(shard.run())
            })
            .collect();
        let shards = shared.shards();
        for (at, key) in waiting {
            if let Some(shard) = shards.get(key.shard(shards.len())) {
                // A shard that has ended opens nothing any more.
                let _ = shard.send(Input::Wake(at, key)).await;
            }
        }
        if let Some(every) = keep_every {
            let keeping = Arc::clone(&shared);
            tasks.push(tokio::spawn(async move {
                loop {
                    tokio::time::sleep(every).await;
                    keep(&keeping).await;
                }
            }));
        }
        let engine = Engine {
            shared,
            activity,
            work,
            tasks: Arc::new(Mutex::new(tasks)),
            owed: Arc::new(Mutex::new(open)),
        };
        engine.open(StreamKey::Court).await;
        engine.idle().await;
        Ok(engine)
    }

    /// Opens every stream that owes something, units first: a paused one is
    /// sent nothing.
    pub async fn open_owed(&self) {
        let owed = std::mem::take(&mut *self.owed.lock().unwrap_or_else(PoisonError::into_inner));
        let (units, others): (Vec<_>, Vec<_>) = owed
            .into_iter()
            .partition(|key| matches!(key, StreamKey::Unit(_)));
        for unit in units {
            // Looking answers once the stream is read.
            self.look(unit, |_| Some(())).await;
        }
        for key in others {
            self.open(key).await;
        }
    }

    async fn open(&self, key: StreamKey) {
        let hold = self.activity.hold();
        self.send(Cause {
            key,
            what: What::Open,
            hold,
        })
        .await;
    }

    async fn send(&self, cause: Cause) -> bool {
        let shards = self.shared.shards();
        match shards.get(cause.key.shard(shards.len())) {
            Some(shard) => shard.send(Input::Cause(cause)).await.is_ok(),
            None => false,
        }
    }

    /// Carries a command out and answers once it is durable. Repeating it
    /// with the same id is harmless.
    ///
    /// # Errors
    /// [`CommandError`]; its text says what to do.
    pub async fn command(
        &self,
        key: StreamKey,
        command: Command,
        id: CommandId,
        caller: Caller,
    ) -> Result<Answer, CommandError> {
        let nothing_more = Circumstances::default();
        self.command_with(key, command, id, caller, nothing_more)
            .await
    }

    /// The same, with its circumstances.
    ///
    /// # Errors
    /// [`CommandError`].
    pub async fn command_with(
        &self,
        key: StreamKey,
        command: Command,
        id: CommandId,
        caller: Caller,
        circumstances: Circumstances,
    ) -> Result<Answer, CommandError> {
        self.check_caller(&caller)?;
        let unclaimed = self.claim_number(key, &command, id, &caller).await?;
        let mut ask = Ask::outside(command, id, caller, circumstances);
        ask.unclaimed = unclaimed;
        self.ask(key, ask).await
    }

    /// Hands a command to its stream and waits until it is durable.
    pub(crate) async fn ask(&self, key: StreamKey, mut ask: Ask) -> Result<Answer, CommandError> {
        let (reply, answered) = oneshot::channel();
        ask.reply = Some(reply);
        let hold = self.activity.hold();
        if !self
            .send(Cause {
                key,
                what: What::Ask(Box::new(ask)),
                hold,
            })
            .await
        {
            return Err(CommandError::Stopping);
        }
        answered.await.unwrap_or(Err(CommandError::Stopping))
    }

    fn check_caller(&self, caller: &Caller) -> Result<(), CommandError> {
        if caller.court != self.shared.seat.code {
            return Err(CommandError::OtherCourt);
        }
        let on = self
            .shared
            .clock
            .now()
            .date_in(self.shared.rules.profile().zone());
        if caller.actor.officer.is_none() || self.shared.court().lets_act(&caller.actor, on) {
            return Ok(());
        }
        Err(CommandError::NotFiled(caller.actor.role.to_string()))
    }

    pub(crate) async fn look<T, F>(&self, key: StreamKey, look: F) -> Option<T>
    where
        T: Send + 'static,
        F: FnOnce(&Body) -> Option<T> + Send + 'static,
    {
        let (reply, answered) = oneshot::channel();
        let look = Box::new(move |body: &Body| {
            let _ = reply.send(look(body));
        });
        let hold = self.activity.hold();
        self.send(Cause {
            key,
            what: What::Look(look),
            hold,
        })
        .await;
        answered.await.ok().flatten()
    }

    /// Looks at a matter's durable state without copying it; `None` when it
    /// is not open.
    pub async fn look_at_matter<T, F>(&self, matter: MatterId, look: F) -> Option<T>
    where
        T: Send + 'static,
        F: FnOnce(&matter::State) -> T + Send + 'static,
    {
        self.look(StreamKey::Matter(matter), |body| match body {
            Body::Matter(state) if state.matter.is_some() => Some(look(state)),
            _ => None,
        })
        .await
    }

    /// Looks at a unit's stream.
    pub async fn look_at_unit<T, F>(&self, unit: UnitId, look: F) -> Option<T>
    where
        T: Send + 'static,
        F: FnOnce(&unit::State) -> T + Send + 'static,
    {
        self.look(StreamKey::Unit(unit), |body| match body {
            Body::Unit(state) if state.profile.is_some() => Some(look(state)),
            _ => None,
        })
        .await
    }

    /// The court's officers and rules as last made durable.
    pub fn court(&self) -> Arc<court::State> {
        self.shared.court()
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.shared.rules
    }

    /// The court.
    pub fn seat(&self) -> &CourtSeat {
        &self.shared.seat
    }

    /// The sealing desk.
    pub fn personal(&self) -> &Personal {
        &self.shared.desk
    }

    /// The log.
    pub fn journal(&self) -> &Journal {
        &self.shared.journal
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// Waits until nothing is under way: no command, no write, no order at a
    /// unit. What is put off to a later time of the court does not count.
    pub async fn idle(&self) {
        self.activity.idle().await;
    }

    /// The court's time moved: does what fell due. Needed only where the
    /// clock does not run by itself.
    pub async fn tick(&self) {
        let hold = self.activity.hold();
        for shard in self.shared.shards() {
            let _ = shard.send(Input::Tick(hold.again())).await;
        }
    }

    /// When something will next fall due of itself.
    pub async fn next_wake(&self) -> Option<Timestamp> {
        let mut next = None;
        for shard in self.shared.shards() {
            let (reply, answered) = oneshot::channel();
            if shard.send(Input::NextWake(reply)).await.is_ok()
                && let Ok(Some(at)) = answered.await
            {
                next = Some(next.map_or(at, |known: Timestamp| known.min(at)));
            }
        }
        next
    }

    /// Matters with new events since the last call.
    pub fn take_touched(&self) -> BTreeSet<MatterId> {
        self.shared.take_touched()
    }

    async fn census(&self) -> Census {
        let mut sum = Census::default();
        for shard in self.shared.shards() {
            let (reply, answered) = oneshot::channel();
            if shard.send(Input::Census(reply)).await.is_ok()
                && let Ok(census) = answered.await
            {
                sum.residents += census.residents;
                sum.quarantined.extend(census.quarantined);
            }
        }
        sum
    }

    /// Streams in memory.
    pub async fn residents(&self) -> usize {
        self.census().await.residents
    }

    /// Streams in quarantine.
    pub async fn quarantined(&self) -> BTreeSet<StreamKey> {
        self.census().await.quarantined
    }

    /// True once the store failed: stop the process and recover from the log.
    pub fn has_failed(&self) -> bool {
        self.shared.has_failed()
    }

    /// Position of the last durable event.
    ///
    /// # Errors
    /// [`EngineError`] when the store cannot be read.
    pub async fn head(&self) -> Result<Option<Position>, EngineError> {
        Ok(self.shared.journal.head().await?)
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(crate) fn hold(&self) -> Hold {
        self.activity.hold()
    }

    pub(crate) async fn deliver(&self, cause: Cause) -> bool {
        self.send(cause).await
    }

    /// Writes the wake index now. Losing it costs only a longer start.
    pub async fn keep_wakes(&self) {
        keep(&self.shared).await;
    }

    /// Stops: begins nothing new, lets orders at units end within a bound and
    /// every write, keeps the wake index, closes the journal. What is open is
    /// owed again at the next start.
    pub async fn stop(&self) {
        self.shared.begin_stopping();
        self.work.wind_down();
        // An order whose sending has begun is answered, or a restart would
        // have to call it unknown.
        let ended = tokio::time::timeout(STOP_WITHIN, self.idle()).await;
        if ended.is_err() {
            tracing::warn!(
                "units did not answer in time; what they were asked is owed again at the next start"
            );
        }
        self.work.close().await;
        for shard in self.shared.shards() {
            let (stopped, done) = oneshot::channel();
            if shard.send(Input::Stop(stopped)).await.is_ok() {
                let _ = done.await;
            }
        }
        keep(&self.shared).await;
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        tasks.iter().for_each(JoinHandle::abort);
        self.shared.journal.close().await;
    }

    /// Checks that an officer is filed for a role today.
    pub fn is_filed(&self, officer: &levy_domain::id::OfficerId, role: &Role) -> bool {
        let on = self
            .shared
            .clock
            .now()
            .date_in(self.shared.rules.profile().zone());
        self.shared.court().may_act(officer, role, on)
    }
}

/// Orders at units may take this much of machine time to end at a stop.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Writes the wake index: on a thread that may block where a disk keeps it. One
/// in memory is written at once, so that nothing of a run on virtual time hangs
/// on the moment at which another thread ends.
async fn keep(shared: &Arc<Shared>) {
    if !shared.keeper.is_on_disk() {
        shared.keeper.flush();
        return;
    }
    let shared = Arc::clone(shared);
    if tokio::task::spawn_blocking(move || shared.keeper.flush())
        .await
        .is_err()
    {
        tracing::error!("keeping the wake index ended in a panic");
    }
}
