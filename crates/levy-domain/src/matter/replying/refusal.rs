//! A unit says no (F26). Its word is an answer and ends the order; where the
//! law gives it no such reason, a judge must answer it, and what may follow is
//! S-01.

use super::Folding;
use crate::{
    code::Code,
    id::UnitObjectionId,
    matter::{
        event::{AssistanceRefused, BreachKind},
        order_state::{Ending, Phase},
    },
    order::Measure,
    reply::Outcome,
};

/// The clock of the answer, in the profile.
const CLOCK: &str = "refusal-answer";

impl Folding<'_> {
    /// Puts the refusal before the judge, once while it is not answered.
    pub(super) fn refusal(&mut self) {
        let (state, order, stamp) = (self.state, self.order, self.stamp);
        let profile = self.rules.profile();
        let on = stamp.at.date_in(profile.zone());
        let Ok((follows, rule)) = profile.breach(&BreachKind::RefusedAssistance, on) else {
            return;
        };
        let mut given = self.reasons();
        let Some(reason) = given.find(|reason| !follows.excuses.contains(reason)) else {
            return;
        };
        let id = order.draft.order;
        let mut refusals = state.objections.iter().map(|(_, known)| known);
        if refusals.any(|known| known.order == id && known.refused.is_some() && known.is_open()) {
            return;
        }
        let plan = state.plans.get(&order.plan);
        let said_at = self.reply.way.answered_at;
        let number = self.reply.sequence.to_be_bytes();
        let refused = AssistanceRefused {
            objection: UnitObjectionId::derive(id.0, &[b"refused", &number]),
            order: id,
            unit: order.unit(),
            reason,
            refused_at: said_at.unwrap_or(self.reply.received_at).min(stamp.at),
            rule: rule.clone(),
            deadline: self.rules.deadline_of(CLOCK, stamp.at),
            owner: plan.and_then(|plan| plan.judge()),
        };
        self.events.push(refused.into());
    }

    /// Why it refuses, as it says itself. What is sent back with a fault is no
    /// refusal, nor is a no to what the court asked back or a word that a later
    /// one overtook.
    fn reasons(&self) -> impl Iterator<Item = Code> + use<> {
        let (order, reply) = (self.order, self.reply);
        let late = order
            .lines
            .iter()
            .any(|line| line.sequence > reply.sequence);
        let settled = matches!(
            order.phase,
            Phase::Closed(Ending::NotTaken | Ending::Recalled)
        );
        let asked = order.draft.measure != Measure::Recall && !order.recall;
        let counts = asked && !late && !settled;
        let whole = reply.refused.iter().filter(|_| reply.fault.is_none());
        let lines = reply
            .lines
            .iter()
            .filter(|said| said.outcome == Outcome::Refused && said.fault.is_none());
        let reasons: Vec<Code> = whole
            .cloned()
            .chain(lines.map(|said| said.reason.clone().unwrap_or_default()))
            .filter(|_| counts)
            .collect();
        reasons.into_iter()
    }
}
