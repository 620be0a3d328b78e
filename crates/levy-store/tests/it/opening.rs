//! What may be opened, and by whom.

use crate::place::{Place, REAL, batch, read, write};
use futures::StreamExt;
use levy_store::{
    AppendError, EventStore, EvidenceStore, Expect, Revision, StoreError, Tail,
    sqlite::{ClockKind, OpenMode, SqliteStore},
};
use std::{fs, time::Duration};

const SIMULATED: OpenMode = OpenMode {
    clock: ClockKind::Simulated,
};

#[tokio::test]
async fn a_directory_has_one_owner_until_he_leaves() {
    let place = Place::new();
    let owner = place.store();
    let second = SqliteStore::open(place.dir(), REAL);
    assert!(
        matches!(second, Err(StoreError::InUse { .. })),
        "{second:?}"
    );
    owner.close().expect("it ends cleanly");
    place.store().close().expect("it ends cleanly");
    drop(place.store());
    drop(place.store());
}

#[tokio::test]
async fn a_log_that_needs_a_newer_reader_is_left_alone() {
    let place = Place::new();
    drop(place.store());
    place
        .stock()
        .execute("UPDATE meta SET value = '7' WHERE key = 'min_reader'", [])
        .unwrap();
    for opened in [
        SqliteStore::open(place.dir(), REAL),
        SqliteStore::open_read_only(place.dir()),
    ] {
        assert!(
            matches!(opened, Err(StoreError::TooNew { needs: 7, reads: 1 })),
            "{opened:?}"
        );
    }
}

#[tokio::test]
async fn a_clock_writes_only_its_own_kind_of_log() {
    for (made, other) in [(REAL, SIMULATED), (SIMULATED, REAL)] {
        let place = Place::new();
        let store = SqliteStore::open(place.dir(), made).unwrap();
        assert_eq!(store.meta().clock, made.clock);
        drop(store);
        let refused = SqliteStore::open(place.dir(), other);
        assert!(
            matches!(refused, Err(StoreError::Refused(_))),
            "{refused:?}"
        );
        let audit = SqliteStore::open_read_only(place.dir()).unwrap();
        assert_eq!(audit.meta().clock, made.clock);
        drop(SqliteStore::open(place.dir(), made).unwrap());
    }
}

#[tokio::test]
async fn an_auditor_reads_beside_the_writer_and_writes_nothing() {
    let place = Place::new();
    let store = place.store();
    write(&store, batch("a", Expect::Absent, 3)).await;
    let audit = SqliteStore::open_read_only(place.dir()).unwrap();
    assert_eq!(read(&audit, "a").await, read(&store, "a").await);
    assert_eq!(audit.head().await.unwrap(), store.head().await.unwrap());
    let mut tail = audit.follow(audit.head().await.unwrap());
    assert_eq!(tail.next().await.unwrap().unwrap(), Tail::CaughtUp);
    write(&store, batch("a", Expect::At(Revision(2)), 1)).await;
    let seen = tail.next().await.unwrap().unwrap();
    assert!(
        matches!(&seen, Tail::Event(event) if event.revision.0 == 3),
        "{seen:?}"
    );
    let refused = audit
        .append(vec![batch("b", Expect::Absent, 1)])
        .await
        .remove(0);
    assert!(
        matches!(refused, Err(AppendError::Store(StoreError::Refused(_)))),
        "{refused:?}"
    );
    assert!(matches!(
        audit.put(Vec::new()).await,
        Err(StoreError::Refused(_))
    ));
    assert!(matches!(
        audit.meta_set("epoch", "2").await,
        Err(StoreError::Refused(_))
    ));
}

#[tokio::test]
async fn a_log_below_its_high_water_mark_is_damaged() {
    let place = Place::new();
    let store = place.store();
    write(&store, batch("a", Expect::Absent, 3)).await;
    store.close().unwrap();
    let mark = fs::read_to_string(place.file("high-water")).unwrap();
    assert_eq!(mark, format!("3 {}\n", "09".repeat(32)));
    drop(place.store());

    place
        .stock()
        .execute("DELETE FROM events WHERE position = 3", [])
        .unwrap();
    let lost = SqliteStore::open(place.dir(), REAL);
    let said = lost.expect_err("an acknowledged event is gone").to_string();
    assert!(
        said.starts_with("LEVY-S02") && said.contains("high-water"),
        "{said}"
    );
    assert!(
        said.contains("ends at position 2, but position 3 was acknowledged"),
        "{said}"
    );

    fs::write(place.file("high-water"), format!("2 {}\n", "aa".repeat(32))).unwrap();
    let changed = SqliteStore::open(place.dir(), REAL).expect_err("another event stands there");
    assert!(
        changed
            .to_string()
            .contains("position 2 holds another event"),
        "{changed}"
    );

    fs::write(place.file("high-water"), "3").unwrap();
    let torn = SqliteStore::open(place.dir(), REAL);
    assert!(matches!(torn, Err(StoreError::Corrupt { .. })), "{torn:?}");

    fs::remove_file(place.file("high-water")).unwrap();
    assert_eq!(read(&place.store(), "a").await.len(), 2);
}

#[tokio::test]
async fn the_mark_follows_while_the_store_is_open() {
    let place = Place::new();
    let store = place.store();
    let marked = async {
        let mut expect = Expect::Absent;
        while !place.file("high-water").exists() {
            expect = Expect::At(write(&store, batch("a", expect, 1)).await.last);
        }
        fs::read_to_string(place.file("high-water")).unwrap()
    };
    let mark = tokio::time::timeout(Duration::from_secs(20), marked)
        .await
        .expect("a mark");
    let position: u64 = mark.split_once(' ').unwrap().0.parse().unwrap();
    assert!(
        (1..=store.head().await.unwrap().unwrap().0).contains(&position),
        "{mark}"
    );
}

#[tokio::test]
async fn a_log_that_vanished_is_not_begun_anew() {
    let place = Place::new();
    let store = place.store();
    write(&store, batch("a", Expect::Absent, 1)).await;
    store.close().unwrap();
    fs::remove_file(place.file("log.db")).unwrap();
    let lost = SqliteStore::open(place.dir(), REAL);
    assert!(matches!(lost, Err(StoreError::Corrupt { .. })), "{lost:?}");
}

#[tokio::test]
async fn small_facts_survive_and_fixed_ones_stay() {
    let place = Place::new();
    let store = place.store();
    assert_eq!(store.meta_get("epoch").await.unwrap().as_deref(), Some("1"));
    assert_eq!(store.meta_get("store").await.unwrap(), None);
    store.meta_set("epoch", "2").await.unwrap();
    store.meta_set("store", "s1").await.unwrap();
    for fixed in ["clock", "format", "min_reader"] {
        assert!(matches!(
            store.meta_set(fixed, "9").await,
            Err(StoreError::Refused(_))
        ));
    }
    drop(store);
    let store = place.store();
    assert_eq!(store.meta_get("epoch").await.unwrap().as_deref(), Some("2"));
    assert_eq!(
        store.meta_get("store").await.unwrap().as_deref(),
        Some("s1")
    );
    assert_eq!((store.meta().format, store.meta().min_reader), (1, 1));
}

#[tokio::test]
async fn what_is_no_log_of_ours_is_not_touched() {
    let place = Place::new();
    place
        .stock()
        .execute_batch("CREATE TABLE x(y); INSERT INTO x VALUES (1)")
        .unwrap();
    let refused = SqliteStore::open(place.dir(), REAL);
    assert!(
        matches!(refused, Err(StoreError::Refused(_))),
        "{refused:?}"
    );
    fs::write(place.file("log.db"), vec![b'x'; 8_192]).unwrap();
    let damaged = SqliteStore::open(place.dir(), REAL);
    assert!(
        matches!(damaged, Err(StoreError::Corrupt { .. })),
        "{damaged:?}"
    );
    let absent = SqliteStore::open_read_only(&place.file("nowhere"));
    assert!(matches!(absent, Err(StoreError::Failed(_))), "{absent:?}");
}

#[tokio::test]
async fn closing_writes_what_was_accepted_and_ends_followers() {
    let place = Place::new();
    let store = place.store();
    let mut tail = store.follow(None);
    assert_eq!(tail.next().await.unwrap().unwrap(), Tail::CaughtUp);
    write(&store, batch("a", Expect::Absent, 2)).await;
    store.close().unwrap();
    let mut ended = tail.filter(|seen| std::future::ready(seen.is_err()));
    let error = ended.next().await.unwrap().expect_err("filtered");
    assert!(error.to_string().contains("closed"), "{error}");
    assert!(!place.file("log.db-wal").exists(), "the log is one file");
    assert_eq!(read(&place.store(), "a").await.len(), 2);
}
