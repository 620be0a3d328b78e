//! `levy init`: says which court a data directory belongs to, and lays down
//! its unit directory and profile. Makes no log.

use crate::{
    court_file::{Account, CourtFile},
    failure::Failure,
    lang::Key,
    office::text_of,
    reading::{fact, has_log},
    screen::Screen,
};
use levy::domain::rules::{Profile, UnitDirectory};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Court code.
    #[arg(long, value_name = "CODE")]
    court: String,
    /// Unit directory to take over.
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// Profile to take over.
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Holder of the court's account; what is filed stays when not given.
    #[arg(long, value_name = "NAME")]
    account_holder: Option<String>,
    /// Number of the court's account, likewise.
    #[arg(long, value_name = "NUMBER")]
    account_number: Option<String>,
    /// Bank of the court's account, likewise.
    #[arg(long, value_name = "BANK")]
    account_bank: Option<String>,
}

impl Args {
    /// What is filed, with what was given in its place: an option that was not
    /// given takes nothing away.
    fn onto(&self, filed: CourtFile) -> CourtFile {
        let given = |given: &Option<String>, filed| given.clone().unwrap_or(filed);
        CourtFile {
            account: Account {
                holder: given(&self.account_holder, filed.account.holder),
                number: given(&self.account_number, filed.account.number),
                bank: given(&self.account_bank, filed.account.bank),
            },
            ..filed
        }
    }
}

/// # Errors
/// [`Failure::Refused`]: it belongs to another court, a file does not read.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let asked = CourtFile::of(&args.court)?;
    let filed = CourtFile::read(dir)?;
    let mut known = filed.as_ref().map(|filed| filed.code.clone());
    if known.is_none() && has_log(dir) {
        known = fact(dir, "court").await?;
    }
    if let Some(other) = known.filter(|known| *known != asked.code) {
        let (what, todo) = (Key("fault-other-court"), Key("do-right-court"));
        return Err(Failure::refused("LEVY-L02", what, todo, other));
    }
    // Everything is read and checked before anything is written.
    let units = args.units.as_deref().map(text_of).transpose()?;
    let counted = units
        .as_deref()
        .map(UnitDirectory::from_toml)
        .transpose()?
        .map(|all| all.len());
    let profile = args.profile.as_deref().map(text_of).transpose()?;
    profile.as_deref().map(Profile::from_toml).transpose()?;
    levy::store::private::create_dir(dir).map_err(|error| Failure::unreadable(dir, &error))?;
    let court = args.onto(filed.clone().unwrap_or(asked));
    if filed.as_ref() != Some(&court) {
        let text = toml::to_string(&court).map_err(|error| Failure::of(&error))?;
        write(&CourtFile::path(dir), &text)?;
    }
    for (text, name) in [(units, "units.toml"), (profile, "profile.toml")] {
        if let Some(text) = text {
            write(&dir.join(name), &text)?;
        }
    }
    if screen.json {
        let made = json!({"dir": dir, "court": court.code, "slug": court.slug, "units": counted});
        return Ok(screen.json(&made)?);
    }
    let shown = dir.display().to_string();
    screen.say(Key("init-done"), &[("dir", &shown), ("court", &court.code)])?;
    if let Some(counted) = counted {
        screen.say(Key("init-units"), &[("count", &counted.to_string())])?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::unreadable(path, &error))
}
