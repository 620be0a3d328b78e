//! Orders drafted by hand on holds: releases and transfers, one order a hold.
//! Whether they may be is decided by the matter, not here.

use super::plan::{made, plan_id};
use crate::{
    api,
    office::{Given, Office},
    refused::Refused,
    request::{code, id, ids, money, word},
};
use levy::domain::{
    code::Code,
    id::{DocumentId, HoldId, MatterId, OrderId, PlanId},
    matter::{
        Command,
        state::{HoldState, State},
    },
    money::Money,
    order::{Line, Measure, OrderDraft, Reason, Route},
    refusal::Refusal,
    rules::Rules,
    time::Date,
};

/// What was asked for.
struct Wanted {
    plan: PlanId,
    holds: Vec<(HoldId, Option<Money>)>,
    documents: Vec<DocumentId>,
    route: Option<Route>,
    transfer: bool,
    /// Why a hold is lifted.
    ground: Option<Code>,
    on: Date,
    rules: Rules,
}

pub(super) async fn release(
    office: &Office,
    asked: api::DraftReleaseRequest,
) -> Result<api::PlanMade, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let wanted = Wanted {
        plan: plan_id(&given, &asked.plan)?,
        holds: parts(&asked.holds)?,
        documents: ids("documents", &asked.documents)?,
        route: route(&asked.route)?,
        transfer: false,
        ground: ground(&asked.ground)?,
        on: office.today(),
        rules: office.engine().rules().clone(),
    };
    draft(office, given, id("matter", &asked.matter)?, wanted).await
}

pub(super) async fn transfer(
    office: &Office,
    asked: api::DraftTransferRequest,
) -> Result<api::PlanMade, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let wanted = Wanted {
        plan: plan_id(&given, &asked.plan)?,
        holds: parts(&asked.holds)?,
        documents: ids("documents", &asked.documents)?,
        route: route(&asked.route)?,
        transfer: true,
        ground: None,
        on: office.today(),
        rules: office.engine().rules().clone(),
    };
    draft(office, given, id("matter", &asked.matter)?, wanted).await
}

/// A ground, where one is named.
fn ground(text: &str) -> Result<Option<Code>, Refused> {
    if text.is_empty() {
        Ok(None)
    } else {
        code("ground", text).map(Some)
    }
}

fn parts(parts: &[api::HoldPart]) -> Result<Vec<(HoldId, Option<Money>)>, Refused> {
    let part = |part: &api::HoldPart| {
        let amount = part
            .amount
            .as_ref()
            .map(|amount| money("holds.amount", Some(amount)));
        Ok((id("holds.hold", &part.hold)?, amount.transpose()?))
    };
    parts.iter().map(part).collect()
}

fn route(text: &str) -> Result<Option<Route>, Refused> {
    if text.is_empty() {
        Ok(None)
    } else {
        word("route", text, Route::LITERALS).map(Some)
    }
}

async fn draft(
    office: &Office,
    given: Given,
    matter: MatterId,
    wanted: Wanted,
) -> Result<api::PlanMade, Refused> {
    let plan = wanted.plan;
    // A plan that is there stays as it was drafted: the holds it was drafted
    // from may have moved since.
    let orders = office.look(matter, move |state| match state.plans.get(&plan) {
        Some(known) => Ok(known.drafted.orders.clone()),
        None => wanted
            .holds
            .iter()
            .map(|part| wanted.order(state, part))
            .collect(),
    });
    let orders: Result<Vec<OrderDraft>, Refusal> = orders.await?;
    made(
        office,
        given,
        matter,
        plan,
        Command::DraftPlan {
            plan,
            orders: orders?,
            overrides: vec![],
        },
    )
    .await
}

impl Wanted {
    fn measure(&self, hold: &HoldState, amount: Option<Money>) -> Measure {
        if self.transfer {
            Measure::Transfer
        } else if hold.rank > 0 {
            Measure::ReleaseWaiting
        } else if amount.is_some_and(|amount| amount.minor < hold.held) {
            Measure::PartialRelease
        } else {
            Measure::Release
        }
    }

    /// One order on one hold.
    fn order(
        &self,
        state: &State,
        (id, asked): &(HoldId, Option<Money>),
    ) -> Result<OrderDraft, Refusal> {
        let unknown = |what| Refusal::Unknown { what };
        let hold = state.holds.get(id).ok_or_else(|| unknown("hold"))?;
        let liability = state
            .liabilities
            .get(&hold.liability)
            .ok_or_else(|| unknown("liability"))?;
        let (person, _) = state
            .persons
            .get(&liability.person)
            .ok_or_else(|| unknown("person"))?;
        let currency = state.currency.ok_or(Refusal::NotOpen)?;
        let measure = self.measure(hold, *asked);
        let route = self.way(hold, &measure)?;
        let profile = self.rules.profile();
        let (_, basis) = profile.documents_required(&measure, &route, self.on)?;
        let whole = (hold.held > 0 && !self.transfer).then(|| Money::new(hold.held, currency));
        let (tag, key) = if self.transfer {
            (b"transfer".as_slice(), "drawn-by-the-court")
        } else {
            let ground = self.ground.as_ref().map(Code::as_str);
            (
                b"release".as_slice(),
                ground.unwrap_or("released-by-the-court"),
            )
        };
        let order = OrderId::derive(self.plan.0, &[tag, id.0.as_bytes()]);
        let line = Line {
            line: 1,
            asset: hold.asset,
            class: hold.class.clone(),
            number: hold
                .number
                .clone()
                .ok_or_else(|| unknown("number of the asset"))?,
            liability: hold.liability,
            amount: asked.or(whole),
            units: None,
            share: None,
            term: None,
            hold: Some(*id),
            known_available: None,
            reason: Reason::by_rule(key, &basis.rule),
        };
        Ok(OrderDraft {
            order,
            measure,
            unit: hold.unit,
            subject: liability.person,
            route,
            lines: vec![line],
            purpose: if self.transfer { "transfer" } else { "release" }.into(),
            basis: basis.clone(),
            documents: self.documents.clone(),
            identity: person.strength.clone(),
            not_before: None,
            replaces: None,
            original: order,
        })
    }

    /// As asked, else as the unit can.
    fn way(&self, hold: &HoldState, measure: &Measure) -> Result<Route, Refusal> {
        if let Some(route) = &self.route {
            return Ok(route.clone());
        }
        let unit = self
            .rules
            .units()
            .get(&hold.unit)
            .ok_or(Refusal::Unknown { what: "unit" })?;
        let ability = unit.ability(measure, Some(&hold.class));
        ability
            .map(|ability| ability.route.clone())
            .ok_or_else(|| Refusal::NoAbility {
                measure: measure.to_string(),
                route: "any".to_owned(),
            })
    }
}
