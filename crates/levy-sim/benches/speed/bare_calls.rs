//! The bare loop over HTTP: sends, signs and verifies the same bodies at the
//! same concurrency, decodes nothing and stores nothing. And a connector that
//! notes which bodies were sent.

use super::{stage::SEED, unit_server::UnitServer};
use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector as Tcp},
    rt::{TokioExecutor, TokioTimer},
};
use levy::proof::TrustedKeys;
use levy_connect::{
    BodyKind, Connector, InquireError, Inquiry, Parcel, SignedBody, Standing, SubmitError,
    Submitted,
    http::{HttpConnector, signature_of},
};
use levy_domain::rules::UnitDirectory;
use levy_proof::{ED25519_SHA256, Signer};
use levy_sim::units::unit_signer;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// Passes everything on and keeps a copy of the parcels.
pub(crate) struct Noting {
    inner: HttpConnector,
    sent: Mutex<Vec<Parcel>>,
}

impl Noting {
    pub(crate) fn new(inner: HttpConnector) -> Self {
        Noting {
            inner,
            sent: Mutex::default(),
        }
    }

    /// What was sent since the last call.
    pub(crate) fn take(&self) -> Vec<Parcel> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Connector for Noting {
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError> {
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(parcel.clone());
        self.inner.submit(parcel).await
    }

    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError> {
        self.inner.inquire(inquiry).await
    }
}

/// A client and what it needs to sign and verify.
pub(crate) struct BareLoop {
    client: Client<Tcp, Full<Bytes>>,
    signer: Arc<Signer>,
    trusted: TrustedKeys,
    at_once: usize,
}

impl BareLoop {
    pub(crate) fn new(directory: &UnitDirectory, signer: Arc<Signer>, at_once: usize) -> Arc<Self> {
        let mut trusted = TrustedKeys::new();
        for unit in directory.iter() {
            let key = unit_signer(SEED, &unit.code);
            let listed = trusted.trust(key.key_id().clone(), &ED25519_SHA256, &key.public_key());
            listed.expect("a unit's key");
        }
        let mut tcp = Tcp::new();
        tcp.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(20))
            .pool_max_idle_per_host(at_once)
            .build(tcp);
        Arc::new(BareLoop {
            client,
            signer,
            trusted,
            at_once,
        })
    }

    /// Exchanges all parcels; seconds.
    pub(crate) async fn run(
        self: &Arc<Self>,
        server: &UnitServer,
        directory: &UnitDirectory,
        parcels: Vec<Parcel>,
    ) -> f64 {
        let calls: Vec<(String, Arc<[u8]>)> = parcels
            .into_iter()
            .filter_map(|parcel| {
                let code = &directory.get(&parcel.unit)?.code;
                Some((format!("{}/v1/orders", server.base(code)), parcel.body))
            })
            .collect();
        let (calls, next) = (Arc::new(calls), Arc::new(AtomicUsize::new(0)));
        let start = Instant::now();
        let clients: Vec<_> = (0..self.at_once)
            .map(|_| {
                let (this, calls, next) = (Arc::clone(self), Arc::clone(&calls), Arc::clone(&next));
                tokio::spawn(async move {
                    while let Some((uri, body)) = calls.get(next.fetch_add(1, Ordering::Relaxed)) {
                        this.exchange(uri, body).await;
                    }
                })
            })
            .collect();
        for client in clients {
            client.await.expect("a client");
        }
        start.elapsed().as_secs_f64()
    }

    async fn exchange(&self, uri: &str, body: &Arc<[u8]>) {
        let signed = SignedBody::sign(BodyKind::Order, Arc::clone(body), &self.signer);
        let mut request = Request::post(uri).header("content-type", "application/json");
        for (name, value) in signed.signature.headers() {
            request = request.header(name, value);
        }
        let body = Full::new(Bytes::from_owner(signed.bytes));
        let request = request.body(body).expect("a request");
        let response = self.client.request(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole answer").to_bytes();
        let signature = signature_of(&head.headers).expect("a signature");
        let answer = SignedBody {
            kind: BodyKind::Reply,
            bytes: bytes[..].into(),
            signature,
        };
        answer.verify(&self.trusted).expect("a good signature");
    }
}
