//! Holding the views against a replay of their log.

use super::{Views, forward::build};
use crate::{Source, ViewError};
use levy_store::{Position, private};
use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};
use tokio::task::spawn_blocking;

/// Replays begun by this process, for their files' names.
static REPLAYS: AtomicU64 = AtomicU64::new(0);

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

impl Views {
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
        let (position, live) = self
            .read(|snapshot| Ok((snapshot.position()?, snapshot.digest()?)))
            .await?;
        let upto = Some(position.unwrap_or(Position(0)));
        let replayed = replay(source, tmp, upto).await?;
        Ok(ReplayCheck {
            position,
            live,
            replayed,
        })
    }
}

async fn replay<S: Source>(
    source: &S,
    tmp: &Path,
    upto: Option<Position>,
) -> Result<[u8; 32], ViewError> {
    private::create_dir(tmp)?;
    let turn = REPLAYS.fetch_add(1, Ordering::Relaxed);
    let path = tmp.join(format!("replay-{}-{turn}.db", std::process::id()));
    let built = build(source, &path, "replay", None, upto).await?;
    spawn_blocking(move || built.digest())
        .await
        .map_err(|_| ViewError::CutOff)?
}
