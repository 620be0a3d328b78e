//! Durable appends and a whole scan, beside bare SQLite with the same rows in
//! groups of the same size. Ends by itself in about half a minute.
//!
//! The store should reach 0.8 of the bare figure: what it adds per event is a
//! hash look-up, a check of the batch and a wake-up of the client, each well
//! under a microsecond, beside about 10 us that two index entries and a row
//! cost SQLite itself. Store and bare runs take turns, since only their ratio
//! means something on a machine that does other work too.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench prints its table and ends at the first surprise"
)]

use levy_store::{
    Append, EventStore, Expect, NewEvent, StreamName,
    sqlite::{ClockKind, OpenMode, SqliteStore},
};
use rusqlite::{Connection, params};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

const CLIENTS: [usize; 4] = [1, 16, 64, 256];
const ROUNDS: usize = 3;
const WARM: Duration = Duration::from_millis(300);
const MEASURED: Duration = Duration::from_millis(900);
const PAYLOAD_BYTES: usize = 400;
const HEADER: &str = r#"{"actor":{"role":"judge","token":"5f3a9c"},"command":"k-0042","correlation":"m-0007","court":"c1","decided_at":1700000000000,"origin":"native","rules":"9f2c","schema":1}"#;
const MODE: OpenMode = OpenMode {
    clock: ClockKind::Real,
};

fn main() {
    let runtime = Runtime::new().expect("a runtime");
    println!(
        "durable appends, 1 event of {PAYLOAD_BYTES} bytes each; bare = SQLite with the same rows and groups"
    );
    println!(
        "{:>8} {:>12} {:>12} {:>10} {:>7}",
        "clients", "store/s", "bare/s", "per sync", "ratio"
    );
    let (mut last, mut figures) = (None, Vec::new());
    for clients in CLIENTS {
        let mut rounds: Vec<[f64; 4]> = (0..ROUNDS)
            .map(|_| {
                let dir = TempDir::new().expect("a temporary directory");
                let (rate, group) = runtime.block_on(store_rate(dir.path(), clients));
                last = Some(dir);
                let bare = bare_rate(group.round().max(1.0) as usize, clients);
                [rate, bare, group, rate / bare]
            })
            .collect();
        rounds.sort_by(|a, b| a[3].total_cmp(&b[3]));
        let [rate, bare, group, ratio] = rounds[ROUNDS / 2];
        println!("{clients:>8} {rate:>12.0} {bare:>12.0} {group:>10.1} {ratio:>7.2}");
        figures.push(format!(
            "{{\"clients\":{clients},\"store\":{rate:.0},\"bare\":{bare:.0},\"ratio\":{ratio:.3}}}"
        ));
    }
    let dir = last.expect("something was measured");
    let (events, store, bare) = runtime.block_on(scan_rates(dir.path()));
    println!(
        "scan of {events} events: store, decoded and owned {store:.0}/s; bare rows {bare:.0}/s; ratio {:.2}",
        store / bare
    );
    println!(
        "{{\"bench\":\"append\",\"unit\":\"events/s\",\"appends\":[{}],\"scan\":{{\"store\":{store:.0},\"bare\":{bare:.0},\"ratio\":{:.3}}}}}",
        figures.join(","),
        store / bare
    );
}

fn stream(client: usize) -> StreamName {
    StreamName::new(&format!("matter-c1.{client:032x}")).expect("a good name")
}

fn event(client: usize, number: u64) -> NewEvent {
    NewEvent {
        id: Uuid::new_v5(
            &Uuid::NAMESPACE_OID,
            format!("{client}/{number}").as_bytes(),
        ),
        kind: "order-issued".into(),
        recorded_at: 1_700_000_000_000,
        header: HEADER.into(),
        payload: vec![7; PAYLOAD_BYTES],
        hash: [9; 32],
    }
}

/// Events per second, and events per commit, with each client waiting for its
/// answer before it goes on.
async fn store_rate(dir: &Path, clients: usize) -> (f64, f64) {
    let store = Arc::new(SqliteStore::open(dir, MODE).expect("a new store"));
    let stop = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let (store, stop) = (Arc::clone(&store), Arc::clone(&stop));
            tokio::spawn(async move {
                let (stream, mut expect, mut number) = (stream(client), Expect::Absent, 0);
                while !stop.load(Ordering::Relaxed) {
                    let append = Append {
                        stream: stream.clone(),
                        expect,
                        events: vec![event(client, number)],
                    };
                    let answer = store
                        .append(vec![append])
                        .await
                        .remove(0)
                        .expect("no conflict");
                    expect = Expect::At(answer.last);
                    number += 1;
                }
            })
        })
        .collect();
    let counts = async || {
        (
            store.head().await.expect("a head").map_or(0, |p| p.0),
            store.commits(),
        )
    };
    tokio::time::sleep(WARM).await;
    let (start, before) = (Instant::now(), counts().await);
    tokio::time::sleep(MEASURED).await;
    let (took, after) = (start.elapsed(), counts().await);
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.expect("a client");
    }
    let events = (after.0 - before.0) as f64;
    (
        events / took.as_secs_f64(),
        events / (after.1 - before.1).max(1) as f64,
    )
}

/// Rows per second of prepared inserts into the same tables, `group` rows a
/// commit, without any check.
fn bare_rate(group: usize, clients: usize) -> f64 {
    let dir = TempDir::new().expect("a temporary directory");
    SqliteStore::open(dir.path(), MODE)
        .expect("a new store")
        .close()
        .expect("it ends");
    let conn = Connection::open(dir.path().join("log.db")).expect("the tables");
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;",
    )
    .expect("pragmas");
    let mut insert = conn
        .prepare("INSERT INTO events VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8)")
        .expect("a statement");
    let (mut position, mut measured, mut rows) = (0, None, 0);
    let begin = Instant::now();
    loop {
        conn.execute_batch("BEGIN IMMEDIATE").expect("begin");
        for _ in 0..group {
            let (client, number) = (position as usize % clients, position / clients as u64);
            let event = event(client, number);
            position += 1;
            insert
                .execute(params![
                    position as i64,
                    client as i64,
                    number as i64,
                    &event.id.as_bytes()[..],
                    event.recorded_at,
                    event.header,
                    event.payload,
                    &event.hash[..]
                ])
                .expect("a row");
        }
        conn.execute_batch("COMMIT").expect("commit");
        rows += group;
        match measured {
            None if begin.elapsed() > WARM => (measured, rows) = (Some(Instant::now()), 0),
            Some(start) if start.elapsed() > MEASURED => {
                return rows as f64 / start.elapsed().as_secs_f64();
            }
            _ => {}
        }
    }
}

/// The number of events, then per second: pages of the store, and rows that
/// SQLite steps over while every column is looked at.
async fn scan_rates(dir: &Path) -> (usize, f64, f64) {
    let store = SqliteStore::open(dir, MODE).expect("the store of the last run");
    let (mut best, mut best_bare, mut count) = (f64::MAX, f64::MAX, 0);
    for _ in 0..5 {
        let (start, mut after) = (Instant::now(), None);
        count = 0;
        loop {
            let page = store.page(after, 512).await.expect("a page");
            let Some(last) = page.last() else { break };
            after = Some(last.position);
            count += page.len();
        }
        best = best.min(start.elapsed().as_secs_f64());
        best_bare = best_bare.min(bare_scan(dir));
    }
    (count, count as f64 / best, count as f64 / best_bare)
}

fn bare_scan(dir: &Path) -> f64 {
    let conn = Connection::open(dir.join("log.db")).expect("the log");
    let mut rows = conn
        .prepare("SELECT * FROM events ORDER BY position")
        .expect("a statement");
    let mut rows = rows.query([]).expect("rows");
    let (start, mut bytes) = (Instant::now(), 0);
    while let Some(row) = rows.next().expect("a row") {
        for column in [3, 6, 7, 8] {
            bytes += row
                .get_ref(column)
                .and_then(|v| Ok(v.as_bytes()?.len()))
                .expect("bytes");
        }
    }
    assert!(bytes > 0);
    start.elapsed().as_secs_f64()
}
