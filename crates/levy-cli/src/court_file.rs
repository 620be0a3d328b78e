//! `court.toml` of a data directory: which court it belongs to.

use crate::{failure::Failure, lang::Key};
use levy::{
    domain::{identifier::CourtCode, rules::Unread},
    engine::{CourtAccount, CourtSeat},
};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The file as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CourtFile {
    /// Court code as in case numbers.
    pub(crate) code: String,
    /// The same in lower-case ASCII, for stream names.
    pub(crate) slug: String,
    /// Where transfers go.
    #[serde(default)]
    pub(crate) account: Account,
}

/// The court's enforcement account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    /// Name of the account.
    #[serde(default)]
    pub(crate) holder: String,
    /// Its number.
    #[serde(default)]
    pub(crate) number: String,
    /// The bank that keeps it.
    #[serde(default)]
    pub(crate) bank: String,
}

impl CourtFile {
    /// For a court by its code.
    ///
    /// # Errors
    /// [`Failure::Refused`]: not a court code.
    pub(crate) fn of(code: &str) -> Result<Self, Failure> {
        let code = CourtCode::parse(code).map_err(|error| bad(&error))?;
        Ok(CourtFile {
            slug: code.short_name(),
            code: code.as_str().to_owned(),
            account: Account::default(),
        })
    }

    pub(crate) fn path(dir: &Path) -> PathBuf {
        dir.join("court.toml")
    }

    /// Reads the file of `dir`; `None` when there is none.
    ///
    /// # Errors
    /// [`Failure::Refused`]: not readable, an unknown key, not a court code.
    pub(crate) fn read(dir: &Path) -> Result<Option<Self>, Failure> {
        let path = CourtFile::path(dir);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::unreadable(&path, &error)),
        };
        let read: CourtFile =
            toml::from_str(&text).map_err(|error| bad(&Unread::of(&text, &error)))?;
        let code = CourtCode::parse(&read.code).map_err(|error| bad(&error))?;
        let code = code.as_str().to_owned();
        Ok(Some(CourtFile { code, ..read }))
    }

    pub(crate) fn seat(&self) -> CourtSeat {
        let Account {
            holder,
            number,
            bank,
        } = self.account.clone();
        CourtSeat {
            code: self.code.clone(),
            slug: self.slug.clone(),
            account: CourtAccount {
                holder,
                number,
                bank,
            },
        }
    }
}

fn bad(why: &dyn std::fmt::Display) -> Failure {
    Failure::refused(
        "LEVY-T03",
        Key("fault-court-file"),
        Key("do-court-file"),
        why,
    )
}
