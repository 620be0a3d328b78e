//! What is decided about cards.

use super::{
    super::{event::*, state::State},
    Command, Duty, UnitCards,
};
use crate::{
    id::{FilingId, OfficerId, UnitId},
    order::{Basis, Deadline},
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp, foreseen, happened},
};
use std::collections::BTreeSet;

type Decision = Result<Vec<Event>, Refusal>;

/// The rule that has cards filed.
const FILED: &str = "N-05";
/// How soon a change must be filed, in the profile.
const CHANGE: &str = "card-change";
/// How soon a unit confirms, in the profile.
const CONFIRMATION: &str = "card-confirmation";

pub(in crate::court) fn decide(
    state: &State,
    command: &Command,
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    match command {
        Command::File {
            filing,
            unit,
            officers,
        } => file(state, *filing, *unit, officers, rules, stamp),
        Command::Confirm {
            unit,
            filing,
            confirmed_on,
            evidence,
        } => {
            let known = find(state, unit)?;
            if known.filed.filing != *filing {
                return Err(Refusal::Unknown { what: "filing" });
            }
            if known.confirmed.is_some() {
                return Ok(vec![]);
            }
            state.acting(&stamp.actor, today(rules, stamp))?;
            happened("confirmed_on", *confirmed_on, today(rules, stamp))?;
            let confirmed = CardsConfirmed {
                unit: *unit,
                filing: *filing,
                confirmed_on: *confirmed_on,
                evidence: *evidence,
            };
            Ok(vec![confirmed.into()])
        }
        Command::NoteEndNear { unit } => {
            let known = find(state, unit)?;
            let due = is_due(known, Duty::EndNear(*unit), stamp);
            let alarm = known.filed.alarm.as_ref().filter(|_| due);
            let near = alarm.map(|alarm| {
                let (until, officers) = first_to_end(&known.filed);
                CardEndNear {
                    unit: *unit,
                    filing: known.filed.filing,
                    officers,
                    until,
                    rule: alarm.basis.clone(),
                }
            });
            Ok(near.into_iter().map(Event::from).collect())
        }
        Command::NoteEnded { unit } => {
            let known = find(state, unit)?;
            if !is_due(known, Duty::Ended(*unit), stamp) {
                return Ok(vec![]);
            }
            let (_, officers) = first_to_end(&known.filed);
            let stale = stale(known, officers, "card-ended", known.filed.ends.at, rules);
            Ok(vec![stale])
        }
        Command::NoteOverdue { unit } => {
            let known = find(state, unit)?;
            let due = is_due(known, Duty::Overdue(*unit), stamp);
            let stale = known.stale.as_ref().filter(|_| due);
            let deadline = stale.and_then(|stale| stale.deadline.clone());
            let overdue = deadline.map(|deadline| FilingOverdue {
                unit: *unit,
                filing: known.filed.filing,
                deadline,
            });
            Ok(overdue.into_iter().map(Event::from).collect())
        }
        Command::NoteUnconfirmed { unit } => {
            let known = find(state, unit)?;
            let due = is_due(known, Duty::Unconfirmed(*unit), stamp);
            let deadline = known.filed.confirm_by.clone().filter(|_| due);
            let silent = deadline.map(|deadline| FilingUnconfirmed {
                unit: *unit,
                filing: known.filed.filing,
                deadline: *deadline,
            });
            Ok(silent.into_iter().map(Event::from).collect())
        }
    }
}

fn find<'a>(state: &'a State, unit: &UnitId) -> Result<&'a UnitCards, Refusal> {
    let known = state.cards.get(unit);
    known.ok_or(Refusal::Unknown { what: "filing" })
}

fn today(rules: &Rules, stamp: &Stamp) -> Date {
    stamp.at.date_in(rules.profile().zone())
}

fn is_due(known: &UnitCards, duty: Duty, stamp: &Stamp) -> bool {
    let mut all = known.duties();
    all.any(|(from, owed)| owed == duty && from <= stamp.at)
}

/// Whose cards end first, and on which day.
fn first_to_end(filed: &CardsFiled) -> (Date, Vec<OfficerId>) {
    let ends = filed.officers.iter().map(|cards| cards.until);
    let until = ends.min().unwrap_or(Date::MAX);
    let first = filed.officers.iter().filter(|cards| cards.until == until);
    (until, first.map(|cards| cards.officer).collect())
}

fn file(
    state: &State,
    filing: FilingId,
    unit: UnitId,
    officers: &[OfficerCards],
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let mut known = state.cards.iter().map(|(_, cards)| &cards.filed);
    if let Some(known) = known.find(|known| known.filing == filing) {
        let same = known.unit == unit && known.officers == officers;
        return if same {
            Ok(vec![])
        } else {
            Err(Refusal::IdInUse)
        };
    }
    state.acting(&stamp.actor, today(rules, stamp))?;
    if rules.units().get(&unit).is_none() {
        return Err(Refusal::Unknown { what: "unit" });
    }
    let on = today(rules, stamp);
    let rule: &Basis = rules.profile().basis(FILED, on)?;
    let mut seen = BTreeSet::new();
    for cards in officers {
        check_cards(state, cards, on)?;
        if !seen.insert(cards.officer) {
            return Err(Refusal::SameOfficer);
        }
    }
    let Some(until) = officers.iter().map(|cards| cards.until).min() else {
        return malformed("officers", "names nobody");
    };
    let zone = rules.profile().zone();
    let end = Timestamp::end_of(until, zone).plus(1);
    let filed = CardsFiled {
        filing,
        unit,
        officers: officers.to_vec(),
        rule: rule.clone(),
        alarm: rules.profile().card_alarm(until, on),
        ends: Deadline::new("card-end", end, rule),
        confirm_by: rules.deadline_of(CONFIRMATION, stamp.at).map(Box::new),
    };
    Ok(vec![filed.into()])
}

/// Cards of an officer whom the court has filed, and that have not ended.
fn check_cards(state: &State, cards: &OfficerCards, today: Date) -> Result<(), Refusal> {
    if state.role_of(&cards.officer, today).is_none() {
        return Err(Refusal::NotFiled {
            officer: cards.officer,
            role: "an officer".into(),
        });
    }
    foreseen("from", cards.from, today)?;
    foreseen("until", cards.until, today)?;
    if cards.until < cards.from {
        return malformed("until", "lies before the first day");
    }
    if cards.until < today {
        return malformed("until", "has passed");
    }
    Ok(())
}

fn stale(
    known: &UnitCards,
    officers: Vec<OfficerId>,
    cause: &'static str,
    since: Timestamp,
    rules: &Rules,
) -> Event {
    let stale = FilingStale {
        unit: known.filed.unit,
        filing: known.filed.filing,
        officers,
        cause: cause.into(),
        deadline: rules.deadline_of(CHANGE, since),
    };
    stale.into()
}

/// Filings that name `officer` in a way that is no longer so, and are not
/// known to be stale.
fn naming<'a>(
    state: &'a State,
    officer: &'a OfficerId,
    differs: impl Fn(&OfficerCards) -> bool + 'a,
) -> impl Iterator<Item = &'a UnitCards> {
    let open = state.cards.iter().map(|(_, known)| known);
    open.filter(move |known| {
        let mut own = known.filed.officers.iter();
        known.stale.is_none() && own.any(|cards| cards.officer == *officer && differs(cards))
    })
}

/// An officer leaves on a day: every filing that names him is stale from then
/// on.
pub(in crate::court) fn left(
    state: &State,
    officer: &OfficerId,
    from: Date,
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    let since = Timestamp::start_of(from, rules.profile().zone()).max(stamp.at);
    naming(state, officer, |_| true)
        .map(|known| stale(known, vec![*officer], "officer-left", since, rules))
        .collect()
}

/// An officer has other cards than before.
pub(in crate::court) fn changed(
    state: &State,
    filed: &OfficerFiled,
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    let other = |card: &crate::sealed::Sealed, own: &Option<crate::sealed::Sealed>| {
        own.as_ref().is_some_and(|own| own.token != card.token)
    };
    let differs = |cards: &OfficerCards| {
        other(&cards.work_card, &filed.work_card)
            || other(&cards.enforcement_card, &filed.enforcement_card)
    };
    naming(state, &filed.officer, differs)
        .map(|known| stale(known, vec![filed.officer], "card-changed", stamp.at, rules))
        .collect()
}
