//! One binary for the tests of this crate.

#[cfg(test)]
mod script;
#[cfg(test)]
mod units;
#[cfg(test)]
#[cfg(feature = "world")]
mod world;
