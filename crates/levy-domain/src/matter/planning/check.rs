//! What every order of a plan must satisfy, however it was drafted, and again
//! when it is issued.

use super::{
    super::{
        bar, deduction, envelope,
        event::Warned,
        exemption,
        holds::covers,
        liability, maturity,
        money::check_money,
        opening::{check_active, measurable},
        order_state::{Ending, Phase},
        papers,
        state::State,
    },
    Under, barred, identity, months16,
    renewal::check_renewable,
    swap,
};
use crate::{
    calendar::freeze_end,
    claim::Share,
    id::OrderId,
    money::Money,
    order::{Basis, Line, Measure, OrderDraft, Route},
    refusal::{Refusal, malformed},
    rules::{AccountPolicy, Rules, Verdict},
    time::Date,
};
use std::collections::BTreeSet;

/// A list that is about to be drafted.
pub(super) fn check_draft(
    state: &State,
    orders: &[OrderDraft],
    under: &Under<'_>,
) -> Result<(), Refusal> {
    let (mut ids, mut assets, mut replaced) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for order in orders {
        if state.orders.contains_key(&order.order) || !ids.insert(order.order) {
            return Err(Refusal::IdInUse);
        }
        if let Some(earlier) = &order.replaces
            && !replaced.insert(*earlier)
        {
            return Err(Refusal::Unsettled { order: *earlier });
        }
        papers::all_usable(state, &order.documents)?;
        check_replaced(state, order)?;
        check_reasons(state, order, under)?;
        check_lines(state, order, under.rules)?;
        for line in &order.lines {
            let blocking = state.targets.get(&line.asset).and_then(BTreeSet::first);
            if let Some(blocking) = blocking {
                return Err(Refusal::Unsettled { order: *blocking });
            }
            if !assets.insert(line.asset) {
                return malformed("lines", "one asset stands in the plan twice");
            }
        }
    }
    check_now(state, orders, false, under)
}

/// What may have changed between drafting and issue: `drafted` says that the
/// orders are in the state already.
pub(in crate::matter) fn check_now(
    state: &State,
    orders: &[OrderDraft],
    drafted: bool,
    under: &Under<'_>,
) -> Result<(), Refusal> {
    for order in orders {
        check_allowed(state, order, under)?;
        for line in &order.lines {
            check_term(order, line, under)?;
            check_hold(state, order, line, under)?;
        }
    }
    let parallel = under.rules.profile().parallel_freeze(under.on);
    envelope::check(state, orders, drafted, parallel, under.moment())
}

/// What may have changed between an order's issue and its first byte. Its
/// term was fixed by the issue, and what a transfer draws was set aside then.
pub(in crate::matter) fn check_leave(
    state: &State,
    order: &OrderDraft,
    under: &Under<'_>,
) -> Result<(), Refusal> {
    check_allowed(state, order, under)?;
    for line in &order.lines {
        if order.measure.acts_on_hold() {
            let hold = line.hold.and_then(|id| Some((id, state.holds.get(&id)?)));
            let open = hold.filter(|(_, hold)| hold.is_open());
            let (id, hold) = open.ok_or(Refusal::Unknown { what: "hold" })?;
            check_renewable(order, &id, hold, under)?;
        }
    }
    let parallel = under.rules.profile().parallel_freeze(under.on);
    let order = std::slice::from_ref(order);
    envelope::check(state, order, true, parallel, under.moment())
}

/// Whether the measure is allowed at all: an open case, a known person, an
/// account that is not protected, a debt.
fn check_allowed(state: &State, order: &OrderDraft, under: &Under<'_>) -> Result<(), Refusal> {
    if order.measure.needs_open_case() {
        check_active(state, under.rules)?;
    }
    bar::check(state, order, under)?;
    liability::check(state, order)?;
    identity::check(state, order, under)?;
    // Letting go is never held up by whose it is or how sure we are.
    if !order.measure.frees() {
        measurable(state, &order.subject)?;
    }
    swap::check(state, order)?;
    for line in &order.lines {
        if state.is_stale(&line.asset) && !order.measure.frees() {
            return malformed(
                "line",
                "the asset was found under an identity corrected since; ask again first",
            );
        }
        check_protection(state, order, line, under)?;
        exemption::check(state, order, line, under.on)?;
        if order.measure.binds() {
            check_owed(state, line)?;
        }
    }
    Ok(())
}

/// What an order says of itself is what is known: it stands in the document
/// that the debtor reads.
fn check_reasons(state: &State, order: &OrderDraft, under: &Under<'_>) -> Result<(), Refusal> {
    let profile = under.rules.profile();
    if !profile
        .purposes()
        .iter()
        .any(|known| known == order.purpose.as_str())
    {
        return Err(Refusal::NoBasis);
    }
    if *profile.basis(&order.basis.rule, under.on)? != order.basis {
        return malformed("basis", "is not the rule as it stands today");
    }
    // Letting go is never held up by how sure we are.
    if !order.measure.frees() && measurable(state, &order.subject)? != order.identity {
        return malformed("identity", "is known more or less surely than it says");
    }
    Ok(())
}

fn check_replaced(state: &State, order: &OrderDraft) -> Result<(), Refusal> {
    let original = match &order.replaces {
        None => order.order,
        Some(replaced) => original(state, replaced)?,
    };
    if order.original != original {
        return malformed("original", "is not the first of the chain");
    }
    Ok(())
}

/// Only an order that was shown not to have been carried out is replaced, and
/// only once.
fn original(state: &State, replaced: &OrderId) -> Result<OrderId, Refusal> {
    let known = state
        .orders
        .get(replaced)
        .ok_or(Refusal::Unknown { what: "order" })?;
    if known.phase != Phase::Closed(Ending::NotTaken) || known.replaced_by.is_some() {
        return Err(Refusal::Unsettled { order: *replaced });
    }
    Ok(known.draft.original)
}

fn check_lines(state: &State, order: &OrderDraft, rules: &Rules) -> Result<(), Refusal> {
    if order.lines.is_empty() {
        return malformed("lines", "an order needs at least one");
    }
    // A query runs in a sweep and a recall beside its order: as orders of a
    // plan nobody would fold what the unit answers.
    if matches!(order.measure, Measure::Query | Measure::Recall) {
        return malformed("measure", "is no order of a plan");
    }
    let unit = rules
        .units()
        .get(&order.unit)
        .ok_or(Refusal::Unknown { what: "unit" })?;
    // Officers may always go to the counter; machines need the ability.
    let by_people = matches!(order.route, Route::Counter | Route::Relay | Route::Recorded);
    let mut numbers = BTreeSet::new();
    for line in &order.lines {
        if !numbers.insert(line.line) {
            return malformed("lines", "two lines have one number");
        }
        let able = unit.abilities.iter().any(|ability| {
            ability.measure == order.measure
                && ability.route == order.route
                && ability.class.as_ref().is_none_or(|own| *own == line.class)
        });
        if !able && !by_people {
            return Err(Refusal::NoAbility {
                measure: order.measure.to_string(),
                route: order.route.to_string(),
            });
        }
        check_amount(state, order, line)?;
        check_target(state, order, line)?;
    }
    Ok(())
}

fn check_amount(state: &State, order: &OrderDraft, line: &Line) -> Result<(), Refusal> {
    for amount in [line.amount, line.known_available].into_iter().flatten() {
        check_money(state, amount)?;
    }
    let part =
        |share: Share| (1..=share.denominator).contains(&share.numerator) && share.denominator > 0;
    if line.share.is_some_and(|share| !part(share)) {
        return malformed("share", "is no part of a whole");
    }
    if line.units == Some(0) {
        return malformed("units", "is zero");
    }
    let takes_money = order.measure.binds() && line.class.is_money();
    match line.amount {
        None if takes_money || order.measure == Measure::Transfer => {
            malformed("amount", "a measure on money names its sum (P-08)")
        }
        Some(amount) if amount.is_zero() && !order.measure.frees() => {
            malformed("amount", "is zero")
        }
        _ => Ok(()),
    }
}

/// The line is about an asset of the subject, at this unit, as it is known.
fn check_target(state: &State, order: &OrderDraft, line: &Line) -> Result<(), Refusal> {
    let liability = state
        .liabilities
        .get(&line.liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    if liability.person != order.subject {
        return Err(Refusal::NotLiable {
            person: order.subject,
        });
    }
    if !order.measure.binds() {
        return Ok(());
    }
    let Some(known) = state.assets.get(&line.asset) else {
        return match line.known_available {
            None => Ok(()),
            Some(_) => malformed("known_available", "nothing is known of the asset"),
        };
    };
    if known.person != order.subject {
        return Err(Refusal::NotLiable {
            person: known.person,
        });
    }
    let same = known.unit == order.unit
        && known.class == line.class
        && known.number.token == line.number.token;
    if !same {
        return malformed("line", "differs from the asset as it is known");
    }
    if line.known_available.is_some() && line.known_available != known.available {
        return malformed("known_available", "differs from the last answer");
    }
    Ok(())
}

fn check_protection(
    state: &State,
    order: &OrderDraft,
    line: &Line,
    under: &Under<'_>,
) -> Result<(), Refusal> {
    let Some((verdict, policy)) = verdict(state, order, line, under) else {
        return Ok(());
    };
    match barred(verdict, policy, under) {
        Some(rule) => Err(Refusal::Protected {
            asset: line.asset,
            rule: rule.to_owned(),
        }),
        None => Ok(()),
    }
}

/// What the profile says of this measure on this account.
fn verdict<'a>(
    state: &State,
    order: &OrderDraft,
    line: &Line,
    under: &Under<'a>,
) -> Option<(Verdict, AccountPolicy<'a>)> {
    let class = state.account_class_of(&line.asset)?;
    let policy = under.rules.profile().account_policy(class, under.on);
    let verdict = match order.measure {
        Measure::Transfer if deduction::may_deduct(state, &line.asset, policy) => {
            policy.deduct.min(Verdict::Warned)
        }
        Measure::Transfer => policy.deduct,
        Measure::Freeze | Measure::Renew | Measure::WaitingFreeze => policy.freeze,
        _ => Verdict::Allowed,
    };
    Some((verdict, policy))
}

/// What nobody is refused for and a judge must look at all the same.
pub(super) fn warnings(state: &State, orders: &[OrderDraft], under: &Under<'_>) -> Vec<Warned> {
    let mut warnings = Vec::new();
    for order in orders {
        let bars = bar::hit_by(state, order).filter(|bar| !under.refuses(&bar.rule));
        for bar in bars {
            warnings.extend(order.lines.iter().map(|line| Warned {
                asset: line.asset,
                rule: Some(bar.rule.clone()),
            }));
        }
        for line in &order.lines {
            let asset = line.asset;
            if let Some((Verdict::Warned, policy)) = verdict(state, order, line, under) {
                let rule = policy.basis.cloned();
                warnings.push(Warned { asset, rule });
            }
            let over = above_the_term(order, line, under).ok().flatten();
            if let Some((_, basis)) = over.filter(|(_, basis)| !under.refuses(basis)) {
                let rule = Some(basis.clone());
                warnings.push(Warned { asset, rule });
            }
        }
    }
    warnings
}

/// The cap of a first order, or of a renewal (T-05, T-12, T-15).
fn check_term(order: &OrderDraft, line: &Line, under: &Under<'_>) -> Result<(), Refusal> {
    match above_the_term(order, line, under)? {
        Some((max, basis)) if under.refuses(basis) => Err(Refusal::TermTooLong {
            max,
            rule: basis.rule.clone(),
        }),
        _ => Ok(()),
    }
}

/// The latest end and its rule, where the order's term is longer.
fn above_the_term<'a>(
    order: &OrderDraft,
    line: &Line,
    under: &Under<'a>,
) -> Result<Option<(Date, &'a Basis)>, Refusal> {
    let bound = order.measure.binds() || order.measure == Measure::Renew;
    let Some(term) = line.term.filter(|_| bound) else {
        return Ok(None);
    };
    if term.to < term.from {
        return malformed("term", "ends before it begins");
    }
    let profile = under.rules.profile();
    let (months, basis) = if order.measure == Measure::Renew {
        let (cap, basis) = profile.max_renewal(&line.class, under.on)?;
        (cap.months, basis)
    } else {
        profile.max_term_months(&line.class, under.on)?
    };
    let max = freeze_end(term.from, months16(months));
    Ok((term.to > max).then_some((max, basis)))
}

fn check_hold(
    state: &State,
    order: &OrderDraft,
    line: &Line,
    under: &Under<'_>,
) -> Result<(), Refusal> {
    if !order.measure.acts_on_hold() {
        return Ok(());
    }
    let Some(id) = line.hold else {
        return malformed("hold", "this measure acts on a hold");
    };
    let hold = state
        .holds
        .get(&id)
        .filter(|hold| hold.is_open())
        .ok_or(Refusal::Unknown { what: "hold" })?;
    let same = hold.asset == line.asset
        && hold.unit == order.unit
        && hold.liability == line.liability
        && hold
            .number
            .as_ref()
            .is_none_or(|number| number.token == line.number.token);
    if !same {
        return malformed(
            "hold",
            "is on another asset, at another unit or for another debt",
        );
    }
    check_renewable(order, &id, hold, under)?;
    maturity::check(state, order, (&id, hold), under.on)?;
    let asked = line.amount.map_or(0, |amount| amount.minor);
    let left = match order.measure {
        // Rights of others may be known only since the hold was made.
        Measure::Transfer => {
            let own = covers(state, &hold.asset, hold.at_hand(), &[]);
            hold.drawable().min(own.saturating_sub(hold.reserved))
        }
        Measure::PartialRelease => hold.free(),
        _ => return Ok(()),
    };
    if asked > left || asked == 0 {
        let currency = state.currency.ok_or(Refusal::NotOpen)?;
        return Err(Refusal::BeyondHold {
            hold: id,
            asked: Money::new(asked, currency),
            left: Money::new(left, currency),
        });
    }
    Ok(())
}

/// Nothing is bound for a claim that is paid, not even what has no sum.
fn check_owed(state: &State, line: &Line) -> Result<(), Refusal> {
    let claim = state
        .claim_of(&line.liability)
        .and_then(|claim| state.claims.get(&claim))
        .ok_or(Refusal::Unknown { what: "claim" })?;
    if claim.collected >= claim.owed {
        return Err(Refusal::NothingOwed);
    }
    Ok(())
}
