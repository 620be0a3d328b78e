//! A shard: one task that owns streams, decides, and never waits for a write
//! while it could decide for another stream.

use crate::{
    CommandError, StreamKey,
    activity::{Activity, Hold},
    aggregate::Body,
    cause::{Answer, Ask, Cause, Census, Input, What},
    desk::Desk,
    engine::Shared,
    keeper::Begun,
    limits::{QUEUE, TAKE, WRITE_EVENTS},
    resident::{Pending, Resident, Stage, Waiter},
};
use futures::{StreamExt, future::BoxFuture, stream::FuturesUnordered};
use levy_domain::{id::CommandId, stamp::Stamp, time::Timestamp};
use levy_journal::{AnyEvent, Decoded, Draft, Entry, JournalError, Write, WriteError, Written};
use levy_store::Expect;
use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};
use tokio::sync::mpsc;

enum Done {
    Loaded(StreamKey, Result<Vec<Entry>, JournalError>),
    Written(StreamKey, Begun, Result<Written, WriteError>),
}

pub(crate) struct Shard {
    pub(crate) shared: Arc<Shared>,
    pub(crate) desk: Desk,
    pub(crate) activity: Activity,
    pub(crate) residents: HashMap<StreamKey, Resident>,
    /// Streams with something to write.
    dirty: BTreeSet<StreamKey>,
    wakes: BTreeSet<(Timestamp, StreamKey)>,
    leaving: VecDeque<StreamKey>,
    under_way: FuturesUnordered<BoxFuture<'static, Done>>,
    input: mpsc::Receiver<Input>,
}

pub(crate) fn queue() -> (mpsc::Sender<Input>, mpsc::Receiver<Input>) {
    mpsc::channel(QUEUE)
}

impl Shard {
    pub(crate) fn new(
        shared: Arc<Shared>,
        desk: Desk,
        activity: Activity,
        input: mpsc::Receiver<Input>,
    ) -> Self {
        Shard {
            shared,
            desk,
            activity,
            residents: HashMap::new(),
            dirty: BTreeSet::new(),
            wakes: BTreeSet::new(),
            leaving: VecDeque::new(),
            under_way: FuturesUnordered::new(),
            input,
        }
    }

    pub(crate) async fn run(mut self) {
        let mut batch = Vec::with_capacity(TAKE);
        loop {
            let clock = Arc::clone(&self.shared.clock);
            let next = self.wakes.first().map(|(at, _)| *at);
            let wake = async {
                match next {
                    Some(at) => clock.sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                Some(done) = self.under_way.next(), if !self.under_way.is_empty() => self.done(done),
                count = self.input.recv_many(&mut batch, TAKE) => {
                    if count == 0 {
                        break;
                    }
                    for input in batch.drain(..) {
                        if let Input::Stop(stopped) = input {
                            self.stop().await;
                            let _ = stopped.send(());
                            return;
                        }
                        self.input(input);
                    }
                }
                () = wake => self.tick(None),
            }
            self.write();
            self.evict();
        }
    }

    /// Lets every write that has begun end, and answers those who wait.
    async fn stop(&mut self) {
        self.write();
        while let Some(done) = self.under_way.next().await {
            match done {
                Done::Written(..) => {
                    self.done(done);
                    self.write();
                }
                Done::Loaded(key, _) => {
                    self.residents.remove(&key);
                }
            }
        }
    }

    fn input(&mut self, input: Input) {
        match input {
            Input::Cause(cause) => self.cause(cause),
            Input::Tick(hold) => self.tick(Some(hold)),
            Input::NextWake(reply) => {
                let _ = reply.send(self.wakes.first().map(|(at, _)| *at));
            }
            Input::Census(reply) => {
                let quarantined = self
                    .residents
                    .iter()
                    .filter(|(_, resident)| matches!(resident.stage, Stage::Quarantined(_)))
                    .map(|(key, _)| *key)
                    .collect();
                let _ = reply.send(Census {
                    residents: self.residents.len(),
                    quarantined,
                });
            }
            Input::Stop(_) => {}
        }
    }

    fn tick(&mut self, hold: Option<Hold>) {
        let now = self.shared.clock.now();
        while let Some((at, key)) = self.wakes.first().copied() {
            if at > now {
                break;
            }
            self.wakes.remove(&(at, key));
            if let Some(resident) = self.residents.get_mut(&key) {
                resident.wake = None;
            }
            let hold = hold
                .as_ref()
                .map_or_else(|| self.activity.hold(), Hold::again);
            self.cause(Cause {
                key,
                what: What::Open,
                hold,
            });
        }
    }

    fn cause(&mut self, cause: Cause) {
        let key = cause.key;
        let Some(resident) = self.residents.get_mut(&key) else {
            let mut resident = Resident::loading(Body::new(&key));
            resident.backlog.push_back(cause);
            self.residents.insert(key, resident);
            self.load(key);
            return;
        };
        let wait = matches!(resident.stage, Stage::Loading) || resident.writing.is_some();
        if wait || resident.pending.drafts.len() >= WRITE_EVENTS {
            resident.backlog.push_back(cause);
        } else {
            self.handle(cause);
        }
    }

    fn load(&mut self, key: StreamKey) {
        let shared = Arc::clone(&self.shared);
        self.under_way.push(Box::pin(async move {
            let loaded = match key.name(&shared.seat.slug) {
                Ok(name) => shared.journal.load(&name, None).await,
                Err(_) => Ok(Vec::new()),
            };
            Done::Loaded(key, loaded)
        }));
    }

    fn done(&mut self, done: Done) {
        match done {
            Done::Loaded(key, loaded) => self.loaded(key, loaded),
            Done::Written(key, begun, written) => self.written(key, begun, written),
        }
    }

    fn loaded(&mut self, key: StreamKey, loaded: Result<Vec<Entry>, JournalError>) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        resident.stage = match loaded {
            Ok(entries) => match fold(resident, key, &entries, &self.shared) {
                Ok(()) => Stage::Ready,
                Err(why) => Stage::Quarantined(why),
            },
            Err(error) => Stage::Quarantined(error.to_string()),
        };
        if let Stage::Quarantined(why) = &resident.stage {
            tracing::error!(stream = ?key, %why, "stream in quarantine");
        }
        if key == StreamKey::Court {
            self.publish_court();
        }
        self.after(key);
    }

    /// Works off what waited, then does what the stream owes.
    fn after(&mut self, key: StreamKey) {
        while let Some(resident) = self.residents.get_mut(&key) {
            let ready = !matches!(resident.stage, Stage::Loading)
                && resident.writing.is_none()
                && resident.pending.drafts.len() < WRITE_EVENTS;
            let Some(cause) = ready.then(|| resident.backlog.pop_front()).flatten() else {
                break;
            };
            self.handle(cause);
        }
        self.offer(key);
        self.set_wake(key);
    }

    fn handle(&mut self, cause: Cause) {
        let Cause { key, what, hold } = cause;
        // Nothing is idle before what follows from this cause has begun.
        let _under_way = hold.again();
        match what {
            What::Ask(ask) => self.ask(key, *ask, hold),
            What::Incoming(incoming) => self.incoming(key, *incoming, hold),
            What::Notice { notice, taken } => self.notice(key, &notice, taken, hold),
            What::Carried { order, result } => self.carried(key, order, *result, hold),
            What::WantBrief { sweep } => self.want_brief(key, sweep, &hold),
            What::Brief(brief) => {
                if let Some(resident) = self.residents.get_mut(&key) {
                    resident.volatile.brief = Some(brief);
                }
            }
            What::Findings(findings) => self.findings(key, *findings, hold),
            What::Look(look) => {
                if let Some(resident) = self.residents.get(&key) {
                    look(&resident.body);
                }
            }
            What::Open => {}
        }
        self.offer(key);
        self.set_wake(key);
    }

    /// Decides one command; its events wait for the next write.
    pub(crate) fn ask(&mut self, key: StreamKey, ask: Ask, hold: Hold) {
        let Ask {
            command,
            id,
            caller,
            happened,
            secret_until,
            evidence,
            reply,
        } = ask;
        let now = self.shared.clock.now();
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let answer = |reply: Option<crate::cause::Reply>, result: Result<Answer, CommandError>| {
            if let Some(reply) = reply {
                let _ = reply.send(result);
            }
        };
        if let Stage::Quarantined(why) = &resident.stage {
            return answer(reply, Err(CommandError::Quarantined(why.clone())));
        }
        let already = Answer {
            events: vec![],
            last: resident.last,
            position: resident.position,
        };
        if resident.commands.contains(&id) {
            return wait_or(resident, reply, hold, already);
        }
        let mut stamp = Stamp::new(now, caller.actor, id, self.shared.rules.digest());
        stamp.happened = happened;
        stamp.secret_until = secret_until;
        let events = match resident.body.decide(&command, &self.shared.rules, &stamp) {
            Ok(events) => events,
            Err(refusal) => return answer(reply, Err(refusal.into())),
        };
        if events.is_empty() {
            return wait_or(resident, reply, hold, already);
        }
        for event in &events {
            if let Err(misfit) = resident.body.evolve(event, now) {
                let why = misfit.to_string();
                tracing::error!(stream = ?key, %why, "a decision does not fit its own state");
                self.quarantine(key, &why);
                return answer(reply, Err(CommandError::Quarantined(why)));
            }
            learn(resident, key, event, &self.shared);
        }
        resident.commands.insert(id);
        let kinds: Vec<&'static str> = events.iter().map(AnyEvent::kind).collect();
        resident
            .pending
            .drafts
            .extend(Draft::list(events, &Arc::new(stamp)));
        resident.pending.evidence.extend(evidence);
        resident.pending.holds.push(hold);
        if let Some(reply) = reply {
            resident.pending.waiters.push(Waiter::Command {
                reply,
                events: kinds,
            });
        }
        self.dirty.insert(key);
    }

    /// What was decided and not written is dropped with the state it made.
    pub(crate) fn quarantine(&mut self, key: StreamKey, why: &str) {
        if let Some(resident) = self.residents.get_mut(&key) {
            resident.stage = Stage::Quarantined(why.to_owned());
            let dropped = std::mem::take(&mut resident.pending);
            fail(dropped, &CommandError::Quarantined(why.to_owned()));
        }
        self.dirty.remove(&key);
    }

    fn write(&mut self) {
        for key in std::mem::take(&mut self.dirty) {
            let Some(resident) = self.residents.get_mut(&key) else {
                continue;
            };
            if resident.writing.is_some() {
                self.dirty.insert(key);
                continue;
            }
            if resident.pending.is_empty() {
                continue;
            }
            let Ok(stream) = key.name(&self.shared.seat.slug) else {
                continue;
            };
            let mut pending = std::mem::take(&mut resident.pending);
            let write = Write {
                stream,
                expect: resident.last.map_or(Expect::Absent, Expect::At),
                previous: resident.hash,
                drafts: std::mem::take(&mut pending.drafts),
                evidence: std::mem::take(&mut pending.evidence),
            };
            resident.writing = Some(pending);
            let journal = self.shared.journal.clone();
            let begun = self.shared.keeper.begin();
            self.under_way.push(Box::pin(async move {
                let written = journal.write(write).await;
                Done::Written(key, begun, written)
            }));
        }
    }

    fn written(&mut self, key: StreamKey, begun: Begun, written: Result<Written, WriteError>) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let mut waiting = resident.writing.take().unwrap_or_default();
        // Nothing is idle before what follows from these events has begun.
        let _holds = std::mem::take(&mut waiting.holds);
        match written {
            Ok(written) => {
                resident.last = Some(written.last);
                resident.position = Some(written.position);
                resident.hash = written.hash;
                answer_all(waiting, resident);
                self.set_wake(key);
                self.shared.keeper.end(begun, Some(written.position));
                self.shared.touched(key);
                if key == StreamKey::Court {
                    self.publish_court();
                }
                self.after(key);
            }
            Err(error) => {
                self.shared.keeper.end(begun, None);
                tracing::warn!(stream = ?key, %error, "a write failed; the stream is read again");
                let backlog = std::mem::take(&mut resident.backlog);
                let pending = std::mem::take(&mut resident.pending);
                let why = match error.remedy() {
                    levy_journal::Remedy::Stop => CommandError::Stopping,
                    _ => CommandError::Uncertain(error.to_string()),
                };
                fail(waiting, &why);
                fail(pending, &why);
                self.shared.failing(&error);
                self.residents.remove(&key);
                for cause in backlog {
                    self.cause(cause);
                }
            }
        }
    }

    pub(crate) fn set_wake(&mut self, key: StreamKey) {
        let now = self.shared.clock.now();
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if !matches!(resident.stage, Stage::Ready) {
            return;
        }
        let retry = resident
            .volatile
            .retry
            .values()
            .copied()
            .filter(|at| *at > now)
            .min();
        let wake = [resident.body.wake(now), retry].into_iter().flatten().min();
        if wake != resident.wake {
            if let Some(at) = resident.wake {
                self.wakes.remove(&(at, key));
            }
            if let Some(at) = wake {
                self.wakes.insert((at, key));
            }
            resident.wake = wake;
        }
        if let Some(last) = resident.last {
            self.shared
                .keeper
                .note(key, wake, !resident.body.is_quiet(), last);
        }
        if resident.may_leave() && !resident.leaving {
            resident.leaving = true;
            self.leaving.push_back(key);
        }
    }

    /// Quiet streams leave when there are too many.
    fn evict(&mut self) {
        while self.residents.len() > self.shared.limits.residents.max(1) {
            let Some(key) = self.leaving.pop_front() else {
                return;
            };
            let Some(resident) = self.residents.get_mut(&key) else {
                continue;
            };
            resident.leaving = false;
            if !resident.may_leave() || resident.wake.is_some() {
                continue;
            }
            if let Some(gone) = self.residents.remove(&key) {
                match &gone.body {
                    Body::Matter(state) => {
                        state
                            .orders
                            .keys()
                            .for_each(|order| self.shared.routes.forget(order));
                    }
                    Body::Sweep(state) => {
                        state
                            .order
                            .iter()
                            .for_each(|order| self.shared.routes.forget(order));
                    }
                    Body::Unit(_) | Body::Court(_) | Body::Access => {}
                }
            }
        }
    }

    /// Hands a cause to the shard that owns its stream, without waiting.
    pub(crate) fn send(&self, key: StreamKey, what: What, hold: &Hold) {
        let cause = Input::Cause(Cause {
            key,
            what,
            hold: hold.again(),
        });
        let shards = self.shared.shards();
        let Some(shard) = shards.get(key.shard(shards.len())).cloned() else {
            return;
        };
        if let Err(mpsc::error::TrySendError::Full(cause)) = shard.try_send(cause) {
            tokio::spawn(async move {
                let _ = shard.send(cause).await;
            });
        }
    }

    fn publish_court(&self) {
        if let Some(Body::Court(state)) = self.residents.get(&StreamKey::Court).map(|r| &r.body) {
            self.shared.set_court((**state).clone());
        }
    }

    /// A command of the engine's own, named after its cause so that repeating
    /// it is harmless.
    pub(crate) fn own_id(&self, key: StreamKey, tag: &str, about: &[u8]) -> CommandId {
        let revision = self.residents.get(&key).map_or(0, |resident| {
            let last = resident.last.map_or(0, |last| last.0 + 1);
            last + resident.pending.drafts.len() as u64
        });
        let space = match key {
            StreamKey::Matter(id) => id.0,
            StreamKey::Sweep(id) => id.0,
            StreamKey::Unit(id) => id.0,
            StreamKey::Court | StreamKey::Access => uuid::Uuid::nil(),
        };
        CommandId::derive(space, &[tag.as_bytes(), about, &revision.to_be_bytes()])
    }
}

fn wait_or(
    resident: &mut Resident,
    reply: Option<crate::cause::Reply>,
    hold: Hold,
    already: Answer,
) {
    let Some(reply) = reply else { return };
    // What made it so may itself not be durable yet.
    if resident.pending.is_empty() {
        let _ = reply.send(Ok(already));
    } else {
        resident.pending.waiters.push(Waiter::Command {
            reply,
            events: vec![],
        });
        resident.pending.holds.push(hold);
    }
}

fn answer_all(waiting: Pending, resident: &Resident) {
    for waiter in waiting.waiters {
        match waiter {
            Waiter::Command { reply, events } => {
                let answer = Answer {
                    events,
                    last: resident.last,
                    position: resident.position,
                };
                let _ = reply.send(Ok(answer));
            }
            Waiter::Taken { reply, at } => {
                let _ = reply.send(Ok(at));
            }
        }
    }
}

fn fail(waiting: Pending, why: &CommandError) {
    for waiter in waiting.waiters {
        if let Waiter::Command { reply, .. } = waiter {
            let _ = reply.send(Err(why.clone()));
        }
    }
}

fn fold(
    resident: &mut Resident,
    key: StreamKey,
    entries: &[Entry],
    shared: &Shared,
) -> Result<(), String> {
    for entry in entries {
        let event = match &entry.event {
            Decoded::Known(event) => event,
            Decoded::Unknown { kind, why, .. } => {
                return Err(format!(
                    "event type {kind} at revision {}: {why}",
                    entry.revision.0
                ));
            }
        };
        resident
            .body
            .evolve(event, entry.header.decided_at)
            .map_err(|misfit| format!("revision {}: {misfit}", entry.revision.0))?;
        resident.commands.insert(entry.header.command);
        resident.last = Some(entry.revision);
        resident.position = Some(entry.position);
        resident.hash = entry.hash;
        learn(resident, key, event, shared);
    }
    Ok(())
}

/// What the caches learn from an event.
fn learn(resident: &mut Resident, key: StreamKey, event: &AnyEvent, shared: &Shared) {
    use levy_domain::{matter, sweep, unit};
    match event {
        AnyEvent::Matter(matter::Event::PlanDrafted(plan)) => {
            plan.orders
                .iter()
                .for_each(|order| shared.routes.learn(order.order, key));
        }
        AnyEvent::Matter(matter::Event::SweepOrdered(ordered)) => {
            resident.ordered.push(ordered.clone())
        }
        AnyEvent::Matter(matter::Event::SweepClosed(closed)) => {
            resident
                .ordered
                .retain(|ordered| ordered.sweep != closed.sweep);
        }
        AnyEvent::Sweep(sweep::Event::QueryPlanned(query)) => shared.routes.learn(query.order, key),
        AnyEvent::Unit(unit::Event::UnitPaused(paused)) => shared.pause(paused.unit, true),
        AnyEvent::Unit(unit::Event::UnitResumed(resumed)) => shared.pause(resumed.unit, false),
        AnyEvent::Matter(_)
        | AnyEvent::Sweep(_)
        | AnyEvent::Unit(_)
        | AnyEvent::Court(_)
        | AnyEvent::Access(_) => {}
    }
}
