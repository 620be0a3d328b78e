//! The seam for storing wrapped keys: a host puts them where it keeps things.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::aad::KeyScope;
use crate::digest::sha256;
use crate::sealed_box::OVERHEAD;

/// A table of wrapped keys. Rows are added and deleted, never changed.
pub trait KeyTable: Send + Sync {
    /// The row of this name.
    fn get(&self, name: &KeyName) -> Result<KeyRow, TableError>;

    /// Adds these rows, all or none. They must be durable on return: boxes are
    /// sealed under them from then on. If any name has a row or was shredded,
    /// it must add nothing and return [`TableError::Taken`].
    fn put(&self, rows: &[(KeyName, WrappedKey)]) -> Result<(), TableError>;

    /// Destroys the row, durably, and leaves a mark that it was shredded, also
    /// where there was none. Repeating it is harmless.
    fn delete(&self, name: &KeyName) -> Result<(), TableError>;
}

impl<T: KeyTable + ?Sized> KeyTable for std::sync::Arc<T> {
    fn get(&self, name: &KeyName) -> Result<KeyRow, TableError> {
        (**self).get(name)
    }

    fn put(&self, rows: &[(KeyName, WrappedKey)]) -> Result<(), TableError> {
        (**self).put(rows)
    }

    fn delete(&self, name: &KeyName) -> Result<(), TableError> {
        (**self).delete(name)
    }
}

/// The name of a row: the SHA-256 of court, matter and subject. It does not
/// depend on the ring, so a wrong ring cannot pass for an empty table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName([u8; 32]);

/// A data key wrapped by the court's key: a box, of no use without the ring.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct WrappedKey([u8; WrappedKey::BYTES]);

/// What a table knows of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRow {
    /// Nothing.
    Absent,
    /// A wrapped key.
    Wrapped(WrappedKey),
    /// There shall be no key any more.
    Shredded,
}

/// Why a table failed.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// `LEVY-P30`: the disk or the database failed; stop and repair it.
    #[error("LEVY-P30 key table {}: {source}; stop and repair it", .path.display())]
    Io {
        /// The table.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// `LEVY-P31`: a line of the table is not what was written.
    #[error("LEVY-P31 key table {} is damaged at line {line}; restore it from its backup", .path.display())]
    Damaged {
        /// The table.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// `LEVY-P32`: another process has the table open; stop it first.
    #[error("LEVY-P32 key table {} is in use by another process; stop that one first", .0.display())]
    Busy(PathBuf),
    /// `LEVY-P33`: a row of that name exists; read it again.
    #[error("LEVY-P33 the table has a row of that name already; read it again")]
    Taken,
    /// `LEVY-P34`: an earlier write failed, so what is on the disk is unknown.
    #[error("LEVY-P34 an earlier write to key table {} failed; repair the disk, then open the table again", .0.display())]
    Stopped(PathBuf),
    /// `LEVY-P35`: the table was made under another ring.
    #[error("LEVY-P35 key table {} belongs to another key ring; use that ring", .0.display())]
    OtherRing(PathBuf),
    /// `LEVY-P36`: the log knows a longer table, or another one.
    #[error(
        "LEVY-P36 key table {} is missing or has lost rows: its log knows {known}, it has {found}; \
         restore it from its backup, never begin another",
        .path.display()
    )]
    Lost {
        /// The table.
        path: PathBuf,
        /// Rows that the log knows.
        known: u64,
        /// Rows that are there.
        found: u64,
    },
    /// `LEVY-P37`: others than the owner may read the table.
    #[error("LEVY-P37 {} may be read by others; run chmod 600 on it", .0.display())]
    OpenToOthers(PathBuf),
}

impl KeyName {
    /// The name of a scope's row.
    #[must_use]
    pub fn of(scope: &KeyScope<'_>) -> Self {
        Self(sha256(&scope.canonical()))
    }

    /// A name as a host stored it.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl WrappedKey {
    /// How long every wrapped key is.
    pub const BYTES: usize = OVERHEAD + 32;

    /// A wrapped key as a host stored it, if it has the right length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappedKey(****)")
    }
}

/// A table in memory, for tests: a restart loses it, and all that was sealed.
#[derive(Debug, Default)]
pub struct MemoryKeyTable {
    rows: Mutex<HashMap<KeyName, KeyRow>>,
}

impl KeyTable for MemoryKeyTable {
    fn get(&self, name: &KeyName) -> Result<KeyRow, TableError> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(rows.get(name).copied().unwrap_or(KeyRow::Absent))
    }

    fn put(&self, added: &[(KeyName, WrappedKey)]) -> Result<(), TableError> {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if added.iter().any(|(name, _)| rows.contains_key(name)) {
            return Err(TableError::Taken);
        }
        rows.extend(
            added
                .iter()
                .map(|(name, key)| (*name, KeyRow::Wrapped(*key))),
        );
        Ok(())
    }

    fn delete(&self, name: &KeyName) -> Result<(), TableError> {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.insert(*name, KeyRow::Shredded);
        Ok(())
    }
}
