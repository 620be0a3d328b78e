//! Acts on holds: renewing, letting go, drawing.

use super::{Decision, Desk, Step};
use levy_domain::{
    id::{HoldId, OrderId, PlanId},
    matter::{
        event::CaseKind,
        state::{HoldState, State},
    },
    money::Money,
    order::{Line, Measure, OrderDraft, Reason, Term},
    rules::Verdict,
    time::{DAY, Date, Timestamp, Zone},
};

/// A hold rests so long before money is drawn from it.
const REST: i64 = 12 * DAY;
/// A renewal goes out so long before the end.
const RENEW_BEFORE: i64 = 25 * DAY;
/// Draws per hold.
const DRAWS: usize = 2;

impl Desk<'_> {
    pub(super) fn renew(&self, state: &State, out: &mut Decision) {
        let mut orders = Vec::new();
        let plan = PlanId::derive(
            self.case.matter.0,
            &[b"renew", &state.plans.len().to_be_bytes()],
        );
        for (id, hold) in state.open_holds() {
            let Some(end) = hold.ends.earliest(Zone::CHINA) else {
                continue;
            };
            let from = Timestamp::start_of(end, Zone::CHINA).plus(-RENEW_BEFORE);
            if self.now < from {
                self.look(out, from);
                continue;
            }
            if hold.rank > 0
                || hold.void
                || self.busy(state, &hold.asset)
                || self.now > from.plus(RENEW_BEFORE)
            {
                continue;
            }
            let renewed = state.orders.values().filter(|order| {
                order.draft.measure == Measure::Renew
                    && order.draft.lines.iter().any(|line| line.hold == Some(*id))
            });
            if renewed.count() > 6 {
                continue;
            }
            let term = self.after(end);
            let reason = Reason::by_rule("renewal", "T-05");
            orders.extend(self.on_hold(
                state,
                plan,
                (*id, hold),
                0,
                Measure::Renew,
                Some(term),
                reason,
            ));
        }
        if !orders.is_empty() && self.is_quiet(state) {
            out.steps.push(Step::Draft(plan, orders));
        }
    }

    fn after(&self, end: Date) -> Term {
        let from = end.succ_opt().unwrap_or(end);
        let to = from.checked_add_days(chrono::Days::new(80)).unwrap_or(from);
        Term { from, to }
    }

    pub(super) fn release(&self, state: &State, out: &mut Decision) {
        let paid = state
            .claims
            .values()
            .all(|claim| claim.collected >= claim.owed);
        let at = self.case.releases;
        let chosen = at.is_some_and(|at| self.now >= at);
        if let Some(at) = at {
            self.look(out, at);
        }
        if !self.is_quiet(state) || !(paid || chosen) {
            return;
        }
        let round = state.plans.len();
        let plan = PlanId::derive(self.case.matter.0, &[b"release", &round.to_be_bytes()]);
        let released = state.holds.values().any(|hold| hold.released);
        let tried = |id: &HoldId| {
            let lifts = state.orders.values().filter(|order| {
                order.draft.measure.frees()
                    && order.draft.lines.iter().any(|line| line.hold == Some(*id))
            });
            lifts.count() > 3
        };
        let mut orders = Vec::new();
        for (id, hold) in state.open_holds() {
            if self.busy(state, &hold.asset) || tried(id) || (!paid && released) {
                continue;
            }
            let measure = if hold.rank > 0 {
                Measure::ReleaseWaiting
            } else {
                Measure::Release
            };
            let reason = Reason::by_rule(ground(state, paid), "P-14");
            orders.extend(self.on_hold(state, plan, (*id, hold), 0, measure, None, reason));
            if !paid {
                break;
            }
        }
        if !orders.is_empty() {
            out.steps.push(Step::Draft(plan, orders));
        }
    }

    pub(super) fn transfer(&self, state: &State, out: &mut Decision) {
        if !self.is_open(state) || !self.is_quiet(state) {
            return;
        }
        let Some(claim) = state.claims.get(&self.case.claim()) else {
            return;
        };
        let sums = state.claim_sums(&self.case.claim());
        let under = sums.in_transit.saturating_add(sums.drawing);
        let mut left = claim
            .owed
            .saturating_sub(claim.collected)
            .saturating_sub(under);
        if left == 0 || state.excess(&self.case.claim()) > 0 {
            return;
        }
        let round = state.plans.len();
        let plan = PlanId::derive(self.case.matter.0, &[b"transfer", &round.to_be_bytes()]);
        let mut orders = Vec::new();
        for (id, hold) in state.open_holds() {
            if hold.rank > 0
                || hold.drawable() == 0
                || self.busy(state, &hold.asset)
                || !self.may_draw(state, hold)
            {
                continue;
            }
            let made = hold
                .order
                .and_then(|(order, _)| state.orders.get(&order)?.way.answered_at);
            let from = made.unwrap_or(self.now).plus(REST);
            if from > self.now {
                self.look(out, from);
                continue;
            }
            let draws = state.orders.values().filter(|order| {
                order.draft.measure == Measure::Transfer
                    && order.draft.lines.iter().any(|line| line.hold == Some(*id))
            });
            let own = hold.drawable().min(left);
            if draws.count() >= DRAWS || own == 0 {
                continue;
            }
            let reason = Reason::by_rule("collect-what-is-held", "N-16");
            let drawn = self.on_hold(
                state,
                plan,
                (*id, hold),
                own,
                Measure::Transfer,
                None,
                reason,
            );
            if drawn.is_some() {
                left -= own;
            }
            orders.extend(drawn);
        }
        if !orders.is_empty() {
            out.steps.push(Step::Draft(plan, orders));
        }
    }

    fn may_draw(&self, state: &State, hold: &HoldState) -> bool {
        let able = self.rules.units().get(&hold.unit);
        let able = able.is_some_and(|unit| {
            unit.ability(&Measure::Transfer, Some(&hold.class))
                .is_some()
        });
        let class = state
            .assets
            .get(&hold.asset)
            .map(|asset| &asset.account_class);
        let allowed = class.is_none_or(|class| {
            let policy = self.rules.profile().account_policy(class, self.today());
            policy.deduct != Verdict::Refused
        });
        let asset = state.assets.get(&hold.asset);
        let known = asset.and_then(|asset| asset.not_redeemable_before);
        let from = hold.not_redeemable_before.max(known);
        able && allowed && from.is_none_or(|from| from <= self.today())
    }

    #[expect(clippy::too_many_arguments, reason = "one line on one hold")]
    fn on_hold(
        &self,
        state: &State,
        plan: PlanId,
        (id, hold): (HoldId, &HoldState),
        minor: u64,
        measure: Measure,
        term: Option<Term>,
        reason: Reason,
    ) -> Option<OrderDraft> {
        let liability = state.liabilities.get(&hold.liability)?;
        let unit = self.rules.units().get(&hold.unit)?;
        let route = unit.ability(&measure, Some(&hold.class))?.route.clone();
        let order = OrderId::derive(plan.0, &[b"on-hold", id.0.as_bytes()]);
        let purpose = match measure {
            Measure::Transfer => "transfer",
            Measure::Renew => "enforcement",
            _ => "release",
        };
        let basis = self
            .rules
            .profile()
            .basis(reason.rule.as_deref()?, self.today());
        Some(OrderDraft {
            order,
            unit: hold.unit,
            subject: liability.person,
            route,
            basis: basis.ok()?.clone(),
            lines: vec![Line {
                line: 1,
                asset: hold.asset,
                class: hold.class.clone(),
                number: hold.number.clone()?,
                liability: hold.liability,
                amount: (measure == Measure::Transfer).then_some(Money::cny(minor)),
                units: None,
                share: None,
                term,
                hold: Some(id),
                known_available: None,
                reason,
            }],
            measure,
            purpose: purpose.into(),
            documents: Vec::new(),
            identity: state.persons.get(&liability.person)?.0.strength.clone(),
            not_before: None,
            replaces: None,
            original: order,
        })
    }
}

/// The ground of a release; "paid" is none in a preservation (P-13).
fn ground(state: &State, paid: bool) -> &'static str {
    let case = state.current_case().map(|(_, case)| &case.kind);
    if paid && case != Some(&CaseKind::Preservation) {
        "paid-in-full"
    } else {
        "other-ground"
    }
}
