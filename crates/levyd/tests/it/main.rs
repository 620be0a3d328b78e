//! The real binary, driven over real sockets of this machine.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop with a panic"
)]

mod bank;
mod calls;
mod daemon;
mod guard;
mod orders;
mod privacy;
mod quarantine;
mod refusals;
mod starting;
