//! Samples of a matter's events: plans and orders.

use super::{
    Fill,
    parts::{
        at, basis, cny, date, deadline, digest, line, order, reason, reply, sealed, unsure, uuid,
    },
};
use levy_domain::{
    id::{AssetId, ClaimId, DocumentId, OfficerId, PersonId, PlanId, UnitId, UnitObjectionId},
    matter::event::{
        AssistanceRefused, DispatchBegun, Escalated, EscalationCarriedOut, EscalationStep, Event,
        ObjectionOutcome, OrderAnswered, OrderDelivered, OrderDisputed, OrderNotTaken,
        OrderOverdue, OrderRecalled, OrdersIssued, OutcomeUnknown, Overridden, PassedOver,
        PlanApproved, PlanDrafted, PlanWithdrawn, RecallRequested, RecallTooLate, UnitObjected,
        UnitObjectionAnswered, UnitObjectionOverdue, Warned, WeakMatch, Worksheet,
    },
    order::{Fence, Issuance, Measure, OrderDraft, Route},
    party::IdentityStrength,
    stamp::Role,
};

fn draft(fill: Fill) -> OrderDraft {
    OrderDraft {
        order: order(3),
        measure: Measure::Freeze,
        unit: UnitId(uuid(30)),
        subject: PersonId(uuid(40)),
        route: Route::Api,
        lines: fill.list([line(fill), line(Fill::Minimal)]),
        purpose: "enforcement".into(),
        basis: basis(),
        documents: fill.list([DocumentId(uuid(25))]),
        identity: IdentityStrength::Confirmed,
        not_before: fill.some(at(12)),
        replaces: fill.some(order(2)),
        original: order(2),
    }
}

fn worksheet() -> Worksheet {
    Worksheet {
        claim: ClaimId(uuid(22)),
        owed: cny(1_000),
        collected: cny(100),
        held: cny(200),
        in_flight: cny(300),
        room: cny(400),
        as_of: at(13),
    }
}

fn issuance(fill: Fill) -> Issuance {
    Issuance {
        order: order(3),
        fence: Fence {
            epoch: 1,
            revision: 17,
        },
        body_hash: digest(30),
        body_evidence: fill.some(digest(31)),
        expires_at: at(10_000),
        announced: true,
        deadlines: fill.list([deadline(), unsure()]),
    }
}

pub(crate) fn all(fill: Fill) -> Vec<Event> {
    let (plan, ground) = (PlanId(uuid(90)), String::from("ground"));
    let passed_over = PassedOver {
        asset: AssetId(uuid(53)),
        reason: reason(fill),
    };
    vec![
        PlanDrafted {
            weak: fill.list([weak()]),
            plan,
            list_hash: digest(32),
            orders: fill.list([draft(fill), draft(Fill::Minimal)]),
            passed_over: fill.list([passed_over]),
            warnings: fill.list([Warned {
                asset: AssetId(uuid(53)),
                rule: fill.some(basis()),
            }]),
            overrides: fill.list([Overridden {
                rule: basis(),
                officers: vec![OfficerId(uuid(1)), OfficerId(uuid(2))],
                ground: "proven-excess".into(),
            }]),
            worksheet: fill.some(worksheet()),
            approvals_needed: fill
                .list([vec![Role::Judge], vec![Role::BureauHead, Role::President]]),
            approval_rule: basis(),
            drafted_by: fill.some(OfficerId(uuid(2))),
            by_rule: fill.some(basis()),
            cure_by: fill.some(deadline()),
        }
        .into(),
        PlanApproved {
            plan,
            list_hash: digest(32),
            officer: OfficerId(uuid(1)),
            role: Role::Other("expert".into()),
            on_behalf_of: fill.some(OfficerId(uuid(2))),
            complete: true,
            ahead: fill == Fill::Full,
        }
        .into(),
        PlanWithdrawn {
            plan,
            ground: ground.clone().into(),
        }
        .into(),
        OrdersIssued {
            plan,
            issued: fill.list([issuance(fill), issuance(Fill::Minimal)]),
        }
        .into(),
        DispatchBegun {
            order: order(3),
            attempt: 1,
        }
        .into(),
        OrderDelivered {
            order: order(3),
            sent_at: at(14),
            delivered_at: at(15),
            served_at: fill.some(at(16)),
            receipt_number: fill.some(sealed(69)),
            deadlines: fill.list([deadline(), unsure()]),
            evidence: fill.some(digest(42)),
        }
        .into(),
        OutcomeUnknown {
            order: order(3),
            attempt: 1,
            reason: "cut-off".into(),
        }
        .into(),
        OrderAnswered {
            order: order(3),
            reply: reply(fill),
        }
        .into(),
        OrderOverdue {
            order: order(3),
            level: 1,
            deadline: deadline(),
            next: fill.some(deadline()),
        }
        .into(),
        Escalated {
            order: order(3),
            unit: UnitId(uuid(30)),
            level: 2,
            step: EscalationStep::Urging,
            rule: basis(),
            missed: deadline(),
            next: fill.some(deadline()),
        }
        .into(),
        EscalationCarriedOut {
            order: order(3),
            level: 2,
            document: DocumentId(uuid(25)),
            on: date(22),
        }
        .into(),
        AssistanceRefused {
            objection: UnitObjectionId(uuid(116)),
            order: order(3),
            unit: UnitId(uuid(30)),
            reason: "internal-rules".into(),
            refused_at: at(3_000),
            rule: basis(),
            deadline: fill.some(deadline()),
            owner: fill.some(OfficerId(uuid(2))),
        }
        .into(),
        UnitObjected {
            objection: UnitObjectionId(uuid(115)),
            order: order(3),
            unit: UnitId(uuid(30)),
            received_on: date(5),
            deadline: fill.some(deadline()),
            evidence: digest(115),
        }
        .into(),
        UnitObjectionAnswered {
            objection: UnitObjectionId(uuid(115)),
            outcome: ObjectionOutcome::Rejected,
            document: DocumentId(uuid(25)),
        }
        .into(),
        UnitObjectionOverdue {
            objection: UnitObjectionId(uuid(115)),
            deadline: deadline(),
        }
        .into(),
        OrderNotTaken {
            order: order(3),
            ground: "statement".into(),
            evidence: fill.some(digest(33)),
            second: fill.some(OfficerId(uuid(2))),
            rule: fill.some(basis()),
        }
        .into(),
        OrderDisputed {
            order: order(3),
            reason: "other-body".into(),
            evidence: fill.some(digest(34)),
        }
        .into(),
        RecallRequested {
            order: order(3),
            ground: ground.into(),
        }
        .into(),
        OrderRecalled {
            order: order(3),
            evidence: fill.some(digest(42)),
        }
        .into(),
        RecallTooLate { order: order(3) }.into(),
    ]
}

fn weak() -> WeakMatch {
    WeakMatch {
        person: PersonId(uuid(40)),
        asset: Some(AssetId(uuid(50))),
        strength: "name-only".into(),
        rule: basis(),
    }
}
