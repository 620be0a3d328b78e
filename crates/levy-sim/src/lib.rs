//! Simulated units with books of their own, virtual court time, the demo year,
//! and the simulator with its auditor.
//!
//! **What it is**: the cooperating units of an invented region in a second
//! process behind loopback sockets ([`units`]), a year of invented cases with
//! the totals of the paper's table ([`year`]), a clock that stands still
//! until it is moved ([`clock`]), and the demo that plays the year on the
//! real engine and holds log, books and views against each other ([`demo`]).
//! With feature `world` also the same engine in one thread on virtual time,
//! against units that lie, under an auditor with a naive model of his own
//! (`world`; docs/simulator.md).
//!
//! **What it is not**: nothing here is part of a court's production system,
//! and no rule of law is decided here; the invented staff uses the ordinary
//! commands.
//!
//! **Where to start**: [`demo::run`], then `demo/clerk.rs` for what the staff
//! does and `units.rs` for what units do; for the simulator, `world.rs`.
#![forbid(unsafe_code)]

pub mod clock;
pub mod demo;
pub mod draw;
mod signing;
mod telling;
pub mod units;
#[cfg(feature = "world")]
pub mod world;
pub mod year;
