//! What a unit is going to say of an order, worked out when it takes it.

use levy_connect::wire::{FoundBody, Private, ReplyLine};
use levy_domain::reply::{Fault, Outcome};

/// One reply to come.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Court time after the reply before it; of the first, after the unit's own
    /// pace. 0: with it.
    pub(super) later: i64,
    pub(super) last: bool,
    pub(super) corrects: Option<u32>,
    pub(super) lines: Vec<ReplyLine>,
    pub(super) found: Vec<FoundBody>,
    pub(super) refused: Option<Private>,
    pub(super) fault: Option<Fault>,
}

/// Everything the unit will say, and how often lines took effect.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) replies: Vec<Said>,
    pub(super) effects: u32,
}

impl Plan {
    /// One final reply with these lines.
    pub(super) fn lines(lines: Vec<ReplyLine>, effects: u32) -> Self {
        Plan {
            replies: vec![Said {
                last: true,
                lines,
                ..Said::default()
            }],
            effects,
        }
    }

    /// The whole order refused, or returned where it is somebody's fault.
    pub(super) fn no(lines: impl Iterator<Item = u32>, code: &str, fault: Option<Fault>) -> Self {
        let outcome = if fault.is_some() {
            Outcome::Returned
        } else {
            Outcome::Refused
        };
        let line = |line| ReplyLine {
            reason: Some(Private::from(code)),
            fault: fault.clone(),
            ..ReplyLine::new(line, outcome.clone())
        };
        let said = Said {
            last: true,
            lines: lines.map(line).collect(),
            refused: Some(Private::from(code)),
            fault: fault.clone(),
            ..Said::default()
        };
        Plan {
            replies: vec![said],
            effects: 0,
        }
    }
}

/// A line that is not carried out.
pub(super) fn not_done(line: u32, outcome: Outcome, reason: &str) -> ReplyLine {
    ReplyLine {
        reason: Some(Private::from(reason)),
        ..ReplyLine::new(line, outcome)
    }
}
