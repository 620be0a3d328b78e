//! Reading back what the engine wrote: folded into the states of all streams,
//! and into fresh views, beside a bare scan with every header and payload
//! decoded into values of its own.
//!
//! Expected: a row costs the scan about 1 us and its decode 3 to 5 (JSON
//! header, MessagePack payload); folding it into a state under 1 more. Views
//! write about a row and its key for an event, 2 to 3 us each with their part
//! of the statements, and hash what they wrote: 8 to 10 us on one core, while
//! the other reads and decodes the next page. Wanted: 0.5.

use super::figure::{Figure, Goal, median};
use levy::{
    Audit,
    journal::{AnyEvent, Codec, Decoded, Entry, Journal},
    store::{Position, Recorded, Revision, StreamName},
    views::Views,
};
use levy_domain::{
    court,
    decider::Decider,
    matter::{self, Matter},
    sweep::{self, Sweep},
    unit::{self, Unit},
};
use rusqlite::Connection;
use std::{collections::HashMap, path::Path, time::Instant};
use tempfile::TempDir;
use uuid::Uuid;

const ROUNDS: usize = 3;
const PAGE: usize = 512;

pub(crate) async fn run(dir: TempDir) -> (Vec<Figure>, ()) {
    let audit = Audit::open(dir.path()).await.expect("the log");
    let (mut folds, mut views) = (Vec::new(), Vec::new());
    let mut note = String::new();
    for _ in 0..ROUNDS {
        let (events, bare) = bare_scan(dir.path());
        let (streams, fold) = fold_states(audit.journal()).await;
        let rebuilt = rebuild_views(audit.journal()).await;
        let rate = |seconds: f64| events as f64 / seconds;
        folds.push((rate(fold), rate(bare)));
        views.push((rate(rebuilt), rate(bare)));
        note = format!("{events} events, {streams} streams");
    }
    let figure = |name, rounds, note| {
        let (value, raw) = median(rounds);
        Figure {
            name,
            unit: "events/s",
            value,
            raw,
            goal: Goal::AtLeast(0.5),
            note,
        }
    };
    let fold = figure("replay-states", folds, note.clone());
    let views = figure(
        "replay-views",
        views,
        format!("{note}; written to a file, with digest"),
    );
    (vec![fold, views], ())
}

/// How many, and in how many seconds.
fn bare_scan(dir: &Path) -> (usize, f64) {
    let conn = Connection::open(dir.join("log.db")).expect("the log");
    let names = |sql| -> HashMap<i64, String> {
        let mut rows = conn.prepare(sql).expect("a statement");
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.and_then(Iterator::collect).expect("names")
    };
    let streams: HashMap<i64, StreamName> = names("SELECT id, name FROM streams")
        .into_iter()
        .map(|(id, name)| (id, StreamName::new(&name).expect("a good name")))
        .collect();
    let kinds = names("SELECT id, literal FROM types");
    let codec = Codec::default();
    let start = Instant::now();
    let mut rows = conn
        .prepare("SELECT * FROM events ORDER BY position")
        .expect("a statement");
    let mut rows = rows.query([]).expect("rows");
    let mut count = 0;
    while let Some(row) = rows.next().expect("a row") {
        let recorded = || -> rusqlite::Result<Recorded> {
            Ok(Recorded {
                position: Position(row.get::<_, i64>(0)?.unsigned_abs()),
                stream: streams[&row.get(1)?].clone(),
                revision: Revision(row.get::<_, i64>(2)?.unsigned_abs()),
                id: Uuid::from_bytes(row.get(3)?),
                kind: kinds[&row.get(4)?].clone(),
                recorded_at: row.get(5)?,
                header: row.get(6)?,
                payload: row.get(7)?,
                hash: row.get(8)?,
            })
        };
        let entry = Entry::decode(&codec, recorded().expect("a row")).expect("a header");
        count += usize::from(entry.event.known().is_some());
    }
    (count, start.elapsed().as_secs_f64())
}

#[derive(Default)]
struct States {
    matters: HashMap<StreamName, matter::State>,
    sweeps: HashMap<StreamName, sweep::State>,
    units: HashMap<StreamName, unit::State>,
    court: court::State,
}

impl States {
    fn fold(&mut self, entry: Entry) {
        let at = entry.header.decided_at;
        let Decoded::Known(event) = &entry.event else {
            return;
        };
        let fits = match event {
            AnyEvent::Matter(event) => {
                Matter::evolve(self.matters.entry(entry.stream).or_default(), event, at)
            }
            AnyEvent::Sweep(event) => {
                Sweep::evolve(self.sweeps.entry(entry.stream).or_default(), event, at)
            }
            AnyEvent::Unit(event) => {
                Unit::evolve(self.units.entry(entry.stream).or_default(), event, at)
            }
            AnyEvent::Court(event) => court::Court::evolve(&mut self.court, event, at),
            AnyEvent::Access(_) | AnyEvent::Number(_) => Ok(()),
        };
        fits.expect("every event fits");
    }
}

async fn fold_states(journal: &Journal) -> (usize, f64) {
    let start = Instant::now();
    let (mut states, mut after) = (States::default(), None);
    loop {
        let page = journal.page(after, PAGE).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(last.position);
        page.into_iter().for_each(|entry| states.fold(entry));
    }
    let streams = states.matters.len() + states.sweeps.len() + states.units.len();
    (streams, start.elapsed().as_secs_f64())
}

async fn rebuild_views(journal: &Journal) -> f64 {
    let dir = TempDir::new().expect("a temporary directory");
    let start = Instant::now();
    Views::rebuild_digest(journal, dir.path())
        .await
        .expect("views");
    start.elapsed().as_secs_f64()
}
