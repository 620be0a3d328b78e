//! Opening a data directory for writing: which court, rules, units and keys.

use crate::{
    court_file::CourtFile,
    failure::Failure,
    lang::Key,
    no_units::NoUnits,
    reading::{audit, fact, has_log},
};
use levy::{
    Keys, Levy,
    domain::{
        calendar::Calendar,
        id::OfficerId,
        rules::{Profile, Rules, UnitDirectory},
        stamp::{Actor, Role},
    },
    engine::{Caller, CourtSeat, Personal},
    proof::{KeyRing, Sealer},
    store::{
        StoreError,
        sqlite::{ClockKind, SqliteStore},
    },
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// What a writing command may be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct OfficeArgs {
    /// Court code; `court.toml` says it otherwise.
    #[arg(long, value_name = "CODE")]
    pub(crate) court: Option<String>,
    /// Unit directory.
    #[arg(long, value_name = "FILE")]
    pub(crate) units: Option<PathBuf>,
    /// Profile.
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    /// Key file.
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
    /// Officer who acts.
    #[arg(long, value_name = "ID")]
    pub(crate) officer: Option<OfficerId>,
}

/// Everything that is known before the log is opened.
pub(crate) struct Office {
    dir: PathBuf,
    pub(crate) seat: CourtSeat,
    pub(crate) rules: Rules,
    keys: PathBuf,
    officer: Option<OfficerId>,
}

impl Office {
    /// # Errors
    /// [`Failure::Refused`]: a file is missing or does not read.
    pub(crate) fn load(dir: &Path, args: &OfficeArgs) -> Result<Self, Failure> {
        let filed = CourtFile::read(dir)?;
        let court = match (&args.court, filed) {
            (Some(code), Some(filed)) if filed.code != CourtFile::of(code)?.code => {
                let (what, todo) = (Key("fault-other-court"), Key("do-right-court"));
                return Err(Failure::refused("LEVY-L02", what, todo, filed.code));
            }
            (_, Some(filed)) => filed,
            (Some(code), None) => CourtFile::of(code)?,
            (None, None) => {
                let (what, todo) = (Key("fault-no-court"), Key("do-init"));
                return Err(Failure::refused("LEVY-T02", what, todo, dir.display()));
            }
        };
        let units = given_or(args.units.as_deref(), &dir.join("units.toml")).ok_or_else(|| {
            let (what, todo) = (Key("fault-no-units"), Key("do-units"));
            Failure::refused("LEVY-T05", what, todo, dir.display())
        })?;
        let units = UnitDirectory::from_toml(&text_of(&units)?)?;
        let profile = match given_or(args.profile.as_deref(), &dir.join("profile.toml")) {
            Some(path) => Profile::from_toml(&text_of(&path)?)?,
            None => Profile::china()?,
        };
        Ok(Office {
            rules: Rules::new(
                Arc::new(profile),
                Arc::new(Calendar::china()?),
                Arc::new(units),
            ),
            seat: court.seat(),
            keys: args
                .keys
                .clone()
                .unwrap_or_else(|| dir.join("keys").join("court.json")),
            officer: args.officer,
            dir: dir.to_owned(),
        })
    }

    /// A sealing desk that writes nothing, for a dry run: the same tokens as
    /// the real one where the court has keys already.
    ///
    /// # Errors
    /// [`Failure::Refused`]: not the keys of this directory.
    pub(crate) async fn rehearsal(&self) -> Result<Personal, Failure> {
        let mut known = None;
        if has_log(&self.dir) {
            self.check_clock()?;
            let audit = audit(&self.dir).await?;
            audit.belongs_to(&self.seat).await?;
            known = fact(&self.dir, "keys").await?;
        }
        let ring = match known {
            None if !self.keys.exists() => KeyRing::generate()?,
            _ => KeyRing::load(&self.keys)?,
        };
        if known.is_some_and(|known| known != ring.check_value()) {
            return Err(levy::Error::OtherKeys.into());
        }
        Ok(Personal::new(
            Arc::new(Sealer::simulated(&ring)),
            &self.seat.slug,
        ))
    }

    /// A clerk's machine has a real clock, which may not write a simulated log.
    fn check_clock(&self) -> Result<(), Failure> {
        match SqliteStore::open_read_only(&self.dir)?.meta().clock {
            ClockKind::Real => Ok(()),
            ClockKind::Simulated => {
                let why = "the log holds simulated time, a real clock may not write it";
                Err(StoreError::Refused(why.into()).into())
            }
        }
    }

    /// Opens it for writing. Nothing is sent to any unit.
    ///
    /// # Errors
    /// [`Failure`]: in use, of another court, of other keys, of a simulated
    /// clock, damaged.
    pub(crate) async fn open(&self) -> Result<Levy, Failure> {
        let keys = Keys::File {
            path: self.keys.clone(),
            create: !has_log(&self.dir),
        };
        let levy = Levy::builder(&self.dir, self.seat.clone())
            .profile(self.rules.profile().clone())
            .units(self.rules.units().clone())
            .keys(keys)
            .open(Arc::new(NoUnits))
            .await?;
        Ok(levy)
    }

    /// Who acts, to what end.
    pub(crate) fn caller(&self, purpose: &str) -> Caller {
        let actor = match self.officer {
            Some(officer) => Actor::officer(officer, Role::Clerk),
            None => Actor {
                role: Role::Clerk,
                ..Actor::system()
            },
        };
        Caller {
            actor: Actor {
                via: Some("levy-cli".into()),
                ..actor
            },
            court: self.seat.code.clone(),
            purpose: purpose.into(),
        }
    }
}

fn given_or(given: Option<&Path>, default: &Path) -> Option<PathBuf> {
    given
        .map(Path::to_owned)
        .or_else(|| default.is_file().then(|| default.to_owned()))
}

/// A text file as UTF-8, with or without a byte order mark.
///
/// # Errors
/// [`Failure::Refused`].
pub(crate) fn text_of(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    Ok(text
        .strip_prefix('\u{FEFF}')
        .map(str::to_owned)
        .unwrap_or(text))
}
