//! Whatever is changed in a stored log is found, by both verifiers.

use crate::{
    house::{Hand, NOW, body, journal, name, opened, sqlite, write},
    samples::{self, Fill},
};
use levy_domain::{bytes::Digest, court, matter, unit};
use levy_journal::{AnyEvent, JournalError, frame, verify_dir};
use levy_store::{Append, EventStore, Expect, NewEvent, Revision, StreamName};
use rusqlite::Connection;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// What `tools/verify.py` says of each directory, or `None` without Python.
fn python(dirs: &[PathBuf]) -> Option<Vec<bool>> {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/verify.py");
    let output = match Command::new("python3").arg(tool).args(dirs).output() {
        Ok(output) => output,
        Err(error) => {
            println!("skipped: python3 cannot be run ({error})");
            return None;
        }
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.is_empty(), "{complaint}");
    let holds = |dir: &PathBuf| {
        let dir = dir.display().to_string();
        let said: Vec<_> = text
            .lines()
            .filter(|line| line.starts_with(&format!("{dir}: ")))
            .collect();
        assert!(!said.is_empty(), "nothing is said of {dir}");
        said.last().unwrap().ends_with("everything holds")
    };
    let verdicts: Vec<bool> = dirs.iter().map(holds).collect();
    assert_eq!(
        output.status.code(),
        Some(i32::from(verdicts.contains(&false)))
    );
    Some(verdicts)
}

fn rust(dir: &Path) -> bool {
    verify_dir(dir).is_ok_and(|report| report.holds())
}

fn naming(event: AnyEvent, evidence: Digest) -> AnyEvent {
    match event {
        AnyEvent::Matter(matter::Event::DocumentIssued(mut event)) => {
            event.document.hash = evidence;
            AnyEvent::Matter(event.into())
        }
        AnyEvent::Unit(unit::Event::ReplySetAside(mut event)) => {
            event.evidence = evidence;
            AnyEvent::Unit(event.into())
        }
        other => other,
    }
}

/// When all but the first two events were recorded.
const LATER: i64 = NOW + 1_000;

/// Two streams and the court's, five events, a body in the file and one
/// beside it.
async fn small_log() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (store, clock) = (sqlite(dir.path()), Hand::at(NOW));
    let journal = journal(&store, &clock).await;
    let sample = |kind: &str| {
        let all = samples::all(Fill::Minimal);
        all.into_iter().find(|event| event.kind() == kind).unwrap()
    };
    let (small, large) = (body(1, 60), body(2, 300_000));
    let issued = naming(sample("document-issued"), small.digest());
    let mut first = write(&name("matter", 1), None, 1, vec![opened(1), issued]);
    first.evidence.push(small);
    let first = journal.write(first).await.unwrap();
    clock.set(LATER);
    let aside = naming(sample("reply-set-aside"), large.digest());
    let mut second = write(&name("unit", 2), None, 2, vec![aside]);
    second.evidence.push(large);
    journal.write(second).await.unwrap();
    journal
        .write(write(
            &name("matter", 1),
            Some(&first),
            3,
            vec![sample("order-recalled")],
        ))
        .await
        .unwrap();
    let begun = sample("log-begun");
    let AnyEvent::Court(court::Event::LogBegun(facts)) = &begun else {
        panic!("{begun:?}")
    };
    for (fact, value) in [
        ("court", "川3322"),
        ("keys", &*facts.keys),
        ("store_id", &facts.log),
    ] {
        store.meta_set(fact, value).await.unwrap();
    }
    let court = StreamName::new("court-c3322.self").unwrap();
    let begun = journal.write(write(&court, None, 4, vec![begun])).await;
    begun.unwrap();
    journal.close().await;
    dir
}

fn copy(log: &Path, to: &Path) {
    fs::create_dir_all(to.join("evidence")).unwrap();
    for file in ["log.db", "high-water"] {
        fs::copy(log.join(file), to.join(file)).unwrap();
    }
    for body in fs::read_dir(log.join("evidence")).unwrap() {
        let body = body.unwrap();
        fs::hard_link(body.path(), to.join("evidence").join(body.file_name())).unwrap();
    }
}

#[tokio::test]
async fn a_log_as_it_was_written_holds() {
    let dir = small_log().await;
    let report = verify_dir(dir.path()).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(
        (report.streams, report.events, report.bodies, report.holds()),
        (3, 5, 2, true)
    );
    if let Some(said) = python(&[dir.path().to_path_buf()]) {
        assert_eq!(said, [true]);
    }
}

#[tokio::test]
async fn a_log_in_use_is_verified() {
    let dir = tempfile::tempdir().unwrap();
    let store = sqlite(dir.path());
    let journal = journal(&store, &Hand::at(NOW)).await;
    journal
        .write(write(&name("matter", 1), None, 1, vec![opened(1)]))
        .await
        .unwrap();
    assert_eq!(verify_dir(dir.path()).unwrap().events, 1);
    assert!(rust(dir.path()));
    if let Some(said) = python(&[dir.path().to_path_buf()]) {
        assert_eq!(said, [true]);
    }
}

#[tokio::test]
async fn every_changed_byte_is_found_by_both() {
    let log = small_log().await;
    let conn = Connection::open(log.path().join("log.db")).unwrap();
    // Pages keep what once stood in them; afterwards they hold only what stands.
    conn.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let file = fs::read(log.path().join("log.db")).unwrap();
    let mut stored = Vec::new();
    for column in ["header", "payload", "hash", "event_id"] {
        let query = format!("SELECT CAST({column} AS BLOB) FROM events");
        let mut rows = conn.prepare(&query).unwrap();
        let values = rows.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        stored.extend(values.map(Result::unwrap));
    }
    stored.push(body(1, 60).bytes().to_vec());
    drop(conn);
    let mut bytes = BTreeSet::new();
    for value in stored {
        // Two events of one command have the same header.
        let found = |at: &usize| file[*at..].starts_with(&value);
        let places: Vec<usize> = (0..file.len() - value.len()).filter(found).collect();
        assert!(!places.is_empty(), "a stored value is in the file");
        places
            .iter()
            .for_each(|at| bytes.extend(*at..at + value.len()));
    }
    let copies = tempfile::tempdir().unwrap();
    let mut dirs = Vec::new();
    for at in bytes {
        let mut damaged = file.clone();
        damaged[at] ^= 1 << (at % 8);
        let dir = copies.path().join(at.to_string());
        copy(log.path(), &dir);
        fs::write(dir.join("log.db"), damaged).unwrap();
        assert!(!rust(&dir), "byte {at}");
        dirs.push(dir);
    }
    assert!(dirs.len() > 1_000, "{} bytes", dirs.len());
    if let Some(said) = python(&dirs) {
        for (dir, holds) in dirs.iter().zip(said) {
            assert!(!holds, "verify.py does not find {}", dir.display());
        }
    }
}

#[tokio::test]
async fn every_changed_column_is_found_by_both() {
    let log = small_log().await;
    let copies = tempfile::tempdir().unwrap();
    let mut dirs = Vec::new();
    for (n, damage) in DAMAGES.iter().enumerate() {
        let dir = copies.path().join(n.to_string());
        copy(log.path(), &dir);
        let conn = Connection::open(dir.join("log.db")).unwrap();
        conn.execute_batch(damage).unwrap();
        drop(conn);
        assert!(!rust(&dir), "{damage}");
        dirs.push(dir);
    }
    if let Some(said) = python(&dirs) {
        for (damage, holds) in DAMAGES.iter().zip(said) {
            assert!(!holds, "verify.py does not find: {damage}");
        }
    }
}

/// Statements that change one bit each of what no byte of the file holds alone:
/// these values also stand in indexes.
fn bit_flips(log: &Path) -> Vec<String> {
    let conn = Connection::open(log.join("log.db")).unwrap();
    let mut flips = Vec::new();
    for (table, column, key, cast) in [
        ("events", "event_id", "position", ""),
        ("streams", "name", "id", "TEXT"),
        ("types", "literal", "id", "TEXT"),
    ] {
        let query = format!("SELECT {key}, CAST({column} AS BLOB) FROM {table}");
        let mut rows = conn.prepare(&query).unwrap();
        let values = rows.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
        });
        for (id, value) in values.unwrap().map(Result::unwrap) {
            for at in 0..value.len() {
                let mut changed = value.clone();
                changed[at] ^= 1 << (at % 8);
                let literal = format!("x'{}'", hex::encode(changed));
                let cast = if cast.is_empty() {
                    literal
                } else {
                    format!("CAST({literal} AS {cast})")
                };
                flips.push(format!(
                    "UPDATE {table} SET {column} = {cast} WHERE {key} = {id}"
                ));
            }
        }
    }
    for (column, value) in [("revision", 0_i64), ("recorded_at", LATER)] {
        let changed = (0..64).map(|bit| value ^ (1 << bit));
        let flip = |changed| format!("UPDATE events SET {column} = {changed} WHERE position = 3");
        flips.extend(changed.map(flip));
    }
    flips
}

#[tokio::test]
async fn every_changed_name_type_id_revision_and_time_is_found_by_both() {
    let log = small_log().await;
    let copies = tempfile::tempdir().unwrap();
    let flips = bit_flips(log.path());
    let mut dirs = Vec::new();
    for (n, flip) in flips.iter().enumerate() {
        let dir = copies.path().join(n.to_string());
        copy(log.path(), &dir);
        let conn = Connection::open(dir.join("log.db")).unwrap();
        conn.execute_batch(&format!("PRAGMA synchronous = OFF; {flip}"))
            .unwrap();
        drop(conn);
        assert!(!rust(&dir), "{flip}");
        dirs.push(dir);
    }
    if let Some(said) = python(&dirs) {
        for (flip, holds) in flips.iter().zip(said) {
            assert!(!holds, "verify.py does not find: {flip}");
        }
    }
}

const DAMAGES: [&str; 40] = [
    "UPDATE streams SET name = replace(name, 'matter', 'mattes')",
    "UPDATE streams SET name = name || 'x' WHERE id = 2",
    "DELETE FROM streams WHERE id = 2",
    "UPDATE types SET literal = 'matter-opene' WHERE literal = 'matter-opened'",
    "DELETE FROM types WHERE literal = 'order-recalled'",
    "UPDATE events SET revision = 7 WHERE position = 2",
    "UPDATE events SET revision = revision + 100",
    "UPDATE events SET revision = -1 WHERE position = 1",
    "UPDATE events SET event_id = zeroblob(16) WHERE position = 2",
    "UPDATE events SET event_id = zeroblob(15) WHERE position = 2",
    "UPDATE events SET type_id = (SELECT type_id FROM events WHERE position = 1) WHERE position = 2",
    "UPDATE events SET stream_id = 2 WHERE position = 4",
    "UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 3",
    "UPDATE events SET recorded_at = 9223372036854775807 WHERE position = 3",
    "UPDATE events SET hash = zeroblob(31) WHERE position = 1",
    "UPDATE events SET position = 99 WHERE position = 1",
    "DELETE FROM events WHERE position = 1",
    "DELETE FROM events WHERE position = 4",
    "DELETE FROM evidence WHERE bytes IS NOT NULL",
    "UPDATE evidence SET digest = zeroblob(32) WHERE bytes IS NULL",
    "UPDATE evidence SET size = size + 1",
    "UPDATE evidence SET bytes = NULL",
    // What the store keeps beside the events.
    "UPDATE meta SET value = 'real' WHERE key = 'clock'",
    "UPDATE meta SET value = 'x' WHERE key = 'store_id'",
    "UPDATE meta SET value = '川3321' WHERE key = 'court'",
    "DELETE FROM meta WHERE key = 'keys'",
    "DELETE FROM meta WHERE key = 'clock'",
    "DELETE FROM meta",
    "UPDATE meta SET value = '2' WHERE key = 'min_reader'",
    "UPDATE meta SET value = '2' WHERE key = 'format'",
    "PRAGMA application_id = 1; UPDATE meta SET value = '2' WHERE key = 'min_reader'",
    // Order between streams.
    "UPDATE events SET position = -2 WHERE position = 2;
     UPDATE events SET position = 2 WHERE position = 3;
     UPDATE events SET position = 3 WHERE position = -2",
    "UPDATE events SET position = 99 WHERE position = 5",
    // Layout.
    "DROP VIEW event_log",
    "DROP VIEW event_log; CREATE VIEW event_log AS SELECT position FROM events",
    "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END",
    "DROP INDEX events_by_stream",
    "DROP INDEX events_by_id; CREATE INDEX events_by_id ON events(event_id)",
    "PRAGMA writable_schema = ON;
     CREATE INDEX none ON events(stream_id, revision) WHERE 0;
     UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'none')
     WHERE name = 'events_by_stream';
     DELETE FROM sqlite_schema WHERE name = 'none'",
    "PRAGMA legacy_alter_table = ON;
     CREATE TABLE other(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
     INSERT INTO other SELECT * FROM streams;
     DROP TABLE streams;
     ALTER TABLE other RENAME TO streams;
     DROP INDEX events_by_id;
     INSERT INTO streams SELECT 99, name FROM streams WHERE id = 1;
     INSERT INTO events SELECT (SELECT max(position) FROM events) + 1, 99, revision, event_id,
     type_id, recorded_at, header, payload, hash FROM events WHERE position = 1",
];

#[tokio::test]
async fn a_changed_or_missing_file_beside_the_log_is_found_by_both() {
    let log = small_log().await;
    let copies = tempfile::tempdir().unwrap();
    let large = body(2, 300_000);
    let file = PathBuf::from("evidence").join(large.digest().to_hex());
    let mut dirs = Vec::new();
    for n in 0..4 {
        let dir = copies.path().join(n.to_string());
        copy(log.path(), &dir);
        match n {
            0 => fs::remove_file(dir.join(&file)).unwrap(),
            1 => {
                let mut bytes = large.bytes().to_vec();
                bytes[299_999] ^= 1;
                fs::remove_file(dir.join(&file)).unwrap();
                fs::write(dir.join(&file), bytes).unwrap();
            }
            2 => fs::write(dir.join("high-water"), format!("5 {}\n", "0".repeat(64))).unwrap(),
            _ => fs::write(dir.join("high-water"), "nothing").unwrap(),
        }
        assert!(!rust(&dir), "case {n}");
        dirs.push(dir);
    }
    dirs.push(copies.path().join("nowhere"));
    assert!(
        verify_dir(&dirs[4])
            .unwrap_err()
            .to_string()
            .starts_with("LEVY-J40 ")
    );
    if let Some(said) = python(&dirs) {
        assert_eq!(said, [false; 5]);
    }
}

#[tokio::test]
async fn a_gap_is_found_by_all_although_its_hash_holds() {
    let log = small_log().await;
    let stream = name("matter", 1);
    let mut last = sqlite(log.path()).page(None, 100).await.unwrap().remove(3);
    let conn = Connection::open(log.path().join("log.db")).unwrap();
    let before = "SELECT hash FROM events WHERE position = 2";
    let before: [u8; 32] = conn.query_row(before, [], |row| row.get(0)).unwrap();
    assert_eq!((&last.stream, last.revision), (&stream, Revision(2)));
    last.revision = Revision(7);
    let hash = hex::encode(frame::hash_of(&before, &last));
    let change = format!("UPDATE events SET revision = 7, hash = x'{hash}' WHERE position = 4");
    conn.execute_batch(&change).unwrap();
    drop(conn);
    fs::remove_file(log.path().join("high-water")).unwrap();
    let report = verify_dir(log.path()).unwrap();
    assert_eq!(report.found, 1);
    assert_eq!(
        report.findings[0].what,
        "revision 2 is missing or out of order"
    );
    if let Some(said) = python(&[log.path().to_path_buf()]) {
        assert_eq!(said, [false]);
    }
    let journal = journal(&sqlite(log.path()), &Hand::at(NOW)).await;
    let error = journal.load(&stream, None).await.unwrap_err();
    assert!(
        matches!(
            error,
            JournalError::Broken {
                revision: Revision(2),
                ..
            }
        ),
        "{error}"
    );
}

/// An event as another program might have written it: its hash is right.
async fn foreign_log(kind: &str, header: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let store = sqlite(dir.path());
    let stream = name("matter", 1);
    let frame = levy_proof::FrameParts {
        stream: stream.as_str(),
        revision: 0,
        event_id: [5; 16],
        kind,
        header: header.as_bytes(),
        payload: &[0x80],
    };
    let event = NewEvent {
        id: uuid::Uuid::from_bytes([5; 16]),
        kind: kind.into(),
        recorded_at: 0,
        header: header.into(),
        payload: vec![0x80],
        hash: levy_proof::frame_hash(&levy_proof::GENESIS, &frame),
    };
    let append = Append {
        stream,
        expect: Expect::Absent,
        events: vec![event],
    };
    store.append(vec![append]).await.remove(0).unwrap();
    dir
}

#[tokio::test]
async fn a_type_and_a_header_field_of_a_newer_program_hold() {
    let header =
        r#"{"a":[{"b":"\b\u001f\"\\é😀"}],"recorded_at":"1970-01-01T00:00:00.000Z","schema":2}"#;
    let dir = foreign_log("hold-auctioned", header).await;
    assert_eq!(verify_dir(dir.path()).unwrap().findings, []);
    if let Some(said) = python(&[dir.path().to_path_buf()]) {
        assert_eq!(said, [true]);
    }
}

#[tokio::test]
async fn a_header_that_is_not_canonical_is_found_by_both_although_its_hash_holds() {
    let time = r#""recorded_at":"1970-01-01T00:00:00.000Z""#;
    let headers = [
        format!("{{{time},\"schema\": 1}}"),
        format!("{{\"schema\":1,{time}}}"),
        format!("{{{time},{time},\"schema\":1}}"),
        format!("{{\"a\":\"\\u00e9\",{time},\"schema\":1}}"),
        format!("{{\"a\":1.0,{time},\"schema\":1}}"),
        "{\"recorded_at\":\"1970-01-01T00:00:00Z\",\"schema\":1}".to_owned(),
        "{\"schema\":1}".to_owned(),
        "[]".to_owned(),
        "no".to_owned(),
    ];
    let mut dirs = Vec::new();
    for header in &headers {
        let dir = foreign_log("matter-opened", header).await;
        let report = verify_dir(dir.path()).unwrap();
        assert!(
            report
                .findings
                .iter()
                .all(|finding| finding.what.contains("header")),
            "{header}"
        );
        assert!(!report.holds(), "{header}");
        dirs.push(dir);
    }
    let paths: Vec<PathBuf> = dirs.iter().map(|dir| dir.path().to_path_buf()).collect();
    if let Some(said) = python(&paths) {
        for (header, holds) in headers.iter().zip(said) {
            assert!(!holds, "verify.py does not find {header}");
        }
    }
}
