//! Control that people lift is lifted on a ground of the law (P-13, P-14). What
//! a rule proposes has that rule for its reason, and a limit that is lowered
//! lifts nothing.

use super::{super::state::State, refuses};
use crate::{
    id::LiabilityId,
    order::{Measure, OrderDraft},
    refusal::{Refusal, malformed},
    rules::{Rules, profile::ReleaseGround},
    stamp::Stamp,
};

/// Each line of a release that is drafted by hand names its ground.
pub(super) fn check(
    state: &State,
    orders: &[OrderDraft],
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let lifts = |measure: &Measure| matches!(measure, Measure::Release | Measure::ReleaseWaiting);
    let orders = orders.iter().filter(|order| lifts(&order.measure));
    orders.flat_map(|order| &order.lines).try_for_each(|line| {
        let ground = line.reason.key.as_str();
        check_ground(state, &line.liability, ground, rules, stamp)
    })
}

/// The law knows the ground on which what is held for `liability` is let go.
pub(in crate::matter) fn check_ground(
    state: &State,
    liability: &LiabilityId,
    ground: &str,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let on = stamp.at.date_in(rules.profile().zone());
    let kind = state.current_case().map(|(_, case)| &case.kind);
    let known = kind.and_then(|kind| rules.profile().release_grounds(kind, on));
    let Some((grounds, rule)) = known.filter(|(_, rule)| refuses(rules, rule)) else {
        return Ok(());
    };
    let Some(named) = grounds.iter().find(|known| known.code == ground) else {
        return Err(Refusal::NoGround {
            rule: rule.rule.clone(),
            grounds: listed(grounds),
        });
    };
    if named.paid && !is_paid(state, liability) {
        return malformed("reason", "says that the debt is paid, and it is not");
    }
    Ok(())
}

fn listed(grounds: &[ReleaseGround]) -> String {
    let codes: Vec<&str> = grounds.iter().map(|ground| ground.code.as_str()).collect();
    codes.join(", ")
}

fn is_paid(state: &State, liability: &LiabilityId) -> bool {
    let claim = state.claim_of(liability);
    let known = claim.and_then(|claim| state.claims.get(&claim));
    known.is_some_and(|known| known.collected >= known.owed)
}
