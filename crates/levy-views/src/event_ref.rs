//! The events behind a number.

use crate::{
    row::{Blob, Cells},
    trail::events_of_query,
};
use levy_domain::time::Timestamp;
use rusqlite::{Connection, Result};
use serde::{Deserialize, Serialize};

/// One event of the log, named so that it can be opened there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRef {
    /// The stream.
    pub stream: String,
    /// Place in the stream.
    pub revision: u64,
    /// Type literal.
    pub kind: String,
    /// When it was decided.
    pub at: Timestamp,
}

/// The events about any of these things of a matter, stream by stream.
pub(crate) fn events_of(
    conn: &Connection,
    matter: Blob,
    subjects: [Option<Blob>; 3],
) -> Result<Vec<EventRef>> {
    let [one, two, three] = subjects;
    let mut events: Vec<EventRef> = conn
        .prepare_cached(
            "SELECT DISTINCT s.name AS stream, r.revision AS revision, k.kind AS kind, r.at AS at
         FROM stream s JOIN event_ref r ON r.stream = s.no JOIN event_kind k ON k.no = r.kind
         WHERE s.matter = ?1 AND r.subject IN (?2, ?3, ?4)
         UNION ALL
         SELECT s.name, a.revision, 'reply-set-aside', a.received_at
         FROM set_aside a JOIN stream s ON s.no = a.stream WHERE a.orders = ?2",
        )?
        .query_map((matter, one, two, three), |row| {
            let cells = Cells(row);
            Ok(EventRef {
                stream: cells.text("stream")?,
                revision: cells.number("revision")?,
                kind: cells.text("kind")?,
                at: cells.time("at")?,
            })
        })?
        .collect::<Result<_>>()?;
    if let Some(order) = one {
        events.extend(events_of_query(conn, order)?);
    }
    events.sort_by(|a, b| (&a.stream, a.revision).cmp(&(&b.stream, b.revision)));
    Ok(events)
}
