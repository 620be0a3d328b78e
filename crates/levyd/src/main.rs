//! The daemon of Levy; see the library for what it is.
#![forbid(unsafe_code)]

use std::process::ExitCode;

/// Orders, replies and rows are many small pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    levyd::run()
}
