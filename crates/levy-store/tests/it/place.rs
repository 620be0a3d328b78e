//! Where the tests keep their stores.

use futures::TryStreamExt;
use levy_store::{
    Append, Appended, EventStore, Expect, NewEvent, Recorded, StreamName,
    conformance::Backend,
    sqlite::{ClockKind, OpenMode, SqliteStore},
};
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const REAL: OpenMode = OpenMode {
    clock: ClockKind::Real,
};

/// An SQLite store in a directory that goes with the value.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Place(TempDir::new().expect("a temporary directory"))
    }

    pub(crate) fn dir(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> std::path::PathBuf {
        self.dir().join(name)
    }

    pub(crate) fn store(&self) -> SqliteStore {
        SqliteStore::open(self.dir(), REAL).expect("the store opens")
    }

    /// A connection of a stranger, as an auditor or a saboteur has one.
    pub(crate) fn stock(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.file("log.db")).expect("the log is an SQLite file")
    }
}

impl Backend for Place {
    type Store = SqliteStore;

    async fn open(&self) -> SqliteStore {
        self.store()
    }
}

pub(crate) fn stream(label: &str) -> StreamName {
    StreamName::new(&format!("matter-c1.{label}")).expect("a good label")
}

pub(crate) fn event(label: &str, number: u64) -> NewEvent {
    NewEvent {
        id: Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{label}/{number}").as_bytes()),
        kind: "order-issued".into(),
        recorded_at: 1_700_000_000_000,
        header: r#"{"court":"c1","schema":1}"#.into(),
        payload: vec![7; 300],
        hash: [9; 32],
    }
}

pub(crate) fn batch(label: &str, expect: Expect, count: u64) -> Append {
    let first = expect.next().0;
    let events = (first..first + count)
        .map(|number| event(label, number))
        .collect();
    Append {
        stream: stream(label),
        expect,
        events,
    }
}

pub(crate) async fn write(store: &impl EventStore, batch: Append) -> Appended {
    store
        .append(vec![batch])
        .await
        .remove(0)
        .expect("the append fits")
}

pub(crate) async fn read(store: &impl EventStore, label: &str) -> Vec<Recorded> {
    store
        .read(&stream(label), None)
        .try_collect()
        .await
        .expect("the stream can be read")
}
