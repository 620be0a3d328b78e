//! Numbers of streams and types in this file, and what a stream is about.

use crate::{
    ViewError,
    log::{self, Log},
    place::{About, Place},
    projection::{Projection, Seen, Was},
};
use levy_journal::{Decoded, Entry};
use levy_store::StreamName;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeMap;

/// Numbers of streams with what they are about.
pub(super) type Streams = BTreeMap<StreamName, (i64, About)>;
/// Numbers of types: kind of stream, literal, known.
pub(super) type Kinds = BTreeMap<(String, String, bool), i64>;

/// What a stream is about: known, or said by this entry.
fn about(entry: &Entry, known: About) -> About {
    let seen = Seen {
        entry,
        matter: None,
        was: Was::default(),
    };
    let opens = Log::project(&seen)
        .into_iter()
        .find_map(|change| match change {
            log::Change::Opened {
                matter,
                sweep,
                unit,
            } => Some(About {
                matter,
                sweep,
                unit,
            }),
            log::Change::Unknown { .. } => None,
        });
    match opens {
        Some(opens) if known == About::default() => opens,
        Some(_) | None => known,
    }
}

pub(super) fn opened(streams: &mut Streams, entry: &Entry, place: Place) -> Place {
    let about = about(entry, place.about);
    if about != place.about {
        streams.insert(entry.stream.clone(), (place.stream, about));
    }
    Place { about, ..place }
}

pub(super) fn locate(
    tx: &Transaction<'_>,
    streams: &mut Streams,
    kinds: &mut Kinds,
    entry: &Entry,
) -> Result<Place, ViewError> {
    let (stream, about) = match streams.get(&entry.stream) {
        Some(known) => *known,
        None => {
            let known = stream_of(tx, entry.stream.as_str())?;
            streams.insert(entry.stream.clone(), known);
            known
        }
    };
    let known = matches!(entry.event, Decoded::Known(_));
    let key = (
        entry.stream.kind().to_owned(),
        entry.event.kind().to_owned(),
        known,
    );
    let kind = match kinds.get(&key) {
        Some(kind) => *kind,
        None => {
            let kind = kind_of(tx, &key)?;
            kinds.insert(key, kind);
            kind
        }
    };
    Ok(Place {
        stream,
        kind,
        revision: crate::row::whole(entry.revision.0),
        at: entry.header.decided_at.0,
        about,
    })
}

fn stream_of(tx: &Transaction<'_>, name: &str) -> Result<(i64, About), ViewError> {
    let known = tx
        .prepare_cached("SELECT no, matter, sweep, unit FROM stream WHERE name = ?1")?
        .query_row([name], |row| {
            let about = About {
                matter: row.get(1)?,
                sweep: row.get(2)?,
                unit: row.get(3)?,
            };
            Ok((row.get(0)?, about))
        })
        .optional()?;
    match known {
        Some(known) => Ok(known),
        None => {
            tx.prepare_cached("INSERT INTO stream(name) VALUES (?1)")?
                .execute([name])?;
            Ok((tx.last_insert_rowid(), About::default()))
        }
    }
}

fn kind_of(tx: &Transaction<'_>, key: &(String, String, bool)) -> Result<i64, ViewError> {
    let (stream, kind, known) = key;
    tx.prepare_cached(
        "INSERT OR IGNORE INTO event_kind(stream_kind, kind, known) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![stream, kind, known])?;
    Ok(tx
        .prepare_cached(
            "SELECT no FROM event_kind WHERE stream_kind = ?1 AND kind = ?2 AND known = ?3",
        )?
        .query_row(params![stream, kind, known], |row| row.get(0))?)
}
