//! Replies to transfers: settle what moved, free what did not.

use super::{
    super::{
        crossing::Left, event::TransferSettled, hold_state::HoldState, maturity,
        money::came_unsaid, order_state::LineState, settling::freed, sums::minor,
    },
    Folding,
};
use crate::{
    id::HoldId,
    order::Line,
    reply::{LineReply, Outcome},
};
use std::collections::BTreeMap;

impl Folding<'_> {
    pub(super) fn transfer(
        &mut self,
        line: &Line,
        known: &LineState,
        id: HoldId,
        hold: &HoldState,
        said: &LineReply,
    ) {
        let stated = self.sum(said.held);
        let moved = match said.outcome {
            Outcome::Done => stated.or(line.amount),
            Outcome::Partial if stated.is_none() => return self.dispute("no-sum"),
            Outcome::Partial => stated,
            _ => None,
        };
        let moved = moved.map_or(0, |amount| amount.minor);
        let earlier = known.settled.map_or(0, |settled| settled.minor);
        let asked = line.amount.map_or(0, |amount| amount.minor);
        if moved > asked || moved < earlier {
            self.dispute("other-sum");
        }
        let now = moved.saturating_sub(earlier);
        // A unit that would not pay yet says from when on it does.
        let from = said.not_redeemable_before;
        let set = maturity::told(self.state, id, from, self.rules, self.stamp);
        self.events.extend(set);
        if now == 0 {
            return;
        }
        self.moved.insert(line.line, now);
        self.events.push(
            TransferSettled {
                order: self.id(),
                line: line.line,
                hold: id,
                amount: self.money(now),
                truth: self.reply.truth.clone(),
            }
            .into(),
        );
        let left = Left {
            held: hold.held.saturating_sub(now),
            covers: hold.covers.saturating_sub(now),
        };
        let left = self.report_stands((id, hold), left);
        // Nothing held, and the unit says that nothing is bound beyond it.
        let nothing_beyond = self
            .sum(said.beyond_balance)
            .is_some_and(|left| left.is_zero());
        let emptied = hold.is_open() && left.held == 0 && nothing_beyond;
        if emptied || hold.is_drawn_out_by(now, left.held) {
            self.gone(id, "drawn");
        }
    }

    /// When nothing more will follow, what was set aside and neither moved nor
    /// arrived is free again.
    pub(super) fn free_rest(&mut self) {
        let order = self.order;
        let mut unsaid = BTreeMap::new();
        for (line, known) in order.draft.lines.iter().zip(&order.lines) {
            let now = self.moved.get(&line.line).copied().unwrap_or(0);
            let moved = minor(known.settled).saturating_add(now);
            let arrived = minor(known.matched).saturating_sub(moved);
            unsaid.insert(line.line, arrived);
            let evidence = self.reply.raw_evidence;
            self.events
                .extend(came_unsaid(self.state, order, line, arrived, evidence));
        }
        for mut rest in freed(order) {
            let moved = self.moved.get(&rest.line).copied().unwrap_or(0);
            let arrived = unsaid.get(&rest.line).copied().unwrap_or(0);
            rest.amount.minor = rest
                .amount
                .minor
                .saturating_sub(moved)
                .saturating_sub(arrived);
            if !rest.amount.is_zero() {
                self.events.push(rest.into());
            }
        }
    }
}
