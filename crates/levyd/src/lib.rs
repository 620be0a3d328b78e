//! The daemon: gRPC over the embedded engine.
//!
//! **What it is**: one process over one data directory. It reads
//! `levyd.toml`, opens the engine, serves `proto/levy/v1` to programs of the
//! court and the reply endpoint to units, and stops when it is told to.
//!
//! **What it is not**: there is no rule and no state here; a request becomes
//! a command, an answer comes from the engine or the views. Nobody is
//! authenticated: it listens on this machine only, and whoever reaches the
//! port is believed to be the caller he names. Plain personal data enters in
//! a request and is sealed before anything else happens to it; it is never
//! logged and never sent out.
//!
//! **Where to start**: `daemon.rs` (the life of the process), then
//! `office.rs` (what every call goes through) and `matters.rs`.
#![forbid(unsafe_code)]

pub mod api;

mod arguments;
mod config;
mod court_key;
mod fault;
mod logging;

mod daemon;
mod opening;
mod peers;
mod signals;

mod courts;
mod events;
mod matters;
mod office;
mod refused;
mod request;
mod units;

pub use arguments::run;
