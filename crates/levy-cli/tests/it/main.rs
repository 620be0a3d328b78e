//! The real binary, called as a clerk or a script would.
#![expect(
    unreachable_pub,
    clippy::expect_used,
    reason = "a test may stop with a panic, and its rooms share their parts"
)]

mod bad_files;
mod bad_use;
mod bench;
mod canary;
mod data;
mod demo;
mod help;
mod imports;
mod numbers;
mod opening;
mod pipes;
mod quarantine;
mod reading;
mod settings;
mod verifying;
mod why;
