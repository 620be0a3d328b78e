//! A shard: one task that owns streams, decides, and never waits for a write
//! while it could decide for another stream.

use crate::{
    CommandError, StreamKey,
    activity::{Activity, Hold},
    aggregate::{Body, Command},
    carrying::Leave,
    cause::{Answer, Ask, Cause, Census, Input, What},
    desk::Desk,
    keeper::Begun,
    limits::{QUEUE, TAKE},
    loading::learn,
    pending::Waiter,
    resident::{Resident, Stage},
    shared::Shared,
    writing::{fail_all, wait_or},
};
use futures::{StreamExt, future::BoxFuture, stream::FuturesUnordered};
use levy_domain::{
    bytes::Digest,
    id::{CommandId, SweepId},
    sweep,
    time::Timestamp,
};
use levy_journal::{AnyEvent, Draft, Entry, JournalError, WriteError, Written};
use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};
use tokio::sync::mpsc;

pub(crate) enum Done {
    Loaded(StreamKey, Result<Vec<Entry>, JournalError>),
    Written(StreamKey, Begun, Result<Written, WriteError>),
    /// A matter entered what an answer named too late, or did not.
    Entered(SweepId, Digest, Hold, Result<(), CommandError>),
}

pub(crate) struct Shard {
    pub(crate) shared: Arc<Shared>,
    pub(crate) desk: Desk,
    pub(crate) activity: Activity,
    pub(crate) residents: HashMap<StreamKey, Resident>,
    /// Streams with something to write.
    pub(crate) dirty: BTreeSet<StreamKey>,
    pub(crate) wakes: BTreeSet<(Timestamp, StreamKey)>,
    leaving: VecDeque<StreamKey>,
    pub(crate) under_way: FuturesUnordered<BoxFuture<'static, Done>>,
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
                () = wake => {}
            }
            // Looked at each time: a busy shard must not put its wakes off.
            self.tick(None);
            self.write();
            self.evict();
        }
    }

    /// Lets every write that has begun end, and answers those who wait.
    async fn stop(&mut self) {
        self.write();
        while self
            .residents
            .values()
            .any(|resident| resident.writing.is_some())
            && let Some(done) = self.under_way.next().await
        {
            match done {
                Done::Written(..) => {
                    self.done(done);
                    self.write();
                }
                Done::Loaded(key, _) => {
                    self.residents.remove(&key);
                }
                // It stays owed.
                Done::Entered(..) => {}
            }
        }
    }

    fn input(&mut self, input: Input) {
        match input {
            Input::Cause(cause) => self.cause(cause),
            Input::Tick(hold) => self.tick(Some(hold)),
            Input::Wake(at, key) => {
                self.wakes.insert((at, key));
            }
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
        if resident.takes_more() {
            self.handle(cause);
        } else {
            resident.backlog.push_back(cause);
        }
    }

    fn done(&mut self, done: Done) {
        match done {
            Done::Loaded(key, loaded) => self.loaded(key, loaded),
            Done::Written(key, begun, written) => self.written(key, begun, written),
            Done::Entered(sweep, reply, hold, entered) => {
                self.late_entered(sweep, reply, hold, entered)
            }
        }
    }

    /// Works off what waited, then does what the stream owes.
    pub(crate) fn after(&mut self, key: StreamKey) {
        // Released at the end: what it owes has begun by then.
        let _holds = self
            .residents
            .get_mut(&key)
            .map(|resident| std::mem::take(&mut resident.holds));
        while let Some(resident) = self.residents.get_mut(&key) {
            let Some(cause) = resident
                .takes_more()
                .then(|| resident.backlog.pop_front())
                .flatten()
            else {
                break;
            };
            self.handle(cause);
        }
        self.offer_and_wake(key);
    }

    /// Both by one reading of the clock, so that no duty falls due between.
    fn offer_and_wake(&mut self, key: StreamKey) {
        let now = self.shared.clock.now();
        self.offer(key, now);
        self.set_wake(key, now);
    }

    fn handle(&mut self, cause: Cause) {
        let Cause { key, what, hold } = cause;
        // Nothing is idle before what follows from this cause has begun.
        let _under_way = hold.again();
        match what {
            What::Ask(ask) => {
                self.told_again(key, &ask.command);
                self.ask(key, *ask, hold);
            }
            What::Incoming(incoming) => self.incoming(key, *incoming, hold),
            What::Notice {
                unit,
                notice,
                taken,
            } => self.notice(key, unit, &notice, taken, hold),
            What::Carried {
                unit,
                order,
                result,
            } => self.carried(key, (unit, order), *result, hold),
            What::TellAgain { sweep } => {
                if let Some(resident) = self.residents.get_mut(&key) {
                    resident.volatile.told.remove(&sweep);
                    resident.volatile.telling = None;
                }
            }
            What::Leave { order, may } => {
                let now = self.shared.clock.now();
                let offered = self
                    .residents
                    .get(&key)
                    .is_some_and(|resident| resident.volatile.offered.contains(&order));
                let _ = may.send(offered && self.leave(key, order, now) == Leave::Now);
                return;
            }
            What::WantBrief { sweep } => self.want_brief(key, sweep, &hold),
            What::Brief(brief) => {
                if let Some(resident) = self.residents.get_mut(&key) {
                    resident.volatile.brief = Some(brief);
                }
            }
            What::Findings(findings) => self.findings(key, *findings, hold),
            What::LateFindings(late) => self.late_findings(key, *late, hold),
            What::Look(look) => {
                if let Some(resident) = self.residents.get(&key) {
                    look(&resident.body);
                }
            }
            What::Open => {}
        }
        self.offer_and_wake(key);
    }

    /// A matter that was read again tells its sweeps again: it may have lost
    /// what they told it.
    fn told_again(&mut self, key: StreamKey, command: &Command) {
        if let Command::Sweep(sweep::Command::Open { .. }) = command
            && let Some(resident) = self.residents.get_mut(&key)
        {
            resident.volatile.reported = false;
            resident.volatile.brief_wanted = false;
        }
    }

    /// Decides one command; its events wait for the next write.
    pub(crate) fn ask(&mut self, key: StreamKey, mut ask: Ask, hold: Hold) {
        let now = self.shared.clock.now();
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        let (id, reply) = (ask.id, ask.reply.take());
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
        let asked = ask.circumstances.asked;
        if let Some(before) = resident.commands.get(&id) {
            if before.is_some() && asked.is_some() && *before != asked {
                return answer(reply, Err(CommandError::IdReused));
            }
            return wait_or(resident, reply, hold, already);
        }
        let mut stamp = ask.stamp(resident, &self.shared, now);
        let decided = ask.decide(&resident.body, &self.shared.rules, &stamp);
        let events = match decided {
            Ok(events) => events,
            Err(refusal) => {
                if reply.is_none() {
                    tracing::warn!(stream = ?key, command = %id, %refusal, "an act of the engine was refused; what it owes stays owed");
                }
                return answer(reply, Err(refusal.into()));
            }
        };
        if events.is_empty() {
            return wait_or(resident, reply, hold, already);
        }
        if stamp.secret_until.is_none() {
            stamp.secret_until = resident.body.secret_until(&events, &self.shared.rules, now);
        }
        let kinds: Vec<&'static str> = events.iter().map(AnyEvent::kind).collect();
        let drafts = Draft::list(events, &Arc::new(stamp));
        let frames = match self.shared.frame(&key, &drafts) {
            Ok(frames) => frames,
            Err(error) => {
                tracing::warn!(stream = ?key, command = %id, %error, "a command makes more than one write holds");
                return answer(reply, Err(CommandError::TooLarge(error.to_string())));
            }
        };
        for (Draft { event, .. }, frame) in drafts.iter().zip(&frames) {
            if let Err(misfit) = resident.body.evolve(event, now) {
                let why = misfit.to_string();
                tracing::error!(stream = ?key, %why, "a decision does not fit its own state");
                self.quarantine(key, &why);
                return answer(reply, Err(CommandError::Quarantined(why)));
            }
            resident.last_event = Some(frame.id());
            learn(resident, key, (event, frame.id()), &self.shared);
        }
        // Openings have ids of their own for ever; see `record_access`.
        if key != StreamKey::Access {
            resident.commands.insert(id, asked);
        }
        resident.pending.admit(frames, ask.circumstances.evidence);
        match reply {
            Some(reply) => {
                let waiter = Waiter::Command {
                    reply,
                    events: kinds,
                };
                let _ = resident.pending.wait(waiter, hold);
            }
            None => resident.pending.hold(hold),
        }
        self.dirty.insert(key);
    }

    /// What was decided and not written is dropped with the state it made.
    pub(crate) fn quarantine(&mut self, key: StreamKey, why: &str) {
        if let Some(resident) = self.residents.get_mut(&key) {
            // What it owes in truth is found at the next start.
            if let Some(last) = resident.last {
                self.shared.keeper.note(key, None, true, last);
            }
            resident.stage = Stage::Quarantined(why.to_owned());
            let dropped = std::mem::take(&mut resident.pending);
            fail_all(dropped, &CommandError::Quarantined(why.to_owned()));
        }
        self.dirty.remove(&key);
    }

    pub(crate) fn set_wake(&mut self, key: StreamKey, now: Timestamp) {
        let Some(resident) = self.residents.get_mut(&key) else {
            return;
        };
        if !matches!(resident.stage, Stage::Ready) {
            return;
        }
        let retry = resident.volatile.retry.next_after(now);
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
        // Of what is not durable only this may be kept: look at it again.
        let owes = !resident.is_durable() || !resident.body.is_quiet();
        if let Some(last) = resident.last
            && !matches!(key, StreamKey::Number(_))
        {
            self.shared.keeper.note(key, wake, owes, last);
        }
        // A round that has told its matter is not needed again, nor is a number.
        let told = matches!(key, StreamKey::Number(_))
            || matches!(key, StreamKey::Sweep(_)) && resident.volatile.reported;
        if told && wake.is_none() && resident.may_leave() {
            return self.forget(&key);
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
            // Its wake stays: it is read again when something falls due.
            if resident.may_leave() {
                self.forget(&key);
            }
        }
    }

    /// Out of memory; its orders are found through the directory.
    fn forget(&mut self, key: &StreamKey) {
        let Some(gone) = self.residents.remove(key) else {
            return;
        };
        let forget = |order| self.shared.routes.forget(order);
        match &gone.body {
            Body::Matter(state) => state.orders.keys().for_each(forget),
            Body::Sweep(state) => state.order.iter().for_each(forget),
            Body::Unit(_) | Body::Court(_) | Body::Number(_) | Body::Access => {}
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

    /// A command of the engine's own, named after its cause so that repeating
    /// it is harmless.
    pub(crate) fn own_id(&self, key: StreamKey, tag: &str, about: &[u8]) -> CommandId {
        let revision = self.residents.get(&key).map_or(0, |resident| {
            let last = resident.last.map_or(0, |last| last.0 + 1);
            last + resident.pending.events() as u64
        });
        let space = match key {
            StreamKey::Matter(id) => id.0,
            StreamKey::Sweep(id) => id.0,
            StreamKey::Unit(id) => id.0,
            StreamKey::Number(id) => id.0,
            StreamKey::Court | StreamKey::Access => uuid::Uuid::nil(),
        };
        CommandId::derive(space, &[tag.as_bytes(), about, &revision.to_be_bytes()])
    }
}
