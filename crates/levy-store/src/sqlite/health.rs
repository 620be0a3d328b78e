//! What the writer, the upkeep thread and the callers tell each other.

use super::high_water::Mark;
use std::sync::{
    Mutex, OnceLock, PoisonError,
    atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
};

/// Pages at which the WAL is checkpointed: it grows to a little above this
/// (16 MiB) once and then keeps its size, since a file that grows waits for
/// the file system's journal at every sync.
pub(super) const WAL_PAGES: u32 = 4_096;

/// Shared state of one open store.
#[derive(Debug, Default)]
pub(super) struct Health {
    failure: OnceLock<String>,
    commits: AtomicU64,
    newest: Mutex<Option<Mark>>,
    /// The high-water file is behind `newest`.
    behind: AtomicBool,
    wal_pages: AtomicU32,
    /// Upkeep was asked for a checkpoint and has not finished it.
    full: AtomicBool,
    /// Upkeep asks the writer to copy the rest.
    finish: AtomicBool,
}

impl Health {
    /// The first failure wins; nothing is written after it.
    pub(super) fn poison(&self, why: &str) {
        if self.failure.set(why.to_owned()).is_ok() {
            tracing::error!(
                why,
                "the log cannot be written any more; restart to recover"
            );
        }
    }

    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.get().map(String::as_str)
    }

    pub(super) fn reason(&self) -> String {
        self.failure().unwrap_or("the store was closed").to_owned()
    }

    /// Notes a commit, and its last event if it held any; true when the upkeep
    /// thread should look.
    pub(super) fn committed(&self, mark: Option<Mark>, wal_pages: u32) -> bool {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.wal_pages.store(wal_pages, Ordering::Relaxed);
        let grew_full = wal_pages > WAL_PAGES && !self.full.swap(true, Ordering::AcqRel);
        let Some(mark) = mark else { return grew_full };
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = Some(mark);
        let fell_behind = !self.behind.swap(true, Ordering::AcqRel);
        grew_full || fell_behind
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    pub(super) fn wal_pages(&self) -> u32 {
        self.wal_pages.load(Ordering::Relaxed)
    }

    pub(super) fn is_full(&self) -> bool {
        self.full.load(Ordering::Acquire)
    }

    /// The checkpoint is done up to what the writer must copy itself.
    pub(super) fn request_finish(&self) {
        self.finish.store(true, Ordering::Release);
    }

    pub(super) fn take_finish_request(&self) -> bool {
        let asked =
            self.finish.load(Ordering::Relaxed) && self.finish.swap(false, Ordering::AcqRel);
        if asked {
            self.full.store(false, Ordering::Release);
        }
        asked
    }

    pub(super) fn is_behind(&self) -> bool {
        self.behind.load(Ordering::Acquire)
    }

    /// The newest mark, when it is not in the file yet.
    pub(super) fn take_newest(&self) -> Option<Mark> {
        if !self.behind.swap(false, Ordering::AcqRel) {
            return None;
        }
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The mark did not reach the file.
    pub(super) fn still_behind(&self) {
        self.behind.store(true, Ordering::Release);
    }
}
