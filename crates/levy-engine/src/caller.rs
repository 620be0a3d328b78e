//! Who asks, for which court, to what end, and what comes with a command.

use levy_domain::{
    bytes::Digest,
    code::Code,
    stamp::{Actor, Happened, Origin},
};
use levy_journal::EvidenceBody;

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

/// What comes with a command beside who gives it.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// When it happened in the world, if not now.
    pub happened: Option<Happened>,
    /// How it comes into the log. What an officer enters of an older hold or
    /// of a unit's word is never [`Origin::Native`], whatever stands here.
    pub origin: Origin,
    /// Keyed hash of the request ([`Personal::asked`]). With it, a command id
    /// that comes again with another request is refused instead of being taken
    /// for a repeat.
    ///
    /// [`Personal::asked`]: crate::Personal::asked
    pub asked: Option<Digest>,
    /// Bodies that its events name; durable before or with them.
    pub evidence: Vec<EvidenceBody>,
}

impl Default for Circumstances {
    /// Decided here, now, on no body.
    fn default() -> Self {
        Circumstances {
            happened: None,
            origin: Origin::Native,
            asked: None,
            evidence: Vec::new(),
        }
    }
}
