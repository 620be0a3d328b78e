//! What may be asked of a court's stream.

use crate::{
    code::Code,
    court::{
        cards,
        event::{DeputyFiled, LogBegun, OfficerFiled, RulesActivated},
    },
    id::OfficerId,
    time::Date,
};

/// A command to a court's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Begin a log; once, before anything else.
    Begin(LogBegun),
    /// File an officer (N-05).
    FileOfficer(OfficerFiled),
    /// An officer may no longer act.
    RemoveOfficer {
        /// Who.
        officer: OfficerId,
        /// From which day.
        from: Date,
        /// Why.
        ground: Code,
    },
    /// File one officer as the deputy of another for some days.
    FileDeputy(DeputyFiled),
    /// About cards filed with units (N-05).
    Cards(cards::Command),
    /// Put rules in force.
    ActivateRules(RulesActivated),
    /// Raise the epoch.
    RaiseEpoch {
        /// Why.
        ground: Code,
    },
}
