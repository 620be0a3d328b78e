//! The engine: it runs the pure deciders over the journal, brings orders to
//! units and folds what they say.
//!
//! **What it is**: shards that own streams ([`Engine`]), a desk from which
//! unit workers pull by urgency, the process that ties a round of queries to
//! its matter, inquiry on unknown outcomes, quarantine of what does not fit.
//!
//! **What it is not**: there is no rule of law here and no outbox: what the
//! world is owed is read from state, so starting again after a kill is the
//! normal path. Attempts and back-off are volatile; nothing here undoes an
//! act of the court.
//!
//! **Where to start**: [`Engine`], then `cause.rs` (everything that can wake
//! a shard), `shard.rs` (the loop) and `duties.rs` (what it does about what
//! is owed), `carrying.rs`, `folding.rs` and `queries.rs`.
#![forbid(unsafe_code)]

mod activity;
mod aggregate;
mod brief;
mod caller;
mod carrier;
mod carrying;
mod cause;
mod desk;
mod duties;
mod engine;
mod error;
mod first_streams;
mod folding;
mod intake;
mod keeper;
mod key;
mod late;
mod limits;
mod loading;
mod numbers;
mod opening_hours;
mod parts;
mod pending;
mod personal;
mod queries;
mod rendering;
mod resident;
mod retry;
mod routes;
mod set_aside;
mod settling;
mod shard;
mod shared;
mod sink;
mod writing;

pub use aggregate::Command;
pub use caller::{Caller, Circumstances};
pub use cause::Answer;
pub use engine::Engine;
pub use error::{CommandError, EngineError, QUARANTINE};
pub use intake::plain_reply;
pub use key::StreamKey;
pub use limits::EngineLimits;
pub use parts::{CourtAccount, CourtSeat, Parts};
pub use personal::{Personal, PersonalError};
pub use routes::{DirectoryError, OrderDirectory};
