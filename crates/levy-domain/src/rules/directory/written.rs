//! A unit as the directory's text writes it, with every key known.

use super::{BadProfile, UnitFault, unit_id};
use crate::{
    asset::AssetClass,
    id::UnitId,
    order::{Measure, Route},
    rules::{
        Unread,
        profile::{optional_day, write_optional_day},
    },
    time::Date,
    unit::ability::{Ability, Hours, UnitKind, UnitProfile},
};
use serde::{Deserialize, Serialize};
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(default)]
    unit: Vec<Unit<Spanned<String>>>,
}

#[derive(Serialize)]
struct Write {
    unit: Vec<Unit<String>>,
}

/// `C` is the code: with its place when read, bare when written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit<C> {
    code: C,
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name_en: String,
    kind: UnitKind,
    /// Only where it does not follow from the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<UnitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<String>,
    #[serde(
        default,
        deserialize_with = "optional_day",
        serialize_with = "write_optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    valid_from: Option<Date>,
    #[serde(default)]
    honours_ids: bool,
    #[serde(default)]
    honours_fences: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    key_id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    abilities: Vec<AbilityText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AbilityText {
    measure: Measure,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    class: Option<AssetClass>,
    route: Route,
    #[serde(default)]
    per_minute: u32,
    #[serde(default)]
    working_days_only: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    intake_window_minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p95_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hours: Vec<HoursText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursText {
    from: u16,
    to: u16,
}

/// Units of `text`, each with the byte where its code stands.
pub(super) fn read(text: &str) -> Result<Vec<(UnitProfile, usize)>, BadProfile> {
    let read: Read = toml::from_str(text)
        .map_err(|error| BadProfile::Unreadable(Unread::of(text, &error).to_string()))?;
    Ok(read.unit.into_iter().map(profile).collect())
}

/// The canonical text of units that come in the order of their codes.
pub(super) fn text<'a>(units: impl Iterator<Item = &'a UnitProfile>) -> String {
    let write = Write {
        unit: units.map(unit).collect(),
    };
    // The tables hold text, integers and days only, which TOML always takes.
    toml::to_string(&write).unwrap_or_else(|error| format!("# {error}\n"))
}

/// What makes a unit unusable.
pub(super) fn fault(unit: &UnitProfile) -> Option<UnitFault> {
    if unit.code.trim().is_empty() {
        return Some(UnitFault::Empty("code"));
    }
    if unit.name.trim().is_empty() {
        return Some(UnitFault::Empty("name"));
    }
    let mut hours = unit.abilities.iter().flat_map(|ability| &ability.hours);
    hours
        .any(|hours| hours.from >= hours.to || hours.to > 1440)
        .then_some(UnitFault::Hours)
}

fn profile(text: Unit<Spanned<String>>) -> (UnitProfile, usize) {
    let byte = text.code.span().start;
    let code = text.code.into_inner();
    let abilities = text.abilities.into_iter().map(|ability| Ability {
        measure: ability.measure,
        class: ability.class,
        route: ability.route,
        per_minute: ability.per_minute,
        hours: ability
            .hours
            .iter()
            .map(|hours| Hours {
                from: hours.from,
                to: hours.to,
            })
            .collect(),
        working_days_only: ability.working_days_only,
        intake_window_minutes: ability.intake_window_minutes,
        p95_days: ability.p95_days,
    });
    let unit = UnitProfile {
        unit: text.unit.unwrap_or_else(|| unit_id(&code)),
        code,
        name: text.name,
        name_en: text.name_en,
        kind: text.kind,
        head: text.head,
        valid_from: text.valid_from,
        honours_ids: text.honours_ids,
        honours_fences: text.honours_fences,
        abilities: abilities.collect(),
        key_id: text.key_id,
    };
    (unit, byte)
}

fn unit(unit: &UnitProfile) -> Unit<String> {
    let abilities = unit.abilities.iter().map(|ability| AbilityText {
        measure: ability.measure.clone(),
        class: ability.class.clone(),
        route: ability.route.clone(),
        per_minute: ability.per_minute,
        hours: ability
            .hours
            .iter()
            .map(|hours| HoursText {
                from: hours.from,
                to: hours.to,
            })
            .collect(),
        working_days_only: ability.working_days_only,
        intake_window_minutes: ability.intake_window_minutes,
        p95_days: ability.p95_days,
    });
    Unit {
        code: unit.code.clone(),
        name: unit.name.clone(),
        name_en: unit.name_en.clone(),
        kind: unit.kind.clone(),
        unit: (unit.unit != unit_id(&unit.code)).then_some(unit.unit),
        head: unit.head.clone(),
        valid_from: unit.valid_from,
        honours_ids: unit.honours_ids,
        honours_fences: unit.honours_fences,
        key_id: unit.key_id.clone(),
        abilities: abilities.collect(),
    }
}
