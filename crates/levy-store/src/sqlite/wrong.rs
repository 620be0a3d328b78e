//! What went wrong below, in the words of the seam.

use crate::StoreError;
use rusqlite::ErrorCode;
use std::path::Path;

pub(super) fn failed(why: impl Into<String>) -> StoreError {
    StoreError::Failed(why.into())
}

pub(super) fn io(path: &Path, error: &std::io::Error) -> StoreError {
    failed(format!("{}: {error}", path.display()))
}

/// What SQLite found wrong with the stored bytes is damage; the rest is a
/// failure of the machine.
pub(super) fn sql(error: rusqlite::Error) -> StoreError {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
    };
    let damaged = match &error {
        FromSqlConversionFailure(..)
        | IntegralValueOutOfRange(..)
        | InvalidColumnType(..)
        | Utf8Error(..) => true,
        other => matches!(
            other.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        ),
    };
    if damaged {
        StoreError::Corrupt {
            place: "log.db".into(),
            what: error.to_string(),
        }
    } else {
        failed(error.to_string())
    }
}
