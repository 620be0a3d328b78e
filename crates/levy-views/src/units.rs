//! Projection `units`: who the units are, the desk of replies that matched
//! nothing, and what is due about officers' cards that are filed with them.

use crate::{
    place::Place,
    projection::{Batch, Fit, Projection, Seen, Tabled},
    row::Blob,
};
use levy_domain::{
    court,
    id::{FilingId, UnitId},
    time::{Timestamp, Zone},
    unit::{self, UnitProfile, event as u},
};
use levy_journal::AnyEvent;

/// The projection.
pub(crate) struct Units;

/// What it changes.
pub(crate) enum Change {
    Registered(Box<UnitProfile>),
    Declared {
        unit: Blob,
        ids: bool,
        fences: bool,
    },
    Paused {
        unit: Blob,
        ground: Option<String>,
    },
    SetAside(u::ReplySetAside),
    Settled {
        evidence: [u8; 32],
        how: String,
    },
    /// Cards are filed; the unit has not confirmed them.
    Filed {
        unit: Blob,
        filing: Blob,
        confirm_by: Option<Timestamp>,
    },
    /// It has.
    Confirmed {
        unit: Blob,
        filing: Blob,
    },
    /// Something else is due about them.
    Cards {
        unit: Blob,
        filing: Blob,
        what: String,
        due: Option<Timestamp>,
    },
}

impl Projection for Units {
    const NAME: &'static str = "units";
    const VERSION: u32 = 3;
    type Change = Change;

    fn project(seen: &Seen<'_>) -> Vec<Change> {
        let event = match seen.event() {
            Some(AnyEvent::Unit(event)) => event,
            Some(AnyEvent::Court(event)) => return cards(event).into_iter().collect(),
            _ => return Vec::new(),
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

/// What an event of the court says of cards.
fn cards(event: &court::Event) -> Option<Change> {
    let due = |unit: UnitId, filing: FilingId, what: &str, due| Change::Cards {
        unit: unit.0.into_bytes(),
        filing: filing.0.into_bytes(),
        what: what.to_owned(),
        due,
    };
    Some(match event {
        court::Event::CardsFiled(e) => Change::Filed {
            unit: e.unit.0.into_bytes(),
            filing: e.filing.0.into_bytes(),
            confirm_by: e.confirm_by.as_ref().map(|deadline| deadline.at),
        },
        court::Event::CardsConfirmed(e) => Change::Confirmed {
            unit: e.unit.0.into_bytes(),
            filing: e.filing.0.into_bytes(),
        },
        court::Event::CardEndNear(e) => {
            let end = Timestamp::end_of(e.until, Zone::CHINA);
            due(e.unit, e.filing, event.kind(), Some(end))
        }
        court::Event::FilingStale(e) => {
            let by = e.deadline.as_ref().map(|deadline| deadline.at);
            due(e.unit, e.filing, &e.cause, by)
        }
        court::Event::FilingOverdue(e) => due(e.unit, e.filing, event.kind(), Some(e.deadline.at)),
        court::Event::FilingUnconfirmed(e) => {
            due(e.unit, e.filing, event.kind(), Some(e.deadline.at))
        }
        _ => return None,
    })
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
            settled_how TEXT, settled_at INTEGER) WITHOUT ROWID;
        CREATE TABLE cards(
            unit BLOB PRIMARY KEY, filing BLOB NOT NULL, due TEXT, due_at INTEGER NOT NULL)
            WITHOUT ROWID;";

    const INDEXES: &'static str = "
        CREATE INDEX set_aside_open ON set_aside(unit) WHERE settled_at IS NULL;
        CREATE INDEX set_aside_order ON set_aside(orders) WHERE orders IS NOT NULL;";

    const ROWS: &'static [(&'static str, &'static str)] = &[
        ("unit", "SELECT * FROM unit ORDER BY id"),
        ("cards", "SELECT * FROM cards ORDER BY unit"),
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
            // What is filed last takes the place of what was.
            Change::Filed {
                unit,
                filing,
                confirm_by,
            } => conn
                .prepare_cached("INSERT OR REPLACE INTO cards VALUES (?1, ?2, 'unconfirmed', ?3)")?
                .execute((unit, filing, confirm_by.map_or(place.at, |by| by.0)))?,
            Change::Confirmed { unit, filing } => conn
                .prepare_cached(
                    "UPDATE cards SET due = nullif(nullif(due, 'unconfirmed'), 'filing-unconfirmed')
                     WHERE unit = ?1 AND filing = ?2",
                )?
                .execute((unit, filing))?,
            Change::Cards {
                unit,
                filing,
                what,
                due,
            } => conn
                .prepare_cached(
                    "UPDATE cards SET due = ?3, due_at = ?4 WHERE unit = ?1 AND filing = ?2",
                )?
                .execute((unit, filing, what, due.map_or(place.at, |due| due.0)))?,
        };
        Ok(Fit::of(rows))
    }
}
