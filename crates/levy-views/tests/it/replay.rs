//! Live = replayed; restarts, other versions, other logs, lost tails.

use crate::{scribe::Scribe, wander};
use levy_journal::Entry;
use levy_views::{ViewError, Views};
use std::path::Path;

fn open(dir: &Path) -> Views {
    Views::open(dir, "log").unwrap()
}

async fn replayed(log: &Scribe) -> [u8; 32] {
    let tmp = tempfile::tempdir().unwrap();
    let digest = Views::rebuild_digest(&log.entries, tmp.path())
        .await
        .unwrap();
    assert_eq!(
        std::fs::read_dir(tmp.path()).unwrap().count(),
        0,
        "the replay leaves nothing"
    );
    digest
}

/// Sets one value of the file aside the views.
fn tamper(dir: &Path, sql: &str) {
    rusqlite::Connection::open(dir.join("views.db"))
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

/// Its tables and what readers look up by.
fn shape(dir: &Path) -> Vec<String> {
    let conn = rusqlite::Connection::open(dir.join("views.db")).unwrap();
    let mut rows = conn
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        .unwrap();
    let rows = rows.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn live_in_small_steps_is_replayed_in_large_ones() {
    for seed in 1..=8 {
        let log = wander::log(seed, 500);
        let dir = tempfile::tempdir().unwrap();
        let views = open(dir.path());
        let mut dice = wander::Dice::new(seed);
        let mut upto = 0;
        while upto < log.entries.len() {
            upto = (upto + 1 + dice.below(40) as usize).min(log.entries.len());
            views.catch_up(&log.entries[..upto].to_vec()).await.unwrap();
        }
        assert_eq!(
            views.digest().await.unwrap(),
            replayed(&log).await,
            "seed {seed}"
        );
    }
}

#[tokio::test]
async fn a_long_log_is_built_aside_and_takes_the_place_of_the_old_views() {
    // Above what one batch takes, and above what waits unwritten in a build.
    let log = wander::log(22, 17_000);
    let dir = tempfile::tempdir().unwrap();
    let last = log.entries.last().unwrap();
    let views = open(dir.path());
    // A reader that was there before sees the new views too.
    assert_eq!(views.totals().await.unwrap().events, 0);
    views.catch_up(&log.entries).await.unwrap();
    assert_eq!(views.position(), Some(last.position));
    assert_eq!(
        views.totals().await.unwrap().events,
        log.entries.len() as u64
    );
    let digest = views.digest().await.unwrap();
    assert_eq!(digest, replayed(&log).await);
    let built = ["views.new.db", "views.new.db-wal", "views.new.db-journal"];
    assert!(built.iter().all(|file| !dir.path().join(file).exists()));
    // In steps, none of which is long enough to be built aside.
    let other = tempfile::tempdir().unwrap();
    let stepwise = open(other.path());
    for upto in (3_999..log.entries.len()).step_by(3_999) {
        stepwise
            .catch_up(&log.entries[..upto].to_vec())
            .await
            .unwrap();
    }
    stepwise.catch_up(&log.entries).await.unwrap();
    assert_eq!(stepwise.digest().await.unwrap(), digest);
    assert_eq!(shape(dir.path()), shape(other.path()));
    // What was built goes on as any other.
    drop(views);
    let views = open(dir.path());
    assert_eq!(views.position(), Some(last.position));
    let check = views.check_replay(&log.entries, dir.path()).await.unwrap();
    assert!(check.agrees());
}

#[tokio::test]
async fn a_build_that_fails_leaves_the_old_views_and_no_file() {
    let log = wander::log(23, 6_000);
    let mut holed = log.entries.clone();
    let is_late = |entry: &Entry| entry.stream.kind() == "matter" && entry.position.0 > 5_000;
    let at = holed.iter().position(is_late);
    holed.remove(at.unwrap());
    let dir = tempfile::tempdir().unwrap();
    let views = open(dir.path());
    views.catch_up(&holed).await.unwrap_err();
    assert_eq!(views.position(), None);
    assert!(!dir.path().join("views.new.db").exists());
    views.catch_up(&log.entries).await.unwrap();
    assert_eq!(views.digest().await.unwrap(), replayed(&log).await);
}

#[tokio::test]
async fn a_restart_in_the_middle_changes_nothing() {
    let log = wander::log(21, 600);
    let dir = tempfile::tempdir().unwrap();
    for upto in [1, 7, 100, 101, 350, 600] {
        let part = log.entries[..upto].to_vec();
        let views = open(dir.path());
        views.catch_up(&part).await.unwrap();
        assert_eq!(views.position(), part.last().map(|entry| entry.position));
    }
    assert_eq!(
        open(dir.path()).digest().await.unwrap(),
        replayed(&log).await
    );
}

#[tokio::test]
async fn taking_the_same_entries_twice_changes_nothing() {
    let log = wander::log(3, 300);
    let dir = tempfile::tempdir().unwrap();
    let views = open(dir.path());
    views.catch_up(&log.entries).await.unwrap();
    let once = views.digest().await.unwrap();
    views.catch_up(&log.entries).await.unwrap();
    assert_eq!(views.digest().await.unwrap(), once);
}

#[tokio::test]
async fn a_digest_tells_one_changed_row() {
    let log = wander::log(4, 300);
    let dir = tempfile::tempdir().unwrap();
    let views = open(dir.path());
    views.catch_up(&log.entries).await.unwrap();
    let before = views.digest().await.unwrap();
    drop(views);
    tamper(dir.path(), "UPDATE control SET held = held + 1");
    let views = open(dir.path());
    assert_ne!(views.digest().await.unwrap(), before);
    let tmp = tempfile::tempdir().unwrap();
    let check = views.check_replay(&log.entries, tmp.path()).await.unwrap();
    assert!(!check.agrees());
    assert_eq!(check.position, views.position());
}

#[tokio::test]
async fn another_version_is_built_again_from_the_start() {
    let log = wander::log(5, 300);
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).catch_up(&log.entries).await.unwrap();
    tamper(
        dir.path(),
        "UPDATE projection SET version = 0 WHERE name = 'holds'; DROP TABLE hold;
         CREATE TABLE of_an_old_version(x);",
    );
    let views = open(dir.path());
    assert_eq!(views.position(), None);
    views.catch_up(&log.entries).await.unwrap();
    assert_eq!(views.digest().await.unwrap(), replayed(&log).await);
}

#[tokio::test]
async fn another_log_is_built_from_its_own_start() {
    let (one, other) = (wander::log(6, 300), wander::log(7, 300));
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).catch_up(&one.entries).await.unwrap();
    let views = Views::open(dir.path(), "another log").unwrap();
    assert_eq!(views.position(), None);
    views.catch_up(&other.entries).await.unwrap();
    assert_eq!(views.digest().await.unwrap(), replayed(&other).await);
}

#[tokio::test]
async fn a_log_restored_without_its_tail_is_noticed() {
    let log = wander::log(8, 300);
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).catch_up(&log.entries).await.unwrap();
    let mut restored = log.clone();
    restored.entries.truncate(250);
    let views = open(dir.path());
    views.catch_up(&restored.entries).await.unwrap();
    assert_eq!(
        views.position(),
        restored.entries.last().map(|entry| entry.position)
    );
    assert_eq!(views.digest().await.unwrap(), replayed(&restored).await);
}

#[tokio::test]
async fn a_damaged_file_is_built_again() {
    let log = wander::log(9, 200);
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("views.db"), vec![7u8; 8192]).unwrap();
    let views = open(dir.path());
    views.catch_up(&log.entries).await.unwrap();
    assert_eq!(views.digest().await.unwrap(), replayed(&log).await);
}

#[tokio::test]
async fn an_event_missing_from_a_stream_is_an_error_and_changes_nothing() {
    let log = wander::log(10, 300);
    let dir = tempfile::tempdir().unwrap();
    let views = open(dir.path());
    let mut holed = log.entries.clone();
    let at = holed
        .iter()
        .position(|entry| entry.stream.kind() == "matter" && entry.revision.0 == 9);
    holed.remove(at.unwrap());
    let error = views.catch_up(&holed).await.unwrap_err();
    assert!(
        matches!(
            error,
            ViewError::Gap {
                expected: 9,
                found: 10,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(views.position(), None);
    views.catch_up(&log.entries).await.unwrap();
    assert_eq!(views.digest().await.unwrap(), replayed(&log).await);
}
