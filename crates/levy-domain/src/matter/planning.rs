//! Drafting and approving: a plan is one list of orders, approved by its hash
//! by as many different officers as the profile's matrix asks for.

mod ahead;
mod approval;
mod aside;
mod by_rule;
mod check;
mod freeze;
mod ground;
mod identity;
mod list_hash;
mod reduction;
mod release;
mod renewal;
mod swap;
mod whole;

pub(super) use ahead::renewal_ahead;
pub(super) use approval::{
    approving_roles, check_signer, completes, fits, needed as approvals_needed, needs_text,
};
pub(super) use aside::overridden;
pub(super) use check::{check_leave, check_now};
pub(super) use ground::check_ground;
pub(super) use identity::weak;
pub use list_hash::list_hash;
pub(super) use release::plan_owed;

use super::{
    command::Command,
    decide::Decision,
    event::*,
    opening::check_active,
    seal,
    state::{PlanPhase, PlanState, State},
};
use crate::{
    id::{ClaimId, PlanId},
    order::{Basis, Deadline, Measure, OrderDraft},
    refusal::Refusal,
    rules::{AccountPolicy, Rules, Verdict, profile::Severity},
    stamp::Stamp,
    time::{Date, Timestamp},
};
pub(super) use freeze::{Wanted, plan_by_rule};

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::PlanFreeze {
            plan,
            liability,
            months,
            documents,
            except,
        } => {
            if let Some(known) = state.plans.get(plan) {
                let same = all(known, |order, line| {
                    order.measure == Measure::Freeze && line.liability == *liability
                });
                return repeat(same);
            }
            check_active(state, rules)?;
            let wanted = Wanted {
                plan: *plan,
                liability: *liability,
                months: *months,
                documents,
                except,
            };
            freeze::plan_freeze(state, &wanted, None, rules, stamp)
        }
        Command::DraftPlan {
            plan,
            orders,
            overrides,
        } => match state.plans.get(plan) {
            Some(known) => repeat(known.drafted.orders == *orders),
            None => {
                let extra = Extra {
                    overrides: overridden(overrides, rules, stamp)?,
                    ..Extra::default()
                };
                let drafted = draft(state, *plan, orders.clone(), extra, rules, stamp)?;
                ground::check(state, orders, rules, stamp)?;
                Ok(drafted)
            }
        },
        Command::PlanReduction {
            plan,
            claim,
            documents,
        } => {
            if let Some(known) = state.plans.get(plan) {
                return repeat(reduces(state, known, claim));
            }
            reduction::plan_reduction(state, *plan, claim, documents, rules, stamp)
        }
        Command::ApprovePlan {
            plan,
            list_hash,
            officer,
            role,
        } => approval::approve(state, plan, list_hash, (*officer, role), rules, stamp),
        Command::WithdrawPlan { plan, ground } => withdraw(state, plan, ground),
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

/// The plan is there: the same one, or another under its id.
fn repeat(same: bool) -> Decision {
    if same {
        Ok(vec![])
    } else {
        Err(Refusal::IdInUse)
    }
}

fn all(plan: &PlanState, is: impl Fn(&OrderDraft, &crate::order::Line) -> bool) -> bool {
    plan.drafted
        .orders
        .iter()
        .all(|order| order.lines.iter().all(|line| is(order, line)))
}

fn reduces(state: &State, plan: &PlanState, claim: &ClaimId) -> bool {
    all(plan, |order, line| {
        order.measure.frees() && state.claim_of(&line.liability).as_ref() == Some(claim)
    })
}

fn withdraw(state: &State, plan: &PlanId, ground: &str) -> Decision {
    let known = state
        .plans
        .get(plan)
        .ok_or(Refusal::Unknown { what: "plan" })?;
    match known.phase {
        PlanPhase::Withdrawn => Ok(vec![]),
        PlanPhase::Issued => Err(Refusal::StillOpen {
            what: "orders of this plan are",
            todo: "ask each back instead",
        }),
        PlanPhase::Drafted | PlanPhase::Approved(_) => Ok(vec![
            PlanWithdrawn {
                plan: *plan,
                ground: ground.into(),
            }
            .into(),
        ]),
    }
}

/// A rule that was not verified only warns: nobody is refused for it.
pub(super) fn refuses(rules: &Rules, basis: &Basis) -> bool {
    rules.profile().severity(&basis.rule).refuses()
}

/// The rule that bars a measure on an account of this class, if one does.
fn barred<'a>(verdict: Verdict, policy: AccountPolicy<'a>, under: &Under<'_>) -> Option<&'a str> {
    let basis = policy.basis.filter(|_| verdict == Verdict::Refused)?;
    under.refuses(basis).then_some(&basis.rule)
}

/// What a plan is judged under.
#[derive(Clone, Copy)]
pub(super) struct Under<'a> {
    pub(super) rules: &'a Rules,
    pub(super) on: Date,
    /// Rules that officers set aside for it.
    pub(super) overrides: &'a [Overridden],
}

impl Under<'_> {
    /// When it is judged: grants of room end with a day, so any moment of it
    /// will do.
    fn moment(&self) -> Timestamp {
        Timestamp::start_of(self.on, self.rules.profile().zone())
    }

    /// The rule refuses, and was not set aside.
    pub(super) fn refuses(&self, basis: &Basis) -> bool {
        let aside = self.rules.profile().severity(&basis.rule) == Severity::Override
            && self
                .overrides
                .iter()
                .any(|aside| aside.rule.rule == basis.rule);
        refuses(self.rules, basis) && !aside
    }
}

/// Terms of law are a few hundred months at most.
pub(super) fn months16(months: u32) -> u16 {
    u16::try_from(months).unwrap_or(u16::MAX)
}

/// What a plan says beside its orders.
#[derive(Default)]
struct Extra {
    passed_over: Vec<PassedOver>,
    worksheet: Option<Worksheet>,
    by_rule: Option<Basis>,
    overrides: Vec<Overridden>,
    cure_by: Option<Deadline>,
}

fn draft(
    state: &State,
    plan: PlanId,
    orders: Vec<OrderDraft>,
    extra: Extra,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    if orders.is_empty() {
        return Err(Refusal::NothingToPlan {
            why: "the list is empty",
        });
    }
    let on = stamp.at.date_in(rules.profile().zone());
    let under = Under {
        rules,
        on,
        overrides: &extra.overrides,
    };
    check::check_draft(state, &orders, &under)?;
    let mut warnings = check::warnings(state, &orders, &under);
    warnings.extend(seal::apart(state, &orders, rules, on));
    warnings.extend(whole::check(state, &orders, rules, stamp)?);
    let weak = weak(state, &orders, &under);
    let (needed, approval_rule) = approval::needed(rules.profile(), &orders, on)?;
    let approvals_needed = if weak.is_empty() {
        needed
    } else {
        approval::with_second_officer(&needed, rules.profile(), on)
    };
    aside::has_places(&extra.overrides, &approvals_needed, rules, stamp)?;
    Ok(vec![
        PlanDrafted {
            plan,
            list_hash: list_hash(&orders),
            orders,
            passed_over: extra.passed_over,
            warnings,
            overrides: extra.overrides,
            weak,
            worksheet: extra.worksheet,
            approvals_needed,
            approval_rule,
            drafted_by: stamp.actor.officer,
            by_rule: extra.by_rule,
            cure_by: extra.cure_by,
        }
        .into(),
    ])
}
