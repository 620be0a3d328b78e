//! An engine over a store of the test's choosing.

use crate::{
    rig::{COURT, START, Time},
    units::Units,
};
use levy::{
    engine::{
        Answer, Caller, Command, CommandError, CourtAccount, CourtSeat, Engine, EngineLimits,
        Parts, StreamKey,
    },
    journal::{Clock, Journal, JournalConfig, WakeIndex},
    proof::{KeyRing, Sealer},
    store::{EventStore, MemoryStore},
};
use levy_domain::{
    calendar::Calendar,
    id::CommandId,
    rules::{Profile, Rules, UnitDirectory},
    unit::UnitProfile,
};
use std::{path::Path, sync::Arc, time::Duration};
use uuid::Uuid;

pub(crate) const SLUG: &str = "chuan33";

/// Starts an engine over `store`, with its wake index in `dir`.
pub(crate) async fn engine(
    dir: &Path,
    store: Arc<dyn EventStore>,
    profiles: &[UnitProfile],
) -> Engine {
    let time = Arc::new(Time::standing(START));
    let clock: Arc<dyn Clock> = Arc::<Time>::clone(&time);
    let journal = Journal::start(JournalConfig {
        store,
        evidence: Arc::new(MemoryStore::new()),
        court: COURT.into(),
        producer: "test".into(),
        clock,
    });
    let journal = journal.await.expect("a journal");
    let head = journal.head().await.expect("a head");
    let engine = Engine::start(Parts {
        seat: CourtSeat {
            code: COURT.into(),
            slug: SLUG.into(),
            account: CourtAccount {
                holder: "虚构执行款专户".into(),
                number: "9900000000000033".into(),
                bank: "bank-0001".into(),
            },
        },
        journal,
        rules: Rules::new(
            Arc::new(Profile::china().expect("a profile")),
            Arc::new(Calendar::china().expect("a calendar")),
            Arc::new(UnitDirectory::new(profiles.to_vec())),
        ),
        sealer: Arc::new(Sealer::simulated(&KeyRing::from_seed(7, "test"))),
        connector: Arc::new(Units::new(time)),
        wakes: Arc::new(WakeIndex::open(dir, "test", head).expect("a wake index")),
        keep_every: Some(Duration::from_millis(500)),
        directory: None,
        epoch: 1,
        limits: EngineLimits::default(),
    })
    .await
    .expect("an engine");
    engine.open_owed().await;
    engine
}

/// A command to a stream, under an id that follows from `label`.
pub(crate) async fn ask(
    engine: &Engine,
    key: StreamKey,
    label: &str,
    command: Command,
) -> Result<Answer, CommandError> {
    let id = CommandId::derive(Uuid::nil(), &[label.as_bytes()]);
    engine
        .command(key, command, id, Caller::system(COURT))
        .await
}
