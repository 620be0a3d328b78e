//! Which event changes what about orders.

use super::change::{Answered, Change, Drafted, LateLeg, SaidLine, Time};
use crate::{projection::Was, row::minor_or_zero};
use levy_domain::{
    id::OrderId,
    matter::{self, State, event as m},
    order::{Deadline, OrderDraft},
    reply::Reply,
    sweep,
};

pub(super) fn of_matter(event: &matter::Event, state: &State, was: &Was) -> Vec<Change> {
    let mut changes = Vec::new();
    if let matter::Event::PlanDrafted(e) = event {
        changes.extend(e.orders.iter().map(|draft| drafted(e, draft)));
    }
    let stands = |order: &OrderId| {
        let known = state.orders.get(order)?;
        Some(Change::Stands(known.clone()))
    };
    changes.extend(was.touched.orders.iter().filter_map(stands));
    changes.extend(told(event, was));
    changes
}

fn drafted(event: &m::PlanDrafted, draft: &OrderDraft) -> Change {
    Change::Drafted(Box::new(Drafted {
        plan: event.plan.0.into_bytes(),
        officer: event.drafted_by.map(|officer| officer.0.into_bytes()),
        draft: draft.clone(),
    }))
}

/// What only the event tells.
fn told(event: &matter::Event, was: &Was) -> Vec<Change> {
    use matter::Event::{
        HoldChanged, HoldEstablished, OrderAnswered, OrderNotTaken, OrderRecalled, OrdersIssued,
        OutcomeUnknown, RelayLegOverdue,
    };
    match event {
        OrdersIssued(e) => issued(e),
        OutcomeUnknown(e) => vec![Change::Time(e.order, Time::Unknown)],
        OrderNotTaken(e) => vec![Change::Time(e.order, Time::NotTaken)],
        OrderRecalled(e) => vec![Change::Time(e.order, Time::Recalled)],
        OrderAnswered(e) => {
            vec![Change::Answered(Box::new(answered(
                e.order, &e.reply, was.closes,
            )))]
        }
        RelayLegOverdue(e) => late(e).into_iter().collect(),
        HoldEstablished(e) => vec![Change::Held {
            order: e.order,
            hold: e.hold,
            held: minor_or_zero(e.held),
        }],
        HoldChanged(m::HoldChanged {
            order: Some(order),
            hold,
            held,
            ..
        }) => vec![Change::Held {
            order: *order,
            hold: *hold,
            held: minor_or_zero(*held),
        }],
        _ => Vec::new(),
    }
}

/// What counts against a carrying court; a leg of our own counts nowhere.
fn late(event: &m::RelayLegOverdue) -> Option<Change> {
    let late = LateLeg {
        carrier: event.carrier?.0.into_bytes(),
        leg: event.leg.as_str().to_owned(),
    };
    Some(Change::Late(event.order, late))
}

/// The clock that an answer is measured by: the one of kind `answer`, else
/// the first.
pub(super) fn answer_deadline(deadlines: &[Deadline]) -> Option<i64> {
    deadlines
        .iter()
        .find(|deadline| deadline.kind == "answer")
        .or_else(|| deadlines.first())
        .map(|deadline| deadline.at.0)
}

fn issued(event: &m::OrdersIssued) -> Vec<Change> {
    let of_one = |one: &levy_domain::order::Issuance| {
        let time = Time::Issued {
            expires_at: one.expires_at.0,
            deadline_at: answer_deadline(&one.deadlines),
        };
        Change::Time(one.order, time)
    };
    event.issued.iter().map(of_one).collect()
}

fn answered(order: OrderId, reply: &Reply, closes: bool) -> Answered {
    let lines = reply.lines.iter().map(|said| SaidLine {
        line: said.line,
        fault: said.fault.as_ref().map(|fault| fault.as_str().to_owned()),
    });
    Answered {
        order,
        closes,
        way: reply.way.clone(),
        received_at: reply.received_at.0,
        refused: reply.refused.is_some(),
        fault: reply.fault.as_ref().map(|fault| fault.as_str().to_owned()),
        found: !reply.found.is_empty(),
        lines: lines.collect(),
    }
}

pub(super) fn of_sweep(event: &sweep::Event) -> Vec<Change> {
    match event {
        sweep::Event::SweepOpened(_) | sweep::Event::SweepCompleted(_) => Vec::new(),
        sweep::Event::LateAnswerTold(e) => vec![Change::Told(e.order)],
        sweep::Event::QueryPlanned(e) => vec![Change::Planned(Box::new(e.clone()))],
        sweep::Event::SweepSealed(e) => {
            vec![Change::Sealed {
                count: e.count,
                deadline_at: answer_deadline(&e.deadlines),
            }]
        }
        sweep::Event::QueryAnswered(e) => {
            vec![Change::QueryAnswered(Box::new(answered(
                e.order,
                &e.reply,
                e.reply.last,
            )))]
        }
        sweep::Event::QuerySilent(e) => vec![Change::Silent(e.order)],
    }
}
