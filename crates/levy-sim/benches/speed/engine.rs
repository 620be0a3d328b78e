//! The engine with units inside the process: 64 matters at once, each from its
//! opening through a round of queries to frozen accounts, beside bare SQLite
//! that writes the very same rows in groups of the same size.
//!
//! Expected on a calm box: bare SQLite takes about 10 us for a row with its
//! two index entries and its share of the sync; deciding, folding, framing
//! (canonical header, MessagePack, SHA-256) and answering about the same
//! again, on the other core. So about 0.6; wanted: 0.5.

use super::{
    bare_sqlite::{self, Mark, Rows},
    case::{Bell, Case, play_all},
    figure::{Figure, Goal, median},
    stage::{self, Kind, raise},
    unit,
};
use crate::Size;
use levy::{Levy, engine::EngineLimits};
use std::time::Instant;
use tempfile::TempDir;

const AT_ONCE: usize = 64;
const UNITS: u32 = 200;
const ASKED: u32 = 20;
/// Of those asked, each fourth keeps an account.
const EVERY: u32 = 4;

/// The figures, and the directory that was written.
pub(crate) async fn run(size: Size) -> (Vec<Figure>, TempDir) {
    let dir = TempDir::new().expect("a temporary directory");
    let connector = unit::in_process(EVERY);
    let levy = raise(
        dir.path(),
        UNITS,
        Kind::Real,
        EngineLimits::default(),
        connector,
    )
    .await;
    let bell = Bell::of(&levy);
    let (per_round, rounds) = (AT_ONCE * size.of(1, 4), size.of(1, 3));
    let (mut measured, mut keys) = (Vec::new(), (0.0, 0.0));
    let mut note = String::new();
    for round in 0..rounds {
        let start = Instant::now();
        let cases: Vec<Case> = (0..per_round)
            .map(|case| prepare(&levy, round, case))
            .collect();
        keys = (
            keys.0 + per_round as f64,
            keys.1 + start.elapsed().as_secs_f64(),
        );
        let (mark, commits, start) = (
            Mark::now(dir.path()),
            levy.store().commits(),
            Instant::now(),
        );
        play_all(&levy, &bell, cases, AT_ONCE).await;
        let took = start.elapsed().as_secs_f64();
        let commits = (levy.store().commits() - commits).max(1);
        let rows = Rows::read(dir.path(), mark, Mark::now(dir.path()));
        let events = rows.events() as f64;
        let group = events / commits as f64;
        note = format!(
            "{AT_ONCE} at once, {group:.1} events a sync, {:.0} bytes an event, {:.2} bodies an event",
            rows.bytes() as f64 / events,
            rows.bodies() as f64 / events,
        );
        let bare = bare_sqlite::write(&rows, group.round().max(1.0) as usize);
        measured.push((events / took, events / bare));
    }
    let (value, raw) = median(measured);
    levy.engine().stop().await;
    let engine = Figure {
        name: "engine",
        unit: "events/s",
        value,
        raw,
        goal: Goal::AtLeast(0.5),
        note,
    };
    let fsyncs = syncs_a_second();
    let keys = Figure {
        name: "data-keys",
        unit: "persons/s",
        value: keys.0 / keys.1,
        raw: fsyncs,
        goal: Goal::None,
        note: "sealing a new person waits for a sync of the key table; bare: appends of one line, synced"
            .into(),
    };
    (vec![engine, keys], dir)
}

fn prepare(levy: &Levy, round: usize, case: usize) -> Case {
    let first = u32::try_from(case).unwrap_or(0) * ASKED % (UNITS - ASKED);
    let units = (first + 1..=first + ASKED).map(stage::unit).collect();
    let mut case = Case::prepare(levy, &format!("e{round}-"), case, units);
    case.freezes = true;
    case
}

/// One line appended and synced, over and over.
fn syncs_a_second() -> f64 {
    use std::io::Write;
    const SYNCS: u32 = 100;
    let mut file = tempfile::tempfile().expect("a temporary file");
    let start = Instant::now();
    for _ in 0..SYNCS {
        file.write_all(&[b'x'; 200])
            .and_then(|()| file.sync_data())
            .expect("a sync");
    }
    f64::from(SYNCS) / start.elapsed().as_secs_f64()
}
