//! How fast the whole of it is, beside raw limits measured in the same run.
//! Prints a table, then one JSON object as the last line; ends by itself
//! within six minutes, with `--quick` within one.
//!
//! `cargo bench -p levy-sim --bench speed [-- --quick] [PART ..]`; the parts
//! are `engine`, `http` (a round over 3,900 units and cases), `replay` (of
//! what `engine` wrote) and `memory`. A goal that is not met is printed, never
//! a failure: this is a report. Only ratios mean something on a machine that
//! does other work too, so each part takes turns with its raw limit.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench prints its table and ends at the first surprise"
)]

mod speed {
    pub(crate) mod engine;
    pub(crate) mod http;
    pub(crate) mod memory;
    pub(crate) mod replay;

    pub(crate) mod bare_calls;
    pub(crate) mod bare_sqlite;
    pub(crate) mod case;
    pub(crate) mod figure;
    pub(crate) mod stage;
    pub(crate) mod unit;
    pub(crate) mod unit_server;
}

use speed::{engine, figure::Report, http, memory, replay};
use std::{future::Future, time::Duration};
use tokio::{runtime::Runtime, time::timeout};

/// That of the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    Quick,
    Full,
}

impl Size {
    /// The first of two, when it must be quick.
    pub(crate) fn of<T>(self, quick: T, full: T) -> T {
        match self {
            Size::Quick => quick,
            Size::Full => full,
        }
    }
}

/// No part takes longer; all of them together stay below six minutes.
fn patience(size: Size, quick: u64, full: u64) -> Duration {
    Duration::from_secs(size.of(quick, full))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = match arguments.iter().any(|argument| argument == "--quick") {
        true => Size::Quick,
        false => Size::Full,
    };
    let parts: Vec<&String> = arguments.iter().filter(|a| !a.starts_with('-')).collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|wanted| *wanted == part);
    let runtime = Runtime::new().expect("a runtime");
    let mut report = Report::begin(size == Size::Quick);
    runtime.block_on(async {
        let written = match wanted("engine") || wanted("replay") {
            true => {
                within(
                    &mut report,
                    "engine",
                    patience(size, 12, 70),
                    engine::run(size),
                )
                .await
            }
            false => None,
        };
        if let (true, Some(dir)) = (wanted("replay"), written) {
            within(
                &mut report,
                "replay",
                patience(size, 10, 40),
                replay::run(dir),
            )
            .await;
        }
        if wanted("http") {
            within(&mut report, "http", patience(size, 15, 80), http::run(size)).await;
        }
        if wanted("memory") {
            within(
                &mut report,
                "memory",
                patience(size, 20, 160),
                memory::run(size),
            )
            .await;
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    report.end();
}

/// Runs a part and takes over its figures; says so when it was cut off.
async fn within<T>(
    report: &mut Report,
    part: &str,
    patience: Duration,
    run: impl Future<Output = (Vec<speed::figure::Figure>, T)>,
) -> Option<T> {
    match timeout(patience, run).await {
        Ok((figures, rest)) => {
            report.add(figures);
            Some(rest)
        }
        Err(_) => {
            report.cut_off(part, patience);
            None
        }
    }
}
