//! Everything that `levy-store` promises, in one binary.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests fail their test, as tests do"
)]

mod conformance;
mod crash;
mod faults;
mod opening;
mod poison;
mod shape;
mod tidy;

mod place;
