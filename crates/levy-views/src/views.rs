//! The handle: bring the views forward, ask them, check them.

use crate::{
    Snapshot, ViewError,
    view_store::{self, ViewStore},
};
use levy_store::{Position, private};
use rusqlite::Connection;
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};
use tokio::{sync::watch, task::spawn_blocking};

mod forward;
mod reads;
mod replay;

pub use replay::ReplayCheck;

/// Read connections that are kept open.
const READERS: usize = 4;
/// Name of the file in the data directory.
const FILE: &str = "views.db";

/// How far the views are, for those who wait.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    pub(crate) position: Option<Position>,
    pub(crate) following: bool,
    pub(crate) trouble: Option<String>,
}

/// The views of one log. Clones share the file.
#[derive(Clone)]
pub struct Views {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    store: Mutex<ViewStore>,
    readers: Mutex<Vec<Connection>>,
    progress: watch::Sender<Progress>,
    /// One brings the views forward at a time.
    turn: tokio::sync::Mutex<()>,
    /// The log was seen to hold the event that the views stand at.
    same_log: AtomicBool,
}

impl Views {
    /// Opens `views.db` in `dir`, or makes it. What was made from another log
    /// or by another version is dropped and built again by the next
    /// [`Views::catch_up`].
    ///
    /// # Errors
    /// [`ViewError::Directory`] and [`ViewError::File`].
    pub fn open(dir: &Path, store_id: &str) -> Result<Self, ViewError> {
        private::create_dir(dir)?;
        let path = dir.join(FILE);
        let store = ViewStore::open(&path, store_id)?;
        let position = store.checkpoint().map(|checkpoint| checkpoint.position);
        let (progress, _) = watch::channel(Progress {
            position,
            ..Progress::default()
        });
        Ok(Views {
            inner: Arc::new(Inner {
                path,
                store: Mutex::new(store),
                readers: Mutex::new(Vec::new()),
                progress,
                turn: tokio::sync::Mutex::new(()),
                same_log: AtomicBool::new(false),
            }),
        })
    }

    /// Where the views stand.
    pub fn position(&self) -> Option<Position> {
        self.inner.progress.borrow().position
    }

    /// SHA-256 over all rows of all tables in key order; positions are not in
    /// it, so a log copied to another store gives the same digest.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn digest(&self) -> Result<[u8; 32], ViewError> {
        self.read(|snapshot| snapshot.digest()).await
    }

    /// Asks several things of one consistent state, on a blocking thread.
    ///
    /// # Errors
    /// Those of `ask`, and [`ViewError::CutOff`].
    pub async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Snapshot<'_>) -> Result<T, ViewError> + Send + 'static,
    ) -> Result<T, ViewError> {
        self.blocking(move |views| views.read_here(ask)).await
    }

    /// As [`Views::read`], on this thread; for programs without a runtime.
    ///
    /// # Errors
    /// Those of `ask`.
    pub fn read_here<T>(
        &self,
        ask: impl FnOnce(&Snapshot<'_>) -> Result<T, ViewError>,
    ) -> Result<T, ViewError> {
        let kept = self.readers().pop();
        let mut conn = match kept {
            Some(conn) => conn,
            None => view_store::connect_reader(&self.inner.path)?,
        };
        let answer = Snapshot::of(&mut conn).and_then(|snapshot| ask(&snapshot));
        let mut readers = self.readers();
        if readers.len() < READERS {
            readers.push(conn);
        }
        answer
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Views) -> Result<T, ViewError> + Send + 'static,
    ) -> Result<T, ViewError> {
        let views = self.clone();
        spawn_blocking(move || work(&views))
            .await
            .map_err(|_| ViewError::CutOff)?
    }

    pub(crate) fn progress(&self) -> &watch::Sender<Progress> {
        &self.inner.progress
    }

    fn lock(&self) -> MutexGuard<'_, ViewStore> {
        self.inner
            .store
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.inner
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Views {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Views")
            .field("position", &self.position())
            .finish_non_exhaustive()
    }
}
