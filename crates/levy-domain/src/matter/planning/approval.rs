//! Who must approve a plan, and whether an approval counts.

use super::super::{
    bar,
    decide::Decision,
    event::{Event, PlanApproved, PlanCountersigned},
    state::{PlanPhase, State},
    urgent,
};
use super::{Under, aside};
use crate::{
    bytes::Digest,
    id::{OfficerId, PlanId},
    money::Money,
    order::{Basis, Measure, OrderDraft},
    refusal::Refusal,
    rules::{Profile, Rules},
    stamp::{Role, Stamp},
    time::Date,
};
use std::collections::BTreeMap;

/// Roles of which each must approve, one officer each.
type Needs = Vec<Vec<Role>>;

/// What the matrix asks for the whole list: per measure by the sum of all its
/// lines, so that a large act split into small orders needs what it needs
/// whole; a line without a sum counts as such.
pub(in crate::matter) fn needed(
    profile: &Profile,
    orders: &[OrderDraft],
    on: Date,
) -> Result<(Needs, Basis), Refusal> {
    let mut sums: BTreeMap<&Measure, (Option<Money>, bool)> = BTreeMap::new();
    for order in orders {
        let (sum, sumless) = sums.entry(&order.measure).or_default();
        for line in &order.lines {
            match line.amount {
                Some(amount) => {
                    let more =
                        Money::checked_add(sum.unwrap_or(Money::zero(amount.currency)), amount);
                    *sum = Some(more.ok_or(Refusal::TooLarge)?);
                }
                None => *sumless = true,
            }
        }
    }
    let mut merged: Option<(Needs, &Basis)> = None;
    for (measure, (sum, sumless)) in sums {
        let asks = [sum.is_some().then_some(sum), sumless.then_some(None)];
        for amount in asks.into_iter().flatten() {
            let (needs, basis) = profile.approvals(measure, amount, on)?;
            merged = Some(match merged.take() {
                None => (needs.to_vec(), basis),
                Some((before, rule)) => {
                    let both = both(&before, needs);
                    let rule = if both == before { rule } else { basis };
                    (both, rule)
                }
            });
        }
    }
    let (needs, basis) = merged.ok_or(Refusal::NothingToPlan {
        why: "the list is empty",
    })?;
    Ok((needs, basis.clone()))
}

/// What a plan needs that rests on a weak match.
pub(super) fn with_second_officer(needs: &[Vec<Role>], profile: &Profile, on: Date) -> Needs {
    match profile.identity(on) {
        Some((gate, _)) => both(needs, &gate.needs),
        None => needs.to_vec(),
    }
}

/// Approvals that satisfy `a` and `b`.
fn both(a: &[Vec<Role>], b: &[Vec<Role>]) -> Needs {
    let mut both = a.to_vec();
    for (at, roles) in b.iter().enumerate() {
        let Some(own) = both.get_mut(at) else {
            both.push(roles.clone());
            continue;
        };
        let shared: Vec<Role> = own
            .iter()
            .filter(|role| roles.contains(role))
            .cloned()
            .collect();
        if shared.is_empty() {
            both.push(roles.clone());
        } else {
            *own = shared;
        }
    }
    both
}

/// True when each of `given` can stand for another of `needs`.
pub(in crate::matter) fn fits(needs: &[Vec<Role>], given: &[&Role]) -> bool {
    let Some((first, rest)) = given.split_first() else {
        return true;
    };
    needs.iter().enumerate().any(|(at, roles)| {
        roles.contains(first) && {
            let mut left = needs.to_vec();
            left.remove(at);
            fits(&left, rest)
        }
    })
}

/// Roles that may give one of the approvals of `measure` over `amount`.
pub(in crate::matter) fn approving_roles(
    profile: &Profile,
    measure: &Measure,
    amount: Option<Money>,
    on: Date,
) -> Result<Vec<Role>, Refusal> {
    let (needs, _) = profile.approvals(measure, amount, on)?;
    let mut roles: Vec<Role> = needs.iter().flatten().cloned().collect();
    roles.sort();
    roles.dedup();
    Ok(roles)
}

pub(super) fn approve(
    state: &State,
    plan: &PlanId,
    list_hash: &Digest,
    (officer, role): (OfficerId, &Role),
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = state
        .plans
        .get(plan)
        .ok_or(Refusal::Unknown { what: "plan" })?;
    if known.drafted.list_hash != *list_hash {
        return Err(Refusal::OtherList);
    }
    check_signer(officer, role, rules, stamp)?;
    if known.signatures.of(officer) == Some(role) {
        return Ok(vec![]);
    }
    let countersigns = state.urgents.is_open(plan);
    match known.phase {
        PlanPhase::Drafted => {}
        PlanPhase::Approved(_) | PlanPhase::Issued if countersigns => {}
        PlanPhase::Approved(_) | PlanPhase::Issued => {
            return urgent::check(state, plan).map(|()| vec![]);
        }
        PlanPhase::Withdrawn => return Err(Refusal::OtherList),
    }
    let on_behalf_of = stamp.actor.on_behalf_of;
    let drafted_by = known.drafted.drafted_by;
    known.signatures.check_fresh(officer, drafted_by, stamp)?;
    let under = Under {
        rules,
        on: stamp.at.date_in(rules.profile().zone()),
        overrides: &known.drafted.overrides,
    };
    // What has left is only countersigned: a bar stops no signature.
    for order in known.drafted.orders.iter().filter(|_| !countersigns) {
        bar::check(state, order, &under)?;
    }
    let needs = &known.drafted.approvals_needed;
    let signatures = &known.signatures;
    let complete = completes(needs, &signatures.given, role)?;
    let signs = |one: &OfficerId| {
        known.drafted.drafted_by == Some(*one)
            || signatures.signed_for.contains(one)
            || stamp.actor.stands_for(one)
    };
    aside::leaves_places(
        under.overrides,
        needs,
        &signatures.given,
        signs,
        rules,
        stamp,
    )?;
    let (plan, list_hash, role) = (*plan, *list_hash, role.clone());
    let approved: Event = if countersigns {
        PlanCountersigned {
            plan,
            list_hash,
            officer,
            role,
            on_behalf_of,
            complete,
        }
        .into()
    } else {
        PlanApproved {
            plan,
            list_hash,
            officer,
            role,
            on_behalf_of,
            complete,
            ahead: false,
        }
        .into()
    };
    Ok(vec![approved])
}

/// The signature of a `role` meets a need that is open beside what was given;
/// true when it is the last.
pub(in crate::matter) fn completes(
    needs: &[Vec<Role>],
    given: &[(OfficerId, Role)],
    role: &Role,
) -> Result<bool, Refusal> {
    let mut given: Vec<&Role> = given.iter().map(|(_, role)| role).collect();
    given.push(role);
    if !fits(needs, &given) {
        given.pop();
        return Err(Refusal::WrongRole {
            role: role.clone(),
            needed: still_open(needs, &given),
        });
    }
    Ok(given.len() == needs.len())
}

/// Only the officer himself approves, never the engine for him, in the role that
/// he is filed for; a deputy acts in the role of the officer he stands for.
pub(in crate::matter) fn check_signer(
    officer: OfficerId,
    role: &Role,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<(), Refusal> {
    let actor = &stamp.actor;
    if actor.officer.is_some_and(|actor| actor != officer) || actor.on_behalf_of == Some(officer) {
        return Err(Refusal::SameOfficer);
    }
    if actor.officer.is_none() || actor.role != *role {
        return Err(Refusal::WrongRole {
            role: actor.role.clone(),
            needed: role.to_string(),
        });
    }
    let on = stamp.at.date_in(rules.profile().zone());
    stamp.by_a_filed_officer(on).map(drop)
}

/// Roles that could give the next approval.
fn still_open(needs: &[Vec<Role>], given: &[&Role]) -> String {
    let mut open: Vec<&Role> = Vec::new();
    for role in needs.iter().flatten() {
        let next: Vec<&Role> = given.iter().copied().chain([role]).collect();
        if !open.contains(&role) && fits(needs, &next) {
            open.push(role);
        }
    }
    Role::listed(open)
}

/// `judge/president + president`: one of each group.
pub(in crate::matter) fn needs_text(needs: &[Vec<Role>]) -> String {
    let one = |roles: &Vec<Role>| Role::listed(roles).replace(", ", "/");
    needs.iter().map(one).collect::<Vec<_>>().join(" + ")
}
