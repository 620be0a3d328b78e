//! One file per kind of rule.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a rule that does not hold must fail its test"
)]

mod codes;
mod failures;
mod layers;
mod papers;
mod sources;
mod tree;
