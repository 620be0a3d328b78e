//! Tests of the engine through the library's door: a real instance over a
//! temporary directory, the court's time in the test's hand, and units that
//! say what the test tells them.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail their test, as tests do"
)]

mod bare;
mod case;
mod rig;
mod units;

mod bounds;
mod carrying;
mod causes;
mod keeping;
mod late;
mod leaving;
mod misfit;
mod numbers;
mod opening;
mod people;
mod personal;
mod stopping;
mod words;
