//! `court.toml` of a data directory: which court it belongs to.

use crate::{failure::Failure, lang::Key};
use levy::{
    domain::identifier::CourtCode,
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

/// Letters of the provinces (GB/T 2260), for stream names.
const PROVINCES: [(char, &str); 33] = [
    ('京', "bj"),
    ('津', "tj"),
    ('冀', "he"),
    ('晋', "sx"),
    ('内', "nm"),
    ('辽', "ln"),
    ('吉', "jl"),
    ('黑', "hl"),
    ('沪', "sh"),
    ('苏', "js"),
    ('浙', "zj"),
    ('皖', "ah"),
    ('闽', "fj"),
    ('赣', "jx"),
    ('鲁', "sd"),
    ('豫', "ha"),
    ('鄂', "hb"),
    ('湘', "hn"),
    ('粤', "gd"),
    ('桂', "gx"),
    ('琼', "hi"),
    ('渝', "cq"),
    ('川', "sc"),
    ('黔', "gz"),
    ('云', "yn"),
    ('藏', "xz"),
    ('陕', "sn"),
    ('甘', "gs"),
    ('青', "qh"),
    ('宁', "nx"),
    ('新', "xj"),
    ('军', "mil"),
    ('兵', "bt"),
];

impl CourtFile {
    /// For a court by its code.
    ///
    /// # Errors
    /// [`Failure::Refused`]: not a court code.
    pub(crate) fn of(code: &str) -> Result<Self, Failure> {
        let code = CourtCode::parse(code).map_err(|error| bad(&error))?;
        Ok(CourtFile {
            slug: slug(&code),
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
        let read: CourtFile = toml::from_str(&text).map_err(|error| bad(&error))?;
        CourtCode::parse(&read.code).map_err(|error| bad(&error))?;
        Ok(Some(read))
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

fn slug(code: &CourtCode) -> String {
    let mut signs = code.as_str().chars();
    let province = signs.next();
    let known = PROVINCES.iter().find(|(sign, _)| Some(*sign) == province);
    known.map_or_else(
        || "spc".to_owned(),
        |(_, letters)| format!("{letters}{}", signs.as_str()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_court_code_becomes_a_short_name_for_streams() {
        for (code, slug) in [
            ("川33", "sc33"),
            ("川3322", "sc3322"),
            ("最高法", "spc"),
            ("京", "bj"),
        ] {
            assert_eq!(
                CourtFile::of(code).ok().map(|file| file.slug).as_deref(),
                Some(slug)
            );
        }
        assert!(CourtFile::of("X1").is_err());
    }
}
