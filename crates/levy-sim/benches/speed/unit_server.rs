//! All units behind one loopback socket, as behind a gateway: each checks the
//! court's signature, answers at once and signs with a key of its own. It
//! keeps nothing.

use super::{
    stage::{COURT, SEED},
    unit::answer,
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, Response, StatusCode},
    routing::post,
};
use levy_connect::{
    BaseUrl, Peer, Peers, SignedBody,
    http::signature_of,
    unit_side::{CourtKeys, UnitSide},
};
use levy_domain::rules::UnitDirectory;
use levy_proof::{ED25519_SHA256, Signer, TrustedKeys};
use levy_sim::units::unit_signer;
use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::{net::TcpListener, task::JoinHandle};

struct Hall {
    units: HashMap<String, UnitSide>,
    every: Arc<AtomicU32>,
}

pub(crate) struct UnitServer {
    address: SocketAddr,
    /// Each so-manieth unit keeps an account.
    pub(crate) every: Arc<AtomicU32>,
    serving: JoinHandle<()>,
}

impl UnitServer {
    /// Serves the units of `directory` to the court that signs with `court`.
    pub(crate) async fn serve(directory: &UnitDirectory, court: &Signer) -> Self {
        let side = |code: &str| {
            let mut courts = CourtKeys::new();
            courts
                .trust(
                    COURT,
                    court.key_id().clone(),
                    &ED25519_SHA256,
                    &court.public_key(),
                )
                .expect("a court's key");
            (
                code.to_owned(),
                UnitSide::new(code, courts, unit_signer(SEED, code)),
            )
        };
        let units = directory.iter().map(|unit| side(&unit.code)).collect();
        let every = Arc::new(AtomicU32::new(1));
        let hall = Arc::new(Hall {
            units,
            every: Arc::clone(&every),
        });
        let router = Router::new()
            .route("/u/{code}/v1/orders", post(order))
            .with_state(hall);
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await;
        let listener = listener.expect("a loopback socket");
        let address = listener.local_addr().expect("its address");
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serving");
        });
        UnitServer {
            address,
            every,
            serving,
        }
    }

    pub(crate) fn base(&self, code: &str) -> String {
        format!("http://{}/u/{code}", self.address)
    }

    /// The table of peers for a connector.
    pub(crate) fn peers(&self, directory: &UnitDirectory) -> Peers {
        let mut trusted = TrustedKeys::new();
        let peers = directory.iter().map(|unit| {
            let signer = unit_signer(SEED, &unit.code);
            let key = signer.key_id().clone();
            trusted
                .trust(key.clone(), &ED25519_SHA256, &signer.public_key())
                .expect("a unit's key");
            let base = BaseUrl::parse(&self.base(&unit.code)).expect("an address");
            Peer {
                unit: unit.unit,
                code: unit.code.clone(),
                base: Some(base),
                keys: vec![key],
            }
        });
        let peers: Vec<Peer> = peers.collect();
        Peers::new(trusted, peers).expect("a table of peers")
    }
}

impl Drop for UnitServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn order(
    State(hall): State<Arc<Hall>>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let answered = hall.units.get(&code).and_then(|unit| {
        let order = unit.order(signature_of(&headers).ok()?, &body[..]).ok()?;
        let reply = answer(&order.body, order.hash, hall.every.load(Ordering::Relaxed));
        unit.reply(&reply).ok()
    });
    match answered {
        Some(signed) => respond(&signed),
        None => {
            let mut refused = Response::new(Body::empty());
            *refused.status_mut() = StatusCode::BAD_REQUEST;
            refused
        }
    }
}

fn respond(signed: &SignedBody) -> Response<Body> {
    let mut response = Response::builder().header("content-type", "application/json");
    for (name, value) in signed.signature.headers() {
        response = response.header(name, value);
    }
    response
        .body(Body::from(signed.bytes.to_vec()))
        .expect("a response")
}
