//! One process owns a data directory.

use super::{failed, io};
use crate::{StoreError, private};
use std::{
    fs::{File, TryLockError},
    path::Path,
};

/// Held as long as the value lives; the operating system frees it when the
/// process dies, so nobody ever has to delete the file.
#[derive(Debug)]
pub(super) struct DirLock {
    _file: File,
}

impl DirLock {
    pub(super) fn take(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join("levy.lock");
        let file = private::open_file(&path).map_err(|error| io(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse {
                path: dir.display().to_string(),
            }),
            Err(TryLockError::Error(error)) => {
                Err(failed(format!("cannot lock {}: {error}", path.display())))
            }
        }
    }
}
