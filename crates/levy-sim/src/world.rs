//! The real engine on virtual time, in one process and one thread: the same
//! seed gives the same log, byte for byte.
//!
//! **What is real**: engine, journal, deciders, profile, sealing, the signed
//! words of units. **What is not**: the store is memory, the clock stands
//! still until the world moves it, units sit behind a seam ([`Units`]), keys
//! and nonces follow from the seed, signatures are keyed hashes, and machine
//! time (pauses between attempts) passes at once.
//!
//! **How to use it**, from a script or a test:
//!
//! ```text
//! let mut world = World::new(setup, |keys| MyUnits::new(keys))?;
//! world.act(matter, command, officer)?;       // a command, durable, with its consequences
//! world.at(instant)?;                         // everything until then happens, in order
//! world.run_until_idle()?;                    // nothing is under way any more
//! world.crash()?;                             // the process dies and starts again
//! world.clock().jump(-2 * HOUR);              // somebody sets the machine's clock
//! world.look(matter, |state| ...)?;           // durable state
//! ```
//!
//! One happening is delivered at a time ([`Post`]); the engine becomes idle
//! before the next. After each, the auditor ([`auditor`]) reads what the log
//! has become; a [`Violation`] ends the run. [`World::log_hash`] is SHA-256
//! over the sorted stream heads.
//!
//! A crash drops the engine's whole runtime at a write that the plan of faults
//! names, before the commit or after it, and starts another over what the
//! store really has. Commands that the crash cut off are given again under
//! the same id, as every caller must.

pub mod auditor;
mod clock;
mod court;
mod error;
mod keys;
mod life;
pub mod lying;
pub mod planted;
mod post;
mod reading;
mod running;
mod sometimes;
pub mod staff;
mod units;
pub mod year;

pub use auditor::{Auditor, Violation};
pub use clock::SimClock;
pub use court::{Bench, seat};
pub use error::WorldError;
pub use keys::Keys;
pub use life::Faults;
pub use post::{Mail, Post};
pub use sometimes::Sometimes;
pub use units::Units;

use levy::{
    engine::{Answer, Caller, Circumstances, Command, CommandError, CourtSeat, Engine, StreamKey},
    journal::{Codec, EvidenceBody, WakeIndex},
    proof::{KeyRing, Sealer, sha256},
    store::{MemoryStore, Position, Revision, StreamName},
};
use levy_domain::{
    id::{CommandId, MatterId, OfficerId, OrderId},
    matter,
    rules::{Rules, UnitDirectory},
    stamp::{Actor, Role},
    time::Timestamp,
};
use life::{Instance, Life, Orders};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use units::Street;

/// What a world begins with.
pub struct Setup {
    /// Everything that is drawn follows from it.
    pub seed: u64,
    /// The first instant.
    pub start: Timestamp,
    /// The units as the court knows them.
    pub directory: UnitDirectory,
    /// What goes wrong with the store and the process.
    pub faults: Faults,
}

/// One court, its log, its engine, and the world around it.
pub struct World<U: Units> {
    seed: u64,
    keys: Arc<Keys>,
    instance: Instance<U>,
    life: Option<Life>,
    store: MemoryStore,
    codec: Codec,
    heads: BTreeMap<StreamName, (Revision, [u8; 32])>,
    read: Option<Position>,
    kinds: BTreeMap<&'static str, u64>,
    touched: BTreeSet<MatterId>,
    auditor: Auditor,
    sometimes: Sometimes,
}

/// A command is given again this often when the process dies under it.
const GIVEN: usize = 32;

impl<U: Units> World<U> {
    /// Founds the court: its first event, its rules, its units, its officers.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn new(setup: Setup, units: impl FnOnce(Arc<Keys>) -> U) -> Result<Self, WorldError> {
        let Setup {
            seed,
            start,
            directory,
            faults,
        } = setup;
        let clock = Arc::new(SimClock::new(start));
        let known = directory.iter().map(|unit| unit.unit);
        let keys = Arc::new(Keys::new(seed, known)?);
        let rules = court::rules(directory)?;
        let ring = KeyRing::from_seed(seed, "simulated");
        let street = Arc::new(Street::new(Arc::clone(&clock), units(Arc::clone(&keys))));
        let wakes = WakeIndex::in_memory("simulated").map_err(WorldError::data)?;
        let mut world = World {
            seed,
            keys: Arc::clone(&keys),
            store: MemoryStore::new(),
            codec: Codec::default(),
            heads: BTreeMap::new(),
            read: None,
            kinds: BTreeMap::new(),
            touched: BTreeSet::new(),
            auditor: Auditor::new(rules.clone()),
            sometimes: Sometimes::default(),
            life: None,
            instance: Instance {
                clock,
                street,
                rules,
                sealer: Arc::new(Sealer::simulated(&ring)),
                keys_name: ring.check_value(),
                wakes: Arc::new(wakes),
                orders: Arc::new(Orders::default()),
                faults,
                lives: 0,
            },
        };
        world.begin()?;
        let (bench, from) = (Bench::new(), start.date_in(world.rules().profile().zone()));
        world.on(move |engine| async move { court::found(&engine, &bench, from).await })??;
        world.run_until_idle()?;
        Ok(world)
    }

    /// The seed that this world follows from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Which court it is.
    pub fn seat(&self) -> CourtSeat {
        seat()
    }

    /// The keys of the units, for a driver that carries their words.
    pub fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys)
    }

    /// The matter of an order of a plan.
    pub fn matter_of(&self, order: &OrderId) -> Option<MatterId> {
        match self.instance.orders.of(order) {
            Some(StreamKey::Matter(matter)) => Some(matter),
            _ => None,
        }
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.instance.rules
    }

    /// The machine's clock, to make it wrong.
    pub fn clock(&self) -> &SimClock {
        &self.instance.clock
    }

    /// The true time.
    pub fn now(&self) -> Timestamp {
        self.instance.clock.truth()
    }

    /// The engine of this life.
    ///
    /// # Errors
    /// [`WorldError::Crashed`] between two lives, which no caller sees.
    pub fn engine(&self) -> Result<&Engine, WorldError> {
        let life = self.life.as_ref().ok_or(WorldError::Crashed)?;
        Ok(life.engine())
    }

    /// Events in the log.
    pub fn events(&self) -> u64 {
        self.kinds.values().sum()
    }

    /// Events by type.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.kinds.iter().map(|(kind, count)| (*kind, *count))
    }

    /// How often the process died so far.
    pub fn crashes(&self) -> u64 {
        self.instance.lives.saturating_sub(1)
    }

    /// Which rare states were reached.
    pub fn sometimes(&mut self) -> &mut Sometimes {
        &mut self.sometimes
    }

    /// The auditor.
    pub fn auditor(&mut self) -> &mut Auditor {
        &mut self.auditor
    }

    /// Nothing of the store and the process fails any more.
    pub fn heal(&mut self) -> Result<(), WorldError> {
        self.instance.faults = Faults::none();
        self.instance.clock.jump(0);
        self.crash()
    }

    /// Works with the units; what they post is posted.
    pub fn with_units<T>(&self, work: impl FnOnce(&mut U, Timestamp, &mut Post) -> T) -> T {
        let now = self.now();
        let mut places = self.instance.street.lock();
        let (units, post) = &mut *places;
        work(units, now, post)
    }

    /// The driver wants his turn at `at`: [`World::step`] answers `call` then.
    pub fn call_at(&self, at: Timestamp, call: u64) {
        self.instance.street.lock().1.put(at, Mail::Call(call));
    }

    /// SHA-256 over the sorted stream heads: name, a zero byte, last revision
    /// in eight bytes, chain hash; in hex.
    pub fn log_hash(&self) -> String {
        let mut heads = Vec::with_capacity(self.heads.len() * 96);
        for (name, (revision, hash)) in &self.heads {
            heads.extend_from_slice(name.as_str().as_bytes());
            heads.push(0);
            heads.extend_from_slice(&revision.0.to_be_bytes());
            heads.extend_from_slice(hash);
        }
        hex::encode(sha256(&heads))
    }

    /// Runs something on the engine; [`WorldError::Crashed`] when the process
    /// died under it and lives again.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn on<T, F>(&mut self, work: impl FnOnce(Engine) -> F) -> Result<T, WorldError>
    where
        F: Future<Output = T>,
    {
        let life = self.life.as_mut().ok_or(WorldError::Crashed)?;
        match life.run(work(life.engine().clone())) {
            Some(done) => Ok(done),
            None => {
                self.sometimes.saw("died-at-a-write");
                self.again()?;
                Err(WorldError::Crashed)
            }
        }
    }

    /// Gives a command until it is answered, through deaths and lost answers,
    /// and lets all that follows from it happen. The inner result is the
    /// court's own answer.
    ///
    /// # Errors
    /// [`WorldError`]: the run is over.
    pub fn command(
        &mut self,
        key: StreamKey,
        command: &Command,
        id: CommandId,
        caller: &Caller,
        evidence: &[EvidenceBody],
    ) -> Result<Result<Answer, CommandError>, WorldError> {
        for given in 0..GIVEN {
            let (command, caller) = (command.clone(), caller.clone());
            let about = Circumstances {
                evidence: evidence.to_vec(),
                ..Circumstances::default()
            };
            let answer = self.on(|engine| async move {
                let given = engine.command_with(key, command, id, caller, about);
                given.await
            });
            match answer {
                Err(WorldError::Crashed) | Ok(Err(CommandError::Stopping)) => {
                    self.sometimes.saw("command-given-again");
                }
                Ok(Err(CommandError::Uncertain(_))) => {
                    self.sometimes.saw("command-of-unknown-fate");
                }
                Ok(answer) => {
                    if let Ok(answer) = &answer {
                        let repeated = given > 0 && answer.events.is_empty();
                        self.sometimes
                            .saw_if(repeated, "crash-between-commit-and-answer");
                        self.auditor.acknowledged(key, id, answer);
                    }
                    self.run_until_idle()?;
                    return Ok(answer);
                }
                Err(over) => return Err(over),
            }
            self.run_until_idle()?;
        }
        Err(WorldError::Data("a command is never answered".into()))
    }

    /// An officer acts on a matter; ids follow from the state that he sees, so
    /// the same act at the same revision is one act.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn act(
        &mut self,
        matter: MatterId,
        command: matter::Command,
        (officer, role): (OfficerId, Role),
    ) -> Result<Result<Answer, CommandError>, WorldError> {
        let revision = self.look(matter, |state| state.revision)?.unwrap_or(0);
        let said = format!("{command:?}");
        let parts: [&[u8]; 3] = [b"act", said.as_bytes(), &revision.to_be_bytes()];
        let id = CommandId::derive(matter.0, &parts);
        let caller = Caller {
            actor: Actor::officer(officer, role),
            court: seat().code,
            purpose: "simulation".into(),
        };
        let key = StreamKey::Matter(matter);
        self.command(key, &Command::Matter(command), id, &caller, &[])
    }

    /// Looks at a matter's durable state; `None` when it is not open.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn look<T: Send + 'static>(
        &mut self,
        matter: MatterId,
        look: impl Fn(&matter::State) -> T + Clone + Send + 'static,
    ) -> Result<Option<T>, WorldError> {
        loop {
            let look = look.clone();
            let seen = self.on(|engine| async move { engine.look_at_matter(matter, look).await });
            match seen {
                Err(WorldError::Crashed) => {}
                seen => return seen,
            }
        }
    }

    /// Matters with new events since the last call.
    pub fn take_touched(&mut self) -> BTreeSet<MatterId> {
        std::mem::take(&mut self.touched)
    }
}
