//! `levy unit list`: the response of every unit.

use crate::{
    failure::Failure,
    lang::{Key, Lang},
    reading::Reading,
    screen::Screen,
    table::{Side, Table, grouped, or_dash},
    words::word,
};
use levy::{
    domain::{
        court::{Event, event::RulesActivated},
        rules::UnitDirectory,
        time::Zone,
    },
    journal::{AnyEvent, Journal},
    views::{ResponseBy, ResponseRow},
};
use serde_json::json;
use std::path::Path;

/// The court's stream is the first that is written.
const LOOK_AHEAD: usize = 100;

/// # Errors
/// [`Failure`].
pub(crate) async fn run(dir: &Path, screen: &mut Screen) -> Result<(), Failure> {
    let reading = Reading::open(dir).await?;
    let as_of = reading.now().await?;
    let rows = reading.views.response(ResponseBy::Unit, as_of).await?;
    let units = directory(reading.journal()).await?;
    if screen.json {
        let listed: Vec<_> = units
            .iter()
            .map(|unit| {
                let response = rows.iter().find(|row| row.unit == Some(unit.unit));
                json!({
                    "unit": unit.unit, "code": unit.code, "name": unit.name,
                    "name_en": unit.name_en, "kind": unit.kind, "honours_ids": unit.honours_ids,
                    "honours_fences": unit.honours_fences, "response": response,
                })
            })
            .collect();
        return Ok(screen.json(&json!({"as_of": as_of, "units": listed}))?);
    }
    let mut table = Table::new(&[
        (Key("column-unit"), Side::Left),
        (Key("column-name"), Side::Left),
        (Key("column-kind"), Side::Left),
        (Key("column-orders"), Side::Right),
        (Key("column-answered"), Side::Right),
        (Key("column-open"), Side::Right),
        (Key("column-refused"), Side::Right),
        (Key("column-on-time"), Side::Right),
        (Key("column-median"), Side::Right),
        (Key("column-p95"), Side::Right),
        (Key("column-set-aside"), Side::Right),
    ]);
    let lang = screen.lang;
    let nothing = ResponseRow::default();
    for unit in units.iter() {
        let row = rows
            .iter()
            .find(|row| row.unit == Some(unit.unit))
            .unwrap_or(&nothing);
        let name = if lang == Lang::En && !unit.name_en.is_empty() {
            &unit.name_en
        } else {
            &unit.name
        };
        table.row([
            unit.code.clone(),
            name.clone(),
            word(lang, unit.kind.as_str()),
            grouped(row.orders),
            grouped(row.answered),
            grouped(row.open),
            grouped(row.refused),
            percent(row.on_time_rate),
            hours(row.median_hours),
            hours(row.p95_hours),
            row.set_aside_open.to_string(),
        ]);
    }
    screen.table(&table)?;
    let at = as_of.local_text(Zone::CHINA);
    Ok(screen.say(Key("unit-list-end"), &[("at", &at)])?)
}

/// A rate as per cent.
pub(super) fn percent(rate: Option<f64>) -> String {
    or_dash(rate.map(|rate| format!("{:.1}%", rate * 100.0)))
}

/// Hours with one decimal; a dash where half have not answered yet.
pub(super) fn hours(hours: Option<f64>) -> String {
    or_dash(hours.map(|hours| format!("{hours:.1}")))
}

/// The unit directory that the log last put in force.
///
/// # Errors
/// [`Failure`]: the log cannot be read, or the kept text does not read.
pub(super) async fn directory(journal: &Journal) -> Result<UnitDirectory, Failure> {
    let nobody = UnitDirectory::new(Vec::new());
    let all = activated(journal).await?;
    let Some(activated) = all.last() else {
        return Ok(nobody);
    };
    match journal.evidence(&activated.directory).await? {
        None => Ok(nobody),
        Some(text) => Ok(UnitDirectory::from_toml(&String::from_utf8_lossy(&text))?),
    }
}

/// The rules that the log put in force, oldest first.
///
/// # Errors
/// [`Failure`]: the log cannot be read.
pub(super) async fn activated(journal: &Journal) -> Result<Vec<RulesActivated>, Failure> {
    let first = journal.page(None, LOOK_AHEAD).await?;
    let court = first
        .iter()
        .map(|entry| &entry.stream)
        .find(|stream| stream.kind() == "court");
    let Some(court) = court else {
        return Ok(Vec::new());
    };
    let entries = journal.load(court, None).await?;
    let activated = entries
        .iter()
        .filter_map(|entry| match entry.event.known() {
            Some(AnyEvent::Court(Event::RulesActivated(activated))) => Some(activated.clone()),
            _ => None,
        });
    Ok(activated.collect())
}
