//! The rules of a court's asset orders, pure.
//!
//! **What it is**: values (ids, money, identifiers, dates), the law as data
//! ([`rules`]), the deciders ([`matter`], [`sweep`], [`unit`], [`court`], [`number`])
//! with their events and states, the duties that a state owes the world, the
//! freeze planner and the envelope.
//!
//! **What it is not**: there is no clock, no I/O, no async, no randomness and
//! no plain personal data here: names and numbers come sealed
//! ([`sealed::Sealed`]). `decide` holds the rules, `evolve` holds none.
//!
//! **Where to start**: [`decider`], then `matter/event.rs` (what can happen)
//! and `matter/decide.rs` (what may happen).
#![forbid(unsafe_code)]

#[macro_use]
mod literal;

pub mod bytes;
pub mod calendar;
pub mod code;
pub mod fraction;
pub mod id;
pub mod identifier;
pub mod money;
pub mod sealed;
pub mod stamp;
pub mod time;

pub mod rules;

pub mod decider;
pub mod refusal;

pub mod asset;
pub mod claim;
pub mod distribution;
pub mod document;
pub mod interest;
pub mod order;
pub mod party;
pub mod reply;

pub mod court;
pub mod matter;
pub mod number;
pub mod sweep;
pub mod unit;
