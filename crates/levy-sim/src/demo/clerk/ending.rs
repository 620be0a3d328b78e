//! What is lifted once all is paid, and which case is closed.

use super::{Decision, Desk, Step};
use crate::demo::docket::Case;
use levy_domain::{
    id::PlanId,
    matter::{event::CaseKind, state::State},
    order::{Measure, OrderDraft, Reason},
    time::{DAY, HOUR, Timestamp, Zone},
};

impl Desk<'_> {
    /// What still holds money above what is owed is released by rule; a hold
    /// that holds nothing, or waits behind others, would bind what comes in
    /// (N-19).
    pub(super) fn lift(&self, state: &State, out: &mut Decision) {
        let paid = state
            .claims
            .values()
            .all(|claim| claim.collected >= claim.owed);
        if !paid || state.claims.is_empty() {
            return;
        }
        let round = state.plans.len();
        let plan = PlanId::derive(self.docket.matter.0, &[b"lift", &round.to_be_bytes()]);
        // In a preservation "paid" is no ground (P-13).
        let case = state.current_case().map(|(_, case)| &case.kind);
        let ground = if case == Some(&CaseKind::Preservation) {
            "other-ground"
        } else {
            "paid-in-full"
        };
        let orders: Vec<OrderDraft> = state
            .open_holds()
            .filter(|(_, hold)| hold.held == 0)
            .filter_map(|(id, hold)| {
                let lift = |measure| {
                    let reason = Reason::by_rule(ground, "P-14");
                    self.on_hold(state, plan, (*id, hold), 0, measure, reason)
                };
                let waits = (hold.rank > 0).then(|| lift(Measure::ReleaseWaiting));
                waits.flatten().or_else(|| lift(Measure::Release))
            })
            .collect();
        if !orders.is_empty() {
            out.steps.push(Step::Draft { plan, orders });
        }
    }

    pub(super) fn close(&self, state: &State, entered: &[&Case], out: &mut Decision) {
        for case in entered {
            let Some(closing) = &case.seed.closes else {
                continue;
            };
            let open = state
                .registrations
                .get(&case.registration)
                .is_some_and(|r| r.closed.is_none());
            if !open {
                continue;
            }
            let from = Timestamp::start_of(closing.earliest, Zone::CHINA).plus(9 * HOUR);
            if from > self.now {
                self.look(out, from);
                continue;
            }
            out.steps.push(Step::Close {
                registration: case.registration,
                kind: closing.kind.clone(),
            });
            // If a rule refuses it today, something is still under way.
            self.look(out, self.now.plus(DAY));
        }
    }
}
