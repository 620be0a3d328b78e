//! Money: drawn from what rests in hold, or paid by the debtor himself.

use super::{Decision, Desk, Step};
use crate::demo::docket::{Case, person_id};
use levy_domain::{
    id::{PlanId, ReceiptId, RegistrationId},
    matter::{
        event::CaseKind,
        state::{HoldState, State},
    },
    order::{Measure, Reason},
    rules::Verdict,
    time::{DAY, Timestamp, Zone},
};

/// How long a hold rests before money is drawn from it: corrections and
/// inflow come in before.
const REST: i64 = 30 * DAY;
/// Draws tried per hold.
const DRAWS: usize = 3;

impl Desk<'_> {
    pub(super) fn transfer(&self, state: &State, entered: &[&Case], out: &mut Decision) {
        let enforcing = entered.iter().any(|case| {
            matches!(case.kind, CaseKind::First | CaseKind::Resumed)
                && state
                    .registrations
                    .get(&case.registration)
                    .is_some_and(|r| r.closed.is_none())
        });
        let Some(claim) = state.claims.get(&self.docket.claim()) else {
            return;
        };
        let in_transit = state.claim_sums(&self.docket.claim()).in_transit;
        let mut left = claim
            .owed
            .saturating_sub(claim.collected)
            .saturating_sub(in_transit);
        if !enforcing || left == 0 || state.excess(&self.docket.claim()) > 0 {
            return;
        }
        let mut ripe = Vec::new();
        for (id, hold) in state.open_holds() {
            if hold.rank != 0 || hold.free() == 0 || !self.drawable(state, hold) {
                continue;
            }
            let since = self.rest_until(state, hold);
            if since > self.now {
                self.look(out, since);
                return;
            }
            ripe.push((*id, hold));
        }
        let mut orders = Vec::new();
        let round = state.plans.len();
        let plan = PlanId::derive(self.docket.matter.0, &[b"transfer", &round.to_be_bytes()]);
        for (id, hold) in ripe {
            let draws = state
                .orders
                .values()
                .filter(|order| {
                    order.draft.measure == Measure::Transfer && order.draft.replaces.is_none()
                })
                .filter(|order| order.draft.lines.iter().any(|line| line.hold == Some(id)))
                .count();
            let own = hold.covers.min(hold.free()).min(left);
            if draws >= DRAWS || own == 0 {
                continue;
            }
            let reason = Reason::by_rule("collect-what-is-held", "N-16");
            let drawn = self.on_hold(state, plan, (id, hold), own, Measure::Transfer, reason);
            if let Some(order) = drawn {
                left -= own;
                orders.push(order);
            }
        }
        if !orders.is_empty() {
            out.steps.push(Step::Draft { plan, orders });
        }
    }

    fn rest_until(&self, state: &State, hold: &HoldState) -> Timestamp {
        let answered = hold
            .order
            .and_then(|(order, _)| state.orders.get(&order)?.way.answered_at);
        answered.unwrap_or(self.now).plus(REST)
    }

    fn drawable(&self, state: &State, hold: &HoldState) -> bool {
        let able = self.rules.units().get(&hold.unit).is_some_and(|unit| {
            unit.ability(&Measure::Transfer, Some(&hold.class))
                .is_some_and(|a| a.route.is_carried())
        });
        let class = state
            .assets
            .get(&hold.asset)
            .map(|asset| &asset.account_class);
        let allowed = class.is_none_or(|class| {
            self.rules
                .profile()
                .account_policy(class, self.today())
                .deduct
                == Verdict::Allowed
        });
        let asset = state.assets.get(&hold.asset);
        let known = asset.and_then(|asset| asset.not_redeemable_before);
        let matured = hold
            .not_redeemable_before
            .max(known)
            .is_none_or(|date| date <= self.today());
        able && allowed && matured
    }

    pub(super) fn pay(&self, state: &State, entered: &[&Case], out: &mut Decision) {
        for case in entered {
            let Some(payment) = &case.seed.voluntary_payment else {
                continue;
            };
            let open = state
                .registrations
                .get(&case.registration)
                .is_some_and(|r| r.closed.is_none());
            let receipt = payment_id(case.registration);
            if !open || state.receipts.contains_key(&receipt) {
                continue;
            }
            let from = Timestamp::start_of(payment.on, Zone::CHINA);
            if from > self.now {
                self.look(out, from);
                continue;
            }
            let Some(claim) = state.claims.get(&self.docket.claim()) else {
                continue;
            };
            let sums = state.claim_sums(&self.docket.claim());
            // What a unit moved must have arrived before the rest is known.
            if sums.in_transit > 0 {
                self.look(out, self.now.plus(DAY));
                continue;
            }
            let rest = claim.owed.saturating_sub(claim.collected);
            let minor = u128::from(rest) * u128::from(payment.permille_of_rest) / 1_000;
            let minor = u64::try_from(minor).unwrap_or(rest);
            let Some(debtor) = case.seed.debtors.first() else {
                continue;
            };
            if minor > 0 {
                let person = person_id(self.seed, debtor);
                out.steps.push(Step::Payment {
                    registration: case.registration,
                    person,
                    minor,
                });
                return;
            }
        }
    }
}

/// The receipt of a planned voluntary payment.
pub fn payment_id(registration: RegistrationId) -> ReceiptId {
    ReceiptId::derive(registration.0, &[b"payment"])
}
