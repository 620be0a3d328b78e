//! What the wake index keeps, and what it costs when it cannot be kept.

use crate::{
    bare::{SLUG, ask, engine},
    case::Case,
    rig::{Rig, START, bank, within},
};
use levy::{
    engine::{Command, CommandError, StreamKey},
    journal::WakeIndex,
    store::{
        MemoryStore, Position,
        fault::{FaultyStore, Plan, WriteFault},
    },
};
use levy_domain::{
    bytes::Digest,
    matter::{self, event::ClosingKind},
    time::HOUR,
    unit,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

fn set_aside(evidence: Digest) -> Command {
    Command::Unit(unit::Command::SetAside {
        order: None,
        reason: "unasked".into(),
        evidence,
        raw_hash: None,
        received_at: START,
    })
}

fn settle(evidence: Digest) -> Command {
    Command::Unit(unit::Command::Settle {
        evidence,
        how: "put-away".into(),
    })
}

/// Killed between the order of a round and its seal, a simulated court came
/// back with its clock at the year's beginning: the deadline of the round had
/// passed when it began, and no unit was asked.
#[tokio::test]
async fn nothing_is_decided_before_what_the_log_has_recorded() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let begin = rig.now();
        rig.pass(100 * 24 * HOUR).await;
        let before = Case::open(&rig, "a").await.matter;
        let recorded = rig.now();
        rig.set_clock(begin);
        let rig = rig.restart().await;
        assert_eq!(rig.levy.engine().clock().now(), recorded);
        let case = Case::open(&rig, "b").await;
        assert_ne!(case.matter, before);
        case.ask().await;
        rig.set_clock(recorded);
        rig.pass(1).await;
        assert_eq!(case.look(|state| state.assets.len()).await, 1);
        rig.levy.engine().stop().await;
    })
    .await;
}

/// It owes nothing for half a year, so no start opens it; the time comes all
/// the same.
#[tokio::test]
async fn a_closed_case_that_no_start_opens_is_told_when_units_are_asked_again() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        let (matter, registration) = case
            .look(|state| (state.matter, state.registrations.keys().next().copied()))
            .await;
        let (matter, registration) = (matter.expect("a matter"), registration.expect("a number"));
        let closed = case.act(matter::Command::CloseCase {
            registration,
            kind: ClosingKind::RoundEnded,
            ground: "no-more-assets".into(),
            document: None,
            owner: None,
        });
        closed.await.expect("closed");
        let rig = rig.restart().await;
        let before = rig.levy.engine().head().await.expect("a log");
        rig.pass(200 * 24 * HOUR).await;
        // Looking at the matter would open it.
        rig.until("something was written", async || {
            rig.levy.engine().head().await.expect("a log") > before
        })
        .await;
        let rounds = rig.levy.engine().look_at_matter(matter, move |state| {
            let rounds = state.requeries.get(&registration);
            rounds.map(|rounds| (rounds.round, rounds.owed))
        });
        assert_eq!(rounds.await, Some(Some((1, true))));
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_failed_write_leaves_its_stream_owing() {
    within(async {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let plan = Plan::none().on_append(2, WriteFault::LostNotCommitted);
        let store = Arc::new(FaultyStore::new(MemoryStore::new(), plan));
        let profile = bank(1);
        let key = StreamKey::Unit(profile.unit);
        let engine = engine(dir.path(), store, &[]).await;
        let evidence = Digest::of(b"kept");
        let register = Command::Unit(unit::Command::Register { profile });
        ask(&engine, key, "register", register).await.expect("kept");
        let kept = ask(&engine, key, "aside", set_aside(evidence)).await;
        kept.expect("kept");
        let settled = ask(&engine, key, "settle", settle(evidence)).await;
        assert!(matches!(settled, Err(CommandError::Uncertain(_))));
        // It is read again at once: what was meant is not what is there.
        let StreamKey::Unit(unit) = key else { return };
        let kept = engine.look_at_unit(unit, |unit| unit.set_aside.len());
        assert_eq!(kept.await, Some(1));
        engine.stop().await;
        let index = WakeIndex::open(dir.path(), "test", Some(Position(u64::MAX)));
        let name = key.name(SLUG).expect("a name");
        let row = index.expect("an index").get(&name).expect("read");
        assert!(row.expect("a row").owes, "the log still says that it owes");
    })
    .await;
}

#[tokio::test]
async fn a_passing_read_error_puts_no_stream_into_quarantine() {
    within(async {
        let dir = tempfile::tempdir().expect("a temporary directory");
        // The first reads are those of the start.
        let plan = (4..8).fold(Plan::none(), Plan::on_read);
        let store = Arc::new(FaultyStore::new(MemoryStore::new(), plan));
        let profile = bank(1);
        let key = StreamKey::Unit(profile.unit);
        let engine = engine(dir.path(), store, &[]).await;
        let register = Command::Unit(unit::Command::Register { profile });
        ask(&engine, key, "register", register).await.expect("kept");
        assert!(engine.quarantined().await.is_empty());
        engine.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_wake_index_that_fails_once_loses_no_duty() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "wake").await;
        let other = Case::open(&rig, "other").await;
        rig.units.hang(true);
        let file = rusqlite::Connection::open(rig.levy.dir().join("wake.db")).expect("the index");
        let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON wakes
            BEGIN SELECT RAISE(ABORT, 'the disk says no'); END;";
        file.execute_batch(refuse).expect("a trigger");
        let sweep = case.order_sweep().await;
        let begun = Instant::now();
        rig.until("the index was refused", async || {
            begun.elapsed() > Duration::from_millis(1_200)
        })
        .await;
        file.execute_batch("DROP TRIGGER refuse;").expect("dropped");
        drop(file);
        // What is noted from here on is kept with the position of the log.
        let _sweep = other.order_sweep().await;
        let matter = case.matter;
        // The orders at the unit are never answered by this instance.
        let rig = rig.restart().await;
        rig.units.hang(false);
        let key = StreamKey::Matter(matter);
        let closed = async || {
            let engine = rig.levy.engine();
            let quarantined = engine.quarantined().await;
            assert!(!quarantined.contains(&key));
            let closed = engine.look_at_matter(matter, move |state| {
                state.sweeps.get(&sweep).is_some_and(|sweep| sweep.closed)
            });
            closed.await.is_some_and(|closed| closed)
        };
        rig.until("the sweep is closed", closed).await;
    })
    .await;
}
