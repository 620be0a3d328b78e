//! What the machine turns away, and that it notes it.

use super::rig::*;
use levy_connect::{BodyKind, SignedBody, SubmitError, unit_side::CourtKeys, wire::to_canonical};
use levy_domain::time::DAY;
use levy_proof::KeyRing;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The status a raw request is answered with.
async fn status(rig: &Rig, head: &str, body: &[u8]) -> String {
    let mut line = tokio::net::TcpStream::connect(rig.units.address())
        .await
        .unwrap();
    let head = format!(
        "{head}host: units\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    // The machine may answer and hang up before all of it has left.
    let _whole = line.write_all(body).await;
    let mut answer = Vec::new();
    let _whole = line.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer)
        .split(' ')
        .nth(1)
        .unwrap_or_default()
        .to_owned()
}

fn signed_head(signed: &SignedBody) -> String {
    let headers = signed
        .signature
        .headers()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    format!(
        "POST /u/{HONEST}/v1/orders HTTP/1.1\r\n{}",
        headers.concat()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unsigned_forged_large_and_misdirected_orders_get_their_status_and_are_noted() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let plain = format!("POST /u/{HONEST}/v1/orders HTTP/1.1\r\n");
    assert_eq!(status(&rig, &plain, b"{}").await, "401");
    let bytes = to_canonical(&query(HONEST, 1)).unwrap();
    let stranger = KeyRing::from_seed(99, "stranger").signer();
    let forged = SignedBody::sign(BodyKind::Order, bytes.clone(), &stranger);
    assert_eq!(status(&rig, &signed_head(&forged), &bytes).await, "401");
    let large = vec![b' '; 600 * 1024];
    let signed = SignedBody::sign(BodyKind::Order, large.clone(), &court_signer());
    assert_eq!(status(&rig, &signed_head(&signed), &large).await, "413");
    let strange = SignedBody::sign(BodyKind::Order, b"{}".to_vec(), &court_signer());
    assert_eq!(status(&rig, &signed_head(&strange), b"{}").await, "422");
    let elsewhere = to_canonical(&query("icbc-g", 1)).unwrap();
    let signed = SignedBody::sign(BodyKind::Order, elsewhere.clone(), &court_signer());
    assert_eq!(status(&rig, &signed_head(&signed), &elsewhere).await, "421");
    let unknown = plain.replace(HONEST, "nobody");
    assert_eq!(status(&rig, &unknown, b"{}").await, "404");

    let books = rig.units.books().await.unwrap();
    let noted: Vec<_> = books
        .messages
        .iter()
        .map(|(kind, count)| (kind.as_str(), *count))
        .collect();
    assert_eq!(
        noted,
        [
            ("misdirected", 1),
            ("oversize", 1),
            ("unreadable", 1),
            ("unsigned", 2)
        ]
    );
    assert_eq!(books.orders_taken, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_court_that_the_key_does_not_speak_for_is_turned_away() {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let mut order = query(HONEST, 1);
    order.court = "川3323".into();
    order.expires_at = START.plus(DAY);
    assert!(matches!(
        rig.send(&order).await,
        Err(SubmitError::Refused { status: 403 })
    ));
    assert!(!CourtKeys::new().speaks_for(court_signer().key_id(), COURT));
}
