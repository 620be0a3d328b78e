//! The invented staff: a policy from a matter's state to the next acts, with
//! ids that follow from the state, and hands that give the commands.

mod case;
mod hands;
mod policy;

pub use case::Case;
pub use hands::Office;
