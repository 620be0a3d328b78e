//! `levy unit show`: one unit, what it can do and how it answered.

use super::unit_list::{directory, hours, percent};
use crate::{
    failure::Failure,
    lang::{Key, Lang},
    reading::Reading,
    screen::Screen,
    table::{Side, Table, grouped, or_dash},
    words::{word, yes},
};
use levy::{
    domain::{time::Zone, unit::UnitProfile},
    views::{ResponseBy, ResponseRow},
};
use serde_json::json;
use std::path::Path;

/// What it may be told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Its code or id.
    #[arg(value_name = "UNIT")]
    unit: String,
}

/// # Errors
/// [`Failure`]: the unit is not known.
pub(crate) async fn run(dir: &Path, args: &Args, screen: &mut Screen) -> Result<(), Failure> {
    let reading = Reading::open(dir).await?;
    let units = directory(reading.journal()).await?;
    let by_id = || args.unit.parse().ok().and_then(|id| units.get(&id));
    let unit = units.by_code(&args.unit).or_else(by_id).ok_or_else(|| {
        let (what, todo) = (Key("fault-no-unit"), Key("do-list-units"));
        Failure::refused("LEVY-T11", what, todo, &args.unit)
    })?;
    let as_of = reading.now().await?;
    let mut rows = reading
        .views
        .response(ResponseBy::UnitAndMeasure, as_of)
        .await?;
    rows.retain(|row| row.unit == Some(unit.unit));
    if screen.json {
        let shown = json!({"as_of": as_of, "unit": unit, "response": rows});
        return Ok(screen.json(&shown)?);
    }
    head(unit, screen)?;
    abilities(unit, screen)?;
    response(&rows, screen)?;
    let at = as_of.local_text(Zone::CHINA);
    Ok(screen.say(Key("unit-list-end"), &[("at", &at)])?)
}

fn head(unit: &UnitProfile, screen: &mut Screen) -> Result<(), Failure> {
    let lang = screen.lang;
    let name = if lang == Lang::En && !unit.name_en.is_empty() {
        &unit.name_en
    } else {
        &unit.name
    };
    let kind = word(lang, unit.kind.as_str());
    screen.say(
        Key("unit-head"),
        &[("code", &unit.code), ("name", name), ("kind", &kind)],
    )?;
    let (ids, fences) = (yes(lang, unit.honours_ids), yes(lang, unit.honours_fences));
    Ok(screen.say(Key("unit-honours"), &[("ids", &ids), ("fences", &fences)])?)
}

fn abilities(unit: &UnitProfile, screen: &mut Screen) -> Result<(), Failure> {
    let lang = screen.lang;
    screen.heading(Key("heading-abilities"))?;
    let mut table = Table::new(&[
        (Key("column-measure"), Side::Left),
        (Key("column-class"), Side::Left),
        (Key("column-route"), Side::Left),
        (Key("column-per-minute"), Side::Right),
        (Key("column-window"), Side::Right),
    ]);
    for ability in &unit.abilities {
        let limit = Some(ability.per_minute).filter(|limit| *limit > 0);
        table.row([
            word(lang, ability.measure.as_str()),
            or_dash(
                ability
                    .class
                    .as_ref()
                    .map(|class| word(lang, class.as_str())),
            ),
            ability.route.to_string(),
            or_dash(limit),
            or_dash(ability.intake_window_minutes),
        ]);
    }
    Ok(screen.table(&table)?)
}

fn response(rows: &[ResponseRow], screen: &mut Screen) -> Result<(), Failure> {
    let lang = screen.lang;
    screen.heading(Key("heading-response"))?;
    let mut table = Table::new(&[
        (Key("column-measure"), Side::Left),
        (Key("column-orders"), Side::Right),
        (Key("column-answered"), Side::Right),
        (Key("column-open"), Side::Right),
        (Key("column-refused"), Side::Right),
        (Key("column-on-time"), Side::Right),
        (Key("column-median"), Side::Right),
        (Key("column-p95"), Side::Right),
    ]);
    for row in rows {
        table.row([
            or_dash(row.measure.as_deref().map(|measure| word(lang, measure))),
            grouped(row.orders),
            grouped(row.answered),
            grouped(row.open),
            grouped(row.refused),
            percent(row.on_time_rate),
            hours(row.median_hours),
            hours(row.p95_hours),
        ]);
    }
    Ok(screen.table(&table)?)
}
