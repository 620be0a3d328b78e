//! A running instance.

use crate::{Builder, Error, key_record::KeyRecord};
use levy_domain::{
    court,
    id::{CommandId, MatterId},
    matter,
};
use levy_engine::{Answer, Caller, Command, CommandError, CourtSeat, Engine, StreamKey};
use levy_proof::KeyRing;
use levy_store::sqlite::SqliteStore;
use levy_views::Views;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Levy over one data directory.
pub struct Levy {
    dir: PathBuf,
    engine: Engine,
    views: Arc<Views>,
    store: Arc<SqliteStore>,
    ring: KeyRing,
    record: Option<KeyRecord>,
}

impl Levy {
    /// Begins to build an instance over `dir` for `seat`.
    pub fn builder(dir: &Path, seat: CourtSeat) -> Builder {
        Builder::new(dir, seat)
    }

    pub(crate) fn new(
        dir: PathBuf,
        engine: Engine,
        views: Arc<Views>,
        store: Arc<SqliteStore>,
        (ring, record): (KeyRing, Option<KeyRecord>),
    ) -> Self {
        Levy {
            dir,
            engine,
            views,
            store,
            ring,
            record,
        }
    }

    /// Its data directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The views, as far as they followed the log.
    pub fn views(&self) -> &Arc<Views> {
        &self.views
    }

    /// The store.
    pub fn store(&self) -> &Arc<SqliteStore> {
        &self.store
    }

    /// The court's keys.
    pub fn keys(&self) -> &KeyRing {
        &self.ring
    }

    /// A command to a matter.
    ///
    /// # Errors
    /// [`CommandError`].
    pub async fn matter(
        &self,
        matter: MatterId,
        command: matter::Command,
        id: CommandId,
        caller: Caller,
    ) -> Result<Answer, CommandError> {
        self.engine
            .command(
                StreamKey::Matter(matter),
                Command::Matter(command),
                id,
                caller,
            )
            .await
    }

    /// A command to the court's own stream.
    ///
    /// # Errors
    /// [`CommandError`].
    pub async fn court(
        &self,
        command: court::Command,
        id: CommandId,
        caller: Caller,
    ) -> Result<Answer, CommandError> {
        self.engine
            .command(StreamKey::Court, Command::Court(command), id, caller)
            .await
    }

    /// Brings the views up to the end of the log.
    ///
    /// # Errors
    /// [`Error::Views`].
    pub async fn refresh_views(&self) -> Result<(), Error> {
        self.views.catch_up(self.engine.journal()).await?;
        Ok(())
    }

    /// Stops: everything acknowledged is durable, everything open is owed
    /// again at the next start.
    pub async fn stop(self) {
        self.engine.stop().await;
        if let Some(record) = &self.record {
            record.close(&self.store).await;
        }
    }
}
