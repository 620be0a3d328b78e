//! What the staff does next. Pure: from the state, the drawn case and the
//! time; it remembers nothing, so a crash between two acts is nothing to it.

mod holds;
mod telling;

use super::Case;
use crate::signing::next_approvals;
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{DocumentId, LiabilityId, NoticeId, OfficerId, OrderId, PersonId, PlanId, SweepId},
    matter::{
        event::{ClosingKind, ServiceWay},
        order_state::{Ending, OrderState, Phase},
        state::{PlanPhase, PlanState, State},
    },
    order::{Measure, OrderDraft, Term},
    rules::Rules,
    stamp::Role,
    time::{DAY, Date, HOUR, Timestamp, Zone},
};
use std::collections::BTreeSet;

/// One act.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Document(DocumentId, DocumentKind, Option<PlanId>),
    Sweep(SweepId, DocumentId),
    Freeze(PlanId, LiabilityId, Vec<levy_domain::id::AssetId>),
    Draft(PlanId, Vec<OrderDraft>),
    Approve(PlanId, Digest, OfficerId, Role),
    Withdraw(PlanId),
    Recall(OrderId),
    Settle(OrderId),
    Correct(PersonId),
    Adjust(u64),
    Pay(PersonId, u64),
    Close(ClosingKind),
    /// Somebody is told, or was out and is tried again on that day.
    Tell(NoticeId, PersonId, ServiceWay, Option<Date>),
}

/// What to do now, under which heading, and when to look again.
#[derive(Debug, Default)]
pub(super) struct Decision {
    pub(super) steps: Vec<Step>,
    pub(super) turn: &'static str,
    pub(super) again: Option<Timestamp>,
}

/// Rounds of freezing per debtor.
const ROUNDS: u8 = 4;
/// Where a unit states no window, the counter is asked so long after expiry.
const UNSTATED_WINDOW: i64 = DAY;
/// Orders on one hold that changed nothing.
const VAIN: usize = 3;
/// A plan that cannot be issued is given up after so long.
const STALE: i64 = 20 * DAY;

pub(super) struct Desk<'a> {
    pub(super) case: &'a Case,
    pub(super) rules: &'a Rules,
    /// True time, as calendars on walls show it.
    pub(super) now: Timestamp,
    /// Headings under which a rule said no just now.
    pub(super) refused: &'a BTreeSet<&'static str>,
}

/// What a member of the staff looks for in a case.
type Turn<D> = fn(&D, &State, &mut Decision);

impl Desk<'_> {
    fn today(&self) -> Date {
        self.now.date_in(Zone::CHINA)
    }

    fn look(&self, out: &mut Decision, at: Timestamp) {
        if at > self.now {
            out.again = Some(out.again.map_or(at, |known| known.min(at)));
        }
    }

    pub(super) fn decide(&self, state: &State) -> Decision {
        let mut out = Decision::default();
        let turns: [(&'static str, Turn<Self>); 14] = [
            ("tell", Desk::tell),
            ("plans", Desk::plans),
            ("settle", Desk::settle),
            ("recall", Desk::recall),
            ("correct", Desk::correct),
            ("adjust", Desk::adjust),
            ("sweep", Desk::sweep),
            ("replace", Desk::replace),
            ("renew", Desk::renew),
            ("release", Desk::release),
            ("freeze", Desk::freeze),
            ("transfer", Desk::transfer),
            ("pay", Desk::pay),
            ("close", Desk::close),
        ];
        for (name, turn) in turns {
            if self.refused.contains(name) {
                continue;
            }
            turn(self, state, &mut out);
            if !out.steps.is_empty() {
                out.turn = name;
                return out;
            }
        }
        out
    }

    fn is_open(&self, state: &State) -> bool {
        let known = state.registrations.get(&self.case.registration());
        known.is_some_and(|known| known.closed.is_none())
    }

    /// Nothing is drafted, asked or sent: the next thing can be planned.
    fn is_quiet(&self, state: &State) -> bool {
        let drafted = state.plans.values().any(|plan| match plan.phase {
            PlanPhase::Drafted => !self.is_vain(state, plan),
            PlanPhase::Approved(_) => true,
            PlanPhase::Issued | PlanPhase::Withdrawn => false,
        });
        !drafted && state.sweeps.values().all(|sweep| sweep.closed)
    }

    /// An order about this asset is open.
    fn busy(&self, state: &State, asset: &levy_domain::id::AssetId) -> bool {
        let about = |order: &OrderState| {
            let unclear = order.lines.iter().any(|line| line.unclear);
            (order.phase.is_open() || unclear)
                && order.draft.lines.iter().any(|line| line.asset == *asset)
        };
        state.orders.values().any(|order| about(order))
    }

    fn plans(&self, state: &State, out: &mut Decision) {
        for (id, plan) in &state.plans {
            match plan.phase {
                // What the unit never does is left to a person, visibly.
                PlanPhase::Drafted if self.is_vain(state, plan) => {}
                PlanPhase::Drafted => {
                    self.documents(state, *id, plan, out);
                    self.approve(*id, plan, out);
                }
                PlanPhase::Approved(at) if self.now >= at.plus(STALE) => {
                    out.steps.push(Step::Withdraw(*id));
                }
                PlanPhase::Approved(at) => {
                    self.documents(state, *id, plan, out);
                    self.look(out, at.plus(STALE));
                }
                PlanPhase::Issued | PlanPhase::Withdrawn => {}
            }
        }
    }

    /// A plan by rule on a hold that several orders did not lower.
    fn is_vain(&self, state: &State, plan: &PlanState) -> bool {
        let holds: BTreeSet<_> = plan
            .drafted
            .orders
            .iter()
            .flat_map(|order| order.lines.iter().filter_map(|line| line.hold))
            .collect();
        let tried = state.orders.values().filter(|order| {
            let about = order.draft.lines.iter().filter_map(|line| line.hold);
            order.draft.measure.frees()
                && order.phase == Phase::Closed(Ending::Answered)
                && about.into_iter().any(|hold| holds.contains(&hold))
        });
        plan.drafted.by_rule.is_some() && tried.count() > VAIN
    }

    fn documents(&self, state: &State, id: PlanId, plan: &PlanState, out: &mut Decision) {
        let mut made = BTreeSet::new();
        for order in &plan.drafted.orders {
            let profile = self.rules.profile();
            let required = profile.documents_required(&order.measure, &order.route, self.today());
            let Ok((required, _)) = required else {
                continue;
            };
            for kind in required {
                let document = DocumentId::derive(id.0, &[kind.as_str().as_bytes()]);
                if !state.documents.contains_key(&document) && made.insert(document) {
                    out.steps
                        .push(Step::Document(document, kind.clone(), Some(id)));
                }
            }
        }
    }

    fn approve(&self, id: PlanId, plan: &PlanState, out: &mut Decision) {
        let case = self.case;
        let staff = [
            (case.judge, Role::Judge),
            (case.bureau_head, Role::BureauHead),
            (case.president, Role::President),
        ];
        for (officer, role) in next_approvals(plan, &staff) {
            let seen = plan.drafted.list_hash;
            out.steps.push(Step::Approve(id, seen, officer, role));
        }
    }

    /// What no machine can tell is asked at the counter, once the order can no
    /// longer be carried out.
    fn settle(&self, state: &State, out: &mut Decision) {
        for order in state.open_orders() {
            let Phase::Unknown { .. } = order.phase else {
                continue;
            };
            let Some(issuance) = &order.issuance else {
                continue;
            };
            let unit = self.rules.units().get(&order.draft.unit);
            let stated = unit.and_then(|unit| {
                let windows = unit.abilities.iter();
                windows
                    .filter_map(|ability| ability.intake_window_minutes)
                    .max()
            });
            let machine = unit.is_some_and(|unit| unit.honours_ids) && stated.is_some();
            if machine && !order.disputed {
                continue;
            }
            let window = stated.map_or(UNSTATED_WINDOW, |minutes| i64::from(minutes) * 60_000);
            // The clocks of the machines may be wrong by hours.
            let from = issuance.expires_at.plus(window).plus(8 * HOUR);
            if self.now >= from {
                out.steps.push(Step::Settle(order.draft.order));
            } else {
                self.look(out, from);
            }
        }
    }

    fn recall(&self, state: &State, out: &mut Decision) {
        let Some(after) = self.case.recalls else {
            return;
        };
        if state.orders.values().any(|order| order.recall) {
            return;
        }
        let first = state
            .orders
            .values()
            .find(|order| order.draft.measure == Measure::Freeze && order.phase.is_in_world());
        let Some(order) = first else { return };
        let issued = order
            .issuance
            .as_ref()
            .map_or(self.now, |one| one.expires_at.plus(-10 * DAY));
        if self.now >= issued.plus(after) {
            out.steps.push(Step::Recall(order.draft.order));
        } else {
            self.look(out, issued.plus(after));
        }
    }

    fn correct(&self, state: &State, out: &mut Decision) {
        let (Some(at), Some(person)) = (self.case.corrects, self.case.debtors.first()) else {
            return;
        };
        let known = state
            .persons
            .get(person)
            .and_then(|(person, _)| person.identity.clone());
        let first = known.is_some()
            && state
                .plans
                .values()
                .all(|plan| plan.phase != PlanPhase::Drafted);
        if !first || !self.is_open(state) {
            return;
        }
        if self.now < at {
            return self.look(out, at);
        }
        // Done once: afterwards the number is another one.
        let done = state
            .sweeps
            .values()
            .any(|sweep| sweep.outdated.contains(person));
        if !done && !state.sweeps.is_empty() {
            out.steps.push(Step::Correct(*person));
        }
    }

    fn adjust(&self, state: &State, out: &mut Decision) {
        let Some((at, permille)) = self.case.adjusts else {
            return;
        };
        let owed = state
            .claims
            .get(&self.case.claim())
            .map_or(0, |claim| claim.owed);
        if owed < self.case.owed {
            return;
        }
        if self.now < at {
            return self.look(out, at);
        }
        out.steps.push(Step::Adjust(permille));
    }

    fn sweep(&self, state: &State, out: &mut Decision) {
        if !self.is_open(state) || !self.is_quiet(state) {
            return;
        }
        let round = state.sweeps.len();
        let outdated = state
            .sweeps
            .values()
            .filter(|sweep| !sweep.outdated.is_empty())
            .count();
        let again = match self.case.asks_again {
            Some(at) if self.now >= at => 1,
            Some(at) => {
                self.look(out, at);
                0
            }
            None => 0,
        };
        if round >= 1 + again + outdated.min(1) {
            return;
        }
        let sweep = SweepId::derive(self.case.matter.0, &[b"sweep", &round.to_be_bytes()]);
        let document = DocumentId::derive(sweep.0, &[b"query-notice"]);
        if !state.documents.contains_key(&document) {
            out.steps
                .push(Step::Document(document, DocumentKind::QueryNotice, None));
        }
        out.steps.push(Step::Sweep(sweep, document));
    }

    fn replace(&self, state: &State, out: &mut Decision) {
        for order in state.orders.values() {
            let lost = order.phase == Phase::Closed(Ending::NotTaken)
                && order.replaced_by.is_none()
                && !order.disputed;
            if !lost || order.draft.measure == Measure::Renew {
                continue;
            }
            let id = order.draft.order;
            let plan = PlanId::derive(self.case.matter.0, &[b"replace", id.0.as_bytes()]);
            let free = order
                .draft
                .lines
                .iter()
                .all(|line| !self.busy(state, &line.asset));
            if state.plans.contains_key(&plan) || !free {
                continue;
            }
            let mut draft = (*order.draft).clone();
            draft.replaces = Some(id);
            draft.order = OrderId::derive(plan.0, &[b"again"]);
            draft.documents.clear();
            for line in &mut draft.lines {
                line.term = line.term.map(|term| self.shifted(term));
                line.known_available = state
                    .assets
                    .get(&line.asset)
                    .and_then(|known| known.available);
            }
            let person = state.persons.get(&draft.subject);
            if let Some((person, _)) = person {
                draft.identity = person.strength.clone();
            }
            out.steps.push(Step::Draft(plan, vec![draft]));
            return;
        }
    }

    fn shifted(&self, term: Term) -> Term {
        let days = (term.to - term.from).num_days().unsigned_abs();
        let to = self.today().checked_add_days(chrono::Days::new(days));
        Term {
            from: self.today(),
            to: to.unwrap_or(term.to),
        }
    }

    fn freeze(&self, state: &State, out: &mut Decision) {
        if state.sweeps.is_empty() || !self.is_open(state) || !self.is_quiet(state) {
            return;
        }
        let tried: Vec<_> = state
            .orders
            .values()
            .filter(|order| {
                order.draft.measure == Measure::Freeze
                    && order.phase != Phase::Closed(Ending::Withdrawn)
            })
            .flat_map(|order| order.draft.lines.iter().map(|line| line.asset))
            .collect();
        for person in &self.case.debtors {
            let liability = self.case.liability(*person);
            let rounds =
                (0..ROUNDS).map(|round| PlanId::derive(liability.0, &[b"freeze", &[round]]));
            let plan = rounds
                .into_iter()
                .find(|plan| !state.plans.contains_key(plan));
            let worth = state.assets.values().any(|asset| {
                let some = asset.available.is_none_or(|available| available.minor > 0);
                asset.person == *person
                    && !tried.contains(&asset.asset)
                    && some
                    && !state.is_stale(&asset.asset)
            });
            if let Some(plan) = plan.filter(|_| worth) {
                out.steps.push(Step::Freeze(plan, liability, tried));
                return;
            }
        }
    }

    fn pay(&self, state: &State, out: &mut Decision) {
        let (Some((at, permille)), Some(person)) = (self.case.pays, self.case.debtors.first())
        else {
            return;
        };
        let paid = state
            .receipts
            .values()
            .any(|receipt| receipt.payer.is_some());
        if paid || !self.is_open(state) {
            return;
        }
        if self.now < at {
            return self.look(out, at);
        }
        let Some(claim) = state.claims.get(&self.case.claim()) else {
            return;
        };
        let rest = claim.owed.saturating_sub(claim.collected);
        let minor = rest * permille / 1_000;
        if minor > 0 {
            out.steps.push(Step::Pay(*person, minor));
        }
    }

    fn close(&self, state: &State, out: &mut Decision) {
        if !self.is_open(state) {
            return;
        }
        if self.now < self.case.closes {
            return self.look(out, self.case.closes);
        }
        let paid = state
            .claims
            .values()
            .all(|claim| claim.collected >= claim.owed);
        let kind = if paid {
            ClosingKind::Performed
        } else {
            ClosingKind::RoundEnded
        };
        out.steps.push(Step::Close(kind));
        self.look(out, self.now.plus(5 * DAY));
    }
}
