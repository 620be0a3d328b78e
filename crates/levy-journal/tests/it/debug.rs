//! What is logged shows no payload.

use crate::{
    house,
    samples::{self, Fill},
};
use levy_journal::{Codec, Draft, EvidenceBody, Value};
use levy_store::MemoryStore;
use std::sync::Arc;

/// Texts and numbers that stand in payloads of the samples only.
const TELLING: [&str; 8] = [
    "康定",
    "川3322执",
    "HZ-2024",
    "restored",
    "joint-holder",
    "interest-to-date",
    "E17",
    "机",
];

fn check(shown: &str) {
    for text in TELLING {
        assert!(!shown.contains(text), "{text} in {shown}");
    }
    assert!(shown.len() < 4_000, "{} bytes", shown.len());
}

#[test]
fn events_drafts_and_frames_show_their_type_only() {
    let stamp = Arc::new(samples::stamp(1));
    for event in samples::all(Fill::Full) {
        check(&format!("{event:#?}"));
        check(&format!("{:?}", Codec::default().encode(&event).unwrap()));
        let encoded = Codec::default().encode(&event).unwrap();
        let value: Value = rmp_serde::from_slice(&encoded.payload).unwrap();
        check(&format!("{value:?}"));
        let decoded = Codec::default().decode(event.stream_kind(), "later", 1, encoded.payload);
        check(&format!("{decoded:?}"));
        let draft = Draft {
            event,
            stamp: Arc::clone(&stamp),
            index: 0,
        };
        check(&format!("{draft:?}"));
    }
}

#[test]
fn bodies_show_their_digest_only() {
    let body = EvidenceBody::of("康定".into()).unwrap();
    let shown = format!("{body:?}");
    check(&shown);
    assert!(shown.ends_with(", 6 bytes)"), "{shown}");
    assert!(!shown.contains("229"), "{shown}");
}

#[tokio::test]
async fn entries_and_writes_show_no_payload() {
    let store = Arc::new(MemoryStore::new());
    let journal = house::journal(&store, &house::Hand::at(house::NOW)).await;
    let stream = house::name("court", 1);
    let mut write = house::write(&stream, None, 1, vec![house::epoch(2)]);
    write.evidence.push(house::body(1, 10));
    check(&format!("{write:?} {journal:?}"));
    journal.write(write).await.unwrap();
    check(&format!("{:?}", journal.load(&stream, None).await.unwrap()));
}
