//! The life of one order inside a matter.

use crate::{
    id::{DocumentId, HoldId, OrderId, PlanId, UnitId},
    matter::{
        duty::Duty,
        event::{Ends, EscalationStep},
        relay::Relay,
        sums::Sums,
    },
    money::Money,
    order::{Deadline, Fence, Issuance, Line, OrderDraft},
    reply::{LineReply, Outcome, Reply, Way},
    time::Timestamp,
};
use std::{collections::BTreeMap, sync::Arc};

/// How an order ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Every line has its final answer.
    Answered,
    /// Shown not to have been carried out.
    NotTaken,
    /// Came back before it took effect.
    Recalled,
    /// Given up before it was issued.
    Withdrawn,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// In a plan that is not fully approved.
    Drafted,
    /// In an approved plan.
    Approved,
    /// Binding; perhaps sent.
    Issued {
        /// Since when.
        at: Timestamp,
    },
    /// An announced attempt is on its way.
    Begun {
        /// Since when.
        at: Timestamp,
    },
    /// The unit has it.
    Delivered,
    /// Perhaps carried out.
    Unknown {
        /// Since when.
        since: Timestamp,
    },
    /// Over. A later reply is still folded.
    Closed(Ending),
}

impl Phase {
    /// Name for tables and refusals.
    pub fn name(&self) -> &'static str {
        match self {
            Phase::Drafted => "drafted",
            Phase::Approved => "approved",
            Phase::Issued { .. } => "issued",
            Phase::Begun { .. } => "dispatch-begun",
            Phase::Delivered => "delivered",
            Phase::Unknown { .. } => "unknown",
            Phase::Closed(Ending::Answered) => "answered",
            Phase::Closed(Ending::NotTaken) => "not-taken",
            Phase::Closed(Ending::Recalled) => "recalled",
            Phase::Closed(Ending::Withdrawn) => "withdrawn",
        }
    }

    /// Every name, in the order of an order's life.
    pub const NAMES: &'static [&'static str] = &[
        "drafted",
        "approved",
        "issued",
        "dispatch-begun",
        "delivered",
        "unknown",
        "answered",
        "not-taken",
        "recalled",
        "withdrawn",
    ];

    /// True from issue to the end.
    pub fn is_in_world(&self) -> bool {
        matches!(
            self,
            Phase::Issued { .. } | Phase::Begun { .. } | Phase::Delivered | Phase::Unknown { .. }
        )
    }

    /// Not yet binding.
    pub fn is_drafted(&self) -> bool {
        matches!(self, Phase::Drafted | Phase::Approved)
    }

    /// True while anything may still happen of itself.
    pub fn is_open(&self) -> bool {
        !matches!(self, Phase::Closed(_))
    }
}

/// What is known of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineState {
    /// Last outcome.
    pub outcome: Option<Outcome>,
    /// Sequence of the reply that said so; an earlier one that comes later
    /// changes nothing.
    pub sequence: u32,
    /// For releases: taken off the hold so far, minor units.
    pub freed: u64,
    /// The last word says that something was done, and no sum that could be
    /// counted: as much as was asked may have been.
    pub unclear: bool,
    /// For renewals: the ends of the hold before.
    pub before: Option<Ends>,
    /// The hold it made.
    pub hold: Option<HoldId>,
    /// For transfers: set aside and not yet settled or freed.
    pub reserved: Option<Money>,
    /// For transfers: moved, as the unit says.
    pub settled: Option<Money>,
    /// For transfers: moved and matched with a receipt.
    pub matched: Option<Money>,
    /// Its part in the running sums of its liability.
    pub(crate) booked: Sums,
}

impl LineState {
    /// Taken off its hold so far: moved, or let go.
    pub(crate) fn taken(&self) -> u64 {
        self.settled.map_or(self.freed, |moved| moved.minor)
    }
}

/// How late an answer is, and what was done about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lateness {
    /// The deadline of the answer that was missed.
    pub missed: Option<Deadline>,
    /// The last step that came due, 0 before the first.
    pub level: u32,
    /// The step that comes next.
    pub next: Option<Deadline>,
    /// Steps that came due, each with the document of who did it.
    pub steps: BTreeMap<u32, (EscalationStep, Option<DocumentId>)>,
    /// The unit returned something for the court's own fault: nothing counts
    /// against it any more.
    pub by_court: bool,
}

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderState {
    /// As drafted.
    pub draft: Arc<OrderDraft>,
    /// In which plan.
    pub plan: PlanId,
    /// Where it stands.
    pub phase: Phase,
    /// Fixed at issue.
    pub issuance: Option<Issuance>,
    /// When that was.
    pub issued_at: Option<Timestamp>,
    /// Attempts begun.
    pub attempts: u32,
    /// Lines by place; `lines[i]` belongs to `draft.lines[i]`.
    pub lines: Vec<LineState>,
    /// Sequence and raw hash of replies folded.
    pub replies: Vec<(u32, crate::bytes::Digest)>,
    /// Clocks that the delivery started.
    pub clocks: Option<Arc<[Deadline]>>,
    /// How many of the clocks that run now have passed.
    pub passed: u32,
    /// How often overdue, before and after the delivery.
    pub overdue: u32,
    /// Asked back.
    pub recall: bool,
    /// A person must look.
    pub disputed: bool,
    /// How late its answer is, and what was done about it.
    pub lateness: Lateness,
    /// Sent under an identity that was corrected since: what it holds covers
    /// nothing.
    pub void: bool,
    /// The order that stands in its place.
    pub replaced_by: Option<OrderId>,
    /// Times of its way.
    pub way: Way,
    /// Its way through another court, once it set out.
    pub relay: Option<Box<Relay>>,
}

impl OrderState {
    /// Neither has it made a hold nor is it over: what it is about stays
    /// secret (V-05).
    pub(crate) fn is_before_control(&self) -> bool {
        self.phase.is_open() && self.lines.iter().all(|line| line.hold.is_none())
    }

    /// A drafted order.
    pub fn new(draft: Arc<OrderDraft>, plan: PlanId) -> Self {
        let lines = vec![LineState::default(); draft.lines.len()];
        OrderState {
            draft,
            plan,
            phase: Phase::Drafted,
            issuance: None,
            issued_at: None,
            attempts: 0,
            lines,
            replies: Vec::new(),
            clocks: None,
            passed: 0,
            overdue: 0,
            recall: false,
            disputed: false,
            lateness: Lateness::default(),
            void: false,
            replaced_by: None,
            way: Way::default(),
            relay: None,
        }
    }

    /// Its unit.
    pub fn unit(&self) -> UnitId {
        self.draft.unit
    }

    /// Its attempts are announced before their first byte, so that none
    /// announced means that nothing has left.
    pub fn is_announced(&self) -> bool {
        self.issuance
            .as_ref()
            .is_some_and(|issuance| issuance.announced)
    }

    /// The clocks that run: those of the delivery, before it those of the
    /// issue.
    pub fn deadlines(&self) -> &[Deadline] {
        match (&self.clocks, &self.issuance) {
            (Some(clocks), _) => clocks,
            (None, Some(issuance)) => &issuance.deadlines,
            (None, None) => &[],
        }
    }

    /// The clock that passes next.
    pub fn deadline(&self) -> Option<&Deadline> {
        self.deadlines().get(self.passed as usize)
    }

    /// Its fence, once issued.
    pub fn fence(&self) -> Option<Fence> {
        self.issuance.as_ref().map(|issuance| issuance.fence)
    }

    /// The line with this number and its state.
    pub fn line(&self, number: u32) -> Option<(&Line, &LineState)> {
        let at = self
            .draft
            .lines
            .iter()
            .position(|line| line.line == number)?;
        Some((self.draft.lines.get(at)?, self.lines.get(at)?))
    }

    pub(crate) fn line_mut(&mut self, number: u32) -> Option<&mut LineState> {
        let at = self
            .draft
            .lines
            .iter()
            .position(|line| line.line == number)?;
        self.lines.get_mut(at)
    }

    /// True when `reply` answers the bytes that were issued; one that answers
    /// other bytes says nothing of this order.
    pub fn is_answered_by(&self, reply: &Reply) -> bool {
        self.issuance
            .as_ref()
            .is_some_and(|issuance| issuance.body_hash == reply.order_hash)
    }

    /// True when the order is over after `reply`: every line has an outcome
    /// with a sum that can be counted, or the unit refuses the whole, and
    /// nothing more will follow. A last reply that is silent on a line, or
    /// says "in part" without a sum, ends nothing: what it does not speak of
    /// may have been carried out. An outcome that this version cannot read
    /// keeps the order open too.
    pub fn closes_with(&self, reply: &Reply) -> bool {
        if !self.is_answered_by(reply) {
            return false;
        }
        let mut all_over = true;
        for (line, state) in self.draft.lines.iter().zip(&self.lines) {
            let said = reply
                .lines
                .iter()
                .find(|said| said.line == line.line && reply.sequence >= state.sequence);
            let (outcome, unclear) = match said {
                Some(said) => (Some(&said.outcome), is_unclear(line, said)),
                None => (state.outcome.as_ref(), state.unclear),
            };
            match outcome {
                Some(Outcome::Other(_)) => return false,
                None if reply.refused.is_none() => return false,
                Some(_) if unclear => return false,
                Some(Outcome::Partial) => all_over = false,
                Some(_) | None => {}
            }
        }
        reply.last || all_over
    }

    /// True while nothing else may be asked about its targets: it is not over,
    /// or it is and the unit's last word leaves open what it did.
    pub(crate) fn blocks(&self) -> bool {
        self.phase.is_open() || self.lines.iter().any(|line| line.unclear)
    }

    /// What it may still bind, minor units; see [`Sums::limits`].
    pub fn open_limit(&self) -> u64 {
        let limits = self.lines.iter().map(|line| line.booked.limits);
        limits.fold(0, u64::saturating_add)
    }

    /// Moved by the unit and not yet arrived, minor units; see
    /// [`Sums::in_transit`].
    pub fn in_transit(&self) -> u64 {
        let moved = self.lines.iter().map(|line| line.booked.in_transit);
        moved.fold(0, u64::saturating_add)
    }

    /// A line was carried out, at least in part.
    pub fn took_effect(&self) -> bool {
        self.lines
            .iter()
            .filter_map(|line| line.outcome.as_ref())
            .any(Outcome::is_effect)
    }

    /// The duties that this order makes, each with the instant from which it
    /// is owed.
    pub fn duties(&self) -> [Option<(Timestamp, Duty)>; 4] {
        let order = self.draft.order;
        let carried = self.draft.route.is_carried();
        let carry = match self.phase {
            Phase::Issued { at } | Phase::Begun { at } if carried => {
                let from = self
                    .draft
                    .not_before
                    .map_or(at, |earliest| earliest.max(at));
                Some((from, Duty::Carry(order)))
            }
            Phase::Unknown { since } if carried => Some((since, Duty::Settle(order))),
            Phase::Drafted
            | Phase::Approved
            | Phase::Issued { .. }
            | Phase::Begun { .. }
            | Phase::Delivered
            | Phase::Unknown { .. }
            | Phase::Closed(_) => None,
        };
        let overdue = self
            .phase
            .is_in_world()
            .then(|| self.deadline())
            .flatten()
            .map(|deadline| (deadline.at, Duty::Overdue(order)));
        let escalate = self
            .escalates()
            .map(|next| (next.at, Duty::Escalate(order)));
        [carry, overdue, escalate, self.relay_duty()]
    }

    /// The next step against the unit: none once the court wants the order
    /// back or is itself at fault.
    pub fn escalates(&self) -> Option<&Deadline> {
        let stopped = !self.phase.is_in_world() || self.recall || self.lateness.by_court;
        self.lateness.next.as_ref().filter(|_| !stopped)
    }
}

/// The unit did something of which it names no sum that could be counted.
pub(crate) fn is_unclear(line: &Line, said: &LineReply) -> bool {
    let counts = |held: Money| line.amount.is_none_or(|own| own.currency == held.currency);
    let usable = said.held.is_some_and(counts);
    match said.outcome {
        Outcome::Partial => !usable && (line.amount.is_some() || line.class.is_money()),
        Outcome::Waiting => said.held.is_some() && !usable,
        _ => false,
    }
}
