//! Running sums per claim and per liability: what is held, may become held,
//! is under way to the court, will be freed. Every change of an order or a
//! hold takes its old part out and puts its new part in; a test compares them
//! with a naive recompute.

use super::{
    hold_state::HoldState,
    order_state::{OrderState, Phase},
};
use crate::{
    claim::Liability,
    id::{ClaimId, HoldId, LiabilityId},
    money::Money,
    order::{Line, Measure},
    reply::Outcome,
};
use std::collections::{BTreeMap, BTreeSet};

/// Running sums of one claim or one liability, minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Held in force, whole (a joint account counts whole for excess).
    pub bound: u64,
    /// Of it, covering the debt.
    pub covers: u64,
    /// May be held, though nobody knows: beyond `bound`, of holds whose end
    /// passed with nothing known. It stands in the way of new orders and is
    /// never excess.
    pub doubtful: u64,
    /// May still become held by what is drafted or in flight.
    pub in_flight: u64,
    /// Of it, on accounts of which no sum is known.
    pub blind: u64,
    /// Limits drafted or in flight, whole: what may become held if the
    /// accounts fill up before the units answer.
    pub limits: u64,
    /// Moved by a unit and not yet matched with a receipt.
    pub in_transit: u64,
    /// Will be freed by release orders under way, or has arrived in the
    /// court's account before the unit said that it moved it.
    pub releasing: u64,
    /// Of it, has arrived in the court's account: it is held no more, whatever
    /// the unit still says.
    pub arrived: u64,
    /// May still be moved by transfers drafted or in flight.
    pub drawing: u64,
    /// Collected from this liability; for a claim, see
    /// [`super::state::ClaimState::collected`].
    pub collected: u64,
}

impl Sums {
    /// Each sum combined with its like.
    #[must_use]
    fn zip(self, other: Sums, with: impl Fn(u64, u64) -> u64) -> Sums {
        Sums {
            bound: with(self.bound, other.bound),
            covers: with(self.covers, other.covers),
            doubtful: with(self.doubtful, other.doubtful),
            in_flight: with(self.in_flight, other.in_flight),
            blind: with(self.blind, other.blind),
            limits: with(self.limits, other.limits),
            in_transit: with(self.in_transit, other.in_transit),
            releasing: with(self.releasing, other.releasing),
            arrived: with(self.arrived, other.arrived),
            drawing: with(self.drawing, other.drawing),
            collected: with(self.collected, other.collected),
        }
    }

    /// The sums of both.
    #[must_use]
    pub fn plus(self, other: Sums) -> Sums {
        self.zip(other, u64::saturating_add)
    }

    /// What is left without `other`.
    #[must_use]
    pub fn minus(self, other: Sums) -> Sums {
        self.zip(other, u64::saturating_sub)
    }

    /// What counts against the room: held, moved and open.
    pub fn used(&self, parallel: bool) -> u64 {
        self.bound
            .saturating_add(self.in_transit)
            .saturating_add(self.doubtful)
            .saturating_add(self.open(parallel))
    }

    /// What is ordered and not answered: the limits, so that no two orders
    /// together ask for more than the room. Where the profile allows freezing
    /// everywhere at once (`parallel`), what is in flight, and what flies
    /// blind reserves nothing.
    pub fn open(&self, parallel: bool) -> u64 {
        if parallel {
            self.in_flight.saturating_sub(self.blind)
        } else {
            self.limits
        }
    }

    /// Held and moved, net of releases under way.
    pub fn kept(&self) -> u64 {
        self.bound
            .saturating_sub(self.releasing)
            .saturating_add(self.in_transit)
    }

    /// Held and moved until units have let it go.
    pub fn standing(&self) -> u64 {
        self.bound
            .saturating_sub(self.arrived)
            .saturating_add(self.in_transit)
    }
}

/// The sums of a matter and the claims whose sums have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Books {
    claims: BTreeMap<ClaimId, Sums>,
    liabilities: BTreeMap<LiabilityId, Sums>,
    touched: BTreeSet<ClaimId>,
}

impl Books {
    pub(crate) fn claim(&self, claim: &ClaimId) -> Sums {
        self.claims.get(claim).copied().unwrap_or_default()
    }

    pub(crate) fn liability(&self, liability: &LiabilityId) -> Sums {
        self.liabilities.get(liability).copied().unwrap_or_default()
    }

    /// What is owed or collected on `claim` has changed.
    pub(crate) fn touch(&mut self, claim: ClaimId) {
        self.touched.insert(claim);
    }

    pub(crate) fn take_touched(&mut self) -> BTreeSet<ClaimId> {
        std::mem::take(&mut self.touched)
    }

    /// Replaces `before` by `after` on both sides.
    pub(crate) fn change(&mut self, liability: &Liability, before: Sums, after: Sums) {
        if before == after {
            return;
        }
        for sums in [
            self.claims.entry(liability.claim).or_default(),
            self.liabilities.entry(liability.liability).or_default(),
        ] {
            *sums = sums.plus(after).minus(before);
        }
        self.touched.insert(liability.claim);
    }
}

/// Holds and liabilities that an order's part in the sums depends on.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) holds: &'a BTreeMap<HoldId, Box<HoldState>>,
    pub(crate) liabilities: &'a BTreeMap<LiabilityId, Liability>,
}

impl Ground<'_> {
    /// Brings the parts of an order in the books in step with what it is now.
    pub(crate) fn book(self, books: &mut Books, order: &mut OrderState) {
        for at in 0..order.lines.len() {
            let line = &order.draft.lines[at];
            if let Some(liability) = self.liabilities.get(&line.liability) {
                let part = self.part(order, at, line);
                books.change(liability, order.lines[at].booked, part);
                order.lines[at].booked = part;
            }
        }
    }

    /// What one line of an order adds to the sums of its liability.
    fn part(self, order: &OrderState, at: usize, line: &Line) -> Sums {
        let known = line.known_available.map(|known| known.minor);
        let in_flight = self.open_limit(order, at, line, known);
        let limits = self.open_limit(order, at, line, None);
        let state = order.lines.get(at);
        let moved = state.map_or(0, |line| minor(line.settled));
        let matched = state.map_or(0, |line| minor(line.matched));
        let releasing = self.releasing(order, at, line);
        let arrived = order.draft.measure == Measure::Transfer;
        Sums {
            in_flight,
            limits,
            blind: if line.known_available.is_none() {
                in_flight
            } else {
                0
            },
            releasing,
            arrived: if arrived { releasing } else { 0 },
            drawing: drawing(order, at, line),
            in_transit: moved.saturating_sub(matched),
            ..Sums::default()
        }
    }

    /// What a freeze line may still bind: its limit, or what is known to be
    /// there where that is smaller; less what it holds already. Zero once the
    /// line is answered with a sum or the order is over.
    fn open_limit(self, order: &OrderState, at: usize, line: &Line, known: Option<u64>) -> u64 {
        let (Measure::Freeze, Some(amount)) = (&order.draft.measure, line.amount) else {
            return 0;
        };
        let limit = known.map_or(amount.minor, |known| known.min(amount.minor));
        let open = order.phase.is_open();
        let Some(state) = order.lines.get(at) else {
            return if open { limit } else { 0 };
        };
        let held = state.hold.and_then(|id| self.holds.get(&id));
        let rest = limit.saturating_sub(held.map_or(0, |hold| hold.held));
        match &state.outcome {
            Some(_) if state.unclear => rest,
            None | Some(Outcome::Other(_)) if open => limit,
            Some(Outcome::Partial) if open => rest,
            _ => 0,
        }
    }

    /// What an open release or reduction line will free, and what of an open
    /// transfer has arrived ahead of the unit's word: it is held no more.
    fn releasing(self, order: &OrderState, at: usize, line: &Line) -> u64 {
        let (true, Some(state)) = (order.phase.is_open(), order.lines.get(at)) else {
            return 0;
        };
        let transfer = order.draft.measure == Measure::Transfer;
        if state.outcome.is_some() && !transfer {
            return 0;
        }
        let held = line
            .hold
            .and_then(|id| self.holds.get(&id))
            .map_or(0, |hold| hold.bound());
        match order.draft.measure {
            Measure::Release => held,
            Measure::PartialRelease => minor(line.amount).min(held),
            Measure::Transfer => minor(state.matched)
                .saturating_sub(minor(state.settled))
                .min(minor(state.reserved))
                .min(held),
            _ => 0,
        }
    }
}

/// Minor units of a sum that may be missing: nothing.
pub(super) fn minor(amount: Option<Money>) -> u64 {
    amount.map_or(0, |amount| amount.minor)
}

/// What a transfer may still move: all of it until it is issued, then what is
/// set aside.
fn drawing(order: &OrderState, at: usize, line: &Line) -> u64 {
    if order.draft.measure != Measure::Transfer {
        return 0;
    }
    let sum = match order.phase {
        Phase::Drafted | Phase::Approved => line.amount,
        _ => order.lines.get(at).and_then(|state| state.reserved),
    };
    minor(sum)
}
