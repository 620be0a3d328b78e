//! Orders and inquiries over HTTP/1.1 with kept-alive connections.

use super::answer::{read_reply, read_standing};
use super::call::{self, Answer, CallError};
use super::{INQUIRIES_PATH, ORDERS_PATH};
use crate::connector::{
    Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError, Submitted,
};
use crate::limits::{ORDER_MAX_BYTES, REPLY_MAX_BYTES, STANDING_MAX_BYTES};
use crate::peers::{Peer, PeerBook, Peers};
use crate::signed::{BodyKind, SignedBody};
use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Uri, header::CONTENT_TYPE};
use hyper_util::client::legacy::{Client, connect};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use levy_domain::{bytes::Digest, id::UnitId};
use levy_proof::Signer;
use std::{sync::Arc, time::Duration};

/// How long a unit is waited for, in machine time. No default: it belongs to
/// the installation.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For the whole call, connection included.
    pub answer: Duration,
    /// Before an unused connection is closed.
    pub idle: Duration,
    /// Unused connections kept for each unit.
    pub idle_per_unit: usize,
}

pub(super) type HttpClient = Client<connect::HttpConnector, Full<Bytes>>;

/// A [`Connector`] over HTTP. Plain text: TLS ends at the site's gateway.
pub struct HttpConnector {
    peers: Arc<PeerBook>,
    signer: Arc<Signer>,
    client: HttpClient,
    patience: Patience,
}

impl HttpConnector {
    /// A connector that signs with the court's key and believes the keys of
    /// the table in force at each call.
    #[must_use]
    pub fn new(peers: Arc<PeerBook>, signer: Arc<Signer>, patience: Patience) -> Self {
        let mut connector = connect::HttpConnector::new();
        connector.set_connect_timeout(Some(patience.connect));
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(patience.idle)
            .pool_max_idle_per_host(patience.idle_per_unit)
            // Only for a request that the pool hands back unwritten because
            // the kept connection had ended; nothing of it has left.
            .retry_canceled_requests(true)
            .build(connector);
        HttpConnector {
            peers,
            signer,
            client,
            patience,
        }
    }

    fn request(
        &self,
        peer: &Peer,
        path: &str,
        signed: &SignedBody,
    ) -> Result<Request<Full<Bytes>>, NotSentReason> {
        let base = peer.base.as_ref().ok_or(NotSentReason::NoRoute)?;
        let uri: Uri = format!("{}{path}", base.as_str())
            .parse()
            .map_err(|_| NotSentReason::NoRoute)?;
        let mut request = Request::post(uri).header(CONTENT_TYPE, "application/json");
        for (name, value) in signed.signature.headers() {
            request = request.header(name, value);
        }
        let body = Full::new(Bytes::from_owner(signed.bytes.clone()));
        request.body(body).map_err(|_| NotSentReason::NoRoute)
    }

    /// One call: no second attempt once a byte may have left.
    async fn call(
        &self,
        peers: &Peers,
        unit: &UnitId,
        path: &str,
        signed: &SignedBody,
        limit: usize,
    ) -> Result<Answer, CallError> {
        let peer = peers
            .peer(unit)
            .ok_or(CallError::NotSent(NotSentReason::NoRoute))?;
        let request = self
            .request(peer, path, signed)
            .map_err(CallError::NotSent)?;
        call::call(&self.client, request, self.patience.answer, limit).await
    }
}

#[async_trait]
impl Connector for HttpConnector {
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError> {
        let not_sent = |reason| SubmitError::NotSent { reason };
        if Digest::of(&parcel.body) != parcel.hash {
            return Err(not_sent(NotSentReason::ChangedBytes));
        }
        if parcel.body.len() > ORDER_MAX_BYTES {
            return Err(not_sent(NotSentReason::TooLarge));
        }
        let peers = self.peers.now();
        let signed = SignedBody::sign(BodyKind::Order, parcel.body.clone(), &self.signer);
        let answer = self
            .call(&peers, &parcel.unit, ORDERS_PATH, &signed, REPLY_MAX_BYTES)
            .await?;
        read_reply(&peers, parcel, answer)
    }

    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError> {
        let peers = self.peers.now();
        let signed = SignedBody::sign(BodyKind::Inquiry, inquiry.bytes(), &self.signer);
        let (unit, limit) = (inquiry.unit(), STANDING_MAX_BYTES);
        let answer = self
            .call(&peers, &unit, INQUIRIES_PATH, &signed, limit)
            .await?;
        read_standing(&peers, inquiry, answer)
    }
}
