//! The auditor's door: read-only, without keys, beside a running instance.

use crate::{Error, beginning};
use levy_engine::CourtSeat;
use levy_journal::{Journal, JournalConfig, MachineClock, VerifyError, VerifyReport, verify_dir};
use levy_store::{EventStore, EvidenceStore, sqlite::SqliteStore};
use levy_views::Views;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A log opened for reading. Sealed boxes stay sealed.
pub struct Audit {
    dir: PathBuf,
    journal: Journal,
    court: String,
}

impl Audit {
    /// Opens the log under `dir`; nothing is written, no lock is taken.
    ///
    /// # Errors
    /// [`Error`]: there is no log, or it is of a newer format.
    pub async fn open(dir: &Path) -> Result<Self, Error> {
        let store = Arc::new(SqliteStore::open_read_only(dir)?);
        let court = store.meta_get("court").await?.unwrap_or_default();
        let events: Arc<dyn EventStore> = store.clone();
        let evidence: Arc<dyn EvidenceStore> = store;
        let journal = Journal::start(JournalConfig {
            store: events,
            evidence,
            court: court.clone(),
            producer: String::new(),
            clock: Arc::new(MachineClock),
        })
        .await?;
        Ok(Audit {
            dir: dir.to_owned(),
            journal,
            court,
        })
    }

    /// Whether this is the log of that court, under that slug.
    ///
    /// # Errors
    /// [`Error::OtherCourt`]: it is not.
    pub async fn belongs_to(&self, seat: &CourtSeat) -> Result<(), Error> {
        if self.court != seat.code {
            return Err(Error::OtherCourt(self.court.clone()));
        }
        beginning::named(&self.journal, seat).await
    }

    /// The log.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Checks every chain and every body of evidence.
    ///
    /// # Errors
    /// [`VerifyError`]: the file cannot be read at all. Damage is no error
    /// but a finding of the report.
    pub fn verify(dir: &Path) -> Result<VerifyReport, VerifyError> {
        verify_dir(dir)
    }

    /// Replays the whole log into fresh views under `tmp`; their digest.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn replay(&self, tmp: &Path) -> Result<[u8; 32], Error> {
        Ok(Views::rebuild_digest(&self.journal, tmp).await?)
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}
