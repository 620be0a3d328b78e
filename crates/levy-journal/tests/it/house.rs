//! What the tests live in: a clock set by hand, journals over stores, writes.

use crate::samples;
use futures::future::BoxFuture;
use levy_domain::{
    court::event::EpochRaised, id::MatterId, matter::event::MatterOpened, money::Currency,
    time::Timestamp,
};
use levy_journal::{
    AnyEvent, Clock, Codec, Draft, EvidenceBody, Journal, JournalConfig, Write, Written,
    frame::{Framed, Framing},
};
use levy_store::{
    EventStore, EvidenceStore, Expect, StreamName,
    sqlite::{ClockKind, OpenMode, SqliteStore},
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

/// A clock that stands where it is put.
#[derive(Debug)]
pub(crate) struct Hand(AtomicI64);

impl Hand {
    pub(crate) fn at(millis: i64) -> Arc<Self> {
        Arc::new(Hand(AtomicI64::new(millis)))
    }

    pub(crate) fn set(&self, millis: i64) {
        self.0.store(millis, Ordering::SeqCst);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    fn sleep_until(&self, _at: Timestamp) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

const COURT: &str = "川3322";
const PRODUCER: &str = "levy/0.1.0";

pub(crate) const NOW: i64 = 1_709_208_000_000;

/// A journal over one object that is both stores.
pub(crate) async fn journal<S: EventStore + EvidenceStore>(
    store: &Arc<S>,
    clock: &Arc<Hand>,
) -> Journal {
    let config = JournalConfig {
        store: Arc::clone(store) as Arc<dyn EventStore>,
        evidence: Arc::clone(store) as Arc<dyn EvidenceStore>,
        court: COURT.into(),
        producer: PRODUCER.into(),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
    };
    Journal::start(config).await.unwrap()
}

pub(crate) fn sqlite(dir: &Path) -> Arc<SqliteStore> {
    Arc::new(
        SqliteStore::open(
            dir,
            OpenMode {
                clock: ClockKind::Simulated,
            },
        )
        .unwrap(),
    )
}

pub(crate) fn name(kind: &str, n: u128) -> StreamName {
    StreamName::new(&format!("{kind}-c3322.{}", samples::uuid(n).simple())).unwrap()
}

pub(crate) fn opened(n: u128) -> AnyEvent {
    let matter = MatterId(samples::uuid(n));
    let event = MatterOpened {
        matter,
        court: "川3322".into(),
        currency: Currency::CNY,
    };
    AnyEvent::Matter(event.into())
}

pub(crate) fn epoch(epoch: u64) -> AnyEvent {
    AnyEvent::Court(
        EpochRaised {
            epoch,
            ground: "restored".into(),
        }
        .into(),
    )
}

/// The frames that a test's journal would make.
pub(crate) fn frames(stream: &StreamName, drafts: &[Draft]) -> Vec<Framed> {
    let codec = Codec::default();
    let mut framing = Framing::new(&codec, stream, (COURT, PRODUCER));
    let frame = |draft| framing.frame(draft).unwrap();
    drafts.iter().map(frame).collect()
}

/// A write of `events` after `last`, decided by command number `command`.
pub(crate) fn write(
    stream: &StreamName,
    last: Option<&Written>,
    command: u128,
    events: Vec<AnyEvent>,
) -> Write {
    let stamp = Arc::new(samples::stamp(command));
    Write {
        stream: stream.clone(),
        expect: last.map_or(Expect::Absent, |last| Expect::At(last.last)),
        previous: last.map_or([0; 32], |last| last.hash),
        events: frames(stream, &Draft::list(events, &stamp)),
        evidence: Vec::new(),
    }
}

pub(crate) fn body(n: u8, size: usize) -> EvidenceBody {
    EvidenceBody::of((0..size).map(|at| (at % 251) as u8 ^ n).collect()).unwrap()
}
