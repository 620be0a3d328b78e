//! Units that break off, hang, lie or babble, over raw sockets: what each
//! lets the court conclude.

use crate::samples::*;
use crate::test_unit::{book, connector_to, patience, unit_id};
use levy_connect::{
    AnswerFault, Connector, HeaderError, InquireError, Inquiry, NotSentReason, Parcel, SignedBody,
    Standing, StrayReason, SubmitError, Submitted,
    http::{HttpConnector, Patience},
    limits,
    wire::*,
};
use levy_domain::bytes::Digest;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

fn parcel() -> Parcel {
    Parcel::new(order_id(1), unit_id(), body_hash(&full_order()).unwrap().0)
}

/// What the unit does with a connection.
#[derive(Clone)]
enum Act {
    /// Closes it unread.
    Close,
    /// Reads the request, then writes these bytes and closes.
    Write(Vec<u8>),
    /// Reads the request, writes these bytes and waits for ever.
    Hang(Vec<u8>),
    /// Reads the request, answers, then closes as if it had been idle.
    KeepThenClose(Vec<u8>),
}

type Heads = Arc<Mutex<Vec<Vec<u8>>>>;

/// A unit that does this with every connection, and what it was sent.
async fn raw_unit(act: Act) -> (SocketAddr, Heads) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heads = Heads::default();
    let seen = heads.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, act.clone(), seen.clone()));
        }
    });
    (address, heads)
}

async fn serve(mut stream: TcpStream, act: Act, seen: Heads) {
    if matches!(act, Act::Close) {
        return;
    }
    let request = read_request(&mut stream).await;
    seen.lock().unwrap().push(request);
    match act {
        Act::Close => {}
        Act::Write(bytes) | Act::KeepThenClose(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Act::Hang(bytes) => {
            let _ = stream.write_all(&bytes).await;
            std::future::pending::<()>().await;
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk).await.unwrap_or(0);
        request.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&request);
        let end = text.find("\r\n\r\n").map(|at| at + 4);
        let length = text
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length: ")?
                    .trim()
                    .parse()
                    .ok()
            })
            .unwrap_or(0);
        if count == 0 || end.is_some_and(|end| request.len() >= end + length) {
            return request;
        }
    }
}

fn response(status: u16, signed: Option<&SignedBody>, body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} x\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in signed
        .into_iter()
        .flat_map(|signed| signed.signature.headers())
    {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

fn signed_response(status: u16, signed: &SignedBody) -> Vec<u8> {
    response(status, Some(signed), &signed.bytes)
}

fn good_reply() -> ReplyBody {
    ReplyBody {
        order: order_id(1),
        order_hash: parcel().hash,
        ..full_reply()
    }
}

fn sign<T: WireBody>(body: &T) -> SignedBody {
    SignedBody::of(body, &unit_signer()).unwrap()
}

async fn submit(act: Act) -> Result<Submitted, SubmitError> {
    let (address, heads) = raw_unit(act).await;
    let sent = connector_to(address, patience()).submit(&parcel()).await;
    assert!(heads.lock().unwrap().len() <= 1, "an order went out twice");
    sent
}

/// The fault of an uncertain outcome, and whether something signed is kept.
async fn uncertain(act: Act) -> (AnswerFault, bool) {
    match submit(act).await {
        Err(SubmitError::Uncertain { reason, stray }) => (reason, stray.is_some()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_port_that_refuses_got_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let connector = connector_to(address, patience());
    let reason = NotSentReason::NoConnection;
    assert_eq!(
        connector.submit(&parcel()).await,
        Err(SubmitError::NotSent { reason })
    );
    let asked = connector.inquire(&inquiry()).await;
    assert_eq!(asked, Err(InquireError::NotSent { reason }));
}

#[tokio::test]
async fn a_unit_without_address_got_nothing() {
    let connector = HttpConnector::new(book(None), Arc::new(court_signer()), patience());
    let reason = NotSentReason::NoRoute;
    assert_eq!(
        connector.submit(&parcel()).await,
        Err(SubmitError::NotSent { reason })
    );
}

#[tokio::test]
async fn an_order_that_is_too_large_is_not_sent() {
    let connector = HttpConnector::new(book(None), Arc::new(court_signer()), patience());
    let parcel = Parcel::new(
        order_id(1),
        unit_id(),
        vec![b' '; limits::ORDER_MAX_BYTES + 1],
    );
    let reason = NotSentReason::TooLarge;
    assert_eq!(
        connector.submit(&parcel).await,
        Err(SubmitError::NotSent { reason })
    );
}

#[tokio::test]
async fn a_connection_that_closes_leaves_the_outcome_unknown() {
    let good = signed_response(200, &sign(&good_reply()));
    assert_eq!(uncertain(Act::Close).await, (AnswerFault::Broken, false));
    for cut in [0, 5, 40, good.len() - 1] {
        let act = Act::Write(good[..cut].to_vec());
        assert_eq!(
            uncertain(act).await,
            (AnswerFault::Broken, false),
            "after {cut} bytes"
        );
    }
}

#[tokio::test]
async fn a_unit_that_hangs_leaves_the_outcome_unknown() {
    let good = signed_response(200, &sign(&good_reply()));
    for sent in [0, 40, good.len() - 1] {
        let (address, _) = raw_unit(Act::Hang(good[..sent].to_vec())).await;
        let patience = Patience {
            answer: Duration::from_millis(200),
            ..patience()
        };
        let sent = connector_to(address, patience).submit(&parcel()).await;
        let reason = AnswerFault::Timeout;
        assert_eq!(
            sent,
            Err(SubmitError::Uncertain {
                reason,
                stray: None
            })
        );
    }
}

#[tokio::test]
async fn babble_leaves_the_outcome_unknown() {
    for babble in [
        &b"SSH-2.0-x\r\n\r\n"[..],
        b"HTTP/9.9 999 \r\n\r\n",
        b"\0\0\0\0",
        b"HTTP/1.1 200 x\r\ncontent-length: -5\r\n\r\n",
    ] {
        assert_eq!(
            uncertain(Act::Write(babble.to_vec())).await,
            (AnswerFault::Broken, false)
        );
    }
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let limit = limits::REPLY_MAX_BYTES;
    let large = vec![b'x'; limit + 1];
    let announced = response(200, None, &large);
    let mut chunked = b"HTTP/1.1 200 x\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..=limit / 4096 {
        chunked.extend_from_slice(b"1000\r\n");
        chunked.extend_from_slice(&[b'x'; 4096]);
        chunked.extend_from_slice(b"\r\n");
    }
    for bytes in [announced, chunked] {
        assert_eq!(
            uncertain(Act::Hang(bytes)).await,
            (AnswerFault::Oversize { limit }, false)
        );
    }
}

#[tokio::test]
async fn statuses_that_decide_nothing_leave_the_outcome_unknown() {
    for status in [201, 204, 301, 307, 408, 500, 502, 503, 504] {
        let act = Act::Write(response(status, None, b""));
        assert_eq!(
            uncertain(act).await,
            (AnswerFault::Status { status }, false)
        );
    }
}

#[tokio::test]
async fn a_machine_that_will_not_take_it_refuses() {
    for status in [400, 401, 403, 404, 409, 413, 421, 422, 429] {
        let sent = submit(Act::Write(response(status, None, b"no"))).await;
        assert_eq!(sent, Err(SubmitError::Refused { status }));
    }
}

#[tokio::test]
async fn what_is_not_signed_by_the_unit_is_not_believed() {
    let good = sign(&good_reply());
    let unsigned = Act::Write(response(200, None, &good.bytes));
    let missing = AnswerFault::Unsigned(HeaderError::Missing("levy-suite"));
    assert_eq!(uncertain(unsigned).await, (missing, false));

    let mut bytes = good.bytes.to_vec();
    let last = bytes.len() - 2;
    bytes[last] ^= 1;
    let (fault, kept) = uncertain(Act::Write(response(200, Some(&good), &bytes))).await;
    assert!(matches!(fault, AnswerFault::Forged(_)) && !kept);

    let stranger = SignedBody::of(&good_reply(), &court_signer()).unwrap();
    let (fault, kept) = uncertain(Act::Write(signed_response(200, &stranger))).await;
    assert_eq!(
        (fault, kept),
        (
            AnswerFault::OtherKey(court_signer().key_id().clone()),
            false
        )
    );

    // A receipt is no reply, though the unit signed it.
    let receipt = ReceiptBody {
        order_hash: parcel().hash,
        ..full_receipt()
    };
    let (fault, _) = uncertain(Act::Write(signed_response(200, &sign(&receipt)))).await;
    assert!(matches!(fault, AnswerFault::Forged(_)));

    let mut twice = signed_response(200, &good);
    let end = twice
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    twice.splice(end..end, *b"\r\nlevy-key: other");
    let (fault, _) = uncertain(Act::Write(twice)).await;
    assert_eq!(
        fault,
        AnswerFault::Unsigned(HeaderError::Malformed("levy-key"))
    );
}

#[tokio::test]
async fn what_the_unit_signed_for_something_else_is_kept() {
    let other_order = ReplyBody {
        order: order_id(9),
        ..good_reply()
    };
    let other_bytes = ReplyBody {
        order_hash: Digest::of(b"other"),
        ..good_reply()
    };
    let other_unit = ReplyBody {
        unit: "icbc".into(),
        ..good_reply()
    };
    let cases = [
        (other_order, StrayReason::OtherOrder),
        (other_bytes, StrayReason::OtherBytes),
        (other_unit, StrayReason::OtherUnit),
    ];
    for (reply, expected) in cases {
        let sent = submit(Act::Write(signed_response(200, &sign(&reply)))).await;
        let Err(SubmitError::Uncertain {
            reason,
            stray: Some(stray),
        }) = sent
        else {
            panic!("{sent:?}")
        };
        assert_eq!(reason, expected.clone().into());
        assert_eq!(stray.reason, expected);
        assert_eq!(stray.reply.unwrap().body, reply);
        assert_eq!(stray.signed, sign(&reply));
    }
    let receipt = ReceiptBody {
        order_hash: Digest::of(b"other"),
        ..full_receipt()
    };
    assert_eq!(
        uncertain(Act::Write(signed_response(202, &sign(&receipt)))).await,
        (AnswerFault::OtherBytes, true)
    );
    let torn = SignedBody::sign(
        levy_connect::BodyKind::Reply,
        &b"{\"v\":1"[..],
        &unit_signer(),
    );
    let (fault, kept) = uncertain(Act::Write(signed_response(200, &torn))).await;
    assert!(matches!(fault, AnswerFault::Unreadable(_)) && kept);
}

/// What the unit signed that settles nothing, and why.
fn stray(asked: Result<Standing, InquireError>) -> (SignedBody, StrayReason) {
    match asked {
        Err(InquireError::Unanswered {
            reason,
            stray: Some(stray),
        }) => {
            assert_eq!(reason, stray.reason.clone().into());
            (stray.signed, stray.reason)
        }
        other => panic!("{other:?}"),
    }
}

/// A good word given once is not given again: each inquiry that differs in
/// its moment or its nonce has a hash of its own, which the answer must bind.
#[tokio::test]
async fn a_standing_that_is_replayed_settles_nothing_and_is_kept() {
    for earlier in [not_found(), full_standing()] {
        let (address, _) = raw_unit(Act::Write(signed_response(200, &sign(&earlier)))).await;
        let connector = connector_to(address, patience());
        assert!(connector.inquire(&inquiry()).await.is_ok());
        let later = InquiryBody {
            asked_at: full_inquiry().asked_at.plus(1),
            ..full_inquiry()
        };
        let beside = InquiryBody {
            nonce: Nonce(1),
            ..full_inquiry()
        };
        for body in [later, beside] {
            let again = Inquiry::new(unit_id(), body).unwrap();
            let expected = (sign(&earlier), StrayReason::OtherInquiry);
            assert_eq!(stray(connector.inquire(&again).await), expected);
        }
    }
}

#[tokio::test]
async fn a_standing_for_something_else_settles_nothing() {
    let ask = async |bytes: Vec<u8>| {
        let (address, _) = raw_unit(Act::Write(bytes)).await;
        connector_to(address, patience()).inquire(&inquiry()).await
    };
    let good = ask(signed_response(200, &sign(&not_found()))).await;
    assert!(matches!(good, Ok(Standing::NotFound { as_of: NOW, .. })));
    let other_order = StandingBody {
        order: order_id(9),
        ..not_found()
    };
    let other_unit = StandingBody {
        unit: "icbc".into(),
        ..not_found()
    };
    let cases = [
        (other_order, StrayReason::OtherOrder),
        (other_unit, StrayReason::OtherUnit),
    ];
    for (standing, expected) in cases {
        let asked = ask(signed_response(200, &sign(&standing))).await;
        assert_eq!(stray(asked), (sign(&standing), expected));
    }
    // No status but a signed 200 says "not found".
    assert_eq!(
        ask(response(404, None, b"")).await,
        Err(InquireError::Refused { status: 404 })
    );
    let unsigned = ask(response(200, None, &sign(&not_found()).bytes)).await;
    assert!(matches!(
        unsigned,
        Err(InquireError::Unanswered {
            reason: AnswerFault::Unsigned(_),
            ..
        })
    ));
    let accepted = ask(signed_response(202, &sign(&not_found()))).await;
    assert!(matches!(
        accepted,
        Err(InquireError::Unanswered {
            reason: AnswerFault::Status { status: 202 },
            ..
        })
    ));
}

#[tokio::test]
async fn a_kept_connection_that_ended_is_replaced_and_nothing_goes_out_twice() {
    let reply = signed_response(200, &sign(&good_reply()));
    let (address, heads) = raw_unit(Act::KeepThenClose(reply)).await;
    let connector = connector_to(address, patience());
    for sent in 1..=20 {
        let answered = connector.submit(&parcel()).await;
        // The close may come while a request is on its way; then the court
        // must not know more than it does.
        let broken = SubmitError::Uncertain {
            reason: AnswerFault::Broken,
            stray: None,
        };
        assert!(matches!(&answered, Ok(Submitted::Answered(_))) || answered == Err(broken));
        assert!(heads.lock().unwrap().len() <= sent);
    }
}

#[tokio::test]
async fn the_bytes_go_out_unchanged_and_nothing_personal_beside_them() {
    let (address, heads) = raw_unit(Act::Write(signed_response(200, &sign(&good_reply())))).await;
    let connector = connector_to(address, patience());
    assert!(connector.submit(&parcel()).await.is_ok());
    let _ = connector.inquire(&inquiry()).await;
    let seen = heads.lock().unwrap().clone();
    let split = |request: &[u8]| {
        let end = request
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap()
            + 4;
        (
            String::from_utf8(request[..end].to_vec()).unwrap(),
            request[end..].to_vec(),
        )
    };
    let (head, body) = split(&seen[0]);
    assert!(head.starts_with("POST /levy/v1/orders HTTP/1.1\r\n") && !head.contains("canary"));
    assert_eq!(body, parcel().body[..]);
    let (head, body) = split(&seen[1]);
    assert!(head.starts_with("POST /levy/v1/inquiries HTTP/1.1\r\n"));
    assert_eq!(body, inquiry().bytes()[..]);
}
