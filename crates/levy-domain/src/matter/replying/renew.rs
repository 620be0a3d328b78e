//! Replies to renewals: the hold's ends move on.

use super::{
    super::{
        event::HoldRenewed,
        hold_state::HoldState,
        order_state::LineState,
        term::{Watch, watched},
    },
    Folding,
};
use crate::{
    id::HoldId,
    order::Line,
    reply::{LineReply, Outcome},
    rules::profile::RenewalStart,
    time::{Date, Timestamp},
};

impl Folding<'_> {
    pub(super) fn renew(
        &mut self,
        line: &Line,
        known: &LineState,
        id: HoldId,
        hold: &HoldState,
        said: &LineReply,
    ) {
        let running = hold.running();
        let current = running.unwrap_or(&hold.ends);
        let termed = line.term.is_some() || said.term.is_some() || said.ends_at.is_some();
        let (from, ends) = match (&said.outcome, &known.before) {
            (Outcome::Done, _) if !hold.is_open() => return self.dispute("renewed-after-release"),
            (Outcome::Done, _) if !termed => return self.dispute("no-term"),
            (Outcome::Done, before) => {
                let zone = self.rules.profile().zone();
                let ends = before.as_ref().unwrap_or(current);
                let over_at = ends.over_at(zone);
                if running.is_some() && over_at.is_some_and(|over_at| self.served() >= over_at) {
                    return self.dispute("served-after-the-end");
                }
                let from = self.start(ends.earliest(zone));
                (from, self.ends(line, said, from))
            }
            // A renewal in part is nothing that the ends could say.
            (Outcome::Partial | Outcome::Waiting, _) => return self.dispute("renewed-in-part"),
            // It said "renewed" and takes that back.
            (_, Some(before)) if hold.is_open() => (None, before.clone()),
            _ => return,
        };
        if ends.are_those_of(current) {
            return;
        }
        let ends = watched(ends, &Watch::of(hold), None, self.rules, self.stamp);
        let renewed = HoldRenewed {
            hold: id,
            order: self.id(),
            line: line.line,
            from,
            ends,
        };
        self.events.push(renewed.into());
    }

    /// When the order reached the unit: what takes effect on service (E-01)
    /// and was served in time stands, however late the answer (D-03).
    fn served(&self) -> Timestamp {
        let (said, known) = (&self.reply.way, &self.order.way);
        said.served_at
            .or(known.served_at)
            .or(said.delivered_at)
            .or(known.delivered_at)
            .or(said.answered_at)
            .unwrap_or(self.reply.received_at)
    }

    /// First day of the renewed term: after the old end, or on service (D-05).
    fn start(&self, old_end: Option<Date>) -> Option<Date> {
        let profile = self.rules.profile();
        let today = self.stamp.at.date_in(profile.zone());
        let after = old_end.and_then(|end| end.succ_opt());
        match (profile.renewal_start(today), after) {
            (RenewalStart::OldEnd, Some(after)) => Some(after),
            _ => {
                let way = &self.reply.way;
                let served = way.served_at.or(self.order.way.served_at);
                let day = served.or(way.answered_at).unwrap_or(self.reply.received_at);
                Some(day.date_in(profile.zone()))
            }
        }
    }
}
