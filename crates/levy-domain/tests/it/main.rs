//! Specifications of the domain, through its public door only: sentences per
//! command (`spec`), every state against every command (`table`), random
//! histories (`random`, `pursuit`, `rooms`), and such histories beside a bank that really holds
//! money (`truth`).
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail their test, as tests do"
)]

mod naive;
mod planted;
mod story;
mod world;

mod distribution;
mod guard;
mod interest;
mod pursuit;
mod random;
mod rooms;
mod spec;
mod table;
mod truth;
