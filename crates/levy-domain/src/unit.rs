//! Cooperating units (协助单位): who they are, what they can do by which
//! route, and the desk of replies that matched nothing.

pub mod ability;
pub mod command;
mod decide;
pub mod event;
mod evolve;
pub mod state;

pub use ability::{Ability, UnitProfile};
pub use command::Command;
pub use decide::Unit;
pub use event::Event;
pub use state::State;
