//! `levy units` (hidden): the simulated units' end of the demo, started by
//! the demo itself as a process of its own.

use crate::failure::Failure;

/// # Errors
/// [`Failure`]: the units could not be served.
pub(crate) async fn run() -> Result<(), Failure> {
    levy_sim::units::run_child()
        .await
        .map_err(|error| Failure::of(&error))
}
