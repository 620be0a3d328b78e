//! Counts of a batch, written once at its end.

use crate::{place::Place, row::whole};
use levy_journal::Entry;
use rusqlite::{Connection, Result};
use std::collections::HashMap;

/// Counts by stream and by type.
#[derive(Default)]
pub(super) struct Tally {
    streams: HashMap<i64, OfStream>,
    kinds: HashMap<i64, i64>,
}

struct OfStream {
    events: i64,
    revision: i64,
    at: i64,
    position: i64,
}

impl Tally {
    pub(super) fn count(&mut self, place: &Place, entry: &Entry) {
        let of_stream = self.streams.entry(place.stream).or_insert(OfStream {
            events: 0,
            revision: 0,
            at: 0,
            position: 0,
        });
        of_stream.events += 1;
        of_stream.revision = place.revision;
        of_stream.at = place.at;
        of_stream.position = whole(entry.position.0);
        *self.kinds.entry(place.kind).or_default() += 1;
    }

    pub(super) fn write(&self, conn: &Connection) -> Result<()> {
        let mut streams = conn.prepare_cached(
            "UPDATE stream SET events = events + ?2, last_revision = ?3, last_at = ?4,
             last_position = ?5 WHERE no = ?1",
        )?;
        for (no, of) in &self.streams {
            streams.execute((no, of.events, of.revision, of.at, of.position))?;
        }
        let mut kinds =
            conn.prepare_cached("UPDATE event_kind SET count = count + ?2 WHERE no = ?1")?;
        for (no, count) in &self.kinds {
            kinds.execute((no, count))?;
        }
        Ok(())
    }
}
