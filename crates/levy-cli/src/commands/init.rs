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
    /// Holder of the court's account.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    account_holder: String,
    /// Number of the court's account.
    #[arg(
        long,
        value_name = "NUMBER",
        default_value = "",
        hide_default_value = true
    )]
    account_number: String,
    /// Bank of the court's account.
    #[arg(
        long,
        value_name = "BANK",
        default_value = "",
        hide_default_value = true
    )]
    account_bank: String,
}

/// # Errors
/// [`Failure::Refused`]: it belongs to another court, a file does not read.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let account = Account {
        holder: args.account_holder.clone(),
        number: args.account_number.clone(),
        bank: args.account_bank.clone(),
    };
    let court = CourtFile {
        account,
        ..CourtFile::of(&args.court)?
    };
    let mut known = CourtFile::read(dir)?.map(|filed| filed.code);
    if known.is_none() && has_log(dir) {
        known = fact(dir, "court").await?;
    }
    if let Some(other) = known.filter(|known| *known != court.code) {
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
    let text = toml::to_string(&court).map_err(|error| Failure::of(&error))?;
    write(&CourtFile::path(dir), &text)?;
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
