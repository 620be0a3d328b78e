//! A bank behind a socket: it answers queries at once and takes freezes in,
//! to bring its reply to the court's door afterwards.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use levy::{
    connect::{
        SignedBody,
        http::{ORDERS_PATH, REPLIES_PATH, signature_of},
        unit_side::{CourtKeys, UnitSide},
        wire::{Exact, FoundBody, OrderBody, Private, ReplyBody, ReplyLine},
    },
    domain::{
        asset::{AccountClass, AccountStatus, AssetClass},
        money::Currency,
        order::Measure,
        reply::Outcome,
    },
    journal::{Clock, MachineClock},
    proof::{ED25519_SHA256, KeyRing, Signer},
};
use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

pub(crate) const ACCOUNT: &str = "6200000000000001";

pub(crate) struct Bank {
    side: OnceLock<UnitSide>,
    /// Replies that wait to be brought.
    waiting: mpsc::Sender<SignedBody>,
}

/// Listens; the TOML that the court's daemon needs, and the replies to bring.
pub(crate) async fn listen() -> (Arc<Bank>, String, mpsc::Receiver<SignedBody>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let public = hex::encode(signer().public_key());
    let peers = format!(
        "[[peer]]\nunit = \"bank-1\"\nbase = \"http://{address}\"\nkeys = [{{ public = \"{public}\" }}]\n"
    );
    let (waiting, replies) = mpsc::channel(8);
    let bank = Arc::new(Bank {
        side: OnceLock::new(),
        waiting,
    });
    let router = Router::new()
        .route(ORDERS_PATH, post(order))
        .with_state(Arc::clone(&bank));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (bank, peers, replies)
}

fn signer() -> Signer {
    Signer::new(&ED25519_SHA256, &[7; 32])
}

impl Bank {
    /// The court's key becomes known once it has one.
    pub(crate) fn trust(&self, ring: &KeyRing) {
        let court = ring.signer();
        let mut courts = CourtKeys::new();
        let key = court.key_id().clone();
        courts
            .trust("川3322", key, &ED25519_SHA256, &court.public_key())
            .unwrap();
        assert!(
            self.side
                .set(UnitSide::new("bank-1", courts, signer()))
                .is_ok()
        );
    }
}

async fn order(State(bank): State<Arc<Bank>>, headers: HeaderMap, body: Bytes) -> Response {
    let side = bank.side.get().unwrap();
    let now = MachineClock.now();
    let order = side
        .order(signature_of(&headers).unwrap(), body.to_vec())
        .unwrap();
    let reply = side.reply_for(&order, now);
    if order.body.measure == Measure::Query {
        let reply = ReplyBody {
            found: vec![found()],
            ..reply
        };
        return signed(StatusCode::OK, &side.reply(&reply).unwrap());
    }
    let lines = held(&order.body);
    let reply = side.reply(&ReplyBody { lines, ..reply }).unwrap();
    bank.waiting.send(reply).await.unwrap();
    let receipt = side.receipt(&side.receipt_for(&order, now)).unwrap();
    signed(StatusCode::ACCEPTED, &receipt)
}

fn found() -> FoundBody {
    let balance = Exact::try_from(1_200_000u64).unwrap();
    FoundBody {
        holder: None,
        class: AssetClass::Deposit,
        number: Private::new(ACCOUNT),
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Normal,
        currency: Currency::CNY,
        balance_minor: Some(balance),
        available_minor: Some(balance),
        available_at: Some(MachineClock.now()),
        sub_accounts: vec![],
        not_redeemable_before: None,
        prior_measures: vec![],
        rights: vec![],
    }
}

/// Everything asked for is held.
fn held(order: &OrderBody) -> Vec<ReplyLine> {
    let line = |line: &levy::connect::wire::OrderLine| {
        let json = serde_json::json!({
            "line": line.line,
            "outcome": Outcome::Done.as_str(),
            "currency": "CNY",
            "held_minor": line.amount_minor,
            "rank": 0,
            "from": line.from,
            "to": line.to,
        });
        serde_json::from_value(json).unwrap()
    };
    order.lines.iter().map(line).collect()
}

fn signed(status: StatusCode, body: &SignedBody) -> Response {
    let mut response = (status, body.bytes.to_vec()).into_response();
    for (name, value) in body.signature.headers() {
        let name = HeaderName::try_from(name).unwrap();
        response
            .headers_mut()
            .insert(name, HeaderValue::try_from(value).unwrap());
    }
    response
}

/// Brings a reply to the court; the status line of its answer.
pub(crate) async fn bring(replies: SocketAddr, body: &SignedBody) -> String {
    let mut head = format!(
        "POST {REPLIES_PATH} HTTP/1.1\r\nhost: court\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.bytes.len()
    );
    for (name, value) in body.signature.headers() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut socket = TcpStream::connect(replies).await.unwrap();
    socket
        .write_all(format!("{head}\r\n").as_bytes())
        .await
        .unwrap();
    socket.write_all(&body.bytes).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer.lines().next().unwrap_or_default().to_owned()
}
