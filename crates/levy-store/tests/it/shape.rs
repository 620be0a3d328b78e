//! What an auditor finds with stock tools.

use crate::place::{Place, batch, write};
use levy_store::{EventStore, EvidenceStore, Expect, StoreError};

#[tokio::test]
async fn an_event_is_one_row_of_plain_columns() {
    let place = Place::new();
    let store = place.store();
    let mut append = batch("a", Expect::Absent, 2);
    append.events[1].header = concat!(
        r#"{"actor":{"role":"judge"},"causation":"e0","command":"k1","correlation":"k0","#,
        r#""court":"c1","decided_at":5,"happened_at":{"at":4},"origin":"native","#,
        r#""rules":"d1","schema":1}"#
    )
    .into();
    write(&store, append.clone()).await;
    let stock = place.stock();
    let row = stock.query_row(
        "SELECT e.position, s.name, e.revision, e.event_id, t.literal, e.recorded_at, e.header,
         e.payload, e.hash FROM events e JOIN streams s ON s.id = e.stream_id
         JOIN types t ON t.id = e.type_id WHERE e.revision = 1",
        [],
        |row| {
            let event = &append.events[1];
            assert_eq!(row.get::<_, i64>(0)?, 2);
            assert_eq!(row.get::<_, String>(1)?, append.stream.as_str());
            assert_eq!(row.get::<_, i64>(2)?, 1);
            assert_eq!(row.get::<_, Vec<u8>>(3)?, event.id.as_bytes());
            assert_eq!(row.get::<_, String>(4)?, event.kind);
            assert_eq!(row.get::<_, i64>(5)?, event.recorded_at);
            assert_eq!(row.get::<_, String>(6)?, event.header);
            assert_eq!(row.get::<_, Vec<u8>>(7)?, event.payload);
            assert_eq!(row.get::<_, Vec<u8>>(8)?, event.hash);
            Ok(())
        },
    );
    row.unwrap();

    let columns = [
        ("stream", "matter-c1.a"),
        ("type", "order-issued"),
        ("schema", "1"),
        ("court", "c1"),
        ("decided_at", "5"),
        ("happened_at", r#"{"at":4}"#),
        ("actor", r#"{"role":"judge"}"#),
        ("command", "k1"),
        ("causation", "e0"),
        ("correlation", "k0"),
        ("rules", "d1"),
        ("origin", "native"),
        ("payload_bytes", "300"),
    ];
    for (column, expected) in columns {
        let query = format!("SELECT CAST({column} AS TEXT) FROM event_log WHERE revision = 1");
        let shown: String = stock.query_row(&query, [], |row| row.get(0)).unwrap();
        assert_eq!(shown, expected, "{column}");
    }
    let fine: String = stock
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(fine, "ok");
}

#[tokio::test]
async fn large_evidence_is_a_file_named_in_the_log() {
    let place = Place::new();
    let store = place.store();
    let small = levy_store::Evidence {
        digest: [1; 32],
        bytes: vec![1; 256 * 1024],
    };
    let large = levy_store::Evidence {
        digest: [2; 32],
        bytes: vec![2; 256 * 1024 + 1],
    };
    store.put(vec![small, large.clone()]).await.unwrap();
    let sizes = |digest: [u8; 32]| {
        place.stock().query_row(
            "SELECT size, length(bytes) FROM evidence WHERE digest = ?1",
            [&digest[..]],
            |row| Ok((row.get::<_, u32>(0)?, row.get::<_, Option<u32>>(1)?)),
        )
    };
    assert_eq!(sizes([1; 32]).unwrap(), (256 * 1024, Some(256 * 1024)));
    assert_eq!(sizes([2; 32]).unwrap(), (256 * 1024 + 1, None));
    let file = place.file("evidence").join("02".repeat(32));
    assert!(std::fs::read(file).unwrap() == large.bytes);
}

#[tokio::test]
async fn malformed_rows_are_damage_with_a_place() {
    let damages = [
        "UPDATE events SET hash = x'00' WHERE position = 2",
        "UPDATE events SET event_id = x'0011' WHERE position = 2",
        "UPDATE events SET header = CAST(x'ff' AS TEXT) WHERE position = 2",
        "UPDATE events SET revision = -5 WHERE position = 2",
        "UPDATE events SET type_id = 99 WHERE position = 2",
        "UPDATE events SET stream_id = 99 WHERE position = 2",
        "UPDATE streams SET name = 'no name' WHERE id = 1",
    ];
    for damage in damages {
        let place = Place::new();
        let store = place.store();
        write(&store, batch("a", Expect::Absent, 3)).await;
        place.stock().execute(damage, []).unwrap();
        let page = store.page(None, 10).await;
        assert!(
            matches!(&page, Err(StoreError::Corrupt { place, .. }) if place.starts_with("position ")),
            "{damage}: {page:?}"
        );
    }
}
