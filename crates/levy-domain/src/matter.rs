//! Matter (事项): the enforcement of one entitlement through all its case
//! numbers. Claims, liabilities, holds, money, and every order that touches
//! the envelope live in one stream, since the envelope must hold across them.
//!
//! Start with [`event`], then `decide.rs`.

pub mod adopting;
pub mod assent;
pub mod bar;
pub mod breach;
pub(crate) mod closing;
pub mod command;
mod crossing;
mod days;
pub(crate) mod decide;
pub mod deduction;
pub mod delegation;
pub mod distribution;
pub mod duty;
pub mod envelope;
pub mod escalation;
pub mod event;
pub(crate) mod evolve;
pub mod excess;
pub mod exemption;
pub mod funds;
pub mod handing;
pub mod hold_state;
pub(crate) mod holds;
pub mod income;
pub(crate) mod index;
pub mod interest;
pub mod issuing;
pub mod liability;
mod lowering;
pub mod maturity;
pub(crate) mod money;
pub mod notice;
pub mod objection;
pub(crate) mod opening;
pub mod order_state;
mod papers;
pub mod planner;
pub mod planning;
pub mod preservation;
pub mod queue;
pub mod register;
pub mod relay;
pub mod release;
pub(crate) mod replying;
pub mod requery;
pub mod reservation;
pub mod seal;
pub mod secrecy;
pub mod seizure;
pub mod sending;
pub(crate) mod settling;
pub mod signatures;
pub mod standing;
pub mod state;
pub mod sums;
pub(crate) mod sweeping;
pub mod term;
pub mod third_party;
pub mod urgent;
pub mod value;
pub mod visit;
mod words;
pub mod wrong_person;

pub use command::Command;
pub use decide::Matter;
pub use duty::Duty;
pub use event::Event;
pub use state::State;
