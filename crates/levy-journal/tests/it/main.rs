//! Tests of the journal, through its public door only.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail their test, as tests do, and say what they skip"
)]

mod house;
mod samples;
mod watched;

mod chain;
mod codec;
mod debug;
mod evidence;
mod failing;
mod frame;
mod golden;
mod guard;
mod header;
mod upcast;
mod verify;
mod wake_index;
mod write;
