//! Another security for the one that is held (置换担保财产, M-05): the old one
//! goes only when the unit has confirmed the new one.

use super::super::state::State;
use crate::{
    id::LiabilityId,
    money::Money,
    order::{Measure, OrderDraft},
    refusal::Refusal,
};

/// Purpose of a release that is a swap.
const PURPOSE: &str = "swap-security";

/// What holds in force cover without those that the order gives up is as much
/// as those cover, or all that is owed.
pub(super) fn check(state: &State, order: &OrderDraft) -> Result<(), Refusal> {
    if order.measure != Measure::Release || order.purpose.as_str() != PURPOSE {
        return Ok(());
    }
    let orders = std::slice::from_ref(order);
    let mut lines = order.lines.iter();
    lines.try_for_each(|line| covered(state, orders, &line.liability))
}

/// What `orders` give up counts at all that it may cover, what stays at no more
/// than it is known to: a hold whose end passed is no security, nor is one that
/// another order is letting go.
pub(super) fn covered(
    state: &State,
    orders: &[OrderDraft],
    liability: &LiabilityId,
) -> Result<(), Refusal> {
    let lifts = |order: &OrderDraft, id| {
        order.measure.lifts() && order.lines.iter().any(|line| line.hold == Some(id))
    };
    let goes = |id| orders.iter().any(|order| lifts(order, id));
    let (mut old, mut new) = (0_u64, 0_u64);
    for (id, hold) in state.open_holds() {
        if hold.liability != *liability {
            continue;
        }
        let mut others = state.orders_on(&hold.asset);
        if goes(*id) {
            let may_cover = hold.in_force() && !hold.void;
            old = old.saturating_add(if may_cover { hold.covers } else { 0 });
        } else if !others.any(|other| lifts(&other.draft, *id)) {
            new = new.saturating_add(hold.sums().covers);
        }
    }
    let claim = state.claim_of(liability);
    let claim = claim.and_then(|claim| state.claims.get(&claim));
    let owed = claim.map_or(0, |claim| claim.owed.saturating_sub(claim.collected));
    let needs = old.min(owed);
    // What has no sum cannot be weighed against a sum.
    if needs > 0 && new >= needs {
        return Ok(());
    }
    let currency = state.currency.ok_or(Refusal::NotOpen)?;
    Err(Refusal::SwapUnconfirmed {
        has: Money::new(new, currency),
        needs: Money::new(needs, currency),
    })
}
