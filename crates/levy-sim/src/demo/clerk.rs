//! The invented court staff: a pure policy from a matter's state to the next
//! acts. It remembers nothing, so a killed demo goes on where it stood, and
//! it orders its acts by what is settled, not by when an answer came.

use super::docket::{Case, Docket};
use levy::engine::Engine;
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{
        DocumentId, LiabilityId, OfficerId, OrderId, PersonId, PlanId, RegistrationId, SweepId,
        UnitId,
    },
    matter::{
        event::{CaseKind, ClosingKind},
        order_state::{Ending, OrderState, Phase},
        state::{HoldState, PlanPhase, PlanState, State},
    },
    order::{Line, Measure, OrderDraft, Reason, Term},
    rules::{Rules, Verdict},
    stamp::Role,
    time::{DAY, Date, Timestamp, Zone},
};
use std::collections::BTreeSet;

/// One act of the staff.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Issue a document: its kind, its number, and the plan it is made for.
    Document {
        /// Id.
        document: DocumentId,
        /// Kind.
        kind: DocumentKind,
        /// Number as printed.
        number: String,
        /// For this plan.
        plan: Option<PlanId>,
    },
    /// Order a round of queries.
    Sweep {
        /// Id.
        sweep: SweepId,
        /// About whom.
        subjects: Vec<PersonId>,
        /// Notice that goes along.
        document: DocumentId,
        /// Ask the national network too.
        big: bool,
    },
    /// Plan freezes for a liability.
    Freeze {
        /// Id of the plan.
        plan: PlanId,
        /// For whom.
        liability: LiabilityId,
        /// Assets that were tried.
        except: Vec<levy_domain::id::AssetId>,
    },
    /// Draft orders by hand.
    Draft {
        /// Id of the plan.
        plan: PlanId,
        /// The orders.
        orders: Vec<OrderDraft>,
    },
    /// Approve a plan.
    Approve {
        /// Which.
        plan: PlanId,
        /// What was seen.
        list_hash: Digest,
        /// By whom.
        officer: OfficerId,
        /// As what.
        role: Role,
    },
    /// Go to the unit's counter and settle an unknown outcome.
    Settle {
        /// Which order.
        order: OrderId,
        /// At which unit.
        unit: UnitId,
    },
    /// Two officers take an order to the counter and enter what came of it.
    Counter {
        /// Which order.
        order: OrderId,
    },
    /// The debtor pays of himself.
    Payment {
        /// Which registration it was planned for.
        registration: RegistrationId,
        /// Who.
        person: PersonId,
        /// How much.
        minor: u64,
    },
    /// Close a case number.
    Close {
        /// Which.
        registration: RegistrationId,
        /// How.
        kind: ClosingKind,
    },
}

/// What to do now, and when to look again if nothing happens before.
#[derive(Debug, Default)]
pub struct Decision {
    /// Acts, to be done in order; a refused one is left.
    pub steps: Vec<Step>,
    /// Whose turn the acts belong to.
    pub turn: Option<Turn>,
    /// Next look.
    pub again: Option<Timestamp>,
}

/// How long a hold rests before money is drawn from it: corrections and
/// inflow come in before.
const REST: i64 = 30 * DAY;
/// An order that no interface carries is at the counter after so long.
const COUNTER: i64 = 2 * DAY;
/// Rounds of freezing per debtor.
const ROUNDS: usize = 4;
/// Draws tried per hold.
const DRAWS: usize = 3;
/// Where a unit states no intake window, the staff waits this long.
const UNSTATED_WINDOW: i64 = DAY;

/// Everything that the policy looks at.
pub struct Desk<'a> {
    /// The matter's plan.
    pub docket: &'a Docket,
    /// Rules in force.
    pub rules: &'a Rules,
    /// Ids of persons follow from the seed.
    pub seed: u64,
    /// The court's time.
    pub now: Timestamp,
    /// What a rule refused just now; the next thing is tried.
    pub refused: &'a BTreeSet<Turn>,
}

/// What the staff does in turn once nothing is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Issue lost orders anew.
    Replace,
    /// Freeze what is known.
    Freeze,
    /// Draw what is held.
    Transfer,
    /// Take in what the debtor pays.
    Pay,
    /// Lift what holds nothing any more and still binds, once all is paid.
    Lift,
    /// Close what is done.
    Close,
}

impl Turn {
    const ALL: [Turn; 6] = [
        Turn::Replace,
        Turn::Freeze,
        Turn::Transfer,
        Turn::Pay,
        Turn::Lift,
        Turn::Close,
    ];
}

fn doc(docket: &Docket, parts: &[&[u8]]) -> DocumentId {
    DocumentId::derive(docket.matter.0, parts)
}

impl Desk<'_> {
    fn today(&self) -> Date {
        self.now.date_in(Zone::CHINA)
    }

    /// Decides the next acts of a matter.
    pub fn decide(&self, state: &State) -> Decision {
        let mut out = Decision::default();
        self.settle(state, &mut out);
        self.plans(state, &mut out);
        if !out.steps.is_empty() {
            return out;
        }
        let entered: Vec<&Case> = self
            .docket
            .cases
            .iter()
            .filter(|case| state.registrations.contains_key(&case.registration))
            .collect();
        for case in &entered {
            self.sweep(state, case, &mut out);
        }
        let asking = state.sweeps.values().any(|sweep| !sweep.closed);
        let busy = state.open_orders().next().is_some() || asking;
        if !out.steps.is_empty() || busy {
            return out;
        }
        for turn in Turn::ALL
            .into_iter()
            .filter(|turn| !self.refused.contains(turn))
        {
            match turn {
                Turn::Replace => self.replace(state, &mut out),
                Turn::Freeze => self.freeze(state, &entered, &mut out),
                Turn::Transfer => self.transfer(state, &entered, &mut out),
                Turn::Pay => self.pay(state, &entered, &mut out),
                Turn::Lift => self.lift(state, &mut out),
                Turn::Close => self.close(state, &entered, &mut out),
            }
            if !out.steps.is_empty() {
                out.turn = Some(turn);
                return out;
            }
        }
        out
    }

    fn look(&self, out: &mut Decision, at: Timestamp) {
        if at > self.now {
            out.again = Some(out.again.map_or(at, |known| known.min(at)));
        }
    }

    /// Documents and approvals of drafted plans.
    fn plans(&self, state: &State, out: &mut Decision) {
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
                let nth = 1 + state
                    .plans
                    .keys()
                    .position(|known| *known == id)
                    .unwrap_or(0);
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
        let president = super::staff::president_of(case.seed.home_court);
        let staff = [
            (officers.judge, Role::Judge),
            (officers.bureau_head, Role::BureauHead),
            (president, Role::President),
        ];
        let mut open: Vec<&Vec<Role>> = plan.drafted.approvals_needed.iter().collect();
        for (_, given) in &plan.approvals {
            if let Some(at) = open.iter().position(|roles| roles.contains(given)) {
                open.remove(at);
            }
        }
        let mut used: Vec<OfficerId> = plan.approvals.iter().map(|(officer, _)| *officer).collect();
        used.extend(plan.drafted.drafted_by);
        for roles in open {
            let fit = staff
                .iter()
                .find(|(officer, role)| roles.contains(role) && !used.contains(officer));
            let Some((officer, role)) = fit else { continue };
            used.push(*officer);
            out.steps.push(Step::Approve {
                plan: id,
                list_hash: plan.drafted.list_hash,
                officer: *officer,
                role: role.clone(),
            });
        }
    }

    fn sweep(&self, state: &State, case: &Case, out: &mut Decision) {
        let open = state
            .registrations
            .get(&case.registration)
            .is_some_and(|r| r.closed.is_none());
        if !case.seed.asks_units() || !open {
            return;
        }
        let sweep = SweepId::derive(
            self.docket.matter.0,
            &[b"sweep", case.registration.0.as_bytes()],
        );
        if state.sweeps.contains_key(&sweep) {
            return;
        }
        let document = doc(
            self.docket,
            &[b"query-notice", case.registration.0.as_bytes()],
        );
        out.steps.push(Step::Document {
            document,
            kind: DocumentKind::QueryNotice,
            number: format!("{} query-notice", case.seed.number),
            plan: None,
        });
        let subjects = case
            .seed
            .debtors
            .iter()
            .map(|d| super::docket::person_id(self.seed, d))
            .collect();
        out.steps.push(Step::Sweep {
            sweep,
            subjects,
            document,
            big: case.big,
        });
    }

    /// Outcomes that the unit's machine cannot tell: the counter can, once the
    /// order can no longer be carried out.
    /// Orders that no interface carries are taken to the counter.
    fn settle(&self, state: &State, out: &mut Decision) {
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
    fn replace(&self, state: &State, out: &mut Decision) {
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

    fn controls(&self, state: &State, entered: &[&Case]) -> bool {
        entered.iter().any(|case| {
            case.seed.asks_units()
                && state
                    .registrations
                    .get(&case.registration)
                    .is_some_and(|r| r.closed.is_none())
        })
    }

    fn freeze(&self, state: &State, entered: &[&Case], out: &mut Decision) {
        if state.sweeps.is_empty() || !self.controls(state, entered) {
            return;
        }
        let tried: Vec<levy_domain::id::AssetId> = state
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
            let room = levy_domain::matter::envelope::worksheet(state, liability, false, self.now);
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

    fn transfer(&self, state: &State, entered: &[&Case], out: &mut Decision) {
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
        let matured = hold
            .not_redeemable_before
            .is_none_or(|date| date <= self.today());
        able && allowed && matured
    }

    /// An order on the whole or a part of a hold of ours.
    fn on_hold(
        &self,
        state: &State,
        plan: PlanId,
        (id, hold): (levy_domain::id::HoldId, &HoldState),
        minor: u64,
        measure: Measure,
        reason: Reason,
    ) -> Option<OrderDraft> {
        let asset = state.assets.get(&hold.asset)?;
        let liability = state.liabilities.get(&hold.liability)?;
        let unit = self.rules.units().get(&hold.unit)?;
        let route = unit.ability(&measure, Some(&hold.class))?;
        let order = OrderId::derive(plan.0, &[b"on-hold", id.0.as_bytes()]);
        let purpose = match measure {
            Measure::Transfer => "transfer",
            _ => "release",
        };
        Some(OrderDraft {
            order,
            measure,
            unit: hold.unit,
            subject: liability.person,
            route: route.route.clone(),
            basis: self
                .rules
                .profile()
                .basis(reason.rule.as_deref()?, self.today())
                .ok()?
                .clone(),
            lines: vec![Line {
                line: 1,
                asset: hold.asset,
                class: hold.class.clone(),
                number: asset.number.clone(),
                liability: hold.liability,
                amount: Some(levy_domain::money::Money::cny(minor)),
                units: None,
                share: None,
                term: None,
                hold: Some(id),
                known_available: None,
                reason,
            }],
            purpose: purpose.into(),
            documents: Vec::new(),
            identity: state.persons.get(&liability.person)?.0.strength.clone(),
            not_before: None,
            replaces: None,
            original: order,
        })
    }

    fn pay(&self, state: &State, entered: &[&Case], out: &mut Decision) {
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
                let person = super::docket::person_id(self.seed, debtor);
                out.steps.push(Step::Payment {
                    registration: case.registration,
                    person,
                    minor,
                });
                return;
            }
        }
    }

    /// What still holds money above what is owed is released by rule; a hold
    /// that holds nothing, or waits behind others, would bind what comes in
    /// (N-19).
    fn lift(&self, state: &State, out: &mut Decision) {
        let paid = state
            .claims
            .values()
            .all(|claim| claim.collected >= claim.owed);
        if !paid || state.claims.is_empty() {
            return;
        }
        let round = state.plans.len();
        let plan = PlanId::derive(self.docket.matter.0, &[b"lift", &round.to_be_bytes()]);
        let orders: Vec<OrderDraft> = state
            .open_holds()
            .filter(|(_, hold)| hold.held == 0)
            .filter_map(|(id, hold)| {
                let lift = |measure| {
                    let reason = Reason::by_rule("paid-in-full", "X-01");
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

    fn close(&self, state: &State, entered: &[&Case], out: &mut Decision) {
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
            let from = Timestamp::start_of(closing.earliest, Zone::CHINA)
                .plus(9 * levy_domain::time::HOUR);
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

/// The receipt of a planned voluntary payment.
pub fn payment_id(registration: RegistrationId) -> levy_domain::id::ReceiptId {
    levy_domain::id::ReceiptId::derive(registration.0, &[b"payment"])
}

/// The longest intake window that a unit states, in milliseconds.
pub fn stated_window(rules: &Rules, unit: &UnitId) -> Option<i64> {
    let stated = rules
        .units()
        .get(unit)?
        .abilities
        .iter()
        .filter_map(|a| a.intake_window_minutes);
    stated
        .max()
        .map(|minutes| i64::from(minutes) * levy_domain::time::MINUTE)
}

/// Units that a sweep asks: those with a carried query ability, of the region
/// or with the network.
pub fn units_to_ask(engine: &Engine, big: bool) -> Vec<UnitId> {
    engine
        .rules()
        .units()
        .askable()
        .filter(|unit| big || !unit.code.starts_with("bank-"))
        .map(|unit| unit.unit)
        .collect()
}
