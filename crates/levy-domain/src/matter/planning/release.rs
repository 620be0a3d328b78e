//! Planning the release of holds, by rule.

use super::{
    super::{decide::Decision, hold_state::HoldState, release::Owed, state::State},
    by_rule::{Act, ByRule},
};
use crate::{
    id::{DocumentId, HoldId, PlanId},
    order::{Measure, OrderDraft, Route},
    rules::Rules,
    stamp::Stamp,
};
use std::collections::BTreeSet;

/// One order for each of `holds` whose asset is free; officers go to the
/// counter where the unit has no route of its own for it.
pub(in crate::matter) fn plan_owed(
    state: &State,
    plan: PlanId,
    holds: &[HoldId],
    owed: &Owed,
    documents: &[DocumentId],
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let on = stamp.at.date_in(rules.profile().zone());
    let by_rule = ByRule {
        state,
        plan,
        basis: rules.profile().basis(&owed.rule.rule, on)?,
        documents,
        rules,
    };
    let known = holds.iter().filter_map(|id| Some((id, state.hold(id)?)));
    let orders = each_free(&by_rule, known, |id, hold| {
        let measure = letting_go(hold);
        let ability = by_rule.unit(hold)?.ability(&measure, Some(&hold.class));
        let act = Act {
            tag: b"owed-release",
            measure,
            route: ability.map_or(Route::Counter, |ability| ability.route.clone()),
            amount: (hold.held > 0).then_some(hold.held),
            term: None,
            purpose: "release",
            cause: &owed.cause,
        };
        by_rule.order(id, hold, act)
    });
    by_rule.draft(orders, "every hold is busy with another order", stamp)
}

fn letting_go(hold: &HoldState) -> Measure {
    if hold.rank == 0 {
        Measure::Release
    } else {
        Measure::ReleaseWaiting
    }
}

/// Orders on the holds that no other order is busy with. A plan names an
/// asset once; a second hold on it waits its turn.
fn each_free<'a>(
    by_rule: &ByRule<'_>,
    holds: impl Iterator<Item = (&'a HoldId, &'a HoldState)>,
    release: impl Fn(&HoldId, &HoldState) -> Option<OrderDraft>,
) -> Vec<OrderDraft> {
    let mut seen = BTreeSet::new();
    holds
        .filter(|(_, hold)| !by_rule.state.targets.contains_key(&hold.asset))
        .filter(|(_, hold)| seen.insert(hold.asset))
        .filter_map(|(id, hold)| release(id, hold))
        .collect()
}
