//! Replies to transfers: settle what moved, free what did not.

use super::{
    super::{
        event::TransferSettled, hold_state::HoldState, order_state::LineState, settling::freed,
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
        if hold.is_open() && hold.held <= now {
            self.gone(id, "drawn");
        }
    }

    /// When nothing more will follow, what was set aside and not moved is free
    /// again.
    pub(super) fn free_rest(&mut self) {
        for mut rest in freed(self.order) {
            let moved = self.moved.get(&rest.line).copied().unwrap_or(0);
            rest.amount = Money {
                minor: rest.amount.minor.saturating_sub(moved),
                ..rest.amount
            };
            if !rest.amount.is_zero() {
                self.events.push(rest.into());
            }
        }
    }
}
