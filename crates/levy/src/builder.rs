//! Binding the parts together over one data directory.

use crate::{Error, Levy, beginning, directory::OrdersInViews, key_record::KeyRecord};
use levy_connect::Connector;
use levy_domain::{
    calendar::Calendar,
    court::{self, event::RulesActivated},
    id::CommandId,
    rules::{Profile, Rules, UnitDirectory},
    unit,
};
use levy_engine::{Caller, Command, CourtSeat, Engine, EngineLimits, Parts, StreamKey};
use levy_journal::{Clock, EvidenceBody, Journal, JournalConfig, MachineClock, WakeIndex};
use levy_proof::{KeyRing, NonceSource, Sealer, WrappedKeys};
use levy_store::{
    EventStore, EvidenceStore, private,
    sqlite::{ClockKind, OpenMode, SqliteStore},
};
use levy_views::Views;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Where the court's keys come from.
pub enum Keys {
    /// A key file. With `create`, one is made when it is missing and the log
    /// is new, for development.
    File {
        /// Path; readable by its owner only.
        path: PathBuf,
        /// Make it when it is missing.
        create: bool,
    },
    /// Keys that follow from a seed. For simulations; anybody can compute
    /// them.
    Simulated {
        /// The seed.
        seed: u64,
    },
}

/// Collects what an instance is made of. See [`Levy::builder`].
pub struct Builder {
    dir: PathBuf,
    seat: CourtSeat,
    profile: Option<Profile>,
    calendar: Option<Calendar>,
    units: Option<UnitDirectory>,
    keys: Option<Keys>,
    clock: Arc<dyn Clock>,
    kind: ClockKind,
    limits: EngineLimits,
}

impl Builder {
    pub(crate) fn new(dir: &Path, seat: CourtSeat) -> Self {
        Builder {
            dir: dir.to_owned(),
            seat,
            profile: None,
            calendar: None,
            units: None,
            keys: None,
            clock: Arc::new(MachineClock),
            kind: ClockKind::Real,
            limits: EngineLimits::default(),
        }
    }

    /// Another profile than the one compiled in.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Another calendar than the one compiled in.
    #[must_use]
    pub fn calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// The units this court works with.
    #[must_use]
    pub fn units(mut self, units: UnitDirectory) -> Self {
        self.units = Some(units);
        self
    }

    /// Other keys than `DIR/keys/court.json`.
    #[must_use]
    pub fn keys(mut self, keys: Keys) -> Self {
        self.keys = Some(keys);
        self
    }

    /// A clock that does not run by itself. The log says so for ever, and a
    /// real clock will not write to it.
    #[must_use]
    pub fn simulated_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self.kind = ClockKind::Simulated;
        self
    }

    /// Other bounds than the default ones.
    #[must_use]
    pub fn limits(mut self, limits: EngineLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Opens or makes the data directory and starts the engine over it.
    ///
    /// # Errors
    /// [`Error`]: the directory is in use, damaged, of another court or of
    /// other keys.
    pub async fn open(self, connector: Arc<dyn Connector>) -> Result<Levy, Error> {
        let Builder {
            dir,
            seat,
            profile,
            calendar,
            units,
            keys,
            clock,
            kind,
            limits,
        } = self;
        private::create_dir(&dir).map_err(|error| Error::Directory {
            path: dir.display().to_string(),
            why: error.kind().to_string(),
        })?;
        let store = Arc::new(SqliteStore::open(&dir, OpenMode { clock: kind })?);
        let empty = EventStore::head(&*store).await?.is_none();
        let ring = ring(&dir, keys, empty)?;
        let begins = beginning::confirm(&store, &ring, &seat.code, empty).await?;
        let profile = profile.map_or_else(Profile::china, Ok)?;
        let calendar = calendar.map_or_else(Calendar::china, Ok)?;
        let units = units.unwrap_or_else(|| UnitDirectory::new(Vec::new()));
        let texts = (profile.text().to_owned(), units.to_toml().to_owned());
        let rules = Rules::new(Arc::new(profile), Arc::new(calendar), Arc::new(units));
        let events: Arc<dyn EventStore> = store.clone();
        let evidence: Arc<dyn EvidenceStore> = store.clone();
        let journal = Journal::start(JournalConfig {
            store: events,
            evidence,
            court: seat.code.clone(),
            producer: concat!("levy ", env!("CARGO_PKG_VERSION")).to_owned(),
            clock,
        })
        .await?;
        if !empty {
            beginning::compare(&journal, &seat, &begins).await?;
        }
        // Only now: a wrong ring must not leave a table of its own behind.
        let record = match kind {
            ClockKind::Simulated => None,
            ClockKind::Real => Some(KeyRecord::open(&dir, &ring, &store, empty).await?),
        };
        let sealer = sealer(&ring, record.as_ref());
        let epoch = store.meta_get("epoch").await?.unwrap_or_else(|| "1".into());
        let epoch: u64 = epoch.parse().map_err(|_| Error::Meta("epoch"))?;
        let views = Arc::new(Views::open(&dir, &begins.log)?);
        // A copy that came back from a backup has another epoch.
        let log = format!("{} {epoch}", begins.log);
        let wakes = WakeIndex::open(&dir, &log, journal.head().await?)?;
        let engine = Engine::start(Parts {
            seat: seat.clone(),
            journal: journal.clone(),
            rules: rules.clone(),
            sealer: Arc::new(sealer),
            connector,
            wakes: Arc::new(wakes),
            keep_every: Some(KEEP_WAKES_EVERY),
            directory: Some(Arc::new(OrdersInViews {
                views: Arc::clone(&views),
                journal: journal.clone(),
            })),
            epoch,
            limits,
        })
        .await?;
        // Nothing leaves before the rules it leaves under are in the log.
        let entered = async {
            beginning::begin(&engine, begins).await?;
            activate(&engine, &journal, &rules, texts).await?;
            register(&engine, &store, &rules).await
        };
        if let Err(error) = entered.await {
            engine.stop().await;
            return Err(error);
        }
        engine.open_owed().await;
        Ok(Levy::new(dir, engine, views, store, (ring, record)))
    }
}

/// The wake index may lag by this much of machine time.
const KEEP_WAKES_EVERY: Duration = Duration::from_millis(500);

/// New keys are made for a new log only: beside another they would open
/// nothing.
fn ring(dir: &Path, keys: Option<Keys>, empty: bool) -> Result<KeyRing, Error> {
    let default = || Keys::File {
        path: dir.join("keys").join("court.json"),
        create: true,
    };
    Ok(match keys.unwrap_or_else(default) {
        Keys::Simulated { seed } => KeyRing::from_seed(seed, "simulated"),
        Keys::File { path, create } if create && empty && !path.exists() => {
            if let Some(parent) = path.parent() {
                private::create_dir(parent).map_err(|error| Error::Directory {
                    path: parent.display().to_string(),
                    why: error.kind().to_string(),
                })?;
            }
            let ring = KeyRing::generate()?;
            ring.save(&path)?;
            ring
        }
        Keys::File { path, .. } => KeyRing::load(&path)?,
    })
}

fn sealer(ring: &KeyRing, record: Option<&KeyRecord>) -> Sealer {
    record.map_or_else(
        || Sealer::simulated(ring),
        |record| {
            let keys = WrappedKeys::new(ring, Arc::clone(record.table()));
            Sealer::new(ring, Arc::new(keys), NonceSource::Random)
        },
    )
}

async fn activate(
    engine: &Engine,
    journal: &Journal,
    rules: &Rules,
    (profile, directory): (String, String),
) -> Result<(), Error> {
    if engine.court().rules == Some(rules.digest()) {
        return Ok(());
    }
    let profile = EvidenceBody::of(profile.into_bytes())?;
    let directory = EvidenceBody::of(directory.into_bytes())?;
    let activated = RulesActivated {
        rules: rules.digest(),
        profile: profile.digest(),
        profile_version: rules.profile().version().to_owned(),
        calendar: rules.calendar().digest(),
        directory: directory.digest(),
    };
    journal.put_evidence(vec![profile, directory]).await?;
    // Rules may come into force again after others.
    let revision = engine.court().revision.to_be_bytes();
    let parts: [&[u8]; 3] = [b"activate", &rules.digest().0, &revision];
    let id = CommandId::derive(uuid::Uuid::nil(), &parts);
    let command = Command::Court(court::Command::ActivateRules(activated));
    let caller = Caller::system(&engine.seat().code);
    engine
        .command(StreamKey::Court, command, id, caller)
        .await?;
    Ok(())
}

/// Every unit of the directory has a stream of its own, for what it says that
/// belongs to no order.
async fn register(engine: &Engine, store: &SqliteStore, rules: &Rules) -> Result<(), Error> {
    let digest = rules.units().digest().to_hex();
    if store.meta_get("units").await?.as_ref() == Some(&digest) {
        return Ok(());
    }
    let profiles: Vec<unit::UnitProfile> = rules.units().iter().cloned().collect();
    let mut running = tokio::task::JoinSet::new();
    for profile in profiles {
        let engine = engine.clone();
        running.spawn(async move {
            let key = StreamKey::Unit(profile.unit);
            let id = CommandId::derive(profile.unit.0, &[b"register"]);
            let caller = Caller::system(&engine.seat().code);
            let command = Command::Unit(unit::Command::Register { profile });
            engine.command(key, command, id, caller).await
        });
    }
    while let Some(registered) = running.join_next().await {
        registered.unwrap_or(Err(levy_engine::CommandError::Stopping))?;
    }
    store.meta_set("units", &digest).await?;
    Ok(())
}
