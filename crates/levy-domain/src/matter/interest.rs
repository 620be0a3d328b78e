//! Interest of the matter's claims: terms once, then the sum as of a day.
//!
//! A sum is always worked out anew from the terms and from what was paid on
//! which day, never by adding to the last one: the way there is rounded once,
//! a payment that is entered late or taken back corrects every later day, and
//! the same day asked for again gives the same sum, which is no event.

use super::{decide::Decision, event::*, papers, state::State};
use crate::{
    claim::{Component, ComponentKind},
    id::{ClaimId, DocumentId},
    interest::{Bearing, DatedRate, Rates, Terms, Worksheet},
    money::{MAX_MINOR, Money},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Date,
};
use std::collections::BTreeMap;

/// What may be asked about interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// State how a component grows, or state it anew.
    StateTerms {
        /// Of which claim.
        claim: ClaimId,
        /// What bears, since when, at which rate.
        terms: Terms,
        /// The document that says so.
        document: Option<DocumentId>,
    },
    /// Work every component of a claim out that has terms.
    WorkOut {
        /// Which claim.
        claim: ClaimId,
        /// Up to and including this day; not before the last one, and not in
        /// the future.
        as_of: Date,
    },
}

/// Terms by claim and component, and the day of the last sum; none where what
/// it rested on has changed since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interest {
    /// How components grow.
    pub terms: BTreeMap<(ClaimId, ComponentKind), Terms>,
    /// As of which day they were last worked out.
    pub worked_out: BTreeMap<(ClaimId, ComponentKind), Date>,
}

impl Interest {
    /// The terms of one claim.
    pub fn of(&self, claim: &ClaimId) -> impl Iterator<Item = &Terms> {
        let own = self.terms.iter();
        let claim = *claim;
        own.filter(move |((of, _), _)| *of == claim)
            .map(|(_, terms)| terms)
    }

    /// What the last sums of a claim rested on has changed.
    pub(crate) fn rests_no_more(&mut self, claim: &ClaimId) {
        self.worked_out.retain(|(of, _), _| of != claim);
    }

    /// The latest day as of which anything of a claim was worked out.
    pub fn last(&self, claim: &ClaimId) -> Option<Date> {
        let own = self.worked_out.iter().filter(|((of, _), _)| of == claim);
        own.map(|(_, day)| *day).max()
    }

    /// True when some component of a claim grows and was not worked out as of
    /// `on`.
    pub fn is_behind(&self, claim: &ClaimId, on: Date) -> bool {
        self.of(claim).any(|terms| {
            let key = (*claim, terms.component.clone());
            self.worked_out.get(&key).is_none_or(|day| *day < on)
        })
    }
}

/// A payment that is not yet in the state: what it gives to which component.
pub(super) struct Payment<'a> {
    pub(super) on: Date,
    pub(super) parts: &'a [Allocation],
}

pub(super) fn check_words(command: &Command) -> Result<(), Refusal> {
    let Command::StateTerms { terms, .. } = command else {
        return Ok(());
    };
    if let Rates::Series(series) = &terms.rates {
        series.said("series")?;
    }
    terms
        .excluded
        .iter()
        .try_for_each(|period| period.ground.said("ground"))
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::StateTerms {
            claim,
            terms,
            document,
        } => state_terms(state, claim, terms, *document, rules),
        Command::WorkOut { claim, as_of } => {
            if !state.claims.contains_key(claim) {
                return Err(Refusal::Unknown { what: "claim" });
            }
            let malformed = |why| {
                let what = "as_of";
                Err(Refusal::Malformed { what, why })
            };
            if *as_of > stamp.at.date_in(rules.profile().zone()) {
                return malformed("lies in the future");
            }
            if state.interest.last(claim).is_some_and(|last| *as_of < last) {
                return malformed("lies before the last day that was worked out");
            }
            worked_out(state, claim, *as_of, None, rules)
        }
    }
}

fn state_terms(
    state: &State,
    claim: &ClaimId,
    terms: &Terms,
    document: Option<DocumentId>,
    rules: &Rules,
) -> Decision {
    let known = state.claims.get(claim);
    let known = known.ok_or(Refusal::Unknown { what: "claim" })?;
    let key = (*claim, terms.component.clone());
    if state.interest.terms.get(&key) == Some(terms) {
        return Ok(vec![]);
    }
    papers::all_usable(state, &document)?;
    if terms.opening.currency != known.claim.currency {
        return Err(Refusal::OtherCurrency);
    }
    if terms.opening.minor > MAX_MINOR {
        return Err(Refusal::TooLarge);
    }
    if !known.claim.allocation_order.contains(&terms.component) {
        return Err(Refusal::Malformed {
            what: "allocation_order",
            why: "misses the component",
        });
    }
    check_form(terms)?;
    if let Rates::Series(series) = &terms.rates {
        rules.profile().rates(series, terms.from, terms.from)?;
    }
    let stated = InterestTermsStated {
        claim: *claim,
        terms: terms.clone(),
        document,
    };
    Ok(vec![stated.into()])
}

fn check_form(terms: &Terms) -> Result<(), Refusal> {
    let is_interest = |kind: &ComponentKind| {
        matches!(
            kind,
            ComponentKind::GeneralInterest | ComponentKind::DoubledInterest
        )
    };
    let demand = |holds: bool, what, why| {
        if holds {
            Ok(())
        } else {
            Err(Refusal::Malformed { what, why })
        }
    };
    demand(
        is_interest(&terms.component),
        "component",
        "is no component of interest",
    )?;
    // C-09: on the debt other than interest; interest on interest is in no rule.
    demand(
        !terms.bears.is_empty() && !terms.bears.iter().any(is_interest),
        "bears",
        "names components other than interest, at least one",
    )?;
    demand(
        terms.to.is_none_or(|to| terms.from <= to),
        "to",
        "lies before the first day",
    )?;
    let forwards = |from: Date, to: Option<Date>| to.is_none_or(|to| from <= to);
    let periods = terms.excluded.iter();
    demand(
        periods
            .clone()
            .all(|period| forwards(period.from, Some(period.to))),
        "excluded",
        "ends before it begins",
    )?;
    match &terms.rates {
        Rates::Series(_) => Ok(()),
        Rates::Stated(rates) => {
            demand(
                terms.component != ComponentKind::DoubledInterest,
                "rates",
                "the doubled part runs at the rate of the profile",
            )?;
            demand(!rates.is_empty(), "rates", "are missing")?;
            let each = |dated: &DatedRate| {
                dated.rate.is_counted() && dated.basis.is_none() && forwards(dated.from, dated.to)
            };
            demand(
                rates.iter().all(each),
                "rates",
                "run forwards and are due per 1, 30, 360 or 365 days",
            )?;
            let follow = |pair: &[DatedRate]| pair[0].to.is_some_and(|to| to < pair[1].from);
            demand(
                rates.windows(2).all(follow),
                "rates",
                "follow one another without overlap",
            )
        }
    }
}

/// What a component has come to on a day, with `more` paid beside what the
/// state knows.
///
/// # Errors
/// [`Refusal::NoRule`] where a series has no rate; [`Refusal::TooLarge`].
fn sheet(
    state: &State,
    claim: &ClaimId,
    terms: &Terms,
    day: Date,
    more: Option<&Payment<'_>>,
    rules: &Rules,
) -> Result<Worksheet, Refusal> {
    let day = terms.to.map_or(day, |to| to.min(day));
    let known = state.claims.get(claim);
    let known = known.ok_or(Refusal::Unknown { what: "claim" })?;
    let bears = |kind: &ComponentKind| terms.bears.contains(kind);
    let stated = known.claim.components.iter();
    let base = stated
        .filter(|part| bears(&part.kind))
        .fold(0u64, |sum, part| sum.saturating_add(part.amount.minor));
    let mut paid: BTreeMap<Date, u64> = BTreeMap::new();
    let mut pay = |on: Date, minor: u64| {
        let sum = paid.entry(on).or_default();
        *sum = sum.saturating_add(minor);
    };
    for receipt in state.receipts.values() {
        for ((of, kind), minor) in &receipt.allocations {
            if of == claim && bears(kind) {
                pay(receipt.on, *minor);
            }
        }
    }
    for told in state
        .collected_elsewhere(claim)
        .filter(|told| bears(&told.component))
    {
        pay(told.on, told.amount.minor);
    }
    if let Some(more) = more {
        let parts = more.parts.iter().filter(|part| bears(&part.component));
        parts.for_each(|part| pay(more.on, part.amount.minor));
    }
    let of_series;
    let rates = match &terms.rates {
        Rates::Series(series) => {
            of_series = rules.profile().rates(series, terms.from, day)?;
            &of_series
        }
        Rates::Stated(rates) => rates,
    };
    let bearing = Bearing {
        opening: terms.opening,
        base: Money::new(base, known.claim.currency),
        paid: &paid,
        from: terms.from,
        rates,
        excluded: &terms.excluded,
    };
    bearing.as_of(day)
}

fn component(terms: &Terms, sheet: &Worksheet, as_of: Date) -> Component {
    Component {
        kind: terms.component.clone(),
        amount: sheet.total,
        as_of,
        method: "worked-out".into(),
        rate_series: match &terms.rates {
            Rates::Series(series) => Some(series.clone()),
            Rates::Stated(_) => None,
        },
        excluded: terms.excluded.clone(),
    }
}

/// The components of a claim that have terms, as of a day, where that differs
/// from what stands; with `more` paid beside what the state knows.
pub(super) fn worked_out(
    state: &State,
    claim: &ClaimId,
    as_of: Date,
    more: Option<&Payment<'_>>,
    rules: &Rules,
) -> Decision {
    let known = state.claims.get(claim);
    let known = known.ok_or(Refusal::Unknown { what: "claim" })?;
    let mut events = Vec::new();
    let mut owed = known.owed;
    for terms in state.interest.of(claim) {
        let worksheet = sheet(state, claim, terms, as_of, more, rules)?;
        let component = component(terms, &worksheet, as_of);
        let mut stands = known.claim.components.iter();
        let stands = stands.find(|part| part.kind == component.kind);
        let key = (*claim, terms.component.clone());
        let said = state.interest.worked_out.get(&key) == Some(&as_of);
        if said && stands == Some(&component) {
            continue;
        }
        owed = owed
            .saturating_sub(stands.map_or(0, |part| part.amount.minor))
            .saturating_add(component.amount.minor);
        if owed > MAX_MINOR {
            return Err(Refusal::TooLarge);
        }
        let worked = InterestWorkedOut {
            claim: *claim,
            component,
            worksheet,
        };
        events.push(worked.into());
    }
    Ok(events)
}
