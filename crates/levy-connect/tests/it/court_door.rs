//! The court's door for callbacks, over real sockets.

use crate::samples::*;
use crate::test_unit::{book, unit_id, unit_side};
use async_trait::async_trait;
use levy_connect::{
    BodyKind, DetachedSignature, ReplySink, SignedBody, Stray, StrayReason, TakeError, Verified,
    http::{Bounds, Counters, Tally, reply_router, serve_replies},
    limits,
    wire::*,
};
use levy_domain::{id::UnitId, time::Timestamp};
use std::{
    future::pending,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

#[derive(Default)]
pub(crate) struct Sink {
    busy: AtomicBool,
    /// Whoever holds it keeps what comes from becoming durable.
    pub(crate) disk: tokio::sync::Mutex<()>,
    pub(crate) replies: Mutex<Vec<(UnitId, Verified<ReplyBody>)>>,
    notices: Mutex<Vec<(UnitId, Verified<NoticeBody>)>>,
    strays: Mutex<Vec<(UnitId, Stray)>>,
}

impl Sink {
    fn open(&self) -> Result<Timestamp, TakeError> {
        if self.busy.load(Ordering::Relaxed) {
            Err(TakeError { after_seconds: 7 })
        } else {
            Ok(NOW)
        }
    }
}

#[async_trait]
impl ReplySink for Sink {
    async fn take(&self, unit: UnitId, reply: Verified<ReplyBody>) -> Result<Timestamp, TakeError> {
        let _turn = self.disk.lock().await;
        let at = self.open()?;
        self.replies.lock().unwrap().push((unit, reply));
        Ok(at)
    }

    async fn notice(
        &self,
        unit: UnitId,
        notice: Verified<NoticeBody>,
    ) -> Result<Timestamp, TakeError> {
        let at = self.open()?;
        self.notices.lock().unwrap().push((unit, notice));
        Ok(at)
    }

    async fn set_aside(&self, unit: UnitId, stray: Stray) -> Result<Timestamp, TakeError> {
        let at = self.open()?;
        self.strays.lock().unwrap().push((unit, stray));
        Ok(at)
    }
}

pub(crate) struct Court {
    pub(crate) address: SocketAddr,
    pub(crate) sink: Arc<Sink>,
    pub(crate) counters: Arc<Counters>,
}

impl Court {
    pub(crate) async fn open() -> Self {
        Self::bounded(Bounds::default()).await
    }

    pub(crate) async fn bounded(bounds: Bounds) -> Self {
        let sink = Arc::new(Sink::default());
        let counters = Arc::new(Counters::default());
        let router = reply_router(
            sink.clone(),
            book(None),
            Arc::new(court_signer()),
            counters.clone(),
            bounds,
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve_replies(listener, router, bounds, pending()));
        Court {
            address,
            sink,
            counters,
        }
    }

    pub(crate) async fn post(&self, path: &str, signed: &SignedBody) -> (u16, String, Vec<u8>) {
        self.send(path, &signed.signature.headers(), &signed.bytes)
            .await
    }

    /// Status, head and body of the answer.
    pub(crate) async fn send(
        &self,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> (u16, String, Vec<u8>) {
        let mut head = format!(
            "POST {path} HTTP/1.1\r\nhost: court\r\nconnection: close\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let (mut reading, mut writing) = stream.split();
        let mut answer = Vec::new();
        let request = [head.as_bytes(), b"\r\n", body].concat();
        // The court may answer before it has read everything.
        let (_, _) = tokio::join!(
            writing.write_all(&request),
            reading.read_to_end(&mut answer)
        );
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("an answer")
            + 4;
        let head = String::from_utf8(answer[..end].to_vec())
            .unwrap()
            .to_ascii_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, answer[end..].to_vec())
    }
}

/// The acknowledgement, checked as a unit checks it.
fn acknowledged(head: &str, body: Vec<u8>, sent: &SignedBody) -> AckBody {
    // Header names are lower-case already; values must not be.
    assert!(head.contains("levy-suite: ed25519-sha256"));
    let own = SignedBody::sign(BodyKind::Ack, body.clone(), &court_signer());
    let signature: DetachedSignature = own.signature;
    let line = format!(
        "levy-signature: {}",
        signature.headers()[2].1.to_ascii_lowercase()
    );
    assert!(head.contains(&line), "the court's own signature");
    unit_side()
        .acknowledged(signature, body, (COURT, sent.hash()))
        .unwrap()
        .body
}

pub(crate) fn sign<T: WireBody>(body: &T) -> SignedBody {
    SignedBody::of(body, &unit_signer()).unwrap()
}

#[tokio::test]
async fn a_reply_is_acknowledged_once_it_is_durable() {
    let court = Court::open().await;
    let reply = sign(&full_reply());
    for _ in 0..2 {
        let (status, head, body) = court.post("/v1/replies", &reply).await;
        assert_eq!(status, 200);
        let ack = acknowledged(&head, body, &reply);
        assert_eq!(
            (ack.order, ack.sequence, ack.received_at),
            (Some(order_id(1)), Some(2), NOW)
        );
    }
    let taken = court.sink.replies.lock().unwrap();
    assert_eq!(taken[0].0, unit_id());
    assert_eq!(taken[0].1.signed(), Some(reply));
    assert_eq!(
        court.counters.tally(),
        Tally {
            taken: 2,
            ..Tally::default()
        }
    );
}

#[tokio::test]
async fn a_notice_is_acknowledged_without_an_order() {
    let court = Court::open().await;
    let notice = sign(&full_notice());
    let (status, head, body) = court.post("/v1/notices", &notice).await;
    assert_eq!(status, 200);
    assert_eq!(acknowledged(&head, body, &notice).order, None);
    assert_eq!(court.sink.notices.lock().unwrap()[0].1.body, full_notice());
}

#[tokio::test]
async fn what_is_not_authentic_is_turned_away_unheard() {
    let court = Court::open().await;
    let good = sign(&full_reply());
    let stranger = SignedBody::of(&full_reply(), &court_signer()).unwrap();
    let forged = SignedBody {
        bytes: sign(&bare_reply()).bytes,
        ..good.clone()
    };
    let receipt = sign(&full_receipt());
    let statuses = [
        court.send("/v1/replies", &[], &good.bytes).await.0,
        court
            .send("/v1/replies", &good.signature.headers()[..2], &good.bytes)
            .await
            .0,
        court.post("/v1/replies", &stranger).await.0,
        court.post("/v1/replies", &forged).await.0,
        court.post("/v1/replies", &receipt).await.0,
        court.post("/v1/notices", &good).await.0,
    ];
    assert_eq!(statuses, [401; 6]);
    assert_eq!(
        court.counters.tally(),
        Tally {
            unauthenticated: 6,
            ..Tally::default()
        }
    );
    assert!(court.sink.replies.lock().unwrap().is_empty());
    assert!(court.sink.strays.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_is_too_large_is_not_read_to_its_end() {
    let court = Court::open().await;
    let large = vec![b' '; limits::REPLY_MAX_BYTES + 1];
    let large = SignedBody::sign(BodyKind::Reply, large, &unit_signer());
    assert_eq!(court.post("/v1/replies", &large).await.0, 413);
    assert_eq!(
        court.counters.tally(),
        Tally {
            oversize: 1,
            ..Tally::default()
        }
    );
}

#[tokio::test]
async fn an_authentic_reply_is_never_refused_for_what_it_says() {
    let court = Court::open().await;
    let unreadable = SignedBody::sign(BodyKind::Reply, &b"all is well"[..], &unit_signer());
    let newer = SignedBody::sign(BodyKind::Reply, &b"{\"v\":2}"[..], &unit_signer());
    let other_unit = sign(&ReplyBody {
        unit: "icbc".into(),
        ..full_reply()
    });
    for odd in [&unreadable, &newer, &other_unit] {
        let (status, head, body) = court.post("/v1/replies", odd).await;
        assert_eq!(status, 200);
        assert_eq!(acknowledged(&head, body, odd).order, None);
    }
    let strays = court.sink.strays.lock().unwrap();
    assert_eq!(
        strays[1].1.reason,
        StrayReason::Unreadable(WireError::Version(2))
    );
    assert_eq!(strays[2].1.reason, StrayReason::OtherUnit);
    assert!(strays[2].1.reply.is_some() && strays[0].1.reply.is_none());
    assert!(strays.iter().all(|(unit, _)| *unit == unit_id()));
    assert_eq!(
        court.counters.tally(),
        Tally {
            set_aside: 3,
            ..Tally::default()
        }
    );
}

#[tokio::test]
async fn a_sink_that_is_busy_asks_the_unit_to_come_again() {
    let court = Court::open().await;
    court.sink.busy.store(true, Ordering::Relaxed);
    let reply = sign(&full_reply());
    let (status, head, _) = court.post("/v1/replies", &reply).await;
    assert_eq!(status, 503);
    assert!(head.contains("retry-after: 7"));
    court.sink.busy.store(false, Ordering::Relaxed);
    assert_eq!(court.post("/v1/replies", &reply).await.0, 200);
    assert_eq!(
        court.counters.tally(),
        Tally {
            taken: 1,
            deferred: 1,
            ..Tally::default()
        }
    );
}
