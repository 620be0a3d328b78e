//! Control that people lift is lifted on a ground of the law (P-13, P-14). What
//! a rule proposes has that rule for its reason, and a limit that is lowered
//! lifts nothing.

use super::{super::state::State, refuses};
use crate::{
    order::{Line, Measure, OrderDraft},
    refusal::Refusal,
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
    let on = stamp.at.date_in(rules.profile().zone());
    let kind = state.current_case().map(|(_, case)| &case.kind);
    let known = kind.and_then(|kind| rules.profile().release_grounds(kind, on));
    let Some((grounds, rule)) = known.filter(|(_, rule)| refuses(rules, rule)) else {
        return Ok(());
    };
    let lifts = |measure: &Measure| matches!(measure, Measure::Release | Measure::ReleaseWaiting);
    let orders = orders.iter().filter(|order| lifts(&order.measure));
    for line in orders.flat_map(|order| &order.lines) {
        let key = line.reason.key.as_str();
        let Some(ground) = grounds.iter().find(|ground| ground.code == key) else {
            return Err(Refusal::NoGround {
                rule: rule.rule.clone(),
                grounds: listed(grounds),
            });
        };
        if ground.paid && !is_paid(state, line) {
            return Err(Refusal::Malformed {
                what: "reason",
                why: "says that the debt is paid, and it is not",
            });
        }
    }
    Ok(())
}

fn listed(grounds: &[ReleaseGround]) -> String {
    let codes: Vec<&str> = grounds.iter().map(|ground| ground.code.as_str()).collect();
    codes.join(", ")
}

fn is_paid(state: &State, line: &Line) -> bool {
    let claim = state.claim_of(&line.liability);
    let known = claim.and_then(|claim| state.claims.get(&claim));
    known.is_some_and(|known| known.collected >= known.owed)
}
