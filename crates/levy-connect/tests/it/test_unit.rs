//! A small conforming unit behind a real socket, and a court that talks to it.

use crate::samples::*;
use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Response, StatusCode},
    routing::post,
};
use levy_connect::{
    BaseUrl, Connector, Peer, PeerBook, Peers, SignedBody, Verified,
    conformance::Subject,
    http::{HttpConnector, Patience, signature_of},
    unit_side::{CallRefusal, CourtKeys, OrderCheck, UnitSide},
    wire::*,
};
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
    reply::Outcome,
};
use levy_proof::{ED25519_SHA256, Signer, TrustedKeys};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::net::TcpListener;
use uuid::Uuid;

pub(crate) fn unit_id() -> UnitId {
    UnitId(Uuid::from_u128(77))
}

pub(crate) fn patience() -> Patience {
    Patience {
        connect: Duration::from_secs(2),
        answer: Duration::from_secs(5),
        idle: Duration::from_secs(30),
        idle_per_unit: 2,
    }
}

/// A table with the one unit, at this address, under the unit signer's key.
pub(crate) fn book(address: Option<SocketAddr>) -> Arc<PeerBook> {
    let (signer, neighbour) = (unit_signer(), neighbour_signer());
    let mut trusted = TrustedKeys::new();
    for signer in [&signer, &neighbour] {
        trusted
            .trust(
                signer.key_id().clone(),
                &ED25519_SHA256,
                &signer.public_key(),
            )
            .unwrap();
    }
    let base = address.map(|address| BaseUrl::parse(&format!("http://{address}/levy/")).unwrap());
    let keys = vec![signer.key_id().clone()];
    let peer = Peer {
        unit: unit_id(),
        code: UNIT.into(),
        base,
        keys,
    };
    let neighbour = Peer {
        unit: UnitId(Uuid::from_u128(0x11)),
        code: NEIGHBOUR.into(),
        base: None,
        keys: vec![neighbour.key_id().clone()],
    };
    Arc::new(PeerBook::new(
        Peers::new(trusted, [peer, neighbour]).unwrap(),
    ))
}

pub(crate) fn connector_to(address: SocketAddr, patience: Patience) -> HttpConnector {
    HttpConnector::new(book(Some(address)), Arc::new(court_signer()), patience)
}

pub(crate) fn unit_side() -> UnitSide {
    unit_side_signing(unit_signer())
}

pub(crate) fn unit_side_signing(signer: Signer) -> UnitSide {
    let court = court_signer();
    let mut courts = CourtKeys::new();
    courts
        .trust(
            COURT,
            court.key_id().clone(),
            &ED25519_SHA256,
            &court.public_key(),
        )
        .unwrap();
    UnitSide::new(UNIT, courts, signer)
}

/// What the unit remembers of an order, for ever.
struct Entry {
    hash: Digest,
    status: StatusCode,
    answer: SignedBody,
    replies: Vec<ReplyBody>,
    effects: u32,
}

type Target = (String, String);

/// What a unit may do wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    ForgetsIds,
    TakesOtherBytes,
    FindsNothing,
    RepeatsStandings,
    IgnoresTimes,
    IgnoresFences,
    ActsThenRefuses,
}

pub(crate) struct Unit {
    side: UnitSide,
    answers_at_once: bool,
    flaw: Option<Flaw>,
    table: Mutex<BTreeMap<OrderId, Entry>>,
    fences: Mutex<BTreeMap<Target, (Exact, Exact)>>,
}

impl Unit {
    pub(crate) fn new(answers_at_once: bool, flaw: Option<Flaw>) -> Self {
        let (table, fences) = (Mutex::default(), Mutex::default());
        Unit {
            side: unit_side(),
            answers_at_once,
            flaw,
            table,
            fences,
        }
    }

    fn has(&self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }

    fn submit(&self, headers: &HeaderMap, bytes: &[u8]) -> Result<(StatusCode, SignedBody), u16> {
        let status = |refusal: CallRefusal| refusal.status();
        let signature = signature_of(headers).map_err(|error| status(error.into()))?;
        let order = self.side.order(signature, bytes).map_err(status)?;
        let mut table = self.table.lock().unwrap();
        let known = table.get(&order.body.order);
        let before = known.map_or(0, |entry| entry.effects);
        if let Some(entry) = known.filter(|_| !self.has(Flaw::ForgetsIds)) {
            let same = entry.hash == order.hash || self.has(Flaw::TakesOtherBytes);
            return if same {
                Ok((entry.status, entry.answer.clone()))
            } else {
                Err(409)
            };
        }
        let mut entry = self.carry_out(&order);
        entry.effects += before;
        let answer = (entry.status, entry.answer.clone());
        table.insert(order.body.order, entry);
        Ok(answer)
    }

    fn carry_out(&self, order: &Verified<OrderBody>) -> Entry {
        let side = &self.side;
        let no = match UnitSide::check_times(&order.body, NOW) {
            _ if self.has(Flaw::IgnoresTimes) => None,
            OrderCheck::Current => (!self.pass_fence(&order.body)).then_some("fenced"),
            OrderCheck::TooEarly => Some("too-early"),
            OrderCheck::Expired => Some("expired"),
        };
        let reply = match no {
            Some(code) => side.refusal_for(order, NOW, code, None),
            None => ReplyBody {
                lines: order
                    .body
                    .lines
                    .iter()
                    .map(|line| ReplyLine::new(line.line, Outcome::Done))
                    .collect(),
                ..side.reply_for(order, NOW)
            },
        };
        let effects = u32::from(no.is_none() || self.has(Flaw::ActsThenRefuses));
        let (status, answer, replies) = if self.answers_at_once || no.is_some() {
            (StatusCode::OK, side.reply(&reply).unwrap(), vec![reply])
        } else {
            let receipt = side.receipt(&side.receipt_for(order, NOW)).unwrap();
            (StatusCode::ACCEPTED, receipt, Vec::new())
        };
        Entry {
            hash: order.hash,
            status,
            answer,
            replies,
            effects,
        }
    }

    fn pass_fence(&self, order: &OrderBody) -> bool {
        let mut fences = self.fences.lock().unwrap();
        let fence = (order.fence.epoch, order.fence.revision);
        let targets: Vec<Target> = order
            .lines
            .iter()
            .map(|line| (order.fence.scope.clone(), line.number.expose().to_owned()))
            .collect();
        let refused = !self.has(Flaw::IgnoresFences);
        if refused
            && targets
                .iter()
                .any(|target| fences.get(target).is_some_and(|seen| *seen > fence))
        {
            return false;
        }
        fences.extend(targets.into_iter().map(|target| (target, fence)));
        true
    }

    fn standing(&self, headers: &HeaderMap, bytes: &[u8]) -> Result<SignedBody, u16> {
        let status = |refusal: CallRefusal| refusal.status();
        let signature = signature_of(headers).map_err(|error| status(error.into()))?;
        let mut inquiry = self.side.inquiry(signature, bytes).map_err(status)?;
        if self.has(Flaw::RepeatsStandings) {
            inquiry.hash = Digest::of(b"an earlier question");
        }
        let table = self.table.lock().unwrap();
        let entry = table
            .get(&inquiry.body.order)
            .filter(|_| !self.has(Flaw::FindsNothing));
        let standing = match entry {
            None => StandingKind::NotFound,
            Some(entry) if entry.replies.is_empty() => StandingKind::Pending,
            Some(_) => StandingKind::Answered,
        };
        let body = StandingBody {
            standing,
            order_hash: entry.map(|entry| entry.hash),
            replies: entry.map(|entry| entry.replies.clone()).unwrap_or_default(),
            ..self.side.standing_for(&inquiry, NOW)
        };
        Ok(self.side.standing(&body).unwrap())
    }

    pub(crate) fn effects(&self, order: OrderId) -> u32 {
        self.table
            .lock()
            .unwrap()
            .get(&order)
            .map_or(0, |entry| entry.effects)
    }
}

pub(crate) fn signed_response(status: StatusCode, signed: &SignedBody) -> Response<Body> {
    let mut response = Response::builder().status(status);
    for (name, value) in signed.signature.headers() {
        response = response.header(name, value);
    }
    response.body(Body::from(signed.bytes.to_vec())).unwrap()
}

fn turned_away(status: u16) -> Response<Body> {
    Response::builder()
        .status(status)
        .body(Body::empty())
        .unwrap()
}

async fn orders(State(unit): State<Arc<Unit>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    match unit.submit(&headers, &body) {
        Ok((status, signed)) => signed_response(status, &signed),
        Err(status) => turned_away(status),
    }
}

async fn inquiries(
    State(unit): State<Arc<Unit>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    match unit.standing(&headers, &body) {
        Ok(signed) => signed_response(StatusCode::OK, &signed),
        Err(status) => turned_away(status),
    }
}

/// Serves on a loopback port until the test's runtime ends.
pub(crate) async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

pub(crate) async fn serve_unit(unit: Arc<Unit>) -> SocketAddr {
    let routes = Router::new()
        .route("/v1/orders", post(orders))
        .route("/v1/inquiries", post(inquiries))
        .with_state(unit);
    serve(Router::new().nest("/levy", routes)).await
}

/// The connector over a socket with the small unit behind it.
pub(crate) struct OverHttp {
    connector: HttpConnector,
    unit: Arc<Unit>,
    drawn: AtomicU32,
}

impl OverHttp {
    pub(crate) async fn new(answers_at_once: bool) -> Self {
        Self::over(Unit::new(answers_at_once, None)).await
    }

    pub(crate) async fn flawed(flaw: Flaw) -> Self {
        Self::over(Unit::new(true, Some(flaw))).await
    }

    async fn over(unit: Unit) -> Self {
        let unit = Arc::new(unit);
        let connector = connector_to(serve_unit(unit.clone()).await, patience());
        OverHttp {
            connector,
            unit,
            drawn: AtomicU32::new(0),
        }
    }
}

#[async_trait]
impl Subject for OverHttp {
    fn connector(&self) -> &dyn Connector {
        &self.connector
    }

    fn unit(&self) -> UnitId {
        unit_id()
    }

    fn fresh_order(&self) -> OrderBody {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut order = full_order();
        order.order = order_id(1_000 + u128::from(number));
        order.original = order.order;
        order.replaces = None;
        order.fence.scope = format!("matter-c3322.{number:032x}");
        order.lines[0].number = format!("canary{number:016}").into();
        order
    }

    fn honours_fences(&self) -> bool {
        true
    }

    async fn effects(&self, order: OrderId) -> Option<u32> {
        Some(self.unit.effects(order))
    }
}
