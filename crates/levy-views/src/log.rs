//! Projection `log`: streams, counts of event types, and what is not known.

use crate::{
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled},
    row::Blob,
};
use levy_domain::{matter, sweep, unit};
use levy_journal::{AnyEvent, Decoded};
use rusqlite::Connection;

/// The projection.
pub(crate) struct Log;

/// What it changes. Counts are kept by the file itself, once per batch.
pub(crate) enum Change {
    /// A stream says what it is about.
    Opened {
        matter: Option<Blob>,
        sweep: Option<Blob>,
        unit: Option<Blob>,
    },
    /// An event that this program does not know.
    Unknown {
        kind: String,
        why: String,
        bytes: i64,
    },
}

impl Projection for Log {
    const NAME: &'static str = "log";
    const VERSION: u32 = 1;
    type Change = Change;

    fn project(seen: &Seen<'_>) -> Vec<Change> {
        let opened = |matter, sweep, unit| {
            vec![Change::Opened {
                matter,
                sweep,
                unit,
            }]
        };
        match &seen.entry.event {
            Decoded::Unknown { kind, payload, why } => vec![Change::Unknown {
                kind: kind.clone(),
                why: why.to_string(),
                bytes: i64::try_from(payload.len()).unwrap_or(i64::MAX),
            }],
            Decoded::Known(AnyEvent::Matter(matter::Event::MatterOpened(e))) => {
                opened(Some(e.matter.0.into_bytes()), None, None)
            }
            Decoded::Known(AnyEvent::Sweep(sweep::Event::SweepOpened(e))) => opened(
                Some(e.matter.0.into_bytes()),
                Some(e.sweep.0.into_bytes()),
                None,
            ),
            Decoded::Known(AnyEvent::Unit(unit::Event::UnitRegistered(e))) => {
                opened(None, None, Some(e.profile.unit.0.into_bytes()))
            }
            Decoded::Known(_) => Vec::new(),
        }
    }
}

impl Tabled for Log {
    const SCHEMA: &'static str = "
        CREATE TABLE stream(
            no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
            matter BLOB, sweep BLOB, unit BLOB,
            events INTEGER NOT NULL DEFAULT 0, last_revision INTEGER, last_at INTEGER,
            last_position INTEGER);
        CREATE TABLE event_kind(
            no INTEGER PRIMARY KEY, stream_kind TEXT NOT NULL, kind TEXT NOT NULL,
            known INTEGER NOT NULL, count INTEGER NOT NULL DEFAULT 0,
            UNIQUE(stream_kind, kind, known));
        CREATE TABLE unknown_event(
            stream INTEGER NOT NULL, revision INTEGER NOT NULL, kind TEXT NOT NULL,
            why TEXT NOT NULL, bytes INTEGER NOT NULL,
            PRIMARY KEY(stream, revision)) WITHOUT ROWID;
        CREATE TABLE unfit_event(
            stream INTEGER NOT NULL, revision INTEGER NOT NULL, kind INTEGER NOT NULL,
            why TEXT NOT NULL, PRIMARY KEY(stream, revision, why)) WITHOUT ROWID;";

    const INDEXES: &'static str =
        "CREATE INDEX stream_of_matter ON stream(matter) WHERE matter IS NOT NULL;";

    const ROWS: &'static [(&'static str, &'static str)] = &[
        (
            "stream",
            "SELECT name, matter, sweep, unit, events, last_revision, last_at
             FROM stream ORDER BY name",
        ),
        (
            "event_kind",
            "SELECT stream_kind, kind, known, count FROM event_kind
             ORDER BY stream_kind, kind, known",
        ),
        (
            "unknown_event",
            "SELECT s.name, u.revision, u.kind, u.why, u.bytes FROM unknown_event u
             JOIN stream s ON s.no = u.stream ORDER BY s.name, u.revision",
        ),
        (
            "unfit_event",
            "SELECT s.name, u.revision, k.kind, u.why FROM unfit_event u
             JOIN stream s ON s.no = u.stream JOIN event_kind k ON k.no = u.kind
             ORDER BY s.name, u.revision, u.why",
        ),
    ];

    fn apply(batch: &mut Batch<'_>, place: &Place, change: Change) -> rusqlite::Result<Fit> {
        let conn = batch.conn;
        let rows = match change {
            Change::Opened {
                matter,
                sweep,
                unit,
            } => conn
                .prepare_cached(
                    "UPDATE stream SET matter = ?2, sweep = ?3, unit = ?4
                     WHERE no = ?1 AND matter IS NULL AND unit IS NULL",
                )?
                .execute((place.stream, matter, sweep, unit))?,
            Change::Unknown { kind, why, bytes } => conn
                .prepare_cached("INSERT INTO unknown_event VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute((place.stream, place.revision, kind, why, bytes))?,
        };
        Ok(Fit::of(rows))
    }
}

/// Writes down that an event did not fit.
pub(crate) fn note_misfit(conn: &Connection, place: &Place, why: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO unfit_event VALUES (?1, ?2, ?3, ?4)")?
        .execute((place.stream, place.revision, place.kind, why))?;
    Ok(())
}
