//! Events that are not known or do not fit: kept and shown, never passed over.

use crate::{Snapshot, ViewError, row::Cells};
use rusqlite::Result;
use serde::{Deserialize, Serialize};

/// An event that this program does not know, kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownEvent {
    /// The stream.
    pub stream: String,
    /// Place in it.
    pub revision: u64,
    /// Type literal as stored.
    pub kind: String,
    /// Why it is not known.
    pub why: String,
    /// Size of its payload.
    pub bytes: u64,
}

/// An event that does not fit what the views know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfitEvent {
    /// The stream.
    pub stream: String,
    /// Place in it.
    pub revision: u64,
    /// Type literal.
    pub kind: String,
    /// What the domain says against it, or the projection that found no row.
    pub why: String,
}

impl Snapshot<'_> {
    /// Events that this program does not know.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn unknown_events(&self) -> std::result::Result<Vec<UnknownEvent>, ViewError> {
        let mut statement = self.tx.prepare_cached(
            "SELECT s.name AS stream, u.revision AS revision, u.kind AS kind, u.why AS why,
             u.bytes AS bytes FROM unknown_event u JOIN stream s ON s.no = u.stream
             ORDER BY s.name, u.revision",
        )?;
        let rows = statement.query_map([], |row| {
            let cells = Cells(row);
            Ok(UnknownEvent {
                stream: cells.text("stream")?,
                revision: cells.number("revision")?,
                kind: cells.text("kind")?,
                why: cells.text("why")?,
                bytes: cells.number("bytes")?,
            })
        })?;
        Ok(rows.collect::<Result<_>>()?)
    }

    /// Events that do not fit what came before them.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub fn unfit_events(&self) -> std::result::Result<Vec<UnfitEvent>, ViewError> {
        let mut statement = self.tx.prepare_cached(
            "SELECT s.name AS stream, u.revision AS revision, k.kind AS kind,
             u.why AS why FROM unfit_event u JOIN stream s ON s.no = u.stream
             JOIN event_kind k ON k.no = u.kind ORDER BY s.name, u.revision, u.why",
        )?;
        let rows = statement.query_map([], |row| {
            let cells = Cells(row);
            Ok(UnfitEvent {
                stream: cells.text("stream")?,
                revision: cells.number("revision")?,
                kind: cells.text("kind")?,
                why: cells.text("why")?,
            })
        })?;
        Ok(rows.collect::<Result<_>>()?)
    }
}
