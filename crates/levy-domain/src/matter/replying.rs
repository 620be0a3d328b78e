//! Folding what units say. An authenticated reply that matches an order of
//! ours is always folded, whatever it says. Sums in a reply are what the unit
//! has done on a line so far, not what this part of the answer adds.

mod freeze;
mod refusal;
mod release;
mod renew;
mod transfer;

use super::{
    crossing::{self, CROSSED, Counted, Left},
    decide::Decision,
    event::*,
    hold_state::HoldState,
    lowering,
    order_state::{Ending, LineState, OrderState, Phase},
    state::State,
};
use crate::{
    id::{ClaimId, HoldId, OrderId},
    money::{Currency, MAX_MINOR, Money},
    order::{Line, Measure},
    refusal::Refusal,
    reply::{LineReply, Outcome, Reply},
    rules::Rules,
    stamp::Stamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// Folds one reply.
pub(super) fn fold(
    state: &State,
    id: &OrderId,
    reply: &Reply,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let order = state
        .orders
        .get(id)
        .ok_or(Refusal::Unknown { what: "order" })?;
    if order.issuance.is_none() {
        return Err(Refusal::WrongState {
            order: *id,
            state: order.phase.name(),
        });
    }
    let same = |known: &(u32, crate::bytes::Digest)| *known == (reply.sequence, reply.raw_hash);
    if order.replies.iter().any(same) {
        return Ok(vec![]);
    }
    let answered = OrderAnswered {
        order: *id,
        reply: reply.clone(),
    };
    let mut folding = Folding {
        state,
        rules,
        stamp,
        order,
        reply,
        grown: BTreeMap::new(),
        moved: BTreeMap::new(),
        disputes: BTreeSet::new(),
        events: vec![answered.into()],
    };
    folding.all();
    Ok(folding.events)
}

/// One reply to one order, and what it leads to.
struct Folding<'a> {
    state: &'a State,
    rules: &'a Rules,
    stamp: &'a Stamp,
    order: &'a OrderState,
    reply: &'a Reply,
    /// What earlier lines of this reply added to (or took from) what a claim
    /// has in force, minor units.
    grown: BTreeMap<ClaimId, i128>,
    /// Moved by this reply, by line.
    moved: BTreeMap<u32, u64>,
    disputes: BTreeSet<&'static str>,
    events: Vec<Event>,
}

impl Folding<'_> {
    fn all(&mut self) {
        let (order, reply) = (self.order, self.reply);
        if !order.is_answered_by(reply) {
            // The unit acted on other bytes than ours: nothing is believed.
            self.dispute("other-body");
            return;
        }
        let sequences = order.replies.iter().map(|(sequence, _)| *sequence);
        if sequences.into_iter().any(|known| known == reply.sequence) {
            self.dispute("sequence-reused");
        }
        if matches!(
            order.phase,
            Phase::Closed(Ending::NotTaken | Ending::Recalled)
        ) {
            self.dispute("answered-after-settled");
        }
        if order.recall && reply.lines.iter().any(|said| said.outcome.is_effect()) {
            self.events.push(
                RecallTooLate {
                    order: order.draft.order,
                }
                .into(),
            );
        }
        let mut seen = BTreeSet::new();
        for said in &reply.lines {
            match order.line(said.line) {
                None => self.dispute("unknown-line"),
                Some(_) if !seen.insert(said.line) => self.dispute("line-twice"),
                // An earlier word that comes later changes nothing.
                Some((_, known)) if reply.sequence < known.sequence => {}
                Some((line, known)) => self.line(line, known, said),
            }
        }
        self.refusal();
        let over = order.closes_with(reply);
        if over && order.draft.measure == Measure::Transfer {
            self.free_rest();
        }
        if over {
            let kept = lowering::unheeded(self.state, order, Some(reply), self.rules, self.stamp);
            self.events.extend(kept);
        }
        if reply.last && !over && self.disputes.is_empty() {
            // Nothing more will follow and a line has no word: nobody may
            // take it for "not done".
            self.dispute("not-every-line");
        }
    }

    fn line(&mut self, line: &Line, known: &LineState, said: &LineReply) {
        if matches!(said.outcome, Outcome::Other(_)) {
            self.dispute("unknown-outcome");
            return;
        }
        if self.order.draft.measure.binds() {
            self.freeze(line, known, said);
            return;
        }
        let hold = line
            .hold
            .and_then(|id| Some((id, self.state.holds.get(&id)?)));
        let Some((id, hold)) = hold else {
            return;
        };
        match self.order.draft.measure {
            Measure::Release | Measure::ReleaseWaiting => self.release(known, id, hold, said),
            Measure::PartialRelease => self.reduction(line, known, id, hold, said),
            Measure::Transfer => self.transfer(line, known, id, hold, said),
            Measure::Renew => self.renew(line, known, id, hold, said),
            _ => {}
        }
    }

    /// A person must look at it; once per reply and reason.
    fn dispute(&mut self, reason: &'static str) {
        if self.disputes.insert(reason) {
            self.events.push(
                OrderDisputed {
                    order: self.order.draft.order,
                    reason: reason.into(),
                    evidence: self.reply.raw_evidence,
                }
                .into(),
            );
        }
    }

    /// Whether the unit's last report on `hold` counts this order.
    fn counted(&self, hold: &HoldState) -> Counted {
        crossing::in_report(hold, self.order, Some(self.reply))
    }

    /// The last event took what `after` says off `hold`. What the unit
    /// reported stands against it, where it counts this order or may; answers
    /// what is left.
    fn report_stands(&mut self, (id, hold): (HoldId, &HoldState), after: Left) -> Left {
        let counted = self.counted(hold);
        if counted == Counted::Perhaps {
            self.dispute(CROSSED);
        }
        let (truth, currency) = (&self.reply.truth, self.currency());
        let stands = crossing::stands((id, hold), after, counted, truth, currency);
        self.events.extend(stands);
        after.or_as_reported(hold, counted)
    }

    fn id(&self) -> OrderId {
        self.order.draft.order
    }

    fn currency(&self) -> Currency {
        self.state.currency.unwrap_or(Currency::CNY)
    }

    fn money(&self, minor: u64) -> Money {
        Money::new(minor, self.currency())
    }

    /// A sum that the unit states, if it can be one of ours.
    fn sum(&mut self, said: Option<Money>) -> Option<Money> {
        let said = said?;
        if said.currency != self.currency() {
            self.dispute("other-currency");
            return None;
        }
        if said.minor > MAX_MINOR {
            self.dispute("sum-too-large");
            return Some(self.money(MAX_MINOR));
        }
        Some(said)
    }

    fn gone(&mut self, hold: HoldId, cause: &str) {
        self.events.push(
            HoldReleased {
                hold,
                order: self.id(),
                cause: cause.into(),
            }
            .into(),
        );
    }
}
