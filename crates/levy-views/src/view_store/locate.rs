//! Numbers of streams and types in this file, and what a stream is about.

use crate::{
    ViewError,
    log::{self, Log},
    place::{About, Place},
    projection::{Projection, Seen, Was},
    row::whole,
};
use levy_journal::{Decoded, Entry};
use levy_store::StreamName;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Streams whose numbers are remembered between batches.
const KNOWN_STREAMS: usize = 20_000;

/// The numbers that are known without asking the file.
#[derive(Default)]
pub(super) struct Numbers {
    streams: HashMap<StreamName, (i64, About)>,
    /// By literal; the same may stand in streams of several kinds, and be
    /// known in one version of this program and not in another.
    kinds: HashMap<String, Vec<Kind>>,
}

struct Kind {
    stream: String,
    known: bool,
    no: i64,
}

impl Numbers {
    /// Ends a batch: what is remembered is bounded.
    pub(super) fn end_batch(&mut self) {
        if self.streams.len() > KNOWN_STREAMS {
            self.streams.clear();
        }
    }

    /// Where an entry stands. A stream or a type that comes for the first
    /// time gets its number.
    pub(super) fn locate(&mut self, conn: &Connection, entry: &Entry) -> Result<Place, ViewError> {
        let (stream, about) = match self.streams.get_mut(&entry.stream) {
            Some((stream, about)) => {
                opened(about, entry);
                (*stream, *about)
            }
            None => {
                let (stream, mut about) = stream_of(conn, entry.stream.as_str())?;
                opened(&mut about, entry);
                self.streams.insert(entry.stream.clone(), (stream, about));
                (stream, about)
            }
        };
        Ok(Place {
            stream,
            kind: self.kind(conn, entry)?,
            revision: whole(entry.revision.0),
            at: entry.header.decided_at.0,
            about,
        })
    }

    fn kind(&mut self, conn: &Connection, entry: &Entry) -> Result<i64, ViewError> {
        let (literal, stream) = (entry.event.kind(), entry.stream.kind());
        let known = matches!(entry.event, Decoded::Known(_));
        let same = |kind: &&Kind| kind.known == known && kind.stream == stream;
        if let Some(kind) = self
            .kinds
            .get(literal)
            .and_then(|all| all.iter().find(same))
        {
            return Ok(kind.no);
        }
        let no = kind_of(conn, stream, literal, known)?;
        let stream = stream.to_owned();
        let kind = Kind { stream, known, no };
        self.kinds.entry(literal.to_owned()).or_default().push(kind);
        Ok(no)
    }
}

/// What a stream is about is said by its first entry.
fn opened(about: &mut About, entry: &Entry) {
    if *about != About::default() {
        return;
    }
    let seen = Seen {
        entry,
        matter: None,
        was: Was::default(),
    };
    for change in Log::project(&seen) {
        if let log::Change::Opened {
            matter,
            sweep,
            unit,
        } = change
        {
            *about = About {
                matter,
                sweep,
                unit,
            };
        }
    }
}

fn stream_of(conn: &Connection, name: &str) -> Result<(i64, About), ViewError> {
    let known = conn
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
            conn.prepare_cached("INSERT INTO stream(name) VALUES (?1)")?
                .execute([name])?;
            Ok((conn.last_insert_rowid(), About::default()))
        }
    }
}

fn kind_of(conn: &Connection, stream: &str, kind: &str, known: bool) -> Result<i64, ViewError> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO event_kind(stream_kind, kind, known) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![stream, kind, known])?;
    Ok(conn
        .prepare_cached(
            "SELECT no FROM event_kind WHERE stream_kind = ?1 AND kind = ?2 AND known = ?3",
        )?
        .query_row(params![stream, kind, known], |row| row.get(0))?)
}
