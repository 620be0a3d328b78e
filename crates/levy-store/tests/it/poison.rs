//! After the first failed commit nothing is written any more.

use crate::place::{Place, batch, event, read, write};
use levy_store::{
    Append, AppendError, EventStore, EvidenceStore, Expect, Revision, StoreError,
    sqlite::SqliteStore,
};

const BAD: i64 = 666;

/// A log in which a certain event cannot be committed, or not even inserted.
fn sabotaged(what: &str) -> Place {
    let place = Place::new();
    drop(place.store());
    place
        .stock()
        .execute_batch(&format!(
            "CREATE TABLE fuse(id INTEGER PRIMARY KEY);
             CREATE TABLE bomb(id INTEGER REFERENCES fuse(id) DEFERRABLE INITIALLY DEFERRED);
             CREATE TRIGGER armed AFTER INSERT ON events WHEN new.recorded_at = {BAD}
             BEGIN {what}; END"
        ))
        .unwrap();
    place
}

fn bad(label: &str) -> Append {
    let mut bad = event(label, 0);
    bad.recorded_at = BAD;
    Append {
        stream: crate::place::stream(label),
        expect: Expect::Absent,
        events: vec![bad],
    }
}

async fn assert_poisoned(store: &SqliteStore) {
    let later = store
        .append(vec![batch("later", Expect::Absent, 1)])
        .await
        .remove(0);
    assert!(
        matches!(later, Err(AppendError::Store(StoreError::Failed(_)))),
        "{later:?}"
    );
    assert!(matches!(
        store.meta_set("epoch", "2").await,
        Err(StoreError::Failed(_))
    ));
    let body = levy_store::Evidence {
        digest: [1; 32],
        bytes: vec![1],
    };
    assert!(matches!(
        store.put(vec![body]).await,
        Err(StoreError::Failed(_))
    ));
    assert_eq!(read(store, "a").await.len(), 2, "reading goes on");
}

#[tokio::test]
async fn a_failed_commit_is_uncertain_and_the_last() {
    let place = sabotaged("INSERT INTO bomb VALUES (1)");
    let store = place.store();
    write(&store, batch("a", Expect::Absent, 2)).await;
    let group = vec![
        batch("b", Expect::Absent, 1),
        bad("c"),
        batch("a", Expect::At(Revision(7)), 1),
    ];
    let answers = store.append(group).await;
    assert!(
        matches!(answers[0], Err(AppendError::Uncertain(_))),
        "{answers:?}"
    );
    assert!(
        matches!(answers[1], Err(AppendError::Uncertain(_))),
        "{answers:?}"
    );
    assert!(
        matches!(answers[2], Err(AppendError::Store(StoreError::Failed(_)))),
        "{answers:?}"
    );
    assert_poisoned(&store).await;
    let ended = store.close();
    assert!(matches!(ended, Err(StoreError::Failed(_))), "{ended:?}");
    let store = place.store();
    assert_eq!(
        read(&store, "a").await.len(),
        2,
        "what was acknowledged is there"
    );
    write(&store, batch("b", Expect::Absent, 1)).await;
}

#[tokio::test]
async fn a_failed_insert_is_certain_and_the_last() {
    let place = sabotaged("SELECT RAISE(ABORT, 'disk on fire')");
    let store = place.store();
    write(&store, batch("a", Expect::Absent, 2)).await;
    let answers = store
        .append(vec![batch("b", Expect::Absent, 1), bad("c")])
        .await;
    for answer in answers {
        assert!(
            matches!(&answer, Err(AppendError::Store(StoreError::Failed(why))) if why.contains("fire")),
            "{answer:?}"
        );
    }
    assert_poisoned(&store).await;
    assert!(store.close().is_err());
    assert!(read(&place.store(), "b").await.is_empty());
}
