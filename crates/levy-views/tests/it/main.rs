//! What the views promise, in one binary.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests fail their test, as tests do"
)]

mod made;
mod scribe;
mod wander;

mod agenda;
mod canary;
mod cases;
mod delegations;
mod follow;
mod guard;
mod orders;
mod replay;
mod response;
mod sentences;
mod state;
mod survival;
mod totals;
mod why;
mod years;
