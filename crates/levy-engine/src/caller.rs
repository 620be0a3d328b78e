//! Who asks, for which court, to what end.

use levy_domain::{code::Code, stamp::Actor};

/// Every command and read names its caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// Court code.
    pub court: String,
    /// To what end, as a code; recorded when personal data is opened.
    pub purpose: Code,
}

impl Caller {
    /// The engine itself, acting on a rule.
    pub fn system(court: &str) -> Self {
        Caller {
            actor: Actor::system(),
            court: court.to_owned(),
            purpose: "rule".into(),
        }
    }
}
