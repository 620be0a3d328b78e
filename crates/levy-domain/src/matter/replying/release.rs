//! Replies to releases and reductions.

use super::{
    super::{
        crossing::Left,
        event::{HoldChanged, HoldReduced},
        hold_state::HoldState,
        holds::covers,
        order_state::LineState,
    },
    Folding,
};
use crate::{
    id::HoldId,
    money::Money,
    order::Line,
    reply::{LineReply, Outcome},
};

impl Folding<'_> {
    pub(super) fn release(
        &mut self,
        known: &LineState,
        id: HoldId,
        hold: &HoldState,
        said: &LineReply,
    ) {
        let ours = hold.gone_by(&self.id(), "released");
        if !hold.is_open() && !ours {
            return;
        }
        let stated = self.sum(said.held).map(|amount| amount.minor);
        let freed = match (&said.outcome, stated) {
            (Outcome::Done, _) => {
                if !ours {
                    self.gone(id, "released");
                }
                return;
            }
            // Without a sum the unit says nothing that could be counted.
            (Outcome::Partial, None) => return self.dispute("no-sum"),
            (Outcome::Partial, Some(freed)) => freed,
            _ => 0,
        };
        let whole = hold.held.saturating_add(known.freed);
        if ours {
            // It said "released" and takes that back.
            let held = whole.saturating_sub(freed);
            self.back(id, hold, held);
        } else {
            self.lower(id, hold, known, freed);
        }
    }

    pub(super) fn reduction(
        &mut self,
        line: &Line,
        known: &LineState,
        id: HoldId,
        hold: &HoldState,
        said: &LineReply,
    ) {
        if !hold.is_open() {
            return;
        }
        let acted = matches!(said.outcome, Outcome::Done | Outcome::Partial);
        let stated = self.sum(said.held);
        let stated = match said.outcome {
            Outcome::Done => stated.or(line.amount),
            Outcome::Partial if stated.is_none() => return self.dispute("no-sum"),
            _ => stated,
        };
        let freed = stated.filter(|_| acted).map_or(0, |amount| amount.minor);
        if freed > line.amount.map_or(0, |amount| amount.minor) {
            self.dispute("other-sum");
        }
        self.lower(id, hold, known, freed);
    }

    /// The unit has taken `freed` off the hold by this line so far.
    fn lower(&mut self, id: HoldId, hold: &HoldState, known: &LineState, freed: u64) {
        if freed == known.freed {
            return;
        }
        let left = |of: u64| of.saturating_add(known.freed).saturating_sub(freed);
        let held = left(hold.held);
        let limit = hold.limit.map_or(held, |limit| left(limit.minor).max(held));
        let own = if held < hold.held {
            hold.covers.min(held)
        } else {
            covers(self.state, &hold.asset, held, &[])
        };
        self.events.push(
            HoldReduced {
                hold: id,
                order: self.id(),
                limit: self.money(limit),
                held: self.money(held),
                covers: self.money(own),
                freed: Some(self.money(freed)),
            }
            .into(),
        );
        let left = Left { held, covers: own };
        self.report_stands((id, hold), left);
    }

    fn back(&mut self, id: HoldId, hold: &HoldState, held: u64) {
        let covers = covers(self.state, &hold.asset, held, &[]);
        let money = |minor| Some(Money::new(minor, self.currency()));
        let changed = HoldChanged {
            hold: id,
            order: Some(self.id()),
            held: money(held),
            covers: money(covers),
            beyond_balance: money(hold.beyond_balance),
            waiting: money(hold.waiting),
            rank: hold.rank,
            from: None,
            ends: hold.ends.clone(),
            truth: self.reply.truth.clone(),
            cause: "corrected".into(),
            as_of: None,
            counted_to: None,
            evidence: None,
        };
        self.events.push(changed.into());
    }
}
