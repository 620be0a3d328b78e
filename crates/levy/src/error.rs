//! What can go wrong at the door.

use thiserror::Error;

/// Why Levy cannot be opened or go on. Each part's error carries its own code
/// and says what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] levy_store::StoreError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] levy_journal::JournalError),
    /// The engine.
    #[error(transparent)]
    Engine(#[from] levy_engine::EngineError),
    /// A command that opening needs.
    #[error(transparent)]
    Command(#[from] levy_engine::CommandError),
    /// The views.
    #[error(transparent)]
    Views(#[from] levy_views::ViewError),
    /// The wake index.
    #[error(transparent)]
    Wake(#[from] levy_journal::WakeError),
    /// The key file.
    #[error(transparent)]
    KeyFile(#[from] levy_proof::KeyFileError),
    /// The data keys.
    #[error(transparent)]
    KeyTable(#[from] levy_proof::TableError),
    /// What the log keeps of the data keys.
    #[error(transparent)]
    KeyTableHead(#[from] levy_proof::BadTableHead),
    /// No randomness for new keys.
    #[error(transparent)]
    Randomness(#[from] levy_proof::NoRandomness),
    /// A body of evidence.
    #[error(transparent)]
    Evidence(#[from] levy_journal::EvidenceError),
    /// A profile or directory.
    #[error(transparent)]
    Profile(#[from] levy_domain::rules::BadProfile),
    /// A calendar.
    #[error(transparent)]
    Calendar(#[from] levy_domain::calendar::BadCalendar),
    /// `LEVY-L01`: the data belongs to other keys.
    #[error("LEVY-L01 the keys are not those of this data directory; give the right key file")]
    OtherKeys,
    /// `LEVY-L02`: the data directory holds another court's log.
    #[error("LEVY-L02 this data directory belongs to court {0}; open it for that court")]
    OtherCourt(String),
    /// `LEVY-L03`: a value in the store's meta table cannot be read.
    #[error("LEVY-L03 the store's {0} is not readable; verify the log")]
    Meta(&'static str),
    /// `LEVY-L04`: the directory cannot be made or read.
    #[error("LEVY-L04 {path}: {why}; check the path and its rights")]
    Directory {
        /// Which.
        path: String,
        /// The system's word.
        why: String,
    },
}
