//! Cooperating units, simulated in a process of their own behind loopback
//! sockets, with durable books.
//!
//! **What it is**: one listener on 127.0.0.1 that hosts every unit of a
//! directory at `/u/{code}/v1/orders`, exactly as levy-connect's wire says,
//! and a control plane at `/sim/...` for the driver of a simulation. What a
//! unit does follows from hash(seed, unit, original order) and from its
//! books; what the transport does follows from hash(seed, order, attempt).
//! Neither sees the machine's clock: court time is what the driver says it
//! is, machine time bounds calls and nothing else.
//!
//! **What it is not**: a model of any real body of such a name. Which units
//! forget order ids is invented.
//!
//! | file | what |
//! | --- | --- |
//! | [`process`], `asking` | the parent's handle: spawn; advance, statement, books |
//! | `child`, `server`, `listener` | the process, its sockets, cutting one |
//! | `door`, `desk` | the units' wire; the control plane |
//! | `writer`, `books` | group commit; tables, reception, reports |
//! | `query`, `freeze`, `release`, `transfer` | what each measure does |
//! | `sums`, `drift` | what a limit meets; how balances move |
//! | `account`, `wealth`, `rights`, `pace`, `fault` | chance from the seed |
//! | `callback` | replies and notices on their way to the court |
//!
//! Where to start: [`UnitsProcess`], then `books/reception.rs`.

pub mod config;
pub mod control;
pub mod error;
pub mod process;

mod account;
mod asking;
mod books;
mod call;
mod callback;
mod child;
mod desk;
mod door;
mod drift;
mod fault;
mod freeze;
mod keys;
mod listener;
mod pace;
mod plan;
mod query;
mod release;
mod rights;
mod roster;
mod server;
mod sums;
mod transfer;
mod wealth;
mod writer;

pub use child::run_child;
pub use config::{CourtKey, UnitsConfig};
pub use control::{Acked, Advanced, BookOrder, BooksReport, Credit, Statement};
pub use error::UnitsError;
pub use keys::{unit_public_key, unit_signer};
pub use process::UnitsProcess;
pub use server::{Running, serve};
