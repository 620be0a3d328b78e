//! What is frozen, in rounds, one liability after the other.

use super::{Decision, Desk, Step};
use crate::demo::docket::Case;
use levy_domain::{
    id::{AssetId, PlanId},
    matter::{envelope, state::State},
    order::Measure,
};

/// Rounds of freezing per debtor.
const ROUNDS: usize = 4;

impl Desk<'_> {
    fn controls(&self, state: &State, entered: &[&Case]) -> bool {
        entered.iter().any(|case| {
            case.seed.asks_units()
                && state
                    .registrations
                    .get(&case.registration)
                    .is_some_and(|r| r.closed.is_none())
        })
    }

    pub(super) fn freeze(&self, state: &State, entered: &[&Case], out: &mut Decision) {
        if state.sweeps.is_empty() || !self.controls(state, entered) {
            return;
        }
        let tried: Vec<AssetId> = state
            .orders
            .values()
            .filter(|order| order.draft.measure == Measure::Freeze && !order.phase.is_open())
            .flat_map(|order| order.draft.lines.iter().map(|line| line.asset))
            .collect();
        for liability in state.liabilities.keys() {
            let rounds = (0..ROUNDS).map(|round| {
                let round = u8::try_from(round).unwrap_or(u8::MAX);
                PlanId::derive(liability.0, &[b"freeze", &[round]])
            });
            let Some(plan) = rounds
                .into_iter()
                .find(|plan| !state.plans.contains_key(plan))
            else {
                continue;
            };
            let known = state
                .liabilities
                .get(liability)
                .map(|liability| liability.person);
            let worth = state.assets.values().any(|asset| {
                Some(asset.person) == known
                    && !tried.contains(&asset.asset)
                    && asset.available.is_some_and(|available| available.minor > 0)
            });
            let room = envelope::worksheet(state, liability, false, self.now);
            if worth && room.is_ok_and(|sheet| sheet.room.minor > 0) {
                out.steps.push(Step::Freeze {
                    plan,
                    liability: *liability,
                    except: tried.clone(),
                });
                // One at a time: each takes room from the next.
                return;
            }
        }
    }
}
