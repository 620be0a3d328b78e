//! The command line.

use crate::{
    config::{self, Config},
    court_key::CourtKey,
    daemon,
    fault::Fault,
    logging,
};
use clap::{Parser, Subcommand};
use levy::proof::KeyRing;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The daemon of Levy (查控引擎守护进程).
#[derive(Parser)]
#[command(
    name = "levyd",
    version,
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    /// The configuration to run with (配置文件).
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Reads a configuration and what it names, opens nothing (检查配置).
    CheckConfig {
        /// The configuration.
        file: PathBuf,
    },
    /// Prints a configuration with every key (打印默认配置).
    DefaultConfig,
    /// Prints the court's public key and its fingerprint, for units
    /// (打印法院公钥及其指纹，供协助单位登记).
    CourtKey {
        /// The configuration.
        file: PathBuf,
    },
}

/// Runs the command line. Exit codes: 0 done or stopped as asked, 2 wrong
/// usage, 3 the configuration, 4 refused to start, 5 failed while running.
pub fn run() -> ExitCode {
    let done = match Arguments::parse() {
        Arguments {
            task: Some(Task::DefaultConfig),
            ..
        } => say(config::DEFAULT),
        Arguments {
            task: Some(Task::CheckConfig { file }),
            ..
        } => check(&file),
        Arguments {
            task: Some(Task::CourtKey { file }),
            ..
        } => court_key(&file),
        Arguments {
            config: Some(file), ..
        } => serve(&file),
        Arguments {
            config: None,
            task: None,
        } => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            fault.exit_code()
        }
    }
}

/// Writes to standard output at once.
pub(crate) fn say(text: &str) -> Result<(), Fault> {
    let mut out = std::io::stdout().lock();
    let said = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    said.map_err(|error| Fault::system("standard output", &error))
}

fn check(file: &Path) -> Result<(), Fault> {
    let config = Config::read(file)?;
    say(&format!(
        "{}: good; court {}, {} units, {} peers\n",
        file.display(),
        config.seat.code,
        config.units.len(),
        config.peers.len()
    ))
}

fn court_key(file: &Path) -> Result<(), Fault> {
    let config = Config::read(file)?;
    let ring = KeyRing::load(&config.key_file).map_err(levy::Error::from)?;
    say(&CourtKey::of(&ring.signer()).to_string())
}

fn serve(file: &Path) -> Result<(), Fault> {
    let config = Config::read(file)?;
    logging::start(config.level, config.form);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| Fault::system("no runtime", &error))?;
    let ended = runtime.block_on(daemon::run(config));
    if let Err(fault) = &ended {
        tracing::error!(%fault, "ended");
    }
    ended
}
