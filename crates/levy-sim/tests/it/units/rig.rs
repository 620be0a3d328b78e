//! A court with one key, a place where replies arrive, and the units.

pub(super) use super::orders::{id, measure, on_hold, query};
use async_trait::async_trait;
use levy_connect::{
    BaseUrl, Connector, Inquiry, Parcel, Peer, PeerBook, Peers, ReplySink, Stray, Submitted,
    TakeError, Verified,
    http::{Bounds, Counters, HttpConnector, Patience, reply_router},
    wire::*,
};
use levy_domain::{
    asset::AssetClass,
    bytes::Bytes,
    id::UnitId,
    money::Currency,
    rules::{UnitDirectory, directory::unit_id},
    time::Timestamp,
};
use levy_proof::{ED25519_SHA256, KeyRing, Signer, TrustedKeys};
use levy_sim::{
    units::{CourtKey, UnitsConfig, UnitsProcess, unit_public_key, unit_signer},
    year::region,
};
use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

pub(super) const SEED: u64 = 11;
pub(super) const COURT: &str = "川3322";
pub(super) const HONEST: &str = "abc-g";
pub(super) const FORGETFUL: &str = "psbc-g";

/// 2022-03-01 09:00 in China.
pub(super) const START: Timestamp = Timestamp(1_646_096_400_000);

/// Keeps what arrives; refuses it while `closed`.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) replies: Mutex<Vec<Verified<ReplyBody>>>,
    pub(super) notices: Mutex<Vec<Verified<NoticeBody>>>,
    pub(super) closed: std::sync::atomic::AtomicBool,
}

#[async_trait]
impl ReplySink for Desk {
    async fn take(
        &self,
        _unit: UnitId,
        reply: Verified<ReplyBody>,
    ) -> Result<Timestamp, TakeError> {
        if self.closed.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(TakeError { after_seconds: 1 });
        }
        self.replies.lock().unwrap().push(reply);
        Ok(START)
    }

    async fn notice(
        &self,
        _unit: UnitId,
        notice: Verified<NoticeBody>,
    ) -> Result<Timestamp, TakeError> {
        self.notices.lock().unwrap().push(notice);
        Ok(START)
    }

    async fn set_aside(&self, _unit: UnitId, stray: Stray) -> Result<Timestamp, TakeError> {
        panic!("set aside: {:?}", stray.reason)
    }
}

pub(super) fn court_signer() -> Signer {
    KeyRing::from_seed(SEED, "court").signer()
}

pub(super) fn config(dir: &Path, faults: bool) -> UnitsConfig {
    let directory = dir.join("units.toml");
    std::fs::write(&directory, region::UNITS).unwrap();
    let signer = court_signer();
    let key = Bytes(signer.public_key());
    UnitsConfig {
        books: dir.join("books"),
        seed: SEED,
        directory,
        network: 20,
        courts: vec![CourtKey {
            court: COURT.into(),
            key_id: signer.key_id().clone(),
            public_key: key,
        }],
        court_url: None,
        late_millis: 3_000,
        faults,
    }
}

/// Everything together.
pub(super) struct Rig {
    pub(super) units: UnitsProcess,
    pub(super) desk: Arc<Desk>,
    pub(super) connector: HttpConnector,
}

/// This test binary, running nothing but the child.
pub(super) async fn spawn(config: &UnitsConfig) -> UnitsProcess {
    let mut command = tokio::process::Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "units::process::the_child", "--nocapture"])
        .env(CHILD, "1");
    UnitsProcess::spawn_with(command, config).await.unwrap()
}

/// Set in the environment of the child.
pub(super) const CHILD: &str = "LEVY_UNITS_CHILD";

/// A question about an order, to its unit.
pub(super) fn inquiry(order: &OrderBody) -> Inquiry {
    let body = InquiryBody {
        asked_at: START,
        court: order.court.clone(),
        nonce: Nonce(order.order.0.as_u128()),
        order: order.order,
        unit: order.unit.clone(),
        v: V1,
    };
    Inquiry::new(unit_id(&order.unit), body).unwrap()
}

impl Rig {
    /// Units over the books in `dir`, at START, with a court that listens.
    pub(super) async fn over(dir: &Path, faults: bool) -> Self {
        Self::over_at(dir, faults, Some(START)).await
    }

    /// The same, at the time the books know where none is given.
    pub(super) async fn over_at(dir: &Path, faults: bool, at: Option<Timestamp>) -> Self {
        let units = spawn(&config(dir, faults)).await;
        let peers = peers(units.address());
        let desk = Arc::new(Desk::default());
        let sink: Arc<dyn ReplySink> = desk.clone();
        let router = reply_router(
            sink,
            peers.clone(),
            Arc::new(court_signer()),
            Arc::new(Counters::default()),
            Bounds::default(),
        );
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, router).into_future());
        units.set_court(&url).await.unwrap();
        if let Some(at) = at {
            units.set_time(at).await.unwrap();
        }
        let second = Duration::from_secs(1);
        let patience = Patience {
            connect: second,
            answer: second,
            idle: second,
            idle_per_unit: 4,
        };
        let connector = HttpConnector::new(peers, Arc::new(court_signer()), patience);
        Rig {
            units,
            desk,
            connector,
        }
    }

    pub(super) async fn send(
        &self,
        order: &OrderBody,
    ) -> Result<Submitted, levy_connect::SubmitError> {
        let body = to_canonical(order).unwrap();
        self.connector
            .submit(&Parcel::new(order.order, unit_id(&order.unit), body))
            .await
    }

    /// Sends until it is taken, then waits until the last reply has come.
    pub(super) async fn replies(&self, order: &OrderBody) -> Vec<ReplyBody> {
        let mut at_once = None;
        for _ in 0..6 {
            match self.send(order).await {
                Ok(Submitted::Answered(reply)) => at_once = Some(reply.body),
                Ok(Submitted::Accepted(_)) => {}
                Err(_) => continue,
            }
            break;
        }
        let mut now = self.units.books().await.unwrap().now;
        while let Some(due) = self
            .units
            .statement(&order.unit, order.order)
            .await
            .unwrap()
            .answer_due
        {
            now = now.max(due);
            self.units.advance(now).await.unwrap();
        }
        let called = self.desk.replies.lock().unwrap();
        let of_order = called
            .iter()
            .map(|reply| &reply.body)
            .filter(|body| body.order == order.order);
        let mut replies: Vec<ReplyBody> = at_once.into_iter().chain(of_order.cloned()).collect();
        replies.sort_by_key(|reply| reply.sequence);
        replies.dedup();
        replies
    }

    /// The first invented debtor from `from` with an ordinary account at the
    /// unit that holds something, with the account.
    pub(super) async fn debtor(&self, unit: &str, from: u32) -> (u32, FoundBody) {
        for person in from..from + 200 {
            for reply in self.replies(&query(unit, person)).await {
                let rich = |found: &&FoundBody| {
                    found.class == AssetClass::Deposit
                        && found.account_class.as_str() == "ordinary"
                        && found.status.as_str() == "normal"
                        && found.currency == Currency::CNY
                        && found.prior_measures.is_empty()
                        && found
                            .available_minor
                            .is_some_and(|minor| minor.get() > 1_000_000)
                };
                if let Some(found) = reply.found.iter().find(rich) {
                    return (person, found.clone());
                }
            }
        }
        panic!("nobody has an account at {unit}")
    }
}

pub(super) fn peers(address: std::net::SocketAddr) -> Arc<PeerBook> {
    let directory = UnitDirectory::from_toml(region::UNITS).unwrap();
    let mut trusted = TrustedKeys::new();
    let mut peers = Vec::new();
    for unit in directory.iter() {
        let key = unit_signer(SEED, &unit.code).key_id().clone();
        trusted
            .trust(
                key.clone(),
                &ED25519_SHA256,
                &unit_public_key(SEED, &unit.code),
            )
            .unwrap();
        let base = BaseUrl::parse(&format!("http://{address}/u/{}", unit.code)).unwrap();
        let code = unit.code.clone();
        peers.push(Peer {
            unit: unit.unit,
            code,
            base: Some(base),
            keys: vec![key],
        });
    }
    Arc::new(PeerBook::new(Peers::new(trusted, peers).unwrap()))
}
