//! Orders whose outcome nobody knows, the counter, and orders issued anew.

use super::{Decision, Desk, Step};
use levy_domain::{
    id::{OrderId, PlanId, UnitId},
    matter::{
        order_state::{Ending, OrderState, Phase},
        state::State,
    },
    order::{Measure, OrderDraft, Term},
    rules::Rules,
    time::{DAY, MINUTE},
};

/// An order that no interface carries is at the counter after so long.
const COUNTER: i64 = 2 * DAY;
/// Where a unit states no intake window, the staff waits this long.
const UNSTATED_WINDOW: i64 = DAY;

impl Desk<'_> {
    /// Outcomes that the unit's machine cannot tell: the counter can, once the
    /// order can no longer be carried out.
    /// Orders that no interface carries are taken to the counter.
    pub(super) fn settle(&self, state: &State, out: &mut Decision) {
        for order in state.open_orders() {
            if let (Phase::Issued { at }, false) = (order.phase, order.draft.route.is_carried()) {
                if self.now >= at.plus(COUNTER) {
                    out.steps.push(Step::Counter {
                        order: order.draft.order,
                    });
                } else {
                    self.look(out, at.plus(COUNTER));
                }
            }
            let Phase::Unknown { .. } = order.phase else {
                continue;
            };
            let unit = self.rules.units().get(&order.draft.unit);
            if unit.is_some_and(|unit| unit.honours_ids) {
                continue;
            }
            let Some(issuance) = &order.issuance else {
                continue;
            };
            let window = stated_window(self.rules, &order.draft.unit).unwrap_or(UNSTATED_WINDOW);
            let from = issuance.expires_at.plus(window);
            if self.now >= from {
                out.steps.push(Step::Settle {
                    order: order.draft.order,
                    unit: order.draft.unit,
                });
            } else {
                self.look(out, from);
            }
        }
    }

    /// An order that is shown not to have been carried out is issued anew.
    pub(super) fn replace(&self, state: &State, out: &mut Decision) {
        for order in state.orders.values() {
            let lost =
                order.phase == Phase::Closed(Ending::NotTaken) && order.replaced_by.is_none();
            if !lost
                || !matches!(
                    order.draft.measure,
                    Measure::Freeze
                        | Measure::Transfer
                        | Measure::Release
                        | Measure::PartialRelease
                )
            {
                continue;
            }
            let plan = PlanId::derive(
                self.docket.matter.0,
                &[b"replace", order.draft.order.0.as_bytes()],
            );
            if state.plans.contains_key(&plan) {
                continue;
            }
            out.steps.push(Step::Draft {
                plan,
                orders: vec![self.again(order, plan)],
            });
        }
    }

    fn again(&self, order: &OrderState, plan: PlanId) -> OrderDraft {
        let mut draft = (*order.draft).clone();
        draft.replaces = Some(draft.order);
        draft.order = OrderId::derive(plan.0, &[b"again"]);
        for line in &mut draft.lines {
            if let Some(term) = line.term {
                let days = (term.to - term.from).num_days();
                let to = self
                    .today()
                    .checked_add_days(chrono::Days::new(days.unsigned_abs()));
                line.term = Some(Term {
                    from: self.today(),
                    to: to.unwrap_or(term.to),
                });
            }
        }
        draft
    }
}

/// The longest intake window that a unit states, in milliseconds.
pub fn stated_window(rules: &Rules, unit: &UnitId) -> Option<i64> {
    let stated = rules
        .units()
        .get(unit)?
        .abilities
        .iter()
        .filter_map(|a| a.intake_window_minutes);
    stated.max().map(|minutes| i64::from(minutes) * MINUTE)
}
