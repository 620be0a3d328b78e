//! The real binary, driven over real sockets of this machine.

mod bank;
mod calls;
mod daemon;
mod guard;
mod orders;
mod privacy;
mod refusals;
mod starting;
