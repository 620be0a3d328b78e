//! Replies to renewals: the hold's ends move on.

use super::{
    super::{event::HoldRenewed, hold_state::HoldState, order_state::LineState},
    Folding,
};
use crate::{
    id::HoldId,
    order::Line,
    reply::{LineReply, Outcome},
    rules::profile::RenewalStart,
    time::Date,
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
        let termed = line.term.is_some() || said.term.is_some() || said.ends_at.is_some();
        let (from, ends) = match (&said.outcome, &known.before) {
            (Outcome::Done, _) if !hold.is_open() => return self.dispute("renewed-after-release"),
            (Outcome::Done, _) if !termed => return self.dispute("no-term"),
            (Outcome::Done, before) => {
                let ends = before.as_ref().unwrap_or(&hold.ends);
                let from = self.start(ends.earliest(self.rules.profile().zone()));
                (from, self.ends(line, said, from))
            }
            // A renewal in part is nothing that the ends could say.
            (Outcome::Partial | Outcome::Waiting, _) => return self.dispute("renewed-in-part"),
            // It said "renewed" and takes that back.
            (_, Some(before)) if hold.is_open() => (None, before.clone()),
            _ => return,
        };
        if ends == hold.ends {
            return;
        }
        let renewed = HoldRenewed {
            hold: id,
            order: self.id(),
            line: line.line,
            from,
            ends,
        };
        self.events.push(renewed.into());
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
