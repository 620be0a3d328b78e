//! The handle: bring the views forward, ask them, check them.

use crate::{
    Follower, Snapshot, Source, ViewError,
    ledger::Missing,
    view_store::{self, ViewStore},
};
use levy_journal::Entry;
use levy_store::{Position, StreamName};
use rusqlite::Connection;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio::{sync::watch, task::spawn_blocking};

mod reads;

/// Entries in one transaction.
const BATCH: usize = 1_000;
/// Read connections that are kept open.
const READERS: usize = 4;
/// Name of the file in the data directory.
const FILE: &str = "views.db";

/// Replays begun by this process, for their files' names.
static REPLAYS: AtomicU64 = AtomicU64::new(0);

/// How far the views are, for those who wait.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    pub(crate) position: Option<Position>,
    pub(crate) following: bool,
    pub(crate) trouble: Option<String>,
}

/// Live and replayed, at the same position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayCheck {
    /// Where both stand; `None` for an empty log.
    pub position: Option<Position>,
    /// Digest of the views as they are.
    pub live: [u8; 32],
    /// Digest of views made anew from the log.
    pub replayed: [u8; 32],
}

impl ReplayCheck {
    /// True when both are the same.
    pub fn agrees(&self) -> bool {
        self.live == self.replayed
    }
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
        fs::create_dir_all(dir)?;
        let path = dir.join(FILE);
        let store = ViewStore::open(&path, store_id)?;
        let position = store.checkpoint().map(|checkpoint| checkpoint.position);
        let (progress, _) = watch::channel(Progress { position, ..Progress::default() });
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

    /// Brings the views to the head of the log as it was found at the end.
    ///
    /// # Errors
    /// When the log or the file failed; what was taken so far stays.
    pub async fn catch_up<S: Source>(&self, source: &S) -> Result<Option<Position>, ViewError> {
        let _turn = self.inner.turn.lock().await;
        self.check_log(source).await?;
        loop {
            let page = source.page(self.position(), BATCH).await?;
            if page.is_empty() {
                return Ok(self.position());
            }
            let missing = self.lock().missing(&page);
            let earlier = load(source, missing).await?;
            self.take(earlier, page).await?;
        }
    }

    /// A log that was restored from a backup has the same id and may lack
    /// what the views have seen: then they start again.
    async fn check_log<S: Source>(&self, source: &S) -> Result<(), ViewError> {
        if self.inner.same_log.load(Ordering::Acquire) {
            return Ok(());
        }
        let checkpoint = self.lock().checkpoint();
        if let Some(stands) = checkpoint {
            let before = stands.position.0.checked_sub(1).map(Position);
            let page = source.page(before, 1).await?;
            let same = page
                .first()
                .is_some_and(|entry| entry.position == stands.position && entry.hash == stands.hash);
            if !same {
                tracing::warn!("the log lacks what the views have seen; they are built again");
                self.blocking(|views| {
                    views.lock().reset()?;
                    views.inner.progress.send_modify(|progress| progress.position = None);
                    Ok(())
                })
                .await?;
            }
        }
        self.inner.same_log.store(true, Ordering::Release);
        Ok(())
    }

    async fn take(&self, earlier: Earlier, page: Vec<Entry>) -> Result<(), ViewError> {
        self.blocking(move |views| {
            let mut store = views.lock();
            store.take(earlier, &page)?;
            let position = store.checkpoint().map(|checkpoint| checkpoint.position);
            views.inner.progress.send_modify(|progress| progress.position = position);
            Ok(())
        })
        .await
    }

    /// Follows the log in the background until the answer is stopped or
    /// dropped. Must be called on a tokio runtime.
    pub fn run<S: Source + 'static>(&self, source: S) -> Follower {
        Follower::start(self.clone(), source)
    }

    /// Ready when the views contain everything up to `position`.
    ///
    /// # Errors
    /// [`ViewError::Behind`] when nobody follows or the follower is in
    /// trouble.
    pub async fn at_least(&self, position: Position) -> Result<(), ViewError> {
        let mut progress = self.inner.progress.subscribe();
        loop {
            let now = progress.borrow_and_update().clone();
            if now.position >= Some(position) {
                return Ok(());
            }
            let behind = |why: String| ViewError::Behind { stands: now.position, asked: position, why };
            match (now.following, now.trouble.clone()) {
                (true, None) => {}
                (_, Some(trouble)) => return Err(behind(trouble)),
                (false, None) => return Err(behind("nobody follows the log".to_owned())),
            }
            if progress.changed().await.is_err() {
                return Err(behind("the views were closed".to_owned()));
            }
        }
    }

    /// SHA-256 over all rows of all tables in key order; positions are not in
    /// it, so a log copied to another store gives the same digest.
    ///
    /// # Errors
    /// [`ViewError::File`].
    pub async fn digest(&self) -> Result<[u8; 32], ViewError> {
        self.read(|snapshot| snapshot.digest()).await
    }

    /// Replays the whole log into a fresh file under `tmp` and gives its
    /// digest. The file is removed afterwards.
    ///
    /// # Errors
    /// As for [`Views::catch_up`].
    pub async fn rebuild_digest<S: Source>(source: &S, tmp: &Path) -> Result<[u8; 32], ViewError> {
        replay(source, tmp, None).await
    }

    /// Compares the views with a replay of the log up to where they stand.
    ///
    /// # Errors
    /// As for [`Views::catch_up`].
    pub async fn check_replay<S: Source>(
        &self,
        source: &S,
        tmp: &Path,
    ) -> Result<ReplayCheck, ViewError> {
        let (position, live) =
            self.read(|snapshot| Ok((snapshot.position()?, snapshot.digest()?))).await?;
        let upto = Some(position.unwrap_or(Position(0)));
        let replayed = replay(source, tmp, upto).await?;
        Ok(ReplayCheck { position, live, replayed })
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
        spawn_blocking(move || work(&views)).await.map_err(|_| ViewError::CutOff)?
    }

    pub(crate) fn progress(&self) -> &watch::Sender<Progress> {
        &self.inner.progress
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, ViewStore> {
        self.inner.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.inner.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The earlier entries of streams whose state is not in memory.
type Earlier = Vec<(StreamName, Vec<Entry>)>;

async fn load<S: Source>(source: &S, missing: Vec<Missing>) -> Result<Earlier, ViewError> {
    let mut earlier = Vec::with_capacity(missing.len());
    for (stream, before) in missing {
        let entries =
            if before.0 == 0 { Vec::new() } else { source.stream(&stream, before).await? };
        earlier.push((stream, entries));
    }
    Ok(earlier)
}

async fn replay<S: Source>(
    source: &S,
    tmp: &Path,
    upto: Option<Position>,
) -> Result<[u8; 32], ViewError> {
    fs::create_dir_all(tmp)?;
    let turn = REPLAYS.fetch_add(1, Ordering::Relaxed);
    let path = tmp.join(format!("replay-{}-{turn}.db", std::process::id()));
    view_store::remove(&path)?;
    let replayed = replay_into(source, &path, upto).await;
    view_store::remove(&path)?;
    replayed
}

async fn replay_into<S: Source>(
    source: &S,
    path: &Path,
    upto: Option<Position>,
) -> Result<[u8; 32], ViewError> {
    let mut store = ViewStore::open(path, "replay")?;
    loop {
        let after = store.checkpoint().map(|checkpoint| checkpoint.position);
        let mut page = source.page(after, BATCH).await?;
        page.retain(|entry| upto.is_none_or(|upto| entry.position <= upto));
        if page.is_empty() {
            let digest = spawn_blocking(move || store.digest()).await;
            return digest.map_err(|_| ViewError::CutOff)?;
        }
        let earlier = load(source, store.missing(&page)).await?;
        let taken = spawn_blocking(move || store.take(earlier, &page).map(|()| store)).await;
        store = taken.map_err(|_| ViewError::CutOff)??;
    }
}

impl fmt::Debug for Views {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Views").field("position", &self.position()).finish_non_exhaustive()
    }
}
