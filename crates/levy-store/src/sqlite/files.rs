//! Files beside the log that must be whole or absent.

use super::io;
use crate::{StoreError, private};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

/// A name that was made or renamed is durable only once its directory is.
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    File::open(dir)
        .and_then(|opened| opened.sync_all())
        .map_err(|error| io(dir, &error))
}

/// Writes `bytes` under `temporary`, syncs, renames to `path`, syncs the
/// directory.
pub(super) fn replace(path: &Path, temporary: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let written = private::create_file(temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(temporary, path));
    written.map_err(|error| io(path, &error))?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Creates `dir` and makes its name durable.
pub(super) fn create_dir(dir: &Path) -> Result<(), StoreError> {
    if dir.is_dir() {
        return Ok(());
    }
    private::create_dir(dir).map_err(|error| io(dir, &error))?;
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty());
    sync_dir(
        parent
            .map_or(PathBuf::from("."), Path::to_path_buf)
            .as_path(),
    )
}
