//! What a crash leaves is opened without repair.

use crate::place::{Place, batch, read, write};
use levy_store::{Append, EventStore, EvidenceStore, Expect, StoreError, sqlite::SqliteStore};
use std::fs;

/// Copies what a crash would leave: the files as they are, without the lock
/// and the shared memory.
fn crash(from: &Place) -> Place {
    let copy = Place::new();
    for name in ["log.db", "log.db-wal"] {
        fs::copy(from.file(name), copy.file(name)).expect("the store is open");
    }
    copy
}

#[tokio::test]
async fn everything_acknowledged_survives_a_crash() {
    let place = Place::new();
    let store = place.store();
    let mut expect = Expect::Absent;
    for round in 1..=40 {
        expect = Expect::At(write(&store, batch("a", expect, round % 5 + 1)).await.last);
        if round % 10 == 0 {
            let copy = crash(&place);
            assert_eq!(
                read(&copy.store(), "a").await,
                read(&store, "a").await,
                "{round}"
            );
            let next = batch("a", expect, 1);
            assert_eq!(
                Some(write(&copy.store(), next).await.last),
                Some(expect.next())
            );
        }
    }
}

/// Acknowledged events must survive also when the WAL was reused many times.
#[tokio::test]
async fn a_crash_amid_checkpoints_loses_nothing() {
    let place = Place::new();
    let store = place.store();
    let mut expect = Expect::Absent;
    for round in 0..60 {
        let mut big = batch("a", expect, 2);
        for event in &mut big.events {
            event.payload = vec![round; 500_000];
        }
        expect = Expect::At(write(&store, big).await.last);
    }
    let wal = fs::metadata(place.file("log.db-wal")).unwrap().len();
    assert!(
        wal < 48 * 1024 * 1024,
        "the WAL grew to {wal} bytes of 60 MB written"
    );
    let copy = crash(&place);
    let recovered = copy.store();
    assert_eq!(recovered.head().await.unwrap(), store.head().await.unwrap());
    assert_eq!(read(&recovered, "a").await.len(), 120);
}

#[tokio::test]
async fn evidence_alone_keeps_the_wal_at_its_size() {
    let place = Place::new();
    let store = place.store();
    for number in 0..240_u8 {
        let body = levy_store::Evidence {
            digest: [number; 32],
            bytes: vec![number; 250_000],
        };
        store.put(vec![body]).await.unwrap();
    }
    let wal = fs::metadata(place.file("log.db-wal")).unwrap().len();
    assert!(
        wal < 48 * 1024 * 1024,
        "the WAL grew to {wal} bytes of 60 MB written"
    );
}

/// SQLite drops a damaged WAL frame and all that follow without a word; the
/// mark is what notices.
#[tokio::test]
async fn a_damaged_wal_frame_is_noticed_by_the_mark() {
    let place = Place::new();
    let store = place.store();
    let mut expect = Expect::Absent;
    for _ in 0..20 {
        expect = Expect::At(write(&store, batch("a", expect, 1)).await.last);
    }
    let (whole, copy) = (crash(&place), crash(&place));
    store.close().unwrap();
    fs::copy(place.file("high-water"), whole.file("high-water")).unwrap();
    assert_eq!(read(&whole.store(), "a").await.len(), 20);

    fs::copy(place.file("high-water"), copy.file("high-water")).unwrap();
    let mut wal = fs::read(copy.file("log.db-wal")).unwrap();
    let middle = wal.len() * 3 / 4;
    wal[middle] ^= 1;
    fs::write(copy.file("log.db-wal"), wal).unwrap();
    let lost = SqliteStore::open(copy.dir(), crate::place::REAL);
    assert!(
        matches!(&lost, Err(StoreError::Corrupt { place, .. }) if place == "high-water"),
        "{lost:?}"
    );
}

#[tokio::test]
async fn a_half_written_body_is_swept_away() {
    let place = Place::new();
    let store = place.store();
    let body = levy_store::Evidence {
        digest: [5; 32],
        bytes: vec![1; 300_000],
    };
    store.put(vec![body.clone()]).await.unwrap();
    drop(store);
    let name = "05".repeat(32);
    let unfinished = place.file("evidence").join(format!("{name}.9.tmp"));
    fs::write(&unfinished, b"half").unwrap();
    let store = place.store();
    assert!(!unfinished.exists());
    assert_eq!(store.get(&[5; 32]).await.unwrap(), Some(body.bytes));
    let whole = place.file("evidence").join(name);
    fs::write(&whole, b"short").unwrap();
    assert!(matches!(
        store.get(&[5; 32]).await,
        Err(StoreError::Corrupt { .. })
    ));
    fs::remove_file(whole).unwrap();
    assert!(matches!(
        store.get(&[5; 32]).await,
        Err(StoreError::Corrupt { .. })
    ));
}

#[tokio::test]
async fn a_dropped_answer_does_not_stop_the_writer() {
    let place = Place::new();
    let store = place.store();
    {
        let append: Append = batch("a", Expect::Absent, 1);
        let mut asked = store.append(vec![append]);
        let polled = futures::poll!(asked.as_mut());
        drop((asked, polled));
    }
    write(&store, batch("b", Expect::Absent, 1)).await;
    assert_eq!(read(&store, "b").await.len(), 1);
}
