//! Rounds of queries as the matter sees them: ordered, their finds entered,
//! over. The queries themselves run in a stream of their own.

use super::{
    bar,
    command::Command,
    decide::Decision,
    event::*,
    opening::{check_active, measurable},
    papers, queue,
    state::State,
};
use crate::{
    asset::AssetFound,
    id::UnitId,
    order::{Measure, Route},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
};
use std::collections::BTreeSet;

/// A round that was ended (终本) is asked about again every half year without
/// a new case number (C-07).
pub(super) fn may_ask_again(state: &State, purpose: &str, rules: &Rules) -> bool {
    purpose == "re-query"
        && state.registrations.values().any(|registration| {
            matches!(&registration.closed, Some((ClosingKind::RoundEnded, _)))
                && rules.profile().orders_allowed(&registration.kind)
        })
}

fn stands_twice<T: Ord>(list: &[T]) -> bool {
    let mut seen = BTreeSet::new();
    !list.iter().all(|one| seen.insert(one))
}

/// How these units are asked; one that states no way is asked by people.
fn routes(units: &[UnitId], rules: &Rules) -> BTreeSet<Route> {
    let of = |unit: &UnitId| {
        let ability = rules.units().get(unit)?.ability(&Measure::Query, None)?;
        Some(ability.route.clone())
    };
    units
        .iter()
        .map(|unit| of(unit).unwrap_or(Route::Recorded))
        .collect()
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::OrderSweep {
            sweep,
            subjects,
            purpose,
            rule,
            documents,
            units,
            not_askable,
        } => {
            if let Some(known) = state.sweeps.get(sweep) {
                return if known.subjects == *subjects {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            let elsewhere = state.delegated_to().is_some();
            if elsewhere || !may_ask_again(state, purpose, rules) {
                check_active(state, rules)?;
            }
            if subjects.is_empty() || units.is_empty() {
                return Err(Refusal::NothingToPlan {
                    why: "no subject or no unit",
                });
            }
            if stands_twice(subjects) || stands_twice(units) {
                return Err(Refusal::Malformed {
                    what: "round",
                    why: "a person or a unit stands in it twice",
                });
            }
            if !rules
                .profile()
                .purposes()
                .iter()
                .any(|known| known == purpose.as_str())
            {
                return Err(Refusal::NoBasis);
            }
            for subject in subjects {
                measurable(state, subject)?;
                bar::check_person(state, &Measure::Query, subject, rules)?;
            }
            papers::all_usable(state, documents)?;
            let on = stamp.at.date_in(rules.profile().zone());
            let basis = rules.profile().query_basis(rule, on)?;
            let there = documents.iter().filter_map(|id| state.documents.get(id));
            for route in routes(units, rules) {
                papers::complete(&Measure::Query, &route, there.clone(), rules, on)?;
            }
            Ok(vec![
                SweepOrdered {
                    sweep: *sweep,
                    subjects: subjects.clone(),
                    purpose: purpose.clone(),
                    basis: basis.clone(),
                    documents: documents.clone(),
                    units: units.clone(),
                    not_askable: not_askable.clone(),
                }
                .into(),
            ])
        }
        Command::RecordAssets {
            sweep,
            batch,
            assets,
        } => {
            let known = state
                .sweeps
                .get(sweep)
                .ok_or(Refusal::Unknown { what: "sweep" })?;
            if *batch < known.batches {
                return Ok(vec![]);
            }
            if *batch > known.batches {
                return Err(Refusal::Malformed {
                    what: "batch",
                    why: "an earlier batch is missing",
                });
            }
            let found = AssetsFound {
                sweep: *sweep,
                batch: *batch,
                assets: on_record(state, assets),
            };
            let mut events: Vec<Event> = vec![found.into()];
            events.extend(queue::found(state, assets, rules, stamp));
            Ok(events)
        }
        // The round may not be over here yet: its own batches still come.
        Command::RecordLateAssets {
            sweep,
            order,
            raw_hash,
            batch,
            assets,
        } => {
            let known = state
                .sweeps
                .get(sweep)
                .ok_or(Refusal::Unknown { what: "sweep" })?;
            if assets.is_empty() || known.late.contains(&(*raw_hash, *batch)) {
                return Ok(vec![]);
            }
            let found = LateAssetsFound {
                sweep: *sweep,
                order: *order,
                raw_hash: *raw_hash,
                batch: *batch,
                assets: on_record(state, assets),
            };
            let mut events: Vec<Event> = vec![found.into()];
            events.extend(queue::found(state, assets, rules, stamp));
            Ok(events)
        }
        Command::CloseSweep {
            sweep,
            asked,
            answered,
            silent,
        } => {
            let known = state
                .sweeps
                .get(sweep)
                .ok_or(Refusal::Unknown { what: "sweep" })?;
            if known.closed {
                return Ok(vec![]);
            }
            Ok(vec![
                SweepClosed {
                    sweep: *sweep,
                    asked: *asked,
                    answered: *answered,
                    silent: silent.clone(),
                }
                .into(),
            ])
        }
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

/// How the holder that a unit has on record matches the person asked about.
fn on_record(state: &State, assets: &[AssetFound]) -> Vec<AssetFound> {
    let judged = |asset: &AssetFound| {
        let known = state.persons.get(&asset.person).map(|(known, _)| known);
        let matches = asset.record.as_ref().zip(known);
        let matches = matches.map(|(record, person)| record.matches(person));
        AssetFound {
            holder: matches.or_else(|| asset.holder.clone()),
            ..asset.clone()
        }
    };
    assets.iter().map(judged).collect()
}
