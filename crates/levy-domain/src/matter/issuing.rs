//! From approval into the world: issue, dispatch, delivery, deadlines.

use super::{
    command::Command,
    decide::Decision,
    escalation,
    event::*,
    order_state::{OrderState, Phase},
    papers,
    planning::{Under, check_now, weak},
    sending,
    settling::{honours_ids, recall},
    state::{PlanPhase, PlanState, State},
    urgent,
};
use crate::{
    document::Document,
    id::{DocumentId, OrderId, PlanId},
    order::{Issuance, Measure, OrderDraft},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};
use std::collections::BTreeSet;

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::IssuePlan { plan, issued } => issue(state, plan, issued, rules, stamp),
        Command::BeginDispatch { order } => begin(state, find(state, order)?, rules, stamp),
        Command::NoteDelivered {
            order,
            sent_at,
            delivered_at,
            served_at,
            receipt_number,
            evidence,
        } => {
            let known = find(state, order)?;
            match known.phase {
                Phase::Issued { .. } | Phase::Begun { .. } | Phase::Unknown { .. }
                    if known.relay.is_some() =>
                {
                    Err(Refusal::Malformed {
                        what: "order",
                        why: "goes through another court: note its leg `served`",
                    })
                }
                Phase::Issued { .. } | Phase::Begun { .. } | Phase::Unknown { .. } => Ok(vec![
                    OrderDelivered {
                        order: *order,
                        sent_at: *sent_at,
                        delivered_at: *delivered_at,
                        served_at: *served_at,
                        receipt_number: receipt_number.clone(),
                        deadlines: rules
                            .answer_deadline(
                                &known.draft.measure,
                                &known.draft.route,
                                *delivered_at,
                            )
                            .into_iter()
                            .collect(),
                        evidence: *evidence,
                    }
                    .into(),
                ]),
                Phase::Delivered | Phase::Closed(_) => Ok(vec![]),
                Phase::Drafted | Phase::Approved => Err(wrong(known)),
            }
        }
        Command::NoteOverdue { order } => {
            let known = find(state, order)?;
            let deadline = known.deadline();
            match deadline.filter(|deadline| known.phase.is_in_world() && deadline.at <= stamp.at) {
                Some(deadline) => Ok(vec![
                    OrderOverdue {
                        order: *order,
                        level: known.overdue + 1,
                        deadline: deadline.clone(),
                        next: escalation::first(known, deadline, rules, stamp),
                    }
                    .into(),
                ]),
                None => Ok(vec![]),
            }
        }
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

pub(super) fn find<'a>(state: &'a State, order: &OrderId) -> Result<&'a OrderState, Refusal> {
    state.order(order).ok_or(Refusal::Unknown { what: "order" })
}

pub(super) fn wrong(order: &OrderState) -> Refusal {
    Refusal::WrongState {
        order: order.draft.order,
        state: order.phase.name(),
    }
}

/// The leave to send once. Asking for it again is refused, not "already so":
/// two workers must not both take it. An order that may not leave any more is
/// taken back instead: no byte of it has left.
///
/// The same bytes go out again only where the unit honours ids, and as an
/// attempt with a time of its own: "not found" from before it says nothing.
fn begin(state: &State, known: &OrderState, rules: &Rules, stamp: &Stamp) -> Decision {
    let transfer = known.draft.measure == Measure::Transfer;
    let order = known.draft.order;
    let attempt = known.attempts + 1;
    match known.phase {
        Phase::Issued { .. } => match state.may_be_sent(&order, stamp.at, rules) {
            Ok(()) => Ok(vec![DispatchBegun { order, attempt }.into()]),
            Err(refusal) => recall(state, known, sending::ground(known, &refusal)),
        },
        Phase::Begun { .. } | Phase::Delivered | Phase::Unknown { .. } if transfer => {
            Err(Refusal::NeverResent)
        }
        Phase::Unknown { .. } if !known.is_announced() && honours_ids(known, rules) => {
            state.may_be_sent(&order, stamp.at, rules)?;
            Ok(vec![DispatchBegun { order, attempt }.into()])
        }
        _ => Err(wrong(known)),
    }
}

fn issue(
    state: &State,
    plan: &PlanId,
    issued: &[Issuance],
    rules: &Rules,
    stamp: &Stamp,
) -> Decision {
    let known = state
        .plans
        .get(plan)
        .ok_or(Refusal::Unknown { what: "plan" })?;
    match known.phase {
        PlanPhase::Approved(_) => {}
        PlanPhase::Issued => return Ok(vec![]),
        PlanPhase::Drafted => return Err(not_approved(plan, known)),
        PlanPhase::Withdrawn => return Err(Refusal::OtherList),
    }
    let orders = &known.drafted.orders;
    let in_step = orders.len() == issued.len()
        && orders.iter().zip(issued).all(|(order, issuance)| {
            order.order == issuance.order && issuance.fence.revision == state.revision
        });
    if !in_step {
        return Err(Refusal::StaleFence);
    }
    if issued
        .iter()
        .any(|issuance| issuance.expires_at <= stamp.at)
    {
        return Err(Refusal::Malformed {
            what: "expires_at",
            why: "is past at the issue",
        });
    }
    check_plan(state, plan, known, rules, stamp.at)?;
    let issued = orders.iter().zip(issued).map(|(order, issuance)| Issuance {
        announced: announces(order, rules),
        deadlines: rules
            .delivery_deadline(&order.measure, &order.route, stamp.at)
            .into_iter()
            .collect(),
        ..issuance.clone()
    });
    let mut events: Vec<Event> = vec![
        OrdersIssued {
            plan: *plan,
            issued: issued.collect(),
        }
        .into(),
    ];
    events.extend(orders.iter().flat_map(reserved));
    Ok(events)
}

impl State {
    /// Asked before bodies are rendered: personal data is not opened for a
    /// plan that would be refused.
    ///
    /// # Errors
    /// The refusal that its issue would meet now.
    pub fn may_be_issued(
        &self,
        plan: &PlanId,
        now: Timestamp,
        rules: &Rules,
    ) -> Result<(), Refusal> {
        let known = self.plans.get(plan);
        let known = known.ok_or(Refusal::Unknown { what: "plan" })?;
        check_plan(self, plan, known, rules, now)
    }
}

/// Money may have come in, a hold may have shrunk, the case may be closed, a
/// bar may stand since the list was drafted.
fn check_plan(
    state: &State,
    plan: &PlanId,
    known: &PlanState,
    rules: &Rules,
    now: Timestamp,
) -> Result<(), Refusal> {
    urgent::check(state, plan)?;
    let on = now.date_in(rules.profile().zone());
    for order in &known.drafted.orders {
        check_documents(state, order, plan, rules, on)?;
    }
    let under = Under {
        rules,
        on,
        overrides: &known.drafted.overrides,
    };
    check_now(state, &known.drafted.orders, true, &under)?;
    // Its officers approved what was known of the holders then.
    let unseen = weak(state, &known.drafted.orders, &under)
        .into_iter()
        .find(|found| !known.drafted.weak.iter().any(|seen| seen.is_of(found)));
    match unseen {
        Some(found) => Err(Refusal::WeakMatch {
            person: found.person,
        }),
        None => Ok(()),
    }
}

/// Each attempt of it is announced by an event before its first byte: a
/// transfer, and whatever goes to a unit that does not honour order ids.
fn announces(order: &OrderDraft, rules: &Rules) -> bool {
    let unit = rules.units().get(&order.unit);
    order.measure == Measure::Transfer || unit.is_none_or(|unit| !unit.honours_ids)
}

fn not_approved(plan: &PlanId, known: &PlanState) -> Refusal {
    let needed = known.drafted.approvals_needed.len();
    let needed = needed.saturating_sub(known.signatures.given.len());
    Refusal::NotApproved {
        plan: *plan,
        needed: u32::try_from(needed).unwrap_or(u32::MAX),
    }
}

/// The documents that go with an order: those it names, and those made for
/// its plan after the list was drawn up, as far as nothing took their place.
pub fn documents_of<'a>(
    state: &'a State,
    order: &'a OrderDraft,
    plan: &'a PlanId,
) -> impl Iterator<Item = &'a Document> {
    let made = state.documents_by_plan.get(plan).into_iter().flatten();
    let ids: BTreeSet<&DocumentId> = order.documents.iter().chain(made).collect();
    ids.into_iter()
        .filter(|id| !state.superseded.contains_key(id))
        .filter_map(|id| state.documents.get(id))
}

fn check_documents(
    state: &State,
    order: &OrderDraft,
    plan: &PlanId,
    rules: &Rules,
    on: Date,
) -> Result<(), Refusal> {
    papers::all_usable(state, &order.documents)?;
    let there: Vec<&Document> = documents_of(state, order, plan).collect();
    let there = there.iter().copied();
    papers::complete(&order.measure, &order.route, there, rules, on)
}

/// A transfer sets its sums aside in the holds that it draws on.
fn reserved(order: &OrderDraft) -> impl Iterator<Item = Event> + '_ {
    order
        .lines
        .iter()
        .filter(|_| order.measure == Measure::Transfer)
        .filter_map(|line| {
            let set_aside = TransferReserved {
                order: order.order,
                line: line.line,
                hold: line.hold?,
                amount: line.amount?,
            };
            Some(set_aside.into())
        })
}
