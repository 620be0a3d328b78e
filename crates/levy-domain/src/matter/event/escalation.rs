//! Steps against a unit that does not answer in time.

use crate::{
    id::{DocumentId, OrderId, UnitId},
    order::{Basis, Deadline},
    time::Date,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// A step against a unit; the profile says when each is due.
    EscalationStep {
        /// Reminder (提醒).
        Reminder = "reminder",
        /// Urging (催办).
        Urging = "urging",
        /// Supervision (督办).
        Supervision = "supervision",
        /// Joint meeting (联席会议).
        JointMeeting = "joint-meeting",
        /// Judicial suggestion (司法建议).
        JudicialSuggestion = "judicial-suggestion",
    }
}

/// A step is due: the unit has still not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalated {
    /// Which order.
    pub order: OrderId,
    /// Which unit.
    pub unit: UnitId,
    /// Place of the step in the rule, from 1; one after the other, however
    /// late.
    pub level: u32,
    /// What is to be done.
    pub step: EscalationStep,
    /// The rule with all the steps.
    pub rule: Basis,
    /// The answer's deadline that was missed.
    pub missed: Deadline,
    /// The step after it, of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Deadline>,
}

/// An officer did what a step asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationCarriedOut {
    /// Which order.
    pub order: OrderId,
    /// Which step.
    pub level: u32,
    /// What was sent, or the record of it.
    pub document: DocumentId,
    /// When.
    pub on: Date,
}
