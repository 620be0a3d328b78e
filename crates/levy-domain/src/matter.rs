//! Matter (事项): the enforcement of one entitlement through all its case
//! numbers. Claims, liabilities, holds, money, and every order that touches
//! the envelope live in one stream, since the envelope must hold across them.
//!
//! Start with [`event`], then `decide.rs`.

pub mod bar;
pub mod breach;
pub mod command;
pub mod distribution;
pub mod event;
pub mod exemption;
pub mod funds;
pub mod hold_state;
pub mod income;
pub mod interest;
pub mod liability;
pub mod objection;
pub mod order_state;
pub mod requery;
pub mod reservation;
pub mod standing;
pub mod state;
pub mod sums;

pub(crate) mod closing;
pub(crate) mod decide;
pub mod duty;
pub mod envelope;
pub mod escalation;
pub(crate) mod evolve;
pub(crate) mod holds;
pub(crate) mod index;
pub mod issuing;
pub(crate) mod money;
pub(crate) mod opening;
pub mod planner;
pub mod planning;
pub mod preservation;
pub mod release;
pub(crate) mod replying;
pub mod sending;
pub(crate) mod settling;
pub(crate) mod sweeping;
pub mod term;
pub mod value;
mod words;

pub use command::Command;
pub use decide::Matter;
pub use duty::Duty;
pub use event::Event;
pub use state::State;
