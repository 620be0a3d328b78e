//! Asking who is ahead (核实轮候顺位): when a promotion is presumed, on the day
//! after somebody ahead has ended as far as is known, and again while no unit
//! says what became of them, until an officer gives up.

use super::{Command, open, rule, waiting};
use crate::{
    asset::PriorMeasure,
    calendar::add_days,
    code::Code,
    document::DocumentKind,
    id::{DocumentId, HoldId, SweepId},
    matter::{
        decide::Decision, event::*, hold_state::HoldState, holds::starting, opening, state::State,
        sweeping::may_ask_again,
    },
    order::{Deadline, Measure},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Timestamp,
};

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::NotePromotion { hold } => presume(state, hold, rules, stamp),
        Command::AskAhead { hold } => ask_again(state, hold, rules, stamp),
        Command::EndAsking { hold, ground } => give_up(state, hold, ground, rules, stamp),
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

/// When the unit is asked next: on the day after the first end of those ahead
/// that is still to come, or some days on where one has passed and nobody said
/// what became of it. None once the promotion is due, which asks of itself.
pub(super) fn next(
    ahead: &[PriorMeasure],
    front: Option<&Deadline>,
    since: Timestamp,
    rules: &Rules,
) -> Option<Deadline> {
    let profile = rules.profile();
    let (zone, today) = (profile.zone(), since.date_in(profile.zone()));
    let moves_up = profile.basis("Q-04", today).ok();
    let again = profile.ask_ahead(today);
    let again = again.map(|(days, basis)| (add_days(today, i32::from(days)), basis));
    let day = |last| {
        let after = add_days(last, 1);
        let ahead = after > today;
        if ahead {
            moves_up.map(|basis| (after, basis))
        } else {
            again
        }
    };
    let days = ahead.iter().filter_map(|other| day(other.to?));
    let (day, basis) = days.min_by_key(|(day, _)| *day)?;
    let at = Timestamp::start_of(day, zone);
    let sooner = front.is_none_or(|front| at < front.at);
    sooner.then(|| Deadline::new("ask-ahead", at, basis))
}

/// The promotion that is due is presumed, and the unit asked whether it is so.
fn presume(state: &State, hold: &HoldId, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = open(state, hold)?;
    let due = known.place.front_at().filter(|at| *at <= stamp.at);
    let (Some(front), true) = (due, known.rank > 0) else {
        return Ok(vec![]);
    };
    let question = ask(state, hold, known, rules, stamp);
    let since = front.date_in(rules.profile().zone());
    let presumed = PromotionPresumed {
        hold: *hold,
        asset: known.asset,
        since,
        limit: known.limit,
        ends: starting(state, known, since, rules, stamp),
        owner: state.owner_of(known),
        asked: question.as_ref().map(|ordered| ordered.sweep),
        ask_at: next(&known.place.ahead, None, stamp.at, rules),
        rule: rule(rules, "Q-04", stamp),
    };
    let mut events: Vec<Event> = vec![presumed.into()];
    events.extend(question.map(Event::from));
    Ok(events)
}

/// Asks once more, whatever became of the question before. A promotion that
/// is due by now asks of itself.
fn ask_again(state: &State, hold: &HoldId, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = open(state, hold)?;
    let place = &known.place;
    if place.front_at().is_some_and(|at| at <= stamp.at) {
        return presume(state, hold, rules, stamp);
    }
    let due = place.ask_at.as_ref().filter(|ask| ask.at <= stamp.at);
    let (Some(due), true) = (due, known.rank > 0) else {
        return Ok(vec![]);
    };
    let front = place.front.as_ref().filter(|_| place.presumed.is_none());
    let question = ask(state, hold, known, rules, stamp);
    let asked = AheadAsked {
        hold: *hold,
        asset: known.asset,
        asked: question.as_ref().map(|ordered| ordered.sweep),
        ask_at: next(&place.ahead, front, stamp.at, rules),
        owner: state.owner_of(known),
        rule: due.basis.clone(),
    };
    let mut events: Vec<Event> = vec![asked.into()];
    events.extend(question.map(Event::from));
    Ok(events)
}

/// Only an officer gives up: no rule lets a seal end unseen.
fn give_up(state: &State, hold: &HoldId, ground: &Code, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = waiting(state, hold)?;
    let today = stamp.at.date_in(rules.profile().zone());
    let officer = stamp.by_a_filed_officer(today)?;
    let ended = AskingEnded {
        hold: *hold,
        ground: ground.clone(),
        officer,
    };
    let asks = known.place.ask_at.as_ref();
    Ok(asks.map(|_| ended.into()).into_iter().collect())
}

/// For what a rule may ask a unit now: a case in enforcement verifies, and a
/// round that was ended is asked about again, since its places live on (C-07,
/// D-02).
fn purpose(state: &State, rules: &Rules) -> Option<&'static str> {
    const AGAIN: &str = "re-query";
    if opening::check_active(state, rules).is_ok() {
        return Some("verification");
    }
    let here = state.delegated_to().is_none();
    (here && may_ask_again(state, AGAIN, rules)).then_some(AGAIN)
}

/// The round that asks the unit what became of those ahead, where the case,
/// the person, the unit and the documents allow it by rule.
fn ask(
    state: &State,
    hold: &HoldId,
    known: &HoldState,
    rules: &Rules,
    stamp: &Stamp,
) -> Option<SweepOrdered> {
    let profile = rules.profile();
    let on = stamp.at.date_in(profile.zone());
    let purpose = purpose(state, rules)?;
    let person = state.liabilities.get(&known.liability)?.person;
    let unit = rules.units().get(&known.unit)?;
    let able = unit.ability(&Measure::Query, Some(&known.class))?;
    let allowed = able.route.is_carried()
        && opening::measurable(state, &person).is_ok()
        && profile.purposes().iter().any(|known| known == purpose);
    if !allowed {
        return None;
    }
    let (kinds, basis) = profile
        .documents_required(&Measure::Query, &able.route, on)
        .ok()?;
    let of_kind = |kind: &DocumentKind| {
        let mut documents = state.documents.values();
        documents
            .rfind(|document| {
                document.kind == *kind && !state.superseded.contains_key(&document.document)
            })
            .map(|document| document.document)
    };
    let documents: Option<Vec<DocumentId>> = kinds.iter().map(of_kind).collect();
    let parts = [b"promotion".as_slice(), &stamp.at.0.to_be_bytes()];
    let sweep = SweepId::derive(hold.0, &parts);
    // A unit that still names who is ahead, by an end that has passed, is not
    // asked twice in one instant.
    if state.sweeps.contains_key(&sweep) {
        return None;
    }
    Some(SweepOrdered {
        sweep,
        subjects: vec![person],
        purpose: purpose.into(),
        basis: basis.clone(),
        documents: documents?,
        units: vec![known.unit],
        not_askable: vec![],
    })
}
