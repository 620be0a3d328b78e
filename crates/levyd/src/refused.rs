//! What a call is told when it is not carried out.

use levy::{
    domain::refusal::Refusal,
    engine::{CommandError, PersonalError},
    store::{Position, StoreError},
};
use thiserror::Error;
use tonic::{Code, Status, metadata::MetadataMap};

/// Name of the trailer that carries the code.
pub(crate) const CODE: &str = "levy-code";

/// Why a call is not carried out. None of these texts repeats what the caller
/// wrote: it may be personal data.
#[derive(Debug, Error)]
pub(crate) enum Refused {
    /// The engine.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// `LEVY-G20`: a field is missing or cannot be read.
    #[error("LEVY-G20 {field}: {why}")]
    Field {
        /// Which.
        field: &'static str,
        /// What is wrong and what to write.
        why: String,
    },
    /// A field breaks a rule of its own; the text begins with its code.
    #[error("{0}")]
    Identifier(String),
    /// `LEVY-G21`: the thing asked for is not known.
    #[error("LEVY-G21 no such {0}; look it up again")]
    Absent(&'static str),
    /// `LEVY-G22`: a position beyond the log.
    #[error("LEVY-G22 the log ends at {}; the position is of another log, or this one was restored: follow from an earlier one", shown(.0))]
    Beyond(Option<Position>),
    /// `LEVY-G23`: the views are late.
    #[error("LEVY-G23 the views have not reached that position yet; ask again")]
    Late,
    /// The views.
    #[error(transparent)]
    Views(#[from] levy::views::ViewError),
    /// The store, while it was followed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The log.
    #[error(transparent)]
    Log(#[from] levy::engine::EngineError),
    /// Sealing.
    #[error(transparent)]
    Personal(#[from] PersonalError),
    /// A body of evidence.
    #[error(transparent)]
    Evidence(#[from] levy::journal::EvidenceError),
    /// `LEVY-G24`: the work was cut off.
    #[error("LEVY-G24 the work was cut off; repeat it with the same command id")]
    CutOff,
}

fn shown(position: &Option<Position>) -> String {
    position.map_or_else(
        || "its beginning".to_owned(),
        |position| position.0.to_string(),
    )
}

impl Refused {
    pub(crate) fn field(field: &'static str, why: impl Into<String>) -> Self {
        Refused::Field {
            field,
            why: why.into(),
        }
    }

    /// What a client's retry logic may go by.
    fn code(&self) -> Code {
        match self {
            Refused::Command(error) => of_command(error),
            Refused::Field { .. } | Refused::Identifier(_) => Code::InvalidArgument,
            Refused::Evidence(levy::journal::EvidenceError::TooLarge { .. }) => {
                Code::InvalidArgument
            }
            Refused::Store(StoreError::Corrupt { .. }) => Code::DataLoss,
            Refused::Store(_) => Code::Unavailable,
            Refused::Absent(_) => Code::NotFound,
            Refused::Beyond(_) => Code::OutOfRange,
            Refused::Late | Refused::CutOff | Refused::Views(_) => Code::Unavailable,
            Refused::Log(_) | Refused::Personal(_) | Refused::Evidence(_) => Code::Internal,
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Refused::Command(refusal.into())
    }
}

fn of_command(error: &CommandError) -> Code {
    match error {
        CommandError::Refused(
            Refusal::Malformed { .. }
            | Refusal::NotListed { .. }
            | Refusal::OtherCurrency
            | Refusal::TooLarge,
        ) => Code::InvalidArgument,
        CommandError::Refused(_) => Code::FailedPrecondition,
        CommandError::Quarantined(_) => Code::DataLoss,
        CommandError::Uncertain(_) | CommandError::Stopping => Code::Unavailable,
        CommandError::IdReused => Code::AlreadyExists,
        CommandError::TooLarge(_) => Code::InvalidArgument,
        CommandError::NotFiled(_) | CommandError::OtherCourt => Code::PermissionDenied,
        _ => Code::Internal,
    }
}

impl From<Refused> for Status {
    fn from(refused: Refused) -> Self {
        let text = refused.to_string();
        let mut trailers = MetadataMap::new();
        let levy = text
            .split(' ')
            .next()
            .filter(|word| word.starts_with("LEVY-"));
        if let Some(value) = levy.and_then(|code| code.parse().ok()) {
            trailers.insert(CODE, value);
        }
        let code = refused.code();
        // The code alone: the text is the caller's.
        tracing::debug!(status = ?code, levy, "not carried out");
        Status::with_metadata(code, text, trailers)
    }
}
