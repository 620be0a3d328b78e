//! Planning freezes inside the room, from what is known.

use super::{
    super::{
        bar,
        decide::Decision,
        envelope,
        event::{PassedOver, Worksheet},
        exemption::Freed,
        opening::measurable,
        planner::{self, Candidate, Pick},
        state::State,
    },
    Extra, Under, barred, draft, identity, months16, refuses,
};
use crate::{
    asset::AssetFound,
    calendar::freeze_end,
    id::{AssetId, DocumentId, LiabilityId, OrderId, PersonId, PlanId, UnitId},
    money::Money,
    order::{Basis, Line, Measure, OrderDraft, Reason, Route, Term},
    refusal::Refusal,
    rules::{Rules, Verdict},
    stamp::Stamp,
    time::Date,
};
use std::collections::BTreeMap;

/// What was asked for.
pub(in crate::matter) struct Wanted<'a> {
    pub(in crate::matter) plan: PlanId,
    pub(in crate::matter) liability: LiabilityId,
    pub(in crate::matter) months: Option<u32>,
    pub(in crate::matter) documents: &'a [DocumentId],
    pub(in crate::matter) except: &'a [AssetId],
}

/// The same plan, drafted by a rule.
pub(in crate::matter) fn plan_by_rule(
    state: &State,
    wanted: &Wanted<'_>,
    rule: &Basis,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    plan_freeze(state, wanted, Some(rule), rules, stamp)
}

pub(super) fn plan_freeze(
    state: &State,
    wanted: &Wanted<'_>,
    by_rule: Option<&Basis>,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    let known = state
        .liabilities
        .get(&wanted.liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    let identity = measurable(state, &known.person)?;
    bar::check_person(state, &Measure::Freeze, &known.person, rules)?;
    let parallel = profile.parallel_freeze(on);
    let sheet = envelope::worksheet(state, &wanted.liability, parallel, stamp.at)?;
    if sheet.owed.minor <= sheet.collected.minor {
        return Err(Refusal::NothingOwed);
    }
    if sheet.room.is_zero() && !state.is_home_of(&known.claim) {
        return Err(Refusal::BeyondGrant {
            claim: known.claim,
            left: sheet.room,
        });
    }
    if sheet.room.is_zero() {
        return Err(Refusal::NothingToPlan {
            why: "what is owed is held or being frozen already",
        });
    }
    let (candidates, mut passed) =
        candidates(state, wanted.except, &sheet, known.person, rules, on);
    let (picks, more) = planner::choose(sheet.room, &candidates);
    passed.extend(more);
    if picks.is_empty() {
        return Err(Refusal::NothingToPlan {
            why: "no account with money that may be frozen",
        });
    }
    let mut by_way: BTreeMap<(UnitId, Route), Vec<Line>> = BTreeMap::new();
    for pick in picks {
        if let Some(asset) = state.assets.get(&pick.asset) {
            let lines = by_way
                .entry((asset.unit, route(asset, rules)?))
                .or_default();
            lines.push(line(asset, pick, lines.len(), wanted, rules, on)?);
        }
    }
    let mut orders = Vec::with_capacity(by_way.len());
    for ((unit, route), lines) in by_way {
        let (_, basis) = profile.documents_required(&Measure::Freeze, &route, on)?;
        let parts = [
            b"freeze".as_slice(),
            unit.0.as_bytes(),
            route.as_str().as_bytes(),
        ];
        let order = OrderId::derive(wanted.plan.0, &parts);
        orders.push(OrderDraft {
            order,
            measure: Measure::Freeze,
            unit,
            subject: known.person,
            route,
            lines,
            purpose: "control".into(),
            basis: basis.clone(),
            documents: wanted.documents.to_vec(),
            identity: identity.clone(),
            not_before: None,
            replaces: None,
            original: order,
        });
    }
    let extra = Extra {
        passed_over: passed,
        worksheet: Some(sheet),
        by_rule: by_rule.cloned(),
        ..Extra::default()
    };
    draft(state, wanted.plan, orders, extra, rules, stamp)
}

/// What of the room known accounts would cover, minor units.
pub(super) fn within_reach(
    state: &State,
    liability: &LiabilityId,
    sheet: &Worksheet,
    rules: &Rules,
    on: Date,
) -> u64 {
    let Some(person) = state.person_of(liability) else {
        return 0;
    };
    let (candidates, _) = candidates(state, &[], sheet, person, rules, on);
    let (picks, _) = planner::choose(sheet.room, &candidates);
    picks
        .iter()
        .fold(0, |sum, pick| sum.saturating_add(pick.amount.minor))
}

/// Assets of the debtor that may be frozen, and the others with the reason.
fn candidates<'a>(
    state: &'a State,
    except: &[AssetId],
    sheet: &Worksheet,
    person: PersonId,
    rules: &Rules,
    on: Date,
) -> (Vec<Candidate<'a>>, Vec<PassedOver>) {
    let mut passed: Vec<PassedOver> = Vec::new();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for asset in state.assets.values().filter(|asset| asset.person == person) {
        let busy =
            state.held.contains_key(&asset.asset) || state.targets.contains_key(&asset.asset);
        let reason = if busy {
            Some(Reason::new("already-under-control"))
        } else if spared(state, asset, on) {
            Some(Reason::new("freed-by-a-judge"))
        } else if state.is_stale(&asset.asset) {
            Some(Reason::new("found-under-an-earlier-identity"))
        } else if identity::is_others(asset, rules, on) {
            Some(Reason::new("names-somebody-else"))
        } else if let Some(bar) = bar::on_asset(state, asset, rules) {
            Some(Reason::by_rule("barred", &bar.rule.rule))
        } else {
            why_not(asset, sheet, except, rules, on)
        };
        match (reason, unfreed(state, asset, on)) {
            (None, Some(available)) => candidates.push(Candidate {
                asset,
                available: available.minor,
                covers: asset.own_share(available).minor,
                warned: warned(asset, rules, on) || identity::is_weak(asset, rules, on),
            }),
            (reason, _) => passed.push(PassedOver {
                asset: asset.asset,
                reason: reason.unwrap_or_else(|| Reason::new("has-no-sum")),
            }),
        }
    }
    (candidates, passed)
}

/// A judge has freed all of it that is there.
fn spared(state: &State, asset: &AssetFound, on: Date) -> bool {
    match state.exemptions.freed(&asset.asset, on) {
        Freed::Whole => true,
        Freed::Sum(0) => false,
        Freed::Sum(_) => unfreed(state, asset, on).is_none_or(|left| left.is_zero()),
    }
}

/// What is available of an asset beside what a judge has freed of it.
fn unfreed(state: &State, asset: &AssetFound, on: Date) -> Option<Money> {
    let available = asset.available?;
    let Freed::Sum(freed) = state.exemptions.freed(&asset.asset, on) else {
        return None;
    };
    let minor = available.minor.saturating_sub(freed);
    Some(Money { minor, ..available })
}

/// A rule warns of it, or none names its class.
fn warned(asset: &AssetFound, rules: &Rules, on: Date) -> bool {
    let policy = rules.profile().account_policy(&asset.account_class, on);
    policy.freeze == Verdict::Warned
}

fn why_not(
    asset: &AssetFound,
    sheet: &Worksheet,
    except: &[AssetId],
    rules: &Rules,
    on: Date,
) -> Option<Reason> {
    if let Some(reason) = planner::unusable(asset, sheet.room) {
        return Some(reason);
    }
    if except.contains(&asset.asset) {
        return Some(Reason::new("just-tried"));
    }
    let policy = rules.profile().account_policy(&asset.account_class, on);
    let under = Under {
        rules,
        on,
        overrides: &[],
    };
    if let Some(rule) = barred(policy.freeze, policy, &under) {
        return Some(Reason::by_rule("protected", rule));
    }
    let able = rules
        .units()
        .get(&asset.unit)
        .is_some_and(|unit| unit.ability(&Measure::Freeze, Some(&asset.class)).is_some());
    if !able {
        return Some(Reason::new("unit-cannot-freeze-it"));
    }
    // What no rule names is left to a person, and keeps no other asset back.
    let profile = rules.profile();
    let documents = route(asset, rules)
        .and_then(|route| profile.documents_required(&Measure::Freeze, &route, on));
    if profile.max_term_months(&asset.class, on).is_err() || documents.is_err() {
        return Some(Reason::new("no-rule-names-it"));
    }
    None
}

fn line(
    asset: &AssetFound,
    pick: Pick,
    earlier: usize,
    wanted: &Wanted<'_>,
    rules: &Rules,
    on: Date,
) -> Result<Line, Refusal> {
    let (max, basis) = rules.profile().max_term_months(&asset.class, on)?;
    let asked = wanted.months.unwrap_or(max);
    if asked > max && refuses(rules, basis) {
        return Err(Refusal::TermTooLong {
            max: freeze_end(on, months16(max)),
            rule: basis.rule.clone(),
        });
    }
    let to = freeze_end(on, months16(asked));
    Ok(Line {
        line: u32::try_from(earlier).unwrap_or(u32::MAX).saturating_add(1),
        asset: asset.asset,
        class: asset.class.clone(),
        number: asset.number.clone(),
        liability: wanted.liability,
        amount: Some(pick.amount),
        units: None,
        share: None,
        term: Some(Term { from: on, to }),
        hold: None,
        known_available: asset.available,
        reason: pick.reason,
    })
}

fn route(asset: &AssetFound, rules: &Rules) -> Result<Route, Refusal> {
    rules
        .units()
        .get(&asset.unit)
        .and_then(|unit| unit.ability(&Measure::Freeze, Some(&asset.class)))
        .map(|ability| ability.route.clone())
        .ok_or_else(|| Refusal::NoAbility {
            measure: Measure::Freeze.to_string(),
            route: "any".into(),
        })
}
