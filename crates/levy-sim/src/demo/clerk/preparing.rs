//! Drafted plans: the documents they need and the approvals they lack.

use super::{Decision, Desk, Step, doc};
use crate::signing::next_approvals;
use levy_domain::{
    id::PlanId,
    matter::state::{PlanPhase, PlanState, State},
    stamp::Role,
};

impl Desk<'_> {
    /// Documents and approvals of drafted plans.
    pub(super) fn plans(&self, state: &State, out: &mut Decision) {
        let open = state
            .plans
            .iter()
            .filter(|(_, plan)| matches!(plan.phase, PlanPhase::Drafted | PlanPhase::Approved(_)));
        for (id, plan) in open {
            self.documents(state, *id, plan, out);
            if plan.phase == PlanPhase::Drafted {
                self.approve(*id, plan, out);
            }
        }
    }

    fn documents(&self, state: &State, id: PlanId, plan: &PlanState, out: &mut Decision) {
        let Some((_, case)) = state.current_case() else {
            return;
        };
        for order in &plan.drafted.orders {
            let required =
                self.rules
                    .profile()
                    .documents_required(&order.measure, &order.route, self.today());
            let Ok((required, _)) = required else {
                continue;
            };
            for kind in required {
                let document = doc(self.docket, &[id.0.as_bytes(), kind.as_str().as_bytes()]);
                let there = state.documents.contains_key(&document);
                let doing = out.steps.iter().any(
                    |step| matches!(step, Step::Document { document: known, .. } if *known == document),
                );
                if there || doing {
                    continue;
                }
                // The next number of its kind: ids of plans are in no order of
                // time, so their places would give one number twice.
                let issued = state.documents.values().map(|issued| &issued.kind);
                let making = out.steps.iter().filter_map(|step| match step {
                    Step::Document { kind, .. } => Some(kind),
                    _ => None,
                });
                let nth = 1 + issued.chain(making).filter(|known| *known == kind).count();
                let number = format!("{}之{nth} {kind}", case.number);
                out.steps.push(Step::Document {
                    document,
                    kind: kind.clone(),
                    number,
                    plan: Some(id),
                });
            }
        }
    }

    fn approve(&self, id: PlanId, plan: &PlanState, out: &mut Decision) {
        let Some(case) = self.docket.cases.last() else {
            return;
        };
        let officers = &case.seed.officers;
        let president = crate::demo::staff::president_of(case.seed.home_court);
        let staff = [
            (officers.judge, Role::Judge),
            (officers.bureau_head, Role::BureauHead),
            (president, Role::President),
        ];
        for (officer, role) in next_approvals(plan, &staff) {
            out.steps.push(Step::Approve {
                plan: id,
                list_hash: plan.drafted.list_hash,
                officer,
                role,
            });
        }
    }
}
