//! The court's door for what units send by themselves.

use super::bounds::Bounds;
use super::counters::{Counted, Counters};
use super::room::{Place, Room};
use super::{NOTICES_PATH, REPLIES_PATH, signature_of};
use crate::peers::{PeerBook, Peers};
use crate::signed::{NotOpened, SignedBody};
use crate::sink::{ReplySink, TakeError};
use crate::verified::{Stray, StrayReason, Verified};
use crate::wire::{AckBody, NoticeBody, ReplyBody, V1, WireBody};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Response, StatusCode, header},
    routing::post,
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Body as _;
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
    time::Timestamp,
};
use levy_proof::Signer;
use std::{sync::Arc, time::Duration};

/// Said where the door bears no more bodies now.
const FULL: TakeError = TakeError { after_seconds: 1 };

#[derive(Clone)]
struct Door {
    sink: Arc<dyn ReplySink>,
    peers: Arc<PeerBook>,
    signer: Arc<Signer>,
    counters: Arc<Counters>,
    room: Arc<Room>,
    patience: Duration,
}

/// Routes `POST /v1/replies` and `POST /v1/notices`. 200 with a signed
/// [`AckBody`] once the sink has it durably, whatever it says; 401 when no
/// listed key of a unit signed it; 413 when it is too large; 503 when the
/// sink cannot take it now, or as many bodies as `bounds` allows are being
/// read or wait for the sink. Serve it with
/// [`serve_replies`](super::serve_replies), which bounds connections and heads.
pub fn reply_router(
    sink: Arc<dyn ReplySink>,
    peers: Arc<PeerBook>,
    signer: Arc<Signer>,
    counters: Arc<Counters>,
    bounds: Bounds,
) -> Router {
    Router::new()
        .route(REPLIES_PATH, post(take_reply))
        .route(NOTICES_PATH, post(take_notice))
        .with_state(Door {
            sink,
            peers,
            signer,
            counters,
            room: Arc::new(Room::new(bounds)),
            patience: bounds.body,
        })
}

async fn take_reply(State(door): State<Door>, request: Request) -> Response<Body> {
    door.clone()
        .reply(request)
        .await
        .unwrap_or_else(|turned| door.turn_away(turned))
}

async fn take_notice(State(door): State<Door>, request: Request) -> Response<Body> {
    door.clone()
        .notice(request)
        .await
        .unwrap_or_else(|turned| door.turn_away(turned))
}

/// Why a callback is not acknowledged.
enum Turned {
    Unauthenticated,
    Oversize,
    Broken,
    Slow,
    Later(TakeError),
    NoAck,
}

impl From<TakeError> for Turned {
    fn from(error: TakeError) -> Self {
        Turned::Later(error)
    }
}

impl Door {
    async fn reply(self, request: Request) -> Result<Response<Body>, Turned> {
        let peers = self.peers.now();
        let (signed, _room) = self.authentic::<ReplyBody>(&peers, request).await?;
        let reply = match self.read::<ReplyBody>(&peers, &signed).await? {
            Read::Fits(reply) => reply,
            Read::Kept(acknowledged) => return Ok(acknowledged),
        };
        let (hash, order, sequence) = (reply.hash, reply.body.order, reply.body.sequence);
        match peers.speaker(&signed.signature.key_id, &reply.body.unit) {
            Some(unit) => {
                let at = self.sink.take(unit, reply).await?;
                self.acknowledge(Counted::Taken, Some((order, sequence)), hash, at)
            }
            None => {
                let stray = Stray::of_reply(StrayReason::OtherUnit, signed, reply);
                self.set_aside(&peers, stray).await
            }
        }
    }

    async fn notice(self, request: Request) -> Result<Response<Body>, Turned> {
        let peers = self.peers.now();
        let (signed, _room) = self.authentic::<NoticeBody>(&peers, request).await?;
        let notice = match self.read::<NoticeBody>(&peers, &signed).await? {
            Read::Fits(notice) => notice,
            Read::Kept(acknowledged) => return Ok(acknowledged),
        };
        let hash = notice.hash;
        match peers.speaker(&signed.signature.key_id, &notice.body.unit) {
            Some(unit) => {
                let at = self.sink.notice(unit, notice).await?;
                self.acknowledge(Counted::Taken, None, hash, at)
            }
            None => {
                let stray = Stray {
                    reason: StrayReason::OtherUnit,
                    signed,
                    reply: None,
                };
                self.set_aside(&peers, stray).await
            }
        }
    }

    /// The body with its signature claims: bounded, and of a key that stands
    /// for a unit. A stranger's body is not even read, and none is begun
    /// without room, which is kept until the body is durable.
    async fn authentic<T: WireBody>(
        &self,
        peers: &Peers,
        request: Request,
    ) -> Result<(SignedBody, Place), Turned> {
        let signature = signature_of(request.headers()).map_err(|error| {
            tracing::debug!(%error, "callback turned away");
            Turned::Unauthenticated
        })?;
        let Some(unit) = peers.owner(&signature.key_id) else {
            tracing::debug!(key = %signature.key_id, "callback under an unknown key turned away");
            return Err(Turned::Unauthenticated);
        };
        let body = request.into_body();
        let limit = T::MAX_BYTES;
        let announced = usize::try_from(body.size_hint().lower());
        if !announced.is_ok_and(|announced| announced <= limit) {
            return Err(Turned::Oversize);
        }
        let room = self.room.take(unit).ok_or(Turned::Later(FULL))?;
        let body = Limited::new(body, limit).collect();
        let bytes = match tokio::time::timeout(self.patience, body).await {
            Err(_) => return Err(Turned::Slow),
            Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(Turned::Oversize),
            Ok(Err(_)) => return Err(Turned::Broken),
            Ok(Ok(whole)) => whole.to_bytes(),
        };
        let signed = SignedBody {
            kind: T::KIND,
            bytes: bytes[..].into(),
            signature,
        };
        Ok((signed, room))
    }

    async fn read<T: WireBody>(
        &self,
        peers: &Peers,
        signed: &SignedBody,
    ) -> Result<Read<T>, Turned> {
        match signed.clone().open::<T>(peers.trusted()) {
            Ok(body) => Ok(Read::Fits(body)),
            Err(NotOpened::Forged(_)) => Err(Turned::Unauthenticated),
            Err(NotOpened::Stray(stray)) => self.set_aside(peers, *stray).await.map(Read::Kept),
        }
    }

    async fn set_aside(&self, peers: &Peers, stray: Stray) -> Result<Response<Body>, Turned> {
        let unit: UnitId = peers
            .owner(&stray.signed.signature.key_id)
            .ok_or(Turned::Unauthenticated)?;
        let hash = stray.hash();
        let at = self.sink.set_aside(unit, stray).await?;
        self.acknowledge(Counted::SetAside, None, hash, at)
    }

    fn acknowledge(
        &self,
        counted: Counted,
        reply: Option<(OrderId, u32)>,
        reply_hash: Digest,
        received_at: Timestamp,
    ) -> Result<Response<Body>, Turned> {
        let ack = AckBody {
            v: V1,
            order: reply.map(|(order, _)| order),
            sequence: reply.map(|(_, sequence)| sequence),
            reply_hash,
            received_at,
        };
        let signed = SignedBody::of(&ack, &self.signer).map_err(|_| Turned::NoAck)?;
        self.counters.count(counted);
        let mut response = Response::new(Body::from(signed.bytes.to_vec()));
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        for (name, value) in signed.signature.headers() {
            headers.insert(
                name,
                HeaderValue::try_from(value).map_err(|_| Turned::NoAck)?,
            );
        }
        Ok(response)
    }

    fn turn_away(&self, turned: Turned) -> Response<Body> {
        let (counted, status) = match turned {
            Turned::Unauthenticated => (Counted::Unauthenticated, StatusCode::UNAUTHORIZED),
            Turned::Oversize => (Counted::Oversize, StatusCode::PAYLOAD_TOO_LARGE),
            Turned::Broken => (Counted::Unread, StatusCode::BAD_REQUEST),
            Turned::Slow => (Counted::Unread, StatusCode::REQUEST_TIMEOUT),
            Turned::Later(_) => (Counted::Deferred, StatusCode::SERVICE_UNAVAILABLE),
            Turned::NoAck => (Counted::Deferred, StatusCode::INTERNAL_SERVER_ERROR),
        };
        self.counters.count(counted);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        if let Turned::Later(TakeError { after_seconds }) = turned {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, after_seconds.into());
        }
        response
    }
}

enum Read<T> {
    Fits(Verified<T>),
    Kept(Response<Body>),
}
