//! Large bodies of evidence, which are files beside the log.

use super::{files, high_water::hex, io};
use crate::{Digest, StoreError};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// A body above this is a file: it would only swell the log and its pages.
pub(super) const INLINE_BYTES: usize = 256 * 1024;

const UNFINISHED: &str = "tmp";

/// The directory `evidence` in the data directory.
#[derive(Debug)]
pub(super) struct Bodies {
    dir: PathBuf,
    /// Keeps apart two puts of the same body at the same time.
    puts: AtomicU64,
}

impl Bodies {
    pub(super) fn new(data_dir: &Path) -> Self {
        Self {
            dir: data_dir.join("evidence"),
            puts: AtomicU64::new(0),
        }
    }

    /// Drops what a crash left half written; nothing names such a file.
    pub(super) fn clean(&self) -> Result<(), StoreError> {
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(io(&self.dir, &error)),
        };
        for entry in entries {
            let path = entry.map_err(|error| io(&self.dir, &error))?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == UNFINISHED)
            {
                fs::remove_file(&path).map_err(|error| io(&path, &error))?;
            }
        }
        Ok(())
    }

    /// Durable when it answers.
    pub(super) fn write(&self, digest: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
        files::create_dir(&self.dir)?;
        let name = hex(digest);
        let put = self.puts.fetch_add(1, Ordering::Relaxed);
        let temporary = self.dir.join(format!("{name}.{put}.{UNFINISHED}"));
        files::replace(&self.dir.join(name), &temporary, bytes)
    }

    pub(super) fn read(&self, digest: &Digest, size: u64) -> Result<Vec<u8>, StoreError> {
        let path = self.dir.join(hex(digest));
        let damaged = |what: String| StoreError::Corrupt {
            place: format!("evidence/{}", hex(digest)),
            what,
        };
        match fs::read(&path) {
            Ok(bytes) if bytes.len() as u64 == size => Ok(bytes),
            Ok(bytes) => Err(damaged(format!(
                "{} bytes, {size} were written",
                bytes.len()
            ))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(damaged("the file is missing".into()))
            }
            Err(error) => Err(io(&path, &error)),
        }
    }
}
