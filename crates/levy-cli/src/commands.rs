//! One file per command.

pub(crate) mod case_as_of;
pub(crate) mod case_import;
pub(crate) mod case_list;
pub(crate) mod case_show;
pub(crate) mod case_why;
#[cfg(feature = "demo")]
pub(crate) mod demo;
pub(crate) mod hold_import;
pub(crate) mod hold_rehearse;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod log_tail;
pub(crate) mod replay;
pub(crate) mod unit_list;
pub(crate) mod unit_show;
#[cfg(feature = "demo")]
pub(crate) mod units;
pub(crate) mod verify;

use crate::{
    cli::{Case, Cli, Command, Hold, Log, Unit},
    failure::Failure,
    screen::Screen,
};
use std::path::Path;

/// Where the data lives unless `--dir` says otherwise.
const DEFAULT_DIR: &str = "./levy-data";

/// Does what was asked.
pub(crate) async fn run(cli: Cli, screen: &mut Screen) -> Result<(), Failure> {
    let given = cli.dir;
    let dir = given.as_deref().unwrap_or(Path::new(DEFAULT_DIR));
    match cli.command {
        #[cfg(feature = "demo")]
        Command::Demo(args) => demo::run(given.as_deref(), &args, screen).await,
        Command::Init(args) => init::run(dir, &args, screen).await,
        Command::Case {
            command: Case::Import(args),
        } => case_import::run(dir, &args, screen).await,
        Command::Case {
            command: Case::List(args),
        } => case_list::run(dir, args, screen).await,
        Command::Case {
            command: Case::Show(args),
        } => case_show::run(dir, &args, screen).await,
        Command::Case {
            command: Case::AsOf(args),
        } => case_as_of::run(dir, &args, screen).await,
        Command::Case {
            command: Case::Why(args),
        } => case_why::run(dir, &args, screen).await,
        Command::Hold {
            command: Hold::Import(args),
        } => hold_import::run(dir, &args, screen).await,
        Command::Hold {
            command: Hold::Rehearse(args),
        } => hold_rehearse::run(dir, &args, screen).await,
        Command::Unit {
            command: Unit::List,
        } => unit_list::run(dir, screen).await,
        Command::Unit {
            command: Unit::Show(args),
        } => unit_show::run(dir, &args, screen).await,
        Command::Replay => replay::run(dir, screen).await,
        Command::Verify => verify::run(dir, screen),
        Command::Log {
            command: Log::Tail(args),
        } => log_tail::run(dir, &args, screen).await,
        #[cfg(feature = "demo")]
        Command::Units => units::run().await,
    }
}
