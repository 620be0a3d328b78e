//! Bringing the views forward, and waiting for it.

use super::Views;
use crate::{
    Follower, Source, ViewError,
    ledger::Missing,
    view_store::{Build, Earlier},
};
use levy_journal::Entry;
use levy_store::Position;
use std::{path::Path, sync::atomic::Ordering};
use tokio::task::spawn_blocking;

/// Entries in one transaction.
const BATCH: usize = 4_000;

/// Entries that a build reads at once: few enough that those of this page are
/// still near the processor when they are taken.
const PAGE: usize = 1_000;

impl Views {
    /// Brings the views to the head of the log as it was found at the end.
    ///
    /// # Errors
    /// When the log or the file failed; what was taken so far stays.
    pub async fn catch_up<S: Source>(&self, source: &S) -> Result<Option<Position>, ViewError> {
        let _turn = self.inner.turn.lock().await;
        self.check_log(source).await?;
        let mut page = source.page(self.position(), BATCH).await?;
        if self.position().is_none() && page.len() == BATCH {
            let last = self.build(source, page).await?;
            page = source.page(last, BATCH).await?;
        }
        while let Some(last) = page.last().map(|entry| entry.position) {
            let missing = self.lock().missing(&page);
            let earlier = load(source, missing).await?;
            // The next page is read while this one is taken.
            let next = source.page(Some(last), BATCH);
            let (taken, next) = tokio::join!(self.take(earlier, page), next);
            taken?;
            page = next?;
        }
        Ok(self.position())
    }

    /// A log of some length is taken from its start into a file of its own,
    /// which takes the place of this one when it is whole.
    async fn build<S: Source>(
        &self,
        source: &S,
        first: Vec<Entry>,
    ) -> Result<Option<Position>, ViewError> {
        let path = self.inner.path.with_extension("new.db");
        let store_id = self.lock().store_id().to_owned();
        let built = build(source, &path, &store_id, Some(first), None).await?;
        self.blocking(move |views| {
            views.lock().replace(built.for_readers()?)?;
            Ok(views.tell())
        })
        .await
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
            let same = page.first().is_some_and(|entry| {
                entry.position == stands.position && entry.hash == stands.hash
            });
            if !same {
                tracing::warn!("the log lacks what the views have seen; they are built again");
                self.blocking(|views| {
                    views.lock().reset()?;
                    views
                        .inner
                        .progress
                        .send_modify(|progress| progress.position = None);
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
            views.lock().take(earlier, &page)?;
            views.tell();
            Ok(())
        })
        .await
    }

    /// Tells those who wait where the views stand.
    fn tell(&self) -> Option<Position> {
        let position = self.lock().checkpoint().map(|at| at.position);
        self.inner
            .progress
            .send_modify(|progress| progress.position = position);
        position
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
            let behind = |why: String| ViewError::Behind {
                stands: now.position,
                asked: position,
                why,
            };
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
}

async fn load<S: Source>(source: &S, missing: Vec<Missing>) -> Result<Earlier, ViewError> {
    let mut earlier = Vec::with_capacity(missing.len());
    for (stream, before) in missing {
        let entries = if before.0 == 0 {
            Vec::new()
        } else {
            source.stream(&stream, before).await?
        };
        earlier.push((stream, entries));
    }
    Ok(earlier)
}

/// Views of the log up to `upto`, in a file of their own that is removed with
/// them. `first` is the first page, where it was read already.
pub(super) async fn build<S: Source>(
    source: &S,
    path: &Path,
    store_id: &str,
    first: Option<Vec<Entry>>,
    upto: Option<Position>,
) -> Result<Build, ViewError> {
    let mut build = Build::start(path, store_id)?;
    let mut page = match first {
        Some(first) => first,
        None => source.page(None, PAGE).await?,
    };
    let mut spent = Vec::new();
    loop {
        page.retain(|entry| upto.is_none_or(|upto| entry.position <= upto));
        let Some(last) = page.last().map(|entry| entry.position) else {
            break;
        };
        let earlier = load(source, build.missing(&page)).await?;
        // The next page is read while this one is taken; the one before it is
        // let go here, where it was read and there is more time.
        let taken = spawn_blocking(move || build.take(earlier, &page).map(|()| (build, page)));
        drop(spent);
        let (taken, next) = tokio::join!(taken, source.page(Some(last), PAGE));
        (build, spent) = taken.map_err(|_| ViewError::CutOff)??;
        page = next?;
    }
    let finished = spawn_blocking(move || build.finish().map(|()| build));
    finished.await.map_err(|_| ViewError::CutOff)?
}
