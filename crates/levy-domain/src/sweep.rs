//! Sweep (一轮查询): one round of queries, kept out of the matter. One event
//! per request, one per answer with its times inside; a plan above one append
//! is written in chunks and sealed, and nothing of it is sent before its seal.

pub mod command;
mod decide;
pub mod event;
mod evolve;
pub mod state;

pub use command::Command;
pub use decide::Sweep;
pub use event::Event;
pub use state::{Duty, State};
