//! What can be asked. The texts that people read stand in `locales/` and are
//! put in by `help.rs`; the comments here are for programmers.

use crate::commands;
use clap::{ArgAction, Parser, Subcommand};
use std::path::PathBuf;

/// Levy.
#[derive(Debug, Parser)]
#[command(
    name = "levy",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    /// Data directory.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// Language.
    #[arg(long, global = true, value_name = "LANG", value_parser = ["zh-CN", "en"], hide_possible_values = true)]
    pub(crate) lang: Option<String>,
    /// Answer in JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Help.
    #[arg(long, short = 'h', global = true, action = ArgAction::Help)]
    pub(crate) help: Option<bool>,
    /// Version.
    #[arg(long, short = 'V', action = ArgAction::Version)]
    pub(crate) version: Option<bool>,
    /// Which command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A year in virtual time.
    #[cfg(feature = "demo")]
    Demo(commands::demo::Args),
    /// Write `court.toml`.
    Init(commands::init::Args),
    /// Cases.
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Case {
        /// Which.
        #[command(subcommand)]
        command: Case,
    },
    /// Holds.
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Hold {
        /// Which.
        #[command(subcommand)]
        command: Hold,
    },
    /// Units.
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Unit {
        /// Which.
        #[command(subcommand)]
        command: Unit,
    },
    /// Compare the views with a replay.
    Replay,
    /// Check chains and evidence.
    Verify,
    /// The log.
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Log {
        /// Which.
        #[command(subcommand)]
        command: Log,
    },
    /// The simulated units' process; started by the demo itself.
    #[cfg(feature = "demo")]
    #[command(hide = true)]
    Units,
}

/// Cases.
#[derive(Debug, Subcommand)]
pub(crate) enum Case {
    /// Import.
    Import(commands::case_import::Args),
    /// List.
    List(commands::case_list::Args),
    /// Control state.
    Show(commands::case_show::Args),
    /// State at a moment.
    AsOf(commands::case_as_of::Args),
    /// Reasons.
    Why(commands::case_why::Args),
}

/// Holds.
#[derive(Debug, Subcommand)]
pub(crate) enum Hold {
    /// Adopt holds made elsewhere.
    Import(commands::hold_import::Args),
    /// What happens when the first seal ends.
    Rehearse(commands::hold_rehearse::Args),
}

/// Units.
#[derive(Debug, Subcommand)]
pub(crate) enum Unit {
    /// Response of all.
    List,
    /// One unit.
    Show(commands::unit_show::Args),
}

/// The log.
#[derive(Debug, Subcommand)]
pub(crate) enum Log {
    /// Its last events.
    Tail(commands::log_tail::Args),
}
