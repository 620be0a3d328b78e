//! Holds and money: what every event says of them, and the room at every act.

use super::{
    Violation,
    model::{Claim, Hold, Matter},
};
use crate::world::sometimes::Sometimes;
use levy_domain::{
    id::{ClaimId, HoldId},
    matter::{Event, event::Allocation},
    money::Money,
    order::Measure,
};

fn minor(amount: Option<Money>) -> u64 {
    amount.map_or(0, |amount| amount.minor)
}

impl Matter {
    fn claim_of(&self, liability: &levy_domain::id::LiabilityId) -> Option<ClaimId> {
        self.liabilities.get(liability).map(|known| known.claim)
    }

    fn hold(&mut self, id: &HoldId) -> Result<&mut Hold, Violation> {
        let missing = format!("{id} was never established");
        self.holds
            .get_mut(id)
            .ok_or_else(|| Violation::new("a hold is established before it changes", &missing))
    }

    /// Notes what an event says of holds and money.
    pub(super) fn sum(
        &mut self,
        event: &Event,
        sometimes: &mut Sometimes,
    ) -> Result<(), Violation> {
        match event {
            Event::ClaimStated(stated) => {
                let mut claim = Claim::default();
                for part in &stated.claim.components {
                    let sum = claim.components.entry(part.kind.clone()).or_default();
                    *sum = sum.saturating_add(part.amount.minor);
                }
                self.claims.insert(stated.claim.claim, claim);
            }
            Event::ClaimAdjusted(adjusted) => {
                if let Some(claim) = self.claims.get_mut(&adjusted.claim) {
                    let (kind, sum) = (&adjusted.component.kind, adjusted.component.amount.minor);
                    claim.components.insert(kind.clone(), sum);
                }
            }
            Event::LiabilityStated(stated) => {
                let liability = stated.liability.clone();
                self.liabilities.insert(liability.liability, liability);
            }
            Event::HoldEstablished(made) => {
                sometimes.saw_if(made.rank > 0, "hold-waits-behind-others");
                let hold = Hold {
                    order: Some((made.order, made.line)),
                    unit: made.unit,
                    liability: made.liability,
                    held: minor(made.held),
                    rank: made.rank,
                    reserved: 0,
                    gone: false,
                };
                self.holds.insert(made.hold, hold);
            }
            Event::HoldAdopted(made) => {
                let hold = Hold {
                    order: None,
                    unit: made.unit,
                    liability: made.liability,
                    held: minor(made.held),
                    rank: made.rank,
                    reserved: 0,
                    gone: false,
                };
                self.holds.insert(made.hold, hold);
            }
            Event::HoldChanged(changed) => {
                let cause = changed.cause.as_str();
                sometimes.saw_if(cause == "promoted", "promotion");
                sometimes.saw_if(cause == "inflow", "inflow");
                let over = changed.order.is_some_and(|order| {
                    self.orders
                        .get(&order)
                        .is_some_and(|order| !order.in_world())
                });
                sometimes.saw_if(over && cause == "corrected", "correction-after-close");
                sometimes.saw_if(changed.counted_to.is_some(), "reported-unasked");
                sometimes.saw_if(cause == "counted-already", "report-crossed-an-order");
                let hold = self.hold(&changed.hold)?;
                (hold.held, hold.rank) = (minor(changed.held), changed.rank);
                hold.gone = false;
            }
            Event::HoldReduced(reduced) => {
                sometimes.saw("hold-reduced");
                let hold = self.hold(&reduced.hold)?;
                hold.held = reduced.held.minor;
            }
            Event::HoldReleased(released) => {
                let hold = self.hold(&released.hold)?;
                hold.gone = true;
            }
            Event::HoldLapsed(lapsed) => self.hold(&lapsed.hold)?.gone = true,
            Event::HoldNotLowered(kept) => {
                sometimes.saw("hold-not-lowered");
                sometimes.saw_if(kept.given_up, "hold-given-up");
            }
            Event::HoldRenewed(_) => sometimes.saw("hold-renewed"),
            Event::ExcessRevealed(excess) => {
                sometimes.saw("excess-revealed");
                sometimes.saw_if(!excess.over_order.is_zero(), "more-held-than-ordered");
            }
            Event::TransferReserved(aside) => {
                let hold = self.hold(&aside.hold)?;
                let free = hold.held.saturating_sub(hold.reserved);
                if hold.gone || aside.amount.minor > free {
                    let what = format!("{} of {free} is set aside", aside.amount.minor);
                    return Err(Violation::new("no transfer goes beyond its hold", &what));
                }
                hold.reserved += aside.amount.minor;
                if let Some(order) = self.orders.get_mut(&aside.order) {
                    *order.reserved.entry(aside.line).or_default() += aside.amount.minor;
                }
            }
            Event::TransferSettled(settled) => {
                let mut aside = 0;
                if let Some(order) = self.orders.get_mut(&settled.order) {
                    let reserved = order.reserved.entry(settled.line).or_default();
                    aside = (*reserved).min(settled.amount.minor);
                    *reserved -= aside;
                    order.moved.entry(settled.line).or_default().0 += settled.amount.minor;
                }
                let hold = self.hold(&settled.hold)?;
                hold.held = hold.held.saturating_sub(settled.amount.minor);
                hold.reserved = hold.reserved.saturating_sub(aside);
            }
            Event::TransferFreed(freed) => {
                if let Some(order) = self.orders.get_mut(&freed.order) {
                    let reserved = order.reserved.entry(freed.line).or_default();
                    *reserved = reserved.saturating_sub(freed.amount.minor);
                }
                let hold = self.hold(&freed.hold)?;
                hold.reserved = hold.reserved.saturating_sub(freed.amount.minor);
            }
            Event::ReceiptMatched(matched) => {
                if let Some(order) = self.orders.get_mut(&matched.order) {
                    order.moved.entry(matched.line).or_default().1 += matched.amount.minor;
                }
            }
            Event::Allocated(allocated) => {
                sometimes.saw_if(!allocated.surplus.is_zero(), "surplus-to-refund");
                if let Some(claim) = self.claims.get_mut(&allocated.claim) {
                    for part in &allocated.parts {
                        claim.collected = claim.collected.saturating_add(part.amount.minor);
                    }
                }
            }
            Event::AllocationReversed(back) => self.uncollect(back.claim, &back.parts),
            Event::PaidOut(paid) => {
                self.payments.insert(paid.payment, paid.claim);
            }
            Event::ReversalOrdered(ordered) => {
                if let Some(claim) = self.payments.get(&ordered.payment) {
                    self.reversals.insert(ordered.reversal, *claim);
                }
            }
            Event::ReversalReturned(returned) => {
                if let Some(claim) = self.reversals.get(&returned.reversal).copied() {
                    self.uncollect(claim, &returned.parts);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What was allocated to a claim is so no longer.
    fn uncollect(&mut self, claim: ClaimId, parts: &[Allocation]) {
        if let Some(claim) = self.claims.get_mut(&claim) {
            for part in parts {
                claim.collected = claim.collected.saturating_sub(part.amount.minor);
            }
        }
    }

    /// Held in force, moved and not arrived, and asked for in issued freezes
    /// that have no word yet, `own` orders left out.
    fn used(&self, claim: ClaimId, own: &[levy_domain::id::OrderId]) -> u64 {
        let of_claim = |liability| self.claim_of(liability) == Some(claim);
        let mut used: u64 = 0;
        for hold in self.holds.values() {
            if !hold.gone && hold.rank == 0 && of_claim(&hold.liability) {
                used = used.saturating_add(hold.held);
            }
        }
        for (id, order) in &self.orders {
            for line in order
                .draft
                .lines
                .iter()
                .filter(|line| of_claim(&line.liability))
            {
                let (moved, arrived) = order.moved.get(&line.line).copied().unwrap_or_default();
                used = used.saturating_add(moved.saturating_sub(arrived));
                let freezes = order.draft.measure == Measure::Freeze && order.in_world();
                if freezes && !own.contains(id) && !order.said.contains_key(&line.line) {
                    used = used.saturating_add(minor(line.amount));
                }
            }
        }
        used
    }

    /// An act that binds these orders' sums stays inside the room: owed, less
    /// collected, held, moved and in flight. The profile does not allow
    /// freezing everywhere at once.
    pub(super) fn within_the_room(
        &self,
        own: &[levy_domain::id::OrderId],
    ) -> Result<(), Violation> {
        for (id, claim) in &self.claims {
            let mut asked: u64 = 0;
            for order in own.iter().filter_map(|order| self.orders.get(order)) {
                for line in &order.draft.lines {
                    let here = self.claim_of(&line.liability) == Some(*id);
                    if here && order.draft.measure == Measure::Freeze {
                        asked = asked.saturating_add(minor(line.amount));
                    }
                }
            }
            if asked == 0 {
                continue;
            }
            let left = claim.owed().saturating_sub(claim.collected);
            let room = left.saturating_sub(self.used(*id, own));
            if asked > room {
                let what = format!("{asked} is asked for in a room of {room}");
                return Err(Violation::new("no act goes above the room", &what));
            }
        }
        Ok(())
    }
}
