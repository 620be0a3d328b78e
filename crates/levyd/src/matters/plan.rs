//! Plans: freezes by the planner, approval, giving up, showing.

use crate::{
    api,
    office::{Given, Office},
    refused::Refused,
    request::{code, digest, id, id_or, ids},
};
use levy::domain::{
    id::{MatterId, PlanId},
    matter::{
        Command,
        event::Worksheet,
        state::{PlanPhase, PlanState},
    },
    money::Money,
    order::{Line, OrderDraft},
};

pub(super) async fn freeze(
    office: &Office,
    asked: api::PlanFreezeRequest,
) -> Result<api::PlanMade, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let plan = plan_id(&given, &asked.plan)?;
    let command = Command::PlanFreeze {
        plan,
        liability: id("liability", &asked.liability)?,
        months: asked.months,
        documents: ids("documents", &asked.documents)?,
        except: ids("except", &asked.except)?,
    };
    made(office, given, id("matter", &asked.matter)?, plan, command).await
}

pub(super) async fn approve(
    office: &Office,
    asked: api::ApprovePlanRequest,
) -> Result<api::PlanMade, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let plan = id("plan", &asked.plan)?;
    let nobody = || Refused::field("caller.officer", "is missing; an officer approves");
    let command = Command::ApprovePlan {
        plan,
        list_hash: digest("list_hash", &asked.list_hash)?,
        officer: given.caller.actor.officer.ok_or_else(nobody)?,
        role: given.caller.actor.role.clone(),
    };
    made(office, given, id("matter", &asked.matter)?, plan, command).await
}

pub(super) async fn withdraw(
    office: &Office,
    asked: api::WithdrawPlanRequest,
) -> Result<api::PlanMade, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let plan = id("plan", &asked.plan)?;
    let command = Command::WithdrawPlan {
        plan,
        ground: code("ground", &asked.ground)?,
    };
    made(office, given, id("matter", &asked.matter)?, plan, command).await
}

pub(super) async fn get(office: &Office, asked: api::GetPlanRequest) -> Result<api::Plan, Refused> {
    office.caller(asked.caller.as_ref())?;
    look(
        office,
        id("matter", &asked.matter)?,
        id("plan", &asked.plan)?,
    )
    .await
}

pub(super) fn plan_id(given: &Given, text: &str) -> Result<PlanId, Refused> {
    id_or("plan", text, || PlanId::derive(given.id.0, &[b"plan"]))
}

/// Carries a command about a plan out and shows the plan.
pub(super) async fn made(
    office: &Office,
    given: Given,
    matter: MatterId,
    plan: PlanId,
    command: Command,
) -> Result<api::PlanMade, Refused> {
    let done = office.matter(given, matter, command, vec![]).await?;
    let plan = look(office, matter, plan).await?;
    Ok(api::PlanMade {
        plan: Some(plan),
        done: Some(done),
    })
}

async fn look(office: &Office, matter: MatterId, plan: PlanId) -> Result<api::Plan, Refused> {
    let seen = office
        .look(matter, move |state| {
            state.plans.get(&plan).map(|plan| shown(plan))
        })
        .await?;
    seen.ok_or(Refused::Absent("plan"))
}

fn shown(state: &PlanState) -> api::Plan {
    let drafted = &state.drafted;
    let phase = match state.phase {
        PlanPhase::Drafted => "drafted",
        PlanPhase::Approved(_) => "approved",
        PlanPhase::Issued => "issued",
        PlanPhase::Withdrawn => "withdrawn",
    };
    let needs = drafted
        .approvals_needed
        .iter()
        .map(|roles| api::ApprovalNeed {
            roles: roles.iter().map(ToString::to_string).collect(),
        });
    let approvals = state
        .signatures
        .given
        .iter()
        .map(|(officer, role)| api::Approval {
            officer: officer.to_string(),
            role: role.to_string(),
        });
    api::Plan {
        plan: drafted.plan.to_string(),
        phase: phase.to_owned(),
        list_hash: drafted.list_hash.to_hex(),
        needs: needs.collect(),
        approvals: approvals.collect(),
        orders: drafted.orders.iter().map(order).collect(),
        worksheet: drafted.worksheet.as_ref().map(worksheet),
    }
}

fn order(draft: &OrderDraft) -> api::PlannedOrder {
    api::PlannedOrder {
        order: draft.order.to_string(),
        measure: draft.measure.to_string(),
        unit: draft.unit.to_string(),
        subject: draft.subject.to_string(),
        route: draft.route.to_string(),
        lines: draft.lines.iter().map(line).collect(),
    }
}

fn line(line: &Line) -> api::PlannedLine {
    api::PlannedLine {
        line: line.line,
        asset: line.asset.to_string(),
        class: line.class.to_string(),
        amount: line.amount.map(money),
        from: line.term.map(|term| term.from.to_string()),
        to: line.term.map(|term| term.to.to_string()),
        hold: line.hold.map(|hold| hold.to_string()),
        reason: line.reason.key.to_string(),
        rule: line.reason.rule.clone(),
    }
}

fn worksheet(sheet: &Worksheet) -> api::Worksheet {
    api::Worksheet {
        claim: sheet.claim.to_string(),
        owed: Some(money(sheet.owed)),
        collected: Some(money(sheet.collected)),
        held: Some(money(sheet.held)),
        in_flight: Some(money(sheet.in_flight)),
        room: Some(money(sheet.room)),
    }
}

fn money(money: Money) -> api::Money {
    api::Money {
        minor: money.minor,
        currency: money.currency.to_string(),
    }
}
