//! How many events a second the views take, and replay with a digest into a
//! file that is thrown away, beside a bare scan of the same log. Sweeps are most of a court's events, as in life: of a hundred events
//! about ninety are queries and their answers.
//!
//! `cargo bench -p levy-views --bench fold [-- EVENTS]`; 120,000 by default,
//! a few seconds. It must take more than 20,000 a second, the rate that one
//! box is built for.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails loudly and prints what it found"
)]

use levy_domain::{
    bytes::Digest,
    id::CommandId,
    matter, order,
    stamp::{Actor, Stamp},
    sweep,
    time::Timestamp,
};
use levy_journal::{AnyEvent, Codec, Entry, Header};
use levy_store::{Position, Recorded, Revision, StreamName};
use levy_views::{ResponseBy, Source, ViewError, Views};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Instant};
use uuid::Uuid;

/// That of the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Queries of one sweep.
const QUERIES: u128 = 40;

/// A log as a store holds it: every read decodes.
struct Log {
    codec: Codec,
    recorded: Vec<Recorded>,
    streams: BTreeMap<StreamName, Vec<usize>>,
}

impl Log {
    fn write(&mut self, kind: &str, subject: u128, event: impl Into<AnyEvent>) {
        let stream = StreamName::new(&format!("{kind}-c1.{subject:032x}")).unwrap();
        let own = self.streams.entry(stream.clone()).or_default();
        let position = self.recorded.len() as u64 + 1;
        own.push(self.recorded.len());
        let at = Timestamp(1_700_000_000_000 + position as i64);
        let command = CommandId(Uuid::from_u128(u128::from(position)));
        let stamp = Stamp::new(at, Actor::system(), command, Digest::default());
        let encoded = self.codec.encode(&event.into()).unwrap();
        self.recorded.push(Recorded {
            position: Position(position),
            revision: Revision(own.len() as u64 - 1),
            id: Uuid::from_u128(u128::from(position)),
            kind: encoded.kind.to_owned(),
            recorded_at: at.0,
            header: Header::new(&stamp, "c1", at, "bench").to_json().unwrap(),
            payload: encoded.payload,
            hash: [7; 32],
            stream,
        });
    }

    fn decode(&self, recorded: &Recorded) -> Result<Entry, ViewError> {
        Ok(Entry::decode(&self.codec, recorded.clone())?)
    }
}

impl Source for Log {
    async fn page(&self, after: Option<Position>, limit: usize) -> Result<Vec<Entry>, ViewError> {
        let from = after.map_or(0, |after| after.0 as usize);
        self.recorded
            .iter()
            .skip(from)
            .take(limit)
            .map(|one| self.decode(one))
            .collect()
    }

    async fn stream(&self, name: &StreamName, before: Revision) -> Result<Vec<Entry>, ViewError> {
        let own = self
            .streams
            .get(name)
            .into_iter()
            .flatten()
            .take(before.0 as usize);
        own.filter_map(|at| self.recorded.get(*at))
            .map(|one| self.decode(one))
            .collect()
    }

    async fn wait(&self, _: Option<Position>) -> Result<(), ViewError> {
        std::future::pending().await
    }
}

fn id(prefix: &str, number: u128) -> String {
    // Spread as real ids are, so that the file's trees are met everywhere.
    format!(
        "{prefix}_{}",
        Uuid::new_v5(&Uuid::nil(), &number.to_be_bytes()).simple()
    )
}

fn matter_event(kind: &str, fields: Value) -> matter::Event {
    matter::Event::deserialize_kind(kind, fields)
        .unwrap()
        .unwrap()
}

fn sweep_event(kind: &str, fields: Value) -> sweep::Event {
    sweep::Event::deserialize_kind(kind, fields)
        .unwrap()
        .unwrap()
}

fn basis() -> Value {
    json!({"rule": "T-01", "version": "1", "article": "1"})
}

fn reply(lines: Value) -> Value {
    json!({
        "sequence": 1, "final": true, "received_at": "2024-01-02T00:00:00.000Z", "truth": "claimed",
        "way": {"sent_at": "2024-01-01T00:00:00.000Z", "delivered_at": "2024-01-01T00:00:01.000Z",
                "served_at": "2024-01-01T00:00:02.000Z", "answered_at": "2024-01-01T12:00:00.000Z"},
        "raw_hash": Digest::default(), "order_hash": Digest::default(), "lines": lines,
    })
}

fn number() -> Value {
    json!({"token": "00".repeat(32), "box": "00".repeat(64)})
}

/// One matter with a sweep and a freeze that is answered.
fn matter_of(log: &mut Log, of: u128) {
    let (mat, clm, lia) = (id("mat", of), id("clm", of), id("lia", of));
    let (per, reg, pln) = (id("per", of), id("reg", of), id("pln", of));
    let (ord, swp, unt) = (id("ord", of), id("swp", of), id("unt", of % 50));
    let day = "2024-01-01";
    let mut write = |kind, fields| log.write("matter", of, matter_event(kind, fields));
    write(
        "matter-opened",
        json!({"matter": mat, "court": "川3322", "currency": "CNY"}),
    );
    write(
        "case-registered",
        json!({
        "registration": reg, "number": format!("（2024）川3322执{of}号"), "type_code": "执",
        "kind": "first", "court": "川3322", "filed_on": day}),
    );
    write(
        "claim-stated",
        json!({"home": mat, "claim": {
        "claim": clm, "currency": "CNY", "allocation_order": ["principal"], "components": [{
            "kind": "principal", "amount": {"minor": 100_000, "currency": "CNY"}, "as_of": day,
            "method": "fixed"}]}}),
    );
    write(
        "liability-stated",
        json!({"liability": {
        "liability": lia, "claim": clm, "person": per, "mode": "joint"}}),
    );
    sweep_of(log, of, &swp, &mat);
    let amount = json!({"minor": 50_000, "currency": "CNY"});
    let mut write = |kind, fields| log.write("matter", of, matter_event(kind, fields));
    write(
        "plan-drafted",
        json!({
        "plan": pln, "list_hash": Digest::default(), "approvals_needed": [],
        "approval_rule": basis(), "orders": [{
            "order": ord, "measure": "freeze", "unit": unt, "subject": per, "route": "api",
            "purpose": "control", "basis": basis(), "documents": [], "identity": "confirmed",
            "original": ord, "lines": [{
                "line": 1, "asset": id("ast", of), "class": "deposit", "number": number(),
                "liability": lia, "amount": amount, "reason": {"key": "covers-the-rest"}}]}]}),
    );
    write(
        "orders-issued",
        json!({"plan": pln, "issued": [{
        "order": ord, "fence": {"epoch": 0, "revision": 4}, "body_hash": Digest::default(),
        "expires_at": "2024-02-01T00:00:00.000Z"}]}),
    );
    write(
        "order-answered",
        json!({"order": ord, "reply": reply(json!([
        {"line": 1, "outcome": "done", "held": amount}]))}),
    );
    write(
        "hold-established",
        json!({
        "hold": id("hld", of), "order": ord, "line": 1, "asset": id("ast", of),
        "class": "deposit", "unit": unt, "liability": lia, "measure": "freeze", "held": amount,
        "covers": amount, "rank": 0, "ends": {"as_ordered": "2024-12-31"}, "truth": "claimed"}),
    );
}

fn sweep_of(log: &mut Log, of: u128, swp: &str, mat: &str) {
    let query = |number: u128| id("ord", (of + 1) * 1_000_000 + number);
    let mut write = |kind, fields| log.write("sweep", of, sweep_event(kind, fields));
    write(
        "sweep-opened",
        json!({
        "sweep": swp, "matter": mat, "purpose": "enforcement", "basis": basis(),
        "documents": [], "planned": QUERIES, "expires_at": "2024-02-01T00:00:00.000Z"}),
    );
    for number in 0..QUERIES {
        write(
            "query-planned",
            json!({
            "order": query(number), "unit": id("unt", number), "route": order::Route::Api,
            "person": id("per", of), "identity": "confirmed",
            "fence": {"epoch": 0, "revision": number}, "body_hash": Digest::default()}),
        );
    }
    write(
        "sweep-sealed",
        json!({"count": QUERIES, "list_hash": Digest::default(),
        "deadlines": [{"kind": "answer", "at": "2024-01-03T00:00:00.000Z", "basis": basis()}]}),
    );
    for number in 0..QUERIES {
        write(
            "query-answered",
            json!({"order": query(number), "reply": reply(json!([]))}),
        );
    }
}

/// When a part began, by the clock and by the processors' time.
struct Since(Instant, f64);

impl Since {
    fn now() -> Self {
        Since(Instant::now(), busy())
    }

    /// Events a second and the processors' microseconds for each, printed.
    fn rate(&self, what: &str, events: usize) -> (f64, f64) {
        let seconds = self.0.elapsed().as_secs_f64();
        let rate = events as f64 / seconds;
        let each = (busy() - self.1) * 1e6 / events as f64;
        println!(
            "{what:<28} {events:>9} events {rate:>9.0}/s  {seconds:.2} s  {each:>5.2} us of processors"
        );
        (rate, each)
    }
}

/// Seconds that all threads of this process have run, where Linux tells it:
/// on a machine that does other work too they mean more than the clock.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

fn main() {
    let wanted = std::env::args()
        .skip(1)
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(120_000);
    let mut log = Log {
        codec: Codec::default(),
        recorded: Vec::new(),
        streams: BTreeMap::new(),
    };
    let mut of = 0;
    while log.recorded.len() < wanted {
        matter_of(&mut log, of);
        of += 1;
    }
    let events = log.recorded.len();
    let dir = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (bare, taken, digest, replay) = runtime.block_on(async {
        let start = Since::now();
        let mut after = None;
        while let Some(last) = log.page(after, 1_000).await.unwrap().last() {
            after = Some(last.position);
        }
        let bare = start.rate("bare scan, decoded", events);
        let views = Views::open(dir.path(), "bench").unwrap();
        let start = Since::now();
        views.catch_up(&log).await.unwrap();
        let taken = start.rate("views, from the start", events);
        let start = Since::now();
        let live = views.digest().await.unwrap();
        let digest = start.rate("digest of all rows", events);
        let start = Since::now();
        let replayed = Views::rebuild_digest(&log, dir.path()).await.unwrap();
        let replay = start.rate("replay with digest", events);
        assert_eq!(live, replayed);
        let start = Instant::now();
        let units = views
            .response(ResponseBy::Unit, Timestamp(i64::MAX))
            .await
            .unwrap();
        println!("response of {} units in {:?}", units.len(), start.elapsed());
        let start = Instant::now();
        let totals = views.totals().await.unwrap();
        println!(
            "totals in {:?}: {} orders, {} unfit",
            start.elapsed(),
            totals.orders,
            totals.unfit_events
        );
        (bare, taken, digest, replay)
    });
    let bytes = std::fs::metadata(dir.path().join("views.db"))
        .unwrap()
        .len();
    println!("file: {} bytes an event", bytes / events as u64);
    let whole = json!({
        "bench": "fold", "unit": "events/s", "events": events, "bare": bare.0, "views": taken.0,
        "ratio": taken.0 / bare.0, "digest": digest.0, "replay": replay.0,
        "replay_ratio": replay.0 / bare.0, "processor_us": {"bare": bare.1, "views": taken.1,
        "digest": digest.1, "replay": replay.1}, "bytes_an_event": bytes / events as u64,
    });
    println!("{whole}");
}
