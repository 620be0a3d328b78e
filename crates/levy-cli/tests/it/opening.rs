//! Directories that must not be opened.

use crate::bench::{Bench, path_text};
use async_trait::async_trait;
use futures::future::BoxFuture;
use levy::{
    Keys, Levy,
    connect::{
        Connector, InquireError, Inquiry, NotSentReason, Parcel, Standing, SubmitError, Submitted,
    },
    domain::time::Timestamp,
    engine::{CourtAccount, CourtSeat},
    journal::Clock,
    store::sqlite::{ClockKind, OpenMode, SqliteStore},
};
use rusqlite::Connection;
use std::sync::Arc;

#[test]
fn a_directory_in_use_is_refused() {
    let bench = Bench::with_cases();
    let before = bench.events();
    let held = SqliteStore::open(
        &bench.dir(),
        OpenMode {
            clock: ClockKind::Real,
        },
    )
    .unwrap();
    let ended = bench.import(crate::data::row(&[])).with(3);
    assert!(
        ended.err.contains("LEVY-S03") && ended.err.contains("处理："),
        "{}",
        ended.err
    );
    // Reading goes on beside it.
    bench.levy(&["case", "list"]).with(0);
    bench.levy(&["verify"]).with(0);
    drop(held);
    assert_eq!(bench.events(), before);
}

#[test]
fn a_log_of_a_newer_frame_is_refused_by_every_command() {
    let bench = Bench::with_cases();
    let conn = Connection::open(bench.dir().join("log.db")).unwrap();
    let changed = conn
        .execute("UPDATE meta SET value = '99' WHERE key = 'min_reader'", [])
        .unwrap();
    assert_eq!(changed, 1);
    drop(conn);
    for args in [
        &["case", "list"][..],
        &["verify"],
        &["replay"],
        &["log", "tail"],
    ] {
        let ended = bench.levy(args).with(3);
        assert!(ended.err.contains("LEVY-S04"), "{}", ended.err);
    }
    assert!(
        bench
            .import(crate::data::CASES)
            .with(3)
            .err
            .contains("LEVY-S04")
    );
}

#[test]
fn a_wrong_key_file_is_refused() {
    let bench = Bench::with_cases();
    let before = bench.events();
    let other = Bench::with_cases();
    let keys = other.dir().join("keys").join("court.json");
    let file = bench.file("cases.csv", crate::data::CASES);
    for extra in [&["--dry-run"][..], &[]] {
        let args = [
            &[
                "case",
                "import",
                path_text(&file),
                "--keys",
                path_text(&keys),
            ],
            extra,
        ]
        .concat();
        let ended = bench.levy(&args).with(3);
        assert!(
            ended.err.contains("LEVY-L01") && ended.err.contains("--keys"),
            "{}",
            ended.err
        );
    }
    let broken = bench.file("broken.json", "{}");
    let ended = bench
        .levy(&[
            "case",
            "import",
            path_text(&file),
            "--keys",
            path_text(&broken),
        ])
        .with(3);
    assert!(ended.err.contains("LEVY-P0"), "{}", ended.err);
    // A missing file is never replaced by a new one under an old log.
    std::fs::remove_file(bench.dir().join("keys").join("court.json")).unwrap();
    assert!(
        bench
            .import(crate::data::CASES)
            .with(3)
            .err
            .contains("LEVY-P02")
    );
    assert!(!bench.dir().join("keys").join("court.json").exists());
    assert_eq!(bench.events(), before);
}

#[test]
fn a_real_clock_may_not_write_a_simulated_log() {
    let bench = Bench::court();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let seat = CourtSeat {
            code: "川33".into(),
            slug: "sc33".into(),
            account: CourtAccount {
                holder: "x".into(),
                number: "1".into(),
                bank: "x".into(),
            },
        };
        let levy = Levy::builder(&bench.dir(), seat)
            .keys(Keys::Simulated { seed: 1 })
            .simulated_clock(Arc::new(Stopped))
            .open(Arc::new(Nowhere))
            .await
            .unwrap();
        levy.stop().await;
    });
    let before = bench.events();
    assert!(before > 0);
    let ended = bench.import(crate::data::CASES).with(3);
    assert!(ended.err.contains("LEVY-S05"), "{}", ended.err);
    let file = bench.file("cases.csv", crate::data::CASES);
    let ended = bench
        .levy(&["case", "import", "--dry-run", path_text(&file)])
        .with(3);
    assert!(ended.err.contains("LEVY-S05"), "{}", ended.err);
    assert_eq!(bench.events(), before);
    bench.levy(&["verify"]).with(0);
}

struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        Timestamp(1_650_000_000_000)
    }

    fn sleep_until(&self, _at: Timestamp) -> BoxFuture<'_, ()> {
        Box::pin(futures::future::pending())
    }
}

pub struct Nowhere;

#[async_trait]
impl Connector for Nowhere {
    async fn submit(&self, _parcel: &Parcel) -> Result<Submitted, SubmitError> {
        Err(SubmitError::NotSent {
            reason: NotSentReason::Closed,
        })
    }

    async fn inquire(&self, _inquiry: &Inquiry) -> Result<Standing, InquireError> {
        Err(InquireError::NotSent {
            reason: NotSentReason::Closed,
        })
    }
}
