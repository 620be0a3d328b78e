//! A hold (控制) inside a matter.

use super::{duty::Duty, event::Ends, queue::Place, sums::Sums, term::Authorised};
use crate::{
    asset::AssetClass,
    code::Code,
    id::{AssetId, HoldId, LiabilityId, OfficerId, OrderId, UnitId},
    money::Money,
    order::{Deadline, Measure, Term},
    reply::Truth,
    sealed::Sealed,
    time::{Date, Timestamp, Zone},
};

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldState {
    /// Which asset.
    pub asset: AssetId,
    /// Its class.
    pub class: AssetClass,
    /// Its number, as ordered or adopted.
    pub number: Option<Sealed>,
    /// At which unit.
    pub unit: UnitId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// What kind.
    pub measure: Measure,
    /// The order and line that made it; `None` when adopted.
    pub order: Option<(OrderId, u32)>,
    /// Limit now.
    pub limit: Option<Money>,
    /// Held now.
    pub held: u64,
    /// Of it, covering.
    pub covers: u64,
    /// Set aside for transfers.
    pub reserved: u64,
    /// Missing because the account is short.
    pub beyond_balance: u64,
    /// Missing because others were earlier.
    pub waiting: u64,
    /// 0 = in force.
    pub rank: u32,
    /// First day.
    pub from: Option<Date>,
    /// Ends.
    pub ends: Ends,
    /// How far it is trusted.
    pub truth: Truth,
    /// When the unit's last word on it was true; an earlier one that comes
    /// later changes nothing.
    pub as_of: Option<Timestamp>,
    /// The unit's last report of all that it holds.
    pub reported: Option<Reported>,
    /// Covers nothing since an identity was corrected.
    pub void: bool,
    /// Pays only from then.
    pub not_redeemable_before: Option<Date>,
    /// Gone.
    pub released: bool,
    /// By which order, if one did it, and why it is gone: `released`, `drawn`,
    /// `lapsed`, `never-effective`, or `corrected` when the unit took its word back.
    pub gone: Option<(Option<OrderId>, Code)>,
    /// Since when it is gone.
    pub gone_at: Option<Timestamp>,
    /// The queue that it stands in, as far as units said.
    pub place: Place,
    /// The court with the first seal handed the asset over to us: we dispose
    /// of it although we wait.
    pub disposes: bool,
    /// Its renewals were authorised ahead.
    pub authorised: Option<Authorised>,
    /// How often its term was renewed.
    pub renewed: u32,
    /// The unit said that it lowered it, and has not reported on it since.
    pub lowered: bool,
    /// How often a rule had the unit lower it or let it go in vain.
    pub in_vain: u32,
    /// No rule asks again: an officer must.
    pub given_up: bool,
    /// Its end was told up to this rung of the ladder; 0 = not yet.
    pub level: u32,
    /// Since when its end has passed with nothing known of what became of it.
    pub ended: Option<Timestamp>,
    /// Who owns its agenda, once a closing named him.
    pub owner: Option<OfficerId>,
}

/// A unit told unasked what a hold holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported {
    /// As of when, by the unit's clock.
    pub at: Timestamp,
    /// The event that says so: what was issued after it the report cannot
    /// count.
    pub revision: u64,
}

impl HoldState {
    /// Not gone.
    pub fn is_open(&self) -> bool {
        !self.released
    }

    /// Open and first in the queue.
    pub fn in_force(&self) -> bool {
        self.is_open() && self.rank == 0
    }

    /// Held and in force.
    pub fn bound(&self) -> u64 {
        if self.in_force() { self.held } else { 0 }
    }

    /// Held and not set aside.
    pub fn free(&self) -> u64 {
        self.held.saturating_sub(self.reserved)
    }

    /// It waits, and the asset was handed over to us.
    pub fn is_handed_over(&self) -> bool {
        self.is_open() && self.rank > 0 && self.disposes && !self.void
    }

    /// What a transfer is taken from: what it holds. What was handed over to
    /// us is held under the seal of the other court, and we take no more of it
    /// than we asked for.
    pub(crate) fn at_hand(&self) -> u64 {
        let asked = self.limit.filter(|_| self.is_handed_over());
        asked.map_or(self.held, |limit| limit.minor)
    }

    /// What a transfer may still take: the debtor's own share of what is in
    /// force or was handed over, nothing of a hold that covers nothing.
    pub fn drawable(&self) -> u64 {
        let own = if self.is_handed_over() {
            self.at_hand()
        } else {
            self.sums().covers.min(self.held)
        };
        own.saturating_sub(self.reserved)
    }

    /// A transfer of `amount`, which leaves `left`, takes all that it holds and
    /// uses its limit up. A limit beyond what was held binds what flows in
    /// later (N-19).
    pub(crate) fn is_drawn_out_by(&self, amount: u64, left: u64) -> bool {
        let beyond = self.limit.is_some_and(|limit| limit.minor > amount);
        self.is_open() && left == 0 && !beyond
    }

    /// First and last day, where both are known; the last is the earliest of
    /// the three ends in the court's `zone`.
    pub fn term(&self, zone: Zone) -> Option<Term> {
        Some(Term {
            from: self.from?,
            to: self.ends.earliest(zone)?,
        })
    }

    pub(crate) fn sums(&self) -> Sums {
        let covers = self.in_force() && !self.void && self.ended.is_none();
        Sums {
            bound: self.bound(),
            covers: if covers { self.covers } else { 0 },
            doubtful: self.doubtful(),
            ..Sums::default()
        }
    }

    /// What it may hold beyond what is known: all of its limit, once its end
    /// has passed or its turn may have come with nothing known, or the asset
    /// was handed over to us. The account may have filled up since.
    fn doubtful(&self) -> u64 {
        let limit = self.limit.map_or(self.held, |limit| limit.minor);
        let ended = self.in_force() && self.ended.is_some();
        let promoted = self.is_open() && self.rank > 0 && self.place.presumed.is_some();
        if ended || promoted || self.is_handed_over() {
            limit.max(self.held).saturating_sub(self.bound())
        } else {
            0
        }
    }

    /// What is owed for it, each with the instant from which it is.
    pub(crate) fn duties(&self, id: HoldId) -> [Option<(Timestamp, Duty)>; 4] {
        let waits = self.is_open() && self.rank > 0;
        let front = self.place.front_at().filter(|_| waits);
        let ask = self.place.ask_at.as_ref().filter(|_| waits);
        let answer = self.place.answer_at().filter(|_| waits);
        [
            self.alarm().map(|alarm| (alarm.at, Duty::Alarm(id))),
            front.map(|at| (at, Duty::Promotion(id))),
            ask.map(|ask| (ask.at, Duty::AskAhead(id))),
            answer.map(|at| (at, Duty::Handover(id))),
        ]
    }

    /// The ends that run: its own while it is in force, those of a promotion
    /// that is presumed; none while it waits.
    pub fn running(&self) -> Option<&Ends> {
        let presumed = self.place.presumed.as_ref();
        let ends = match self.rank {
            0 => Some(&self.ends),
            _ => presumed.map(|presumed| &presumed.ends),
        };
        ends.filter(|_| self.is_open())
    }

    /// Where the ends that run are kept.
    pub(crate) fn running_mut(&mut self) -> &mut Ends {
        match &mut self.place.presumed {
            Some(presumed) if self.rank > 0 => &mut presumed.ends,
            _ => &mut self.ends,
        }
    }

    /// From when its end must be told next: while a term runs, or may.
    pub fn alarm(&self) -> Option<&Deadline> {
        self.running()?.alarm.as_ref()
    }

    /// It is gone, since `at`.
    pub(crate) fn go(&mut self, by: Option<OrderId>, why: Code, at: Timestamp) {
        self.released = true;
        self.gone = Some((by, why));
        self.gone_at.get_or_insert(at);
    }

    /// Gone by the release of `order`.
    pub(crate) fn gone_by(&self, order: &OrderId, cause: &str) -> bool {
        self.gone
            .as_ref()
            .is_some_and(|(by, why)| *by == Some(*order) && why == cause)
    }
}
