//! Putting the demo together: rules, keys, the units' process, the court's
//! reply door and the engine.

use super::{DemoConfig, DemoError};
use crate::{
    clock::CourtClock,
    units::{CourtKey, UnitsConfig, UnitsProcess, unit_public_key},
    year::{network, region},
};
use levy::{
    Levy,
    connect::{
        BaseUrl, Peer, PeerBook, Peers, ReplySink,
        http::{Bounds, Counters, HttpConnector, Patience, reply_router, serve_replies},
    },
    engine::{CourtAccount, CourtSeat, EngineLimits},
    proof::{ED25519_SHA256, KeyId, KeyRing, TrustedKeys},
};
use levy_domain::{bytes::Bytes, rules::UnitDirectory, time::Timestamp};
use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle};

/// The prefecture court of the region.
pub fn seat() -> CourtSeat {
    CourtSeat {
        code: "川33".into(),
        slug: "chuan33".into(),
        account: CourtAccount {
            holder: "演示执行款专户".into(),
            number: "9900000000000033".into(),
            bank: "icbc-g".into(),
        },
    }
}

/// The region's units, joined by the national network.
///
/// # Errors
/// [`DemoError::Data`] when the region's list does not read.
pub(super) fn directory(network_units: u32) -> Result<UnitDirectory, DemoError> {
    let region = region::directory().map_err(|error| DemoError::Data(error.to_string()))?;
    let all = region
        .iter()
        .cloned()
        .chain(network::units(network_units))
        .collect();
    Ok(UnitDirectory::new(all))
}

/// Everything that runs.
pub(super) struct Stage {
    /// The instance.
    pub(super) levy: Arc<Levy>,
    /// The units.
    pub(super) units: Arc<UnitsProcess>,
    /// The court's time.
    pub(super) clock: Arc<CourtClock>,
    /// Addresses and keys of units.
    pub(super) peers: Arc<PeerBook>,
    door: JoinHandle<()>,
}

fn io(error: &std::io::Error) -> DemoError {
    DemoError::Io(error.kind().to_string())
}

/// Machine time for one exchange with a unit. A late answer takes longer.
const ANSWER: Duration = Duration::from_millis(500);
/// Machine time to reach a unit at all.
const CONNECT: Duration = Duration::from_secs(2);
/// How long an unused connection is kept.
const IDLE: Duration = Duration::from_secs(20);
/// How long a simulated unit hangs when it answers too late.
const LATE_MILLIS: u64 = 700;

/// Starts the units' process and the engine over `dir`.
///
/// # Errors
/// [`DemoError`].
pub(super) async fn raise(
    config: &DemoConfig,
    dir: &Path,
    start: Timestamp,
) -> Result<Stage, DemoError> {
    std::fs::create_dir_all(dir).map_err(|error| io(&error))?;
    let ring = KeyRing::from_seed(config.seed, "simulated");
    let signer = Arc::new(ring.signer());
    let network_units = network::NETWORK_SIZE;
    let region = dir.join("units.toml");
    std::fs::write(&region, region::UNITS).map_err(|error| io(&error))?;
    let units = UnitsProcess::spawn(&UnitsConfig {
        books: dir.join("units"),
        seed: config.seed,
        directory: region,
        network: network_units,
        courts: vec![CourtKey {
            court: seat().code,
            key_id: signer.key_id().clone(),
            public_key: Bytes(signer.public_key()),
        }],
        court_url: None,
        late_millis: LATE_MILLIS,
        faults: config.faults,
    })
    .await?;
    let directory = directory(network_units)?;
    let peers = Arc::new(PeerBook::new(peers(config.seed, &directory, &units)?));
    let clock = Arc::new(CourtClock::new(start));
    let patience = Patience {
        connect: CONNECT,
        answer: ANSWER,
        idle: IDLE,
        idle_per_unit: 4,
    };
    let connector = HttpConnector::new(Arc::clone(&peers), Arc::clone(&signer), patience);
    let levy = Levy::builder(dir, seat())
        .units(directory)
        .keys(levy::Keys::Simulated { seed: config.seed })
        .simulated_clock(clock.clone())
        .limits(EngineLimits::default())
        .open(Arc::new(connector))
        .await?;
    let levy = Arc::new(levy);
    let sink: Arc<dyn ReplySink> = Arc::new(levy.engine().clone());
    let router = reply_router(
        sink,
        Arc::clone(&peers),
        signer,
        Arc::new(Counters::default()),
        Bounds::default(),
    );
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await;
    let listener = listener.map_err(|error| io(&error))?;
    let address = listener.local_addr().map_err(|error| io(&error))?;
    let for_ever = std::future::pending();
    let door = tokio::spawn(serve_replies(listener, router, Bounds::default(), for_ever));
    units.set_court(&format!("http://{address}")).await?;
    Ok(Stage {
        levy,
        units: Arc::new(units),
        clock,
        peers,
        door,
    })
}

fn peers(seed: u64, directory: &UnitDirectory, units: &UnitsProcess) -> Result<Peers, DemoError> {
    let bad = |error: &dyn std::fmt::Display| DemoError::Data(error.to_string());
    let mut trusted = TrustedKeys::new();
    let mut list = Vec::with_capacity(directory.len());
    for unit in directory.iter() {
        let public = unit_public_key(seed, &unit.code);
        let key = KeyId::of(&public);
        trusted
            .trust(key.clone(), &ED25519_SHA256, &public)
            .map_err(|error| bad(&error))?;
        let base = BaseUrl::parse(&units.base_url(&unit.code)).map_err(|error| bad(&error))?;
        list.push(Peer {
            unit: unit.unit,
            code: unit.code.clone(),
            base: Some(base),
            keys: vec![key],
        });
    }
    Peers::new(trusted, list).map_err(|error| bad(&error))
}

impl Stage {
    /// Stops the engine, then the units.
    ///
    /// # Errors
    /// [`DemoError`] when the units' process did not end well.
    pub(super) async fn strike(self) -> Result<(), DemoError> {
        self.levy.engine().stop().await;
        self.door.abort();
        if let Ok(units) = Arc::try_unwrap(self.units).map_err(|_| ()) {
            units.shutdown().await?;
        }
        Ok(())
    }
}
