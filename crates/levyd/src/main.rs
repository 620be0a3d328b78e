//! The daemon of Levy; see the library for what it is.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    levyd::run()
}
