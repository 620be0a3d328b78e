//! Ordering a round of queries.

use crate::{
    api,
    office::Office,
    refused::Refused,
    request::{id, id_or, ids},
};
use levy::domain::{
    asset::AssetClass,
    id::{SweepId, UnitId},
    matter::Command,
    rules::UnitDirectory,
};

pub(super) async fn order(
    office: &Office,
    asked: api::OrderSweepRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let sweep = id_or("sweep", &asked.sweep, || {
        SweepId::derive(given.id.0, &[b"sweep"])
    })?;
    let directory = office.engine().rules().units();
    let units = if asked.units.is_empty() {
        directory.askable().map(|unit| unit.unit).collect()
    } else {
        asked
            .units
            .iter()
            .map(|text| unit(directory, text))
            .collect::<Result<_, _>>()?
    };
    let classes: Vec<AssetClass> = AssetClass::LITERALS
        .iter()
        .map(|class| AssetClass::from(*class))
        .collect();
    let not_askable = directory.classes_not_askable(&classes);
    let command = Command::OrderSweep {
        sweep,
        subjects: ids("subjects", &asked.subjects)?,
        purpose: given.caller.purpose.clone(),
        rule: asked.rule,
        documents: ids("documents", &asked.documents)?,
        units,
        not_askable: not_askable
            .iter()
            .map(|class| class.as_str().into())
            .collect(),
    };
    let done = office
        .matter(given, id("matter", &asked.matter)?, command, vec![])
        .await?;
    Ok(api::Made {
        id: sweep.to_string(),
        done: Some(done),
    })
}

/// A unit of the directory that the engine can ask, by id or code.
fn unit(directory: &UnitDirectory, text: &str) -> Result<UnitId, Refused> {
    let found = match directory.by_code(text) {
        Some(unit) => Some(unit),
        None => text.parse().ok().and_then(|unit| directory.get(&unit)),
    };
    let unit = found.ok_or(Refused::Absent("unit"))?.unit;
    if directory.askable().any(|askable| askable.unit == unit) {
        Ok(unit)
    } else {
        Err(Refused::field(
            "units",
            "one of them cannot be asked by this daemon; ask it at the counter",
        ))
    }
}
