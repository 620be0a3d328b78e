//! The court's door bears only so much, over real sockets: bodies, heads,
//! connections, and what waits for the engine.

use crate::court_door::{Court, sign};
use crate::samples::*;
use levy_connect::{
    SignedBody,
    http::{Bounds, Tally, reply_router, serve_replies},
    limits,
};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::timeout,
};

const SHORT: Duration = Duration::from_millis(200);

/// A connection with the head of a reply that announces this many bytes.
async fn begin(court: &Court, length: usize) -> TcpStream {
    let mut head = format!(
        "POST /v1/replies HTTP/1.1\r\nhost: c\r\nconnection: close\r\ncontent-length: {length}\r\n"
    );
    for (name, value) in sign(&full_reply()).signature.headers() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = TcpStream::connect(court.address).await.unwrap();
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .await
        .unwrap();
    stream
}

/// All that comes until the court closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).to_ascii_lowercase()
}

/// Sends until the door says that it is full.
async fn until_full(court: &Court, reply: &SignedBody) {
    loop {
        let (status, head, _) = court.post("/v1/replies", reply).await;
        if status == 503 {
            return assert!(head.contains("retry-after: 1"), "{head}");
        }
        assert_eq!(status, 200);
    }
}

#[tokio::test]
async fn only_so_many_bodies_are_read_at_once() {
    let court = Court::bounded(Bounds {
        bodies: 2,
        ..Bounds::default()
    })
    .await;
    let reply = sign(&full_reply());
    let mut slow = [
        begin(&court, reply.bytes.len()).await,
        begin(&court, reply.bytes.len()).await,
    ];
    until_full(&court, &reply).await;
    for stream in &mut slow {
        stream.write_all(&reply.bytes).await.unwrap();
    }
    for stream in slow {
        assert!(rest(stream).await.starts_with("http/1.1 200"));
    }
    assert_eq!(court.post("/v1/replies", &reply).await.0, 200);
    assert!(court.counters.tally().deferred > 0);
}

#[tokio::test]
async fn a_unit_alone_does_not_fill_the_door() {
    let court = Court::bounded(Bounds {
        bodies: 3,
        bodies_of_one: 1,
        ..Bounds::default()
    })
    .await;
    let reply = sign(&full_reply());
    let _slow = begin(&court, reply.bytes.len()).await;
    until_full(&court, &reply).await;
    let mut other = full_reply();
    other.unit = NEIGHBOUR.into();
    let other = SignedBody::of(&other, &neighbour_signer()).unwrap();
    assert_eq!(court.post("/v1/replies", &other).await.0, 200);
}

#[tokio::test]
async fn what_waits_for_the_engine_is_bounded() {
    let court = Court::bounded(Bounds {
        bodies: 1,
        ..Bounds::default()
    })
    .await;
    let reply = sign(&full_reply());
    let full = court.sink.disk.lock().await;
    let mut first = begin(&court, reply.bytes.len()).await;
    first.write_all(&reply.bytes).await.unwrap();
    // With the disk at a halt no reply is acknowledged, so each that is not
    // the first one to come is asked to come again.
    let mut second = begin(&court, reply.bytes.len()).await;
    second.write_all(&reply.bytes).await.unwrap();
    let (mut one, mut two) = ([0; 12], [0; 12]);
    let early = tokio::select! {
        _ = first.read_exact(&mut one) => one,
        _ = second.read_exact(&mut two) => two,
    };
    assert_eq!(&early, b"HTTP/1.1 503");
    assert_eq!(court.counters.tally().taken, 0);
    drop(full);
    while court.post("/v1/replies", &reply).await.0 != 200 {}
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_turned_away_unread() {
    let court = Court::open().await;
    let stream = begin(&court, limits::REPLY_MAX_BYTES + 1).await;
    assert!(rest(stream).await.starts_with("http/1.1 413"));
    let oversize = Tally {
        oversize: 1,
        ..Tally::default()
    };
    assert_eq!(court.counters.tally(), oversize);
}

#[tokio::test]
async fn a_slow_body_is_cut_off() {
    let court = Court::bounded(Bounds {
        body: SHORT,
        ..Bounds::default()
    })
    .await;
    let mut stream = begin(&court, 1_000).await;
    stream.write_all(b"{").await.unwrap();
    assert!(rest(stream).await.starts_with("http/1.1 408"));
    assert_eq!(court.counters.tally().unread, 1);
}

#[tokio::test]
async fn a_slow_head_or_a_silent_connection_is_closed_and_keeps_nobody_out() {
    let court = Court::bounded(Bounds {
        connections: 1,
        head: SHORT,
        ..Bounds::default()
    })
    .await;
    let silent = TcpStream::connect(court.address).await.unwrap();
    let reply = sign(&full_reply());
    assert_eq!(court.post("/v1/replies", &reply).await.0, 200);
    assert!(!rest(silent).await.contains(" 200 "));
    let mut slow = TcpStream::connect(court.address).await.unwrap();
    slow.write_all(b"POST /v1/replies HTTP/1.1\r\nhost: c")
        .await
        .unwrap();
    assert_eq!(court.post("/v1/replies", &reply).await.0, 200);
    assert!(!rest(slow).await.contains(" 200 "));
}

#[tokio::test]
async fn who_reads_no_answer_keeps_nobody_out() {
    let court = Court::bounded(Bounds {
        connections: 1,
        life: SHORT,
        farewell: SHORT,
        ..Bounds::default()
    })
    .await;
    let mut deaf = TcpStream::connect(court.address).await.unwrap();
    let request = b"POST /v1/replies HTTP/1.1\r\nhost: c\r\ncontent-length: 0\r\n\r\n";
    let many = request.repeat(1_000);
    // Until the answers, which nobody reads, stop the door from reading on.
    while timeout(SHORT, deaf.write_all(&many))
        .await
        .is_ok_and(|sent| sent.is_ok())
    {}
    let reply = sign(&full_reply());
    assert_eq!(court.post("/v1/replies", &reply).await.0, 200);
}

#[tokio::test]
async fn a_head_without_end_is_turned_away() {
    let court = Court::open().await;
    let mut stream = TcpStream::connect(court.address).await.unwrap();
    let head = format!("POST /v1/replies HTTP/1.1\r\nx: {}", "y".repeat(200_000));
    let _cut = stream.write_all(head.as_bytes()).await;
    assert!(!rest(stream).await.contains(" 200 "));
    assert_eq!(court.counters.tally(), Tally::default());
}

#[tokio::test]
async fn what_is_under_way_ends_before_the_door_is_closed() {
    let court = Court::open().await;
    let bounds = Bounds::default();
    let router = reply_router(
        court.sink.clone(),
        crate::test_unit::book(None),
        Arc::new(court_signer()),
        court.counters.clone(),
        bounds,
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let court = Court {
        address: listener.local_addr().unwrap(),
        ..court
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(serve_replies(listener, router, bounds, async {
        let _ = stopped.await;
    }));
    let reply = sign(&full_reply());
    let mut stream = begin(&court, reply.bytes.len()).await;
    stream.write_all(&reply.bytes[..10]).await.unwrap();
    // The next one is answered only after this one was accepted.
    assert_eq!(court.send("/v1/replies", &[], b"").await.0, 401);
    stop.send(()).unwrap();
    stream.write_all(&reply.bytes[10..]).await.unwrap();
    assert!(rest(stream).await.starts_with("http/1.1 200"));
    serving.await.unwrap();
    assert!(TcpStream::connect(court.address).await.is_err());
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_taken() {
    let court = Court::open().await;
    let mut stream = begin(&court, 1_000).await;
    stream.write_all(b"{").await.unwrap();
    stream.shutdown().await.unwrap();
    assert!(!rest(stream).await.starts_with("http/1.1 200"));
    assert!(court.sink.replies.lock().unwrap().is_empty());
    assert_eq!(court.counters.tally().taken, 0);
}
