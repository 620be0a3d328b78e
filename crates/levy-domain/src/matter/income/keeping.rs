//! What a debtor keeps of his income: once per person and month, over
//! all orders on it. When one of them ends, the others leave him what it left.

use super::{
    super::{event::*, money::check_amount, state::State},
    IncomeState,
};
use crate::{
    id::{IncomeId, PersonId},
    money::Money,
    order::Basis,
    party::PersonKind,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
};

/// What one order leaves him each month.
pub(super) struct Kept {
    pub(super) keeps: Money,
    pub(super) minimum: Option<Basis>,
    pub(super) below: bool,
}

/// What the debtor keeps of it: as the judge says, else what is missing to
/// the living minimum beside what other orders leave him. A judge who leaves
/// him less is told.
pub(super) fn kept(
    state: &State,
    person: &PersonId,
    said: Option<Money>,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Kept, Refusal> {
    let currency = state.currency.ok_or(Refusal::NotOpen)?;
    if let Some(said) = said.filter(|said| !said.is_zero()) {
        check_amount(state, said)?;
    }
    let others = state.incomes.running().filter(|(_, other)| {
        let whose = state.person_of(&other.ordered.liability);
        whose.as_ref() == Some(person)
    });
    let elsewhere = others.fold(0u64, |sum, (_, other)| {
        sum.saturating_add(other.keeps.minor)
    });
    match minimum(state, person, rules, stamp)? {
        Some((least, basis)) => Ok(beside(said, elsewhere, (least, basis))),
        None if said.is_none() && is_natural(state, person) => {
            malformed("keeps", "no rule gives the living minimum; state it")
        }
        None => Ok(Kept {
            keeps: said.unwrap_or(Money::zero(currency)),
            minimum: None,
            below: false,
        }),
    }
}

fn is_natural(state: &State, person: &PersonId) -> bool {
    let known = state.persons.get(person);
    known.is_some_and(|(known, _)| known.kind == PersonKind::Natural)
}

/// What the law leaves him, where he is a person who lives on something.
fn minimum<'a>(
    state: &State,
    person: &PersonId,
    rules: &'a Rules,
    stamp: &Stamp,
) -> Result<Option<(Money, &'a Basis)>, Refusal> {
    let currency = state.currency.ok_or(Refusal::NotOpen)?;
    let on = stamp.at.date_in(rules.profile().zone());
    let rule = rules.profile().living_minimum(currency, on);
    Ok(rule.filter(|_| is_natural(state, person)))
}

/// What one order leaves beside what the others do.
fn beside(said: Option<Money>, elsewhere: u64, (least, basis): (Money, &Basis)) -> Kept {
    let missing = Money {
        minor: least.minor.saturating_sub(elsewhere),
        ..least
    };
    let keeps = said.unwrap_or(missing);
    Kept {
        below: keeps.minor < missing.minor,
        keeps,
        minimum: Some(basis.clone()),
    }
}

/// At each pay day the payer leaves him the months since the one before.
pub(super) fn at_pay_day(keeps: Money, every_months: u16) -> Result<Money, Refusal> {
    let minor = keeps.minor.checked_mul(every_months.into());
    let minor = minor.ok_or(Refusal::TooLarge)?;
    Ok(Money { minor, ..keeps })
}

/// Order `ended` awaits no pay day any more: what the person's other orders
/// leave him from now on, where that changes. What is worked out makes good
/// for it; what a judge stated stands, and he is told when it is too little.
pub(super) fn restated(
    state: &State,
    ended: &IncomeId,
    rules: &Rules,
    stamp: &Stamp,
) -> Result<Vec<Event>, Refusal> {
    let whose = |income: &IncomeState| state.person_of(&income.ordered.liability);
    let Some(person) = state.incomes.get(ended).and_then(whose) else {
        return Ok(vec![]);
    };
    let Some(least) = minimum(state, &person, rules, stamp)? else {
        return Ok(vec![]);
    };
    let own = state.incomes.running();
    let own = own.filter(|(id, other)| *id != ended && whose(other) == Some(person));
    let mut left: Vec<(&IncomeId, &IncomeState, u64)> = own
        .map(|(id, other)| (id, other, other.keeps.minor))
        .collect();
    left.sort_by_key(|(id, other, _)| (other.ordered.stated, **id));
    let mut events = Vec::new();
    for at in 0..left.len() {
        let (id, known, keeps) = left[at];
        let all = left
            .iter()
            .fold(0u64, |sum, (_, _, keeps)| sum.saturating_add(*keeps));
        let said = known.ordered.stated.then_some(known.keeps);
        let kept = beside(said, all.saturating_sub(keeps), least);
        if (kept.keeps, kept.below) == (known.keeps, known.below_minimum) {
            continue;
        }
        left[at].2 = kept.keeps.minor;
        let restated = IncomeKeepsRestated {
            income: *id,
            ended: *ended,
            keeps: kept.keeps,
            leaves: at_pay_day(kept.keeps, known.ordered.every_months)?,
            minimum: least.1.clone(),
            below_minimum: kept.below,
        };
        events.push(restated.into());
    }
    Ok(events)
}
