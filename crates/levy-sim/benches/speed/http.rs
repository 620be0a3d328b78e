//! Over loopback HTTP with real signatures: one round of queries to 3,900
//! units, and 16 cases at once of 20 queries and 5 freezes each.
//!
//! Expected: an exchange costs both sides together about 150 us of one core:
//! two Ed25519 signatures and two verifications take about 110, HTTP the rest;
//! on two cores that is some 10,000 a second. Levy adds for each query two
//! events at about 25 us, a body rendered twice and a reply decoded, so a
//! round should take 1.3 to 1.6 times the bare loop; wanted: at most 2.
//! A case waits for about sixteen syncs one after another, in which the
//! other cases go on; wanted: 0.4 of the bare loop's exchanges a second.

use super::{
    bare_calls::{BareLoop, Noting},
    case::{Bell, Case, play_all},
    figure::{Figure, Goal, median},
    stage::{Kind, directory, raise, unit},
    unit_server::UnitServer,
};
use crate::Size;
use levy::{Levy, engine::EngineLimits, proof::KeyRing};
use levy_connect::{
    Connector, PeerBook,
    http::{HttpConnector, Patience},
};
use levy_domain::rules::UnitDirectory;
use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use tempfile::TempDir;

const UNITS: u32 = 3_900;
/// Exchanges at a time, the engine's own bound, and the bare loop's.
const AT_ONCE: usize = 64;
/// One query in so many finds an account.
const SWEEP_EVERY: u32 = 20;
const CASES_AT_ONCE: usize = 16;
const ASKED: u32 = 20;
/// Five accounts to freeze among the units of a case.
const CASE_EVERY: u32 = 4;

struct Stand {
    levy: Arc<Levy>,
    bell: Arc<Bell>,
    noting: Arc<Noting>,
    server: UnitServer,
    directory: UnitDirectory,
    bare: Arc<BareLoop>,
}

pub(crate) async fn run(size: Size) -> (Vec<Figure>, ()) {
    let dir = TempDir::new().expect("a temporary directory");
    let directory = directory(UNITS);
    let signer = Arc::new(KeyRing::from_seed(super::stage::SEED, "bench").signer());
    let server = UnitServer::serve(&directory, &signer).await;
    let patience = Patience {
        connect: Duration::from_secs(5),
        answer: Duration::from_secs(30),
        idle: Duration::from_secs(20),
        // All units share one host here, as behind a gateway.
        idle_per_unit: AT_ONCE,
    };
    let peers = Arc::new(PeerBook::new(server.peers(&directory)));
    let noting = Arc::new(Noting::new(HttpConnector::new(
        peers,
        Arc::clone(&signer),
        patience,
    )));
    let limits = EngineLimits {
        in_flight: AT_ONCE,
        ..EngineLimits::default()
    };
    let connector: Arc<dyn Connector> = noting.clone();
    let levy = raise(dir.path(), UNITS, Kind::Real, limits, connector).await;
    let bell = Bell::of(&levy);
    let bare = BareLoop::new(&directory, signer, AT_ONCE);
    let stand = Stand {
        levy,
        bell,
        noting,
        server,
        directory,
        bare,
    };
    let sweep = stand.sweep(size).await;
    let cases = stand.cases(size).await;
    stand.levy.engine().stop().await;
    (vec![sweep, cases], ())
}

impl Stand {
    /// Seconds of Levy and of the bare loop over the same bodies, and how many.
    async fn round(&self, cases: Vec<Case>, at_once: usize) -> (f64, f64, usize) {
        let start = Instant::now();
        play_all(&self.levy, &self.bell, cases, at_once).await;
        let took = start.elapsed().as_secs_f64();
        let parcels = self.noting.take();
        let count = parcels.len();
        (
            took,
            self.bare.run(&self.server, &self.directory, parcels).await,
            count,
        )
    }

    async fn sweep(&self, size: Size) -> Figure {
        self.server.every.store(SWEEP_EVERY, Ordering::Relaxed);
        let (mut rounds, mut exchanges) = (Vec::new(), 0);
        for round in 0..size.of(1, 3) {
            let units = (1..=UNITS).map(unit).collect();
            let case = Case::prepare(&self.levy, "s", round, units);
            let (levy, bare, count) = self.round(vec![case], 1).await;
            rounds.push((levy, bare));
            exchanges = count;
        }
        let (value, raw) = median(rounds);
        let note = format!(
            "{exchanges} exchanges, {AT_ONCE} at once; {:.0}/s against {:.0}/s",
            exchanges as f64 / value,
            exchanges as f64 / raw
        );
        Figure {
            name: "sweep-3900",
            unit: "s",
            value,
            raw,
            goal: Goal::AtMost(2.0),
            note,
        }
    }

    async fn cases(&self, size: Size) -> Figure {
        self.server.every.store(CASE_EVERY, Ordering::Relaxed);
        let (mut rounds, mut exchanges) = (Vec::new(), 0);
        let each = CASES_AT_ONCE * size.of(2, 8);
        for round in 0..size.of(1, 3) {
            let cases = (0..each).map(|number| self.case(round, number)).collect();
            let (levy, bare, count) = self.round(cases, CASES_AT_ONCE).await;
            rounds.push((count as f64 / levy, count as f64 / bare));
            exchanges = count;
        }
        let (value, raw) = median(rounds);
        let note = format!(
            "{CASES_AT_ONCE} cases at once, {each} cases, {:.1} exchanges each; bare with {AT_ONCE} at once",
            exchanges as f64 / each as f64
        );
        Figure {
            name: "cases-16",
            unit: "calls/s",
            value,
            raw,
            goal: Goal::AtLeast(0.4),
            note,
        }
    }

    fn case(&self, round: usize, number: usize) -> Case {
        let first = u32::try_from(number).unwrap_or(0) * ASKED % (UNITS - ASKED);
        let units = (first + 1..=first + ASKED).map(unit).collect();
        let mut case = Case::prepare(&self.levy, &format!("c{round}-"), number, units);
        case.freezes = true;
        case
    }
}
