//! The command line of Levy (binary `levy`).
//!
//! **What it is**: a thin door to [`levy::Levy`] and [`levy::Audit`] for
//! clerks, auditors and scripts: import with a dry run, lists, state as of any
//! moment, reasons, replay, verification, the log's tail, and the demo.
//!
//! **What it is not**: no rule is decided here and nothing is sent to a unit
//! from here. Every text that a person reads stands in `locales/`, in Chinese
//! first and in English; every number comes from the log or a view of it.
//!
//! **Where to start**: `cli.rs` (what can be asked), then `commands/`, one
//! file each. The contract for scripts is `docs/cli.md`.
#![forbid(unsafe_code)]

mod lang;

mod failure;
mod screen;
mod sentence;
mod table;
mod words;

mod court_file;
mod no_units;
mod office;
mod reading;
mod when;

mod amount;
mod case_compare;
mod case_file;
mod case_plan;
mod csv_text;
mod headings;
mod hold_file;
mod hold_plan;
mod matter_state;
mod problem;
mod spoiled;

mod cli;
mod commands;
mod help;

use std::process::ExitCode;

/// Orders, replies and rows are many small pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let lang = lang::Lang::chosen(std::env::args_os());
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("LEVY_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let cli = match help::parse(lang) {
        Ok(cli) => cli,
        Err(shown) => return shown,
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failure::Failure::machine(&error).end(lang, cli.json),
    };
    let json = cli.json;
    let ended = runtime.block_on(async {
        let mut screen = screen::Screen::new(lang, json);
        commands::run(cli, &mut screen).await?;
        Ok::<(), failure::Failure>(screen.flush()?)
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.end(lang, json),
    }
}
