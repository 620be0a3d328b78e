//! A matter as the views know it.

use crate::{api, office::Office, refused::Refused};
use levy::domain::id::MatterId;
use levy::engine::QUARANTINE;
use levy::views::{CaseView, ControlSums, EventRef, HoldRow, OrderRow};

pub(super) async fn matter(
    office: &Office,
    asked: api::GetMatterRequest,
) -> Result<api::Matter, Refused> {
    office.caller(asked.caller.as_ref())?;
    office.at_least(asked.at_least).await?;
    let matter = asked.matter.parse::<MatterId>();
    let views = office.levy().views();
    let seen = views
        .read(move |snapshot| snapshot.case(&asked.matter))
        .await?;
    match (seen, matter) {
        (Some(case), _) => Ok(shown(case)),
        // What the views never saw open may still be a stream that is broken.
        (None, Ok(matter)) => Err(match office.look(matter, |_| ()).await {
            Ok(()) => Refused::Late,
            Err(refused) => refused,
        }),
        (None, Err(_)) => Err(Refused::Absent("matter")),
    }
}

fn shown(case: CaseView) -> api::Matter {
    let registrations = case.registrations.into_iter().map(|row| api::Registration {
        registration: row.registration.to_string(),
        number: row.number,
        kind: row.kind,
        filed_on: row.filed_on.to_string(),
        closed_kind: row.closed_kind,
        closed_on: row.closed_on.map(|day| day.to_string()),
        events: events(row.events),
    });
    let claims = case.claims.into_iter().map(|row| api::Claim {
        claim: row.claim.to_string(),
        owed_minor: row.owed_minor,
        collected_minor: row.collected_minor,
        events: events(row.events),
    });
    let liabilities = case.liabilities.into_iter().map(|row| api::Liability {
        liability: row.liability.to_string(),
        claim: row.claim.to_string(),
        person: row.person.to_string(),
        mode: row.mode,
        cap_minor: row.cap_minor,
        events: events(row.events),
    });
    api::Matter {
        position: case.position,
        matter: case.matter.to_string(),
        stream: case.stream,
        court: case.court,
        currency: case.currency,
        opened_at: case.opened_at.to_rfc3339(),
        control: Some(control(case.control)),
        registrations: registrations.collect(),
        claims: claims.collect(),
        liabilities: liabilities.collect(),
        holds: case.holds.into_iter().map(hold).collect(),
        orders: case
            .orders
            .into_iter()
            .map(|order| self::order(order.row, order.events))
            .collect(),
        not_askable: case.not_askable,
        events: case.events,
        last_position: case.last_position,
        unknown_events: case.unknown_events,
        unfit_events: case.unfit_events,
        quarantine: (case.unfit_events > 0).then(|| QUARANTINE.to_owned()),
    }
}

fn control(sums: ControlSums) -> api::Control {
    api::Control {
        owed_minor: sums.owed_minor,
        collected_minor: sums.collected_minor,
        held_minor: sums.held_minor,
        covering_minor: sums.covering_minor,
        in_flight_minor: sums.in_flight_minor,
        in_transit_minor: sums.in_transit_minor,
        releasing_minor: sums.releasing_minor,
        waiting_minor: sums.waiting_minor,
        beyond_balance_minor: sums.beyond_balance_minor,
        excess_minor: sums.excess_minor,
        drafted_orders: sums.drafted_orders,
        open_orders: sums.open_orders,
        unknown_orders: sums.unknown_orders,
        overdue_orders: sums.overdue_orders,
        disputed_orders: sums.disputed_orders,
        open_queries: sums.open_queries,
        open_holds: sums.open_holds,
        next_hold_end: sums.next_hold_end.map(|day| day.to_string()),
    }
}

fn hold(row: HoldRow) -> api::Hold {
    api::Hold {
        hold: row.hold.to_string(),
        asset: row.asset.to_string(),
        class: row.class,
        unit: row.unit.to_string(),
        unit_code: row.unit_code,
        liability: row.liability.to_string(),
        order: row.order.map(|order| order.to_string()),
        limit_minor: row.limit_minor,
        held_minor: row.held_minor,
        covers_minor: row.covers_minor,
        reserved_minor: row.reserved_minor,
        rank: row.rank,
        from: row.from.map(|day| day.to_string()),
        end: row.end_earliest.map(|day| day.to_string()),
        truth: row.truth,
        void: row.void,
        released: row.released,
        events: events(row.events),
    }
}

fn order(row: OrderRow, about: Vec<EventRef>) -> api::Order {
    api::Order {
        order: row.order.to_string(),
        plan: row.plan.map(|plan| plan.to_string()),
        unit: row.unit.to_string(),
        unit_code: row.unit_code,
        subject: row.subject.to_string(),
        measure: row.measure,
        phase: row.phase,
        outcome: row.outcome,
        requested_minor: row.requested_minor,
        held_minor: row.held_minor,
        moved_minor: row.moved_minor,
        issued_at: row.issued_at.map(|at| at.to_rfc3339()),
        answered_at: row.answered_at.map(|at| at.to_rfc3339()),
        deadline_at: row.deadline_at.map(|at| at.to_rfc3339()),
        overdue: row.overdue,
        disputed: row.disputed,
        events: events(about),
    }
}

fn events(events: Vec<EventRef>) -> Vec<api::EventRef> {
    let shown = |event: EventRef| api::EventRef {
        stream: event.stream,
        revision: event.revision,
        r#type: event.kind,
        at: event.at.to_rfc3339(),
    };
    events.into_iter().map(shown).collect()
}
