//! Projection `units`: who the units are, and the desk of replies that
//! matched nothing.

use crate::{
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled},
    row::Blob,
};
use levy_domain::unit::{self, UnitProfile, event as u};
use levy_journal::AnyEvent;

/// The projection.
pub(crate) struct Units;

/// What it changes.
pub(crate) enum Change {
    Registered(Box<UnitProfile>),
    Declared { unit: Blob, ids: bool, fences: bool },
    Paused { unit: Blob, ground: Option<String> },
    SetAside(u::ReplySetAside),
    Settled { evidence: [u8; 32], how: String },
}

impl Projection for Units {
    const NAME: &'static str = "units";
    const VERSION: u32 = 1;
    type Change = Change;

    fn project(seen: &Seen<'_>) -> Vec<Change> {
        let Some(AnyEvent::Unit(event)) = seen.event() else {
            return Vec::new();
        };
        vec![match event {
            unit::Event::UnitRegistered(e) => Change::Registered(Box::new(e.profile.clone())),
            unit::Event::AbilitiesDeclared(e) => Change::Declared {
                unit: e.unit.0.into_bytes(),
                ids: e.honours_ids,
                fences: e.honours_fences,
            },
            unit::Event::UnitPaused(e) => Change::Paused {
                unit: e.unit.0.into_bytes(),
                ground: Some(e.ground.to_string()),
            },
            unit::Event::UnitResumed(e) => Change::Paused {
                unit: e.unit.0.into_bytes(),
                ground: None,
            },
            unit::Event::ReplySetAside(e) => Change::SetAside(e.clone()),
            unit::Event::ReplySettled(e) => Change::Settled {
                evidence: e.evidence.0,
                how: e.how.to_string(),
            },
        }]
    }
}

impl Tabled for Units {
    const SCHEMA: &'static str = "
        CREATE TABLE unit(
            id BLOB PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL,
            kind TEXT NOT NULL, honours_ids INTEGER NOT NULL, honours_fences INTEGER NOT NULL,
            paused_ground TEXT, paused_at INTEGER) WITHOUT ROWID;
        CREATE TABLE set_aside(
            evidence BLOB PRIMARY KEY, unit BLOB NOT NULL, orders BLOB, reason TEXT NOT NULL,
            received_at INTEGER NOT NULL, stream INTEGER NOT NULL, revision INTEGER NOT NULL,
            settled_how TEXT, settled_at INTEGER) WITHOUT ROWID;";

    const INDEXES: &'static str = "
        CREATE INDEX set_aside_open ON set_aside(unit) WHERE settled_at IS NULL;
        CREATE INDEX set_aside_order ON set_aside(orders) WHERE orders IS NOT NULL;";

    const ROWS: &'static [(&'static str, &'static str)] = &[
        ("unit", "SELECT * FROM unit ORDER BY id"),
        (
            "set_aside",
            "SELECT a.evidence, a.unit, a.orders, a.reason, a.received_at, s.name, a.revision,
             a.settled_how, a.settled_at FROM set_aside a
             JOIN stream s ON s.no = a.stream ORDER BY a.evidence",
        ),
    ];

    fn apply(batch: &mut Batch<'_>, place: &Place, change: Change) -> rusqlite::Result<Fit> {
        let conn = batch.conn;
        let rows = match change {
            Change::Registered(e) => conn
                .prepare_cached(
                    "INSERT OR IGNORE INTO unit(id, code, name, name_en, kind, honours_ids,
                     honours_fences) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute((
                    e.unit.0.into_bytes(),
                    &e.code,
                    &e.name,
                    &e.name_en,
                    e.kind.as_str(),
                    e.honours_ids,
                    e.honours_fences,
                ))?,
            Change::Declared { unit, ids, fences } => conn
                .prepare_cached(
                    "UPDATE unit SET honours_ids = ?2, honours_fences = ?3 WHERE id = ?1",
                )?
                .execute((unit, ids, fences))?,
            Change::Paused { unit, ground } => {
                let at = ground.is_some().then_some(place.at);
                conn.prepare_cached(
                    "UPDATE unit SET paused_ground = ?2, paused_at = ?3 WHERE id = ?1",
                )?
                .execute((unit, ground, at))?
            }
            // The same bytes may be set aside again after they were settled.
            Change::SetAside(e) => conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO set_aside(evidence, unit, orders, reason, received_at,
                     stream, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute((
                    e.evidence.0,
                    e.unit.0.into_bytes(),
                    e.order.map(|order| order.0.into_bytes()),
                    e.reason.as_str(),
                    e.received_at.0,
                    place.stream,
                    place.revision,
                ))?,
            Change::Settled { evidence, how } => conn
                .prepare_cached(
                    "UPDATE set_aside SET settled_how = ?2, settled_at = ?3
                     WHERE evidence = ?1 AND settled_at IS NULL",
                )?
                .execute((evidence, how, place.at))?,
        };
        Ok(Fit::of(rows))
    }
}
