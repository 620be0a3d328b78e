//! Planning the smallest cure of an excess, by rule.

use super::{
    super::{decide::Decision, excess, hold_state::HoldState, state::State},
    by_rule::{Act, ByRule},
};
use crate::{
    id::{ClaimId, DocumentId, HoldId, LiabilityId, PlanId},
    order::{Measure, OrderDraft, Route},
    rules::Rules,
    stamp::Stamp,
};

type Free<'a> = (&'a HoldId, &'a HoldState);

pub(super) fn plan_reduction(
    state: &State,
    plan: PlanId,
    claim: &ClaimId,
    documents: &[DocumentId],
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let mut over = state.excess(claim);
    if over == 0 {
        return Ok(vec![]);
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let basis = rules.profile().basis("X-01", on)?;
    let mut holds: Vec<Free<'_>> = state
        .open_holds()
        .filter(|(_, hold)| state.claim_of(&hold.liability).as_ref() == Some(claim))
        .filter(|(_, hold)| hold.in_force() && hold.free() > 0 && !hold.given_up)
        .filter(|(_, hold)| !state.targets.contains_key(&hold.asset))
        .collect();
    holds.sort_by(|a, b| b.1.free().cmp(&a.1.free()).then(a.0.cmp(b.0)));
    let cure = Cure(ByRule {
        state,
        plan,
        basis,
        documents,
        rules,
    });
    let mut orders = Vec::new();
    // First what covers nothing, then what a single debtor holds above his own
    // part, then the claim as a whole.
    let void = |free: &Free<'_>| free.1.void || free.1.ended.is_some();
    over -= cure.take(over, &mut holds, &void, &mut orders);
    let own: Vec<(LiabilityId, u64)> = state
        .liabilities_of(claim)
        .map(|known| (known.liability, state.excess_of(&known.liability)))
        .collect();
    for (liability, own_over) in own {
        let done = freed_of(&orders, &liability);
        let wanted = own_over.saturating_sub(done).min(over);
        let his = |free: &Free<'_>| free.1.liability == liability;
        over -= cure.take(wanted, &mut holds, &his, &mut orders);
    }
    cure.take(over, &mut holds, &|_| true, &mut orders);
    let runs = state.excesses.get(claim);
    let cure_by = runs.map(|excess| excess.deadline.clone());
    cure.0.draft_by(
        orders,
        cure_by.or_else(|| excess::clock(rules, stamp)),
        "every hold is busy with another order, or given up",
        stamp,
    )
}

fn freed_of(orders: &[OrderDraft], liability: &LiabilityId) -> u64 {
    orders
        .iter()
        .flat_map(|order| &order.lines)
        .filter(|line| line.liability == *liability)
        .filter_map(|line| line.amount)
        .fold(0, |sum, amount| sum.saturating_add(amount.minor))
}

struct Cure<'a>(ByRule<'a>);

impl Cure<'_> {
    /// Frees up to `over` out of the holds that `which` allows and says how
    /// much. The fewest acts: the smallest hold that alone is enough, else the
    /// largest first. `holds` come largest first.
    fn take<'a>(
        &self,
        over: u64,
        holds: &mut Vec<Free<'a>>,
        which: &dyn Fn(&Free<'a>) -> bool,
        orders: &mut Vec<OrderDraft>,
    ) -> u64 {
        let mut left = over;
        while left > 0 {
            let mut ours = holds.iter().filter(|free| which(free));
            let enough = ours.clone().rfind(|free| free.1.free() >= left);
            let Some(sum) = enough.or_else(|| ours.next()).map(|free| free.1.free()) else {
                break;
            };
            // Of equal ones the first.
            let same = |free: &Free<'a>| which(free) && free.1.free() == sum;
            let Some(at) = holds.iter().position(same) else {
                break;
            };
            let (id, hold) = holds.remove(at);
            let frees = hold.free().min(left);
            if let Some(order) = self.release(id, hold, frees) {
                orders.push(order);
                left -= frees;
            }
        }
        over - left
    }

    fn release(&self, id: &HoldId, hold: &HoldState, frees: u64) -> Option<OrderDraft> {
        let measure = if frees == hold.held {
            Measure::Release
        } else {
            Measure::PartialRelease
        };
        // A house or a car is let go whole or not at all.
        if measure == Measure::PartialRelease && !hold.class.is_money() {
            return None;
        }
        // Where the unit has no route of its own for it, officers go to its
        // counter, as for a release that is owed.
        let ability = self.0.unit(hold)?.ability(&measure, Some(&hold.class));
        let act = Act {
            tag: b"release",
            measure,
            route: ability.map_or(Route::Counter, |ability| ability.route.clone()),
            amount: Some(frees),
            term: None,
            purpose: "reduce-excess",
            cause: "above-what-is-owed",
        };
        self.0.order(id, hold, act)
    }
}
