//! The court itself: its officers, the rules in force, the store's epoch; and
//! the access stream that records every opening of personal data.

pub mod access;
mod authority;
pub mod cards;
pub mod command;
mod decide;
pub mod event;
mod evolve;
pub mod state;

pub use command::Command;
pub use decide::Court;
pub use event::Event;
pub use state::State;
