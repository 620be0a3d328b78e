//! Writes logs for tests: entries as a journal would give them.

use levy_domain::{
    bytes::Digest,
    id::{CommandId, MatterId, SweepId, UnitId},
    stamp::{Actor, Stamp},
    time::Timestamp,
};
use levy_journal::{AnyEvent, Decoded, Entry, Header, WhyUnknown};
use levy_store::{Position, Revision, StreamName};
use std::collections::BTreeMap;
use uuid::Uuid;

/// 2024-01-01T00:00:00Z.
pub(crate) const START: i64 = 1_704_067_200_000;

/// A log that grows.
#[derive(Default, Clone)]
pub(crate) struct Scribe {
    pub(crate) entries: Vec<Entry>,
    revisions: BTreeMap<StreamName, u64>,
    pub(crate) now: i64,
}

pub(crate) fn matter_stream(matter: MatterId) -> StreamName {
    StreamName::new(&format!("matter-c1.{}", matter.0.simple())).unwrap()
}

pub(crate) fn sweep_stream(sweep: SweepId) -> StreamName {
    StreamName::new(&format!("sweep-c1.{}", sweep.0.simple())).unwrap()
}

pub(crate) fn unit_stream(unit: UnitId) -> StreamName {
    StreamName::new(&format!("unit-c1.{}", unit.0.simple())).unwrap()
}

pub(crate) fn court_stream() -> StreamName {
    StreamName::new("court-c1.self").unwrap()
}

impl Scribe {
    pub(crate) fn new() -> Self {
        Scribe {
            now: START,
            ..Scribe::default()
        }
    }

    /// Sets the time, in hours after the start.
    pub(crate) fn at_hour(&mut self, hour: i64) -> &mut Self {
        self.now = START + hour * 3_600_000;
        self
    }

    pub(crate) fn write(&mut self, stream: &StreamName, event: impl Into<AnyEvent>) -> &mut Self {
        self.push(stream, Decoded::Known(event.into()))
    }

    pub(crate) fn write_unknown(&mut self, stream: &StreamName, kind: &str) -> &mut Self {
        let payload = vec![0xc0];
        self.push(
            stream,
            Decoded::Unknown {
                kind: kind.into(),
                payload,
                why: WhyUnknown::Kind,
            },
        )
    }

    fn push(&mut self, stream: &StreamName, event: Decoded) -> &mut Self {
        let revision = self.revisions.entry(stream.clone()).or_default();
        // Positions have gaps, as a store may have them.
        let position = self.entries.len() as u64 * 3 + 1;
        let command = CommandId(Uuid::from_u128(u128::from(position)));
        let stamp = Stamp::new(
            Timestamp(self.now),
            Actor::system(),
            command,
            Digest::default(),
        );
        self.entries.push(Entry {
            position: Position(position),
            stream: stream.clone(),
            revision: Revision(*revision),
            id: Uuid::from_u128(u128::from(position)),
            recorded_at: Timestamp(self.now),
            header: Header::new(&stamp, "c1", Timestamp(self.now), "test"),
            event,
            hash: Digest::of(&position.to_be_bytes()).0,
        });
        *revision += 1;
        self
    }
}
