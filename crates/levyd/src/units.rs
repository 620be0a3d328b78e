//! The service of units.

use crate::{
    api,
    matters::{Answered, answered},
    office::Office,
    refused::Refused,
};
use api::units_server::Units;
use levy::domain::unit::{Ability, UnitProfile};
use std::sync::Arc;
use tonic::Request;

/// Answers the calls.
pub(crate) struct UnitDesk(pub(crate) Arc<Office>);

/// Units in one answer when the caller names no number, and at most.
const PAGE: u32 = 100;
const LARGEST_PAGE: u32 = 1_000;

#[tonic::async_trait]
impl Units for UnitDesk {
    async fn list(
        &self,
        request: Request<api::ListUnitsRequest>,
    ) -> Answered<api::ListUnitsResponse> {
        answered(list(&self.0, &request.into_inner()))
    }

    async fn get(&self, request: Request<api::GetUnitRequest>) -> Answered<api::GetUnitResponse> {
        answered(get(&self.0, &request.into_inner()).await)
    }
}

fn list(office: &Office, asked: &api::ListUnitsRequest) -> Result<api::ListUnitsResponse, Refused> {
    office.caller(asked.caller.as_ref())?;
    let limit = if asked.limit == 0 {
        PAGE
    } else {
        asked.limit.min(LARGEST_PAGE)
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let after = |unit: &&UnitProfile| unit.code.as_str() > asked.after.as_str();
    let mut rest = office.engine().rules().units().iter().filter(after);
    let units = rest.by_ref().take(limit).map(unit).collect();
    Ok(api::ListUnitsResponse {
        units,
        more: rest.next().is_some(),
    })
}

async fn get(
    office: &Office,
    asked: &api::GetUnitRequest,
) -> Result<api::GetUnitResponse, Refused> {
    office.caller(asked.caller.as_ref())?;
    let directory = office.engine().rules().units();
    let found = match directory.by_code(&asked.unit) {
        Some(found) => Some(found),
        None => asked.unit.parse().ok().and_then(|id| directory.get(&id)),
    };
    let found = found.ok_or(Refused::Absent("unit"))?;
    let desk = office.engine().look_at_unit(found.unit, |state| {
        (
            state.paused.clone(),
            u32::try_from(state.set_aside.len()).unwrap_or(u32::MAX),
        )
    });
    let (paused, set_aside) = desk.await.unwrap_or_default();
    Ok(api::GetUnitResponse {
        unit: Some(unit(found)),
        paused: paused.map(|ground| ground.to_string()),
        set_aside,
    })
}

fn unit(unit: &UnitProfile) -> api::Unit {
    api::Unit {
        unit: unit.unit.to_string(),
        code: unit.code.clone(),
        name: unit.name.clone(),
        name_en: unit.name_en.clone(),
        kind: unit.kind.to_string(),
        honours_ids: unit.honours_ids,
        honours_fences: unit.honours_fences,
        abilities: unit.abilities.iter().map(ability).collect(),
    }
}

fn ability(ability: &Ability) -> api::Ability {
    api::Ability {
        measure: ability.measure.to_string(),
        class: ability.class.as_ref().map(ToString::to_string),
        route: ability.route.to_string(),
        per_minute: ability.per_minute,
        working_days_only: ability.working_days_only,
    }
}
