//! A table of wrapped keys in one file: appended and synced before a key is
//! used, rewritten without the key when one is shredded.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};

use crate::key_lines;
use crate::key_rows::{Rows, TableHead};
use crate::key_table::{KeyName, KeyRow, KeyTable, TableError, WrappedKey};
use crate::keys::KeyRing;
use crate::private_file::{create_new, open_or_create, open_to_others, sync_directory_of};

/// A [`KeyTable`] in a file, for one process at a time.
///
/// Shredding replaces the file; the old blocks may survive on the medium, so
/// the file belongs on an encrypted volume, and its backups on a schedule
/// shorter than the log's.
pub struct FileKeyTable {
    path: PathBuf,
    header: String,
    /// What is durable. Apart from the file, so that readers never wait for
    /// the disk.
    rows: RwLock<Rows>,
    /// The file to append to; `None` after a failed write. Held throughout a
    /// write, so that there is one at a time.
    file: Mutex<Option<File>>,
    /// Locked for as long as the table is open. A file of its own, because
    /// shredding replaces the other.
    _lock: File,
}

impl FileKeyTable {
    /// Opens the table for this ring. `known` is what its log keeps of it;
    /// without, for a log that has not begun, a missing table is made.
    ///
    /// # Errors
    /// [`TableError`]; a table that is damaged, open to others, of another ring
    /// or shorter than `known` is left as it is.
    pub fn open(
        path: impl Into<PathBuf>,
        ring: &KeyRing,
        known: Option<&TableHead>,
    ) -> Result<Self, TableError> {
        let path = path.into();
        let header = key_lines::header(&ring.check_value());
        let lock = lock(&path)?;
        let (file, rows) = load(&path, &header, known)?;
        Ok(Self {
            path,
            header,
            rows: RwLock::new(rows),
            file: Mutex::new(Some(file)),
            _lock: lock,
        })
    }

    /// How far the table has come, durably.
    pub fn head(&self) -> TableHead {
        self.durable().head()
    }

    fn append(&self, file: &mut Option<File>, lines: &str) -> Result<(), TableError> {
        // Taken out while it is written to: after an error nobody knows what
        // is on the disk, and it stays out.
        let mut open = file
            .take()
            .ok_or_else(|| TableError::Stopped(self.path.clone()))?;
        open.write_all(lines.as_bytes())
            .and_then(|()| open.sync_data())
            .map_err(at(&self.path))?;
        *file = Some(open);
        Ok(())
    }

    /// Writes all rows to a new file and puts it in the place of the old one.
    fn rewrite(&self, file: &mut Option<File>, rows: &Rows) -> Result<(), TableError> {
        if file.is_none() {
            return Err(TableError::Stopped(self.path.clone()));
        }
        let beside = beside(&self.path, "new");
        let mut text = self.header.clone();
        text.extend(rows.iter().map(|(name, row)| key_lines::line(name, &row)));
        remove_if_there(&beside).map_err(at(&beside))?;
        let mut new = create_new(&beside).map_err(at(&beside))?;
        new.write_all(text.as_bytes())
            .and_then(|()| new.sync_all())
            .map_err(at(&beside))?;
        *file = None;
        fs::rename(&beside, &self.path).map_err(at(&self.path))?;
        sync_directory_of(&self.path).map_err(at(&self.path))?;
        *file = Some(open_or_create(&self.path).map_err(at(&self.path))?);
        Ok(())
    }

    fn durable(&self) -> RwLockReadGuard<'_, Rows> {
        self.rows.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyTable for FileKeyTable {
    fn get(&self, name: &KeyName) -> Result<KeyRow, TableError> {
        Ok(self.durable().get(name))
    }

    fn put(&self, added: &[(KeyName, WrappedKey)]) -> Result<(), TableError> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seen = BTreeSet::new();
        for (name, _) in added {
            if self.get(name)? != KeyRow::Absent || !seen.insert(name) {
                return Err(TableError::Taken);
            }
        }
        if added.is_empty() {
            return Ok(());
        }
        let lines: String = added
            .iter()
            .map(|(name, key)| key_lines::line(name, &KeyRow::Wrapped(*key)))
            .collect();
        self.append(&mut file, &lines)?;
        let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
        for (name, key) in added {
            rows.add(*name, KeyRow::Wrapped(*key));
        }
        Ok(())
    }

    fn delete(&self, name: &KeyName) -> Result<(), TableError> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if self.get(name)? == KeyRow::Shredded {
            return Ok(());
        }
        let mut rows = self.durable().clone();
        rows.shred(*name);
        self.rewrite(&mut file, &rows)?;
        *self.rows.write().unwrap_or_else(PoisonError::into_inner) = rows;
        Ok(())
    }
}

fn load(path: &Path, header: &str, known: Option<&TableHead>) -> Result<(File, Rows), TableError> {
    let lost = |found| TableError::Lost {
        path: path.to_owned(),
        known: known.map_or(0, TableHead::rows),
        found,
    };
    if known.is_some() && !path.try_exists().map_err(at(path))? {
        return Err(lost(0));
    }
    // Left by a machine that stopped while shredding: the old file counts.
    let unfinished = beside(path, "new");
    remove_if_there(&unfinished).map_err(at(&unfinished))?;
    let mut file = open_or_create(path).map_err(at(path))?;
    if open_to_others(&file).map_err(at(path))? {
        return Err(TableError::OpenToOthers(path.to_owned()));
    }
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(at(path))?;
    if header.as_bytes().starts_with(&text) && text.len() < header.len() {
        if known.is_some() {
            return Err(lost(0));
        }
        file.set_len(0).map_err(at(path))?;
        file.write_all(header.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(at(path))?;
        sync_directory_of(path).map_err(at(path))?;
        return Ok((file, Rows::default()));
    }
    let Some(lines) = text.strip_prefix(header.as_bytes()) else {
        return Err(if text.starts_with(b"levy-key-table 1 ") {
            TableError::OtherRing(path.to_owned())
        } else {
            TableError::Damaged {
                path: path.to_owned(),
                line: 1,
            }
        });
    };
    let (rows, good) = key_lines::read(lines).map_err(|line| TableError::Damaged {
        path: path.to_owned(),
        line: line + 1,
    })?;
    if known.is_some_and(|known| !rows.continues(known)) {
        return Err(lost(rows.head().rows()));
    }
    if good < lines.len() {
        file.set_len((header.len() + good) as u64)
            .map_err(at(path))?;
    }
    if lines
        .get(..good)
        .is_some_and(|lines| !lines.is_empty() && !lines.ends_with(b"\n"))
    {
        file.write_all(b"\n").map_err(at(path))?;
    }
    // A line may have been read from the cache of a write that was never
    // synced; from here on its key is used, so it must be durable.
    file.sync_all().map_err(at(path))?;
    Ok((file, rows))
}

fn lock(path: &Path) -> Result<File, TableError> {
    let lock_path = beside(path, "lock");
    let file = open_or_create(&lock_path).map_err(at(&lock_path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(TableError::Busy(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(at(&lock_path)(source)),
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> TableError {
    let path = path.to_owned();
    move |source| TableError::Io { path, source }
}

impl std::fmt::Debug for FileKeyTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileKeyTable({})", self.path.display())
    }
}
