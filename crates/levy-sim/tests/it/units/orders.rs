//! Orders about invented debtors.

use super::rig::{COURT, START};
use levy_connect::wire::{
    Exact, FenceBody, FoundBody, OrderBasis, OrderBody, OrderLine, OrderSubject, Private, V1,
};
use levy_domain::{
    id::OrderId,
    order::Measure,
    party::{IdentityKind, PersonKind},
    time::DAY,
};

/// An id that depends on nothing but these parts.
pub(super) fn id(what: &str, unit: &str, number: u32) -> OrderId {
    OrderId::derive(
        uuid::Uuid::NAMESPACE_OID,
        &[what.as_bytes(), unit.as_bytes(), &number.to_be_bytes()],
    )
}

pub(super) fn query(unit: &str, person: u32) -> OrderBody {
    let order = id("query", unit, person);
    OrderBody {
        v: V1,
        order,
        original: order,
        replaces: None,
        court: COURT.into(),
        case_number: Private::from("（2022）川3322执1号"),
        unit: unit.into(),
        measure: Measure::Query,
        fence: FenceBody {
            scope: format!("matter-{person}"),
            epoch: 1.into(),
            revision: 1.into(),
        },
        purpose: "enforcement".into(),
        basis: OrderBasis {
            rule: "N-24".into(),
            version: "1".into(),
            article: "1".into(),
        },
        subject: OrderSubject {
            kind: PersonKind::Natural,
            name: Private::from("虚构甲"),
            identity_kind: IdentityKind::ResidentId,
            identity: Some(Private::new(format!("invented-{person}"))),
        },
        lines: Vec::new(),
        documents: Vec::new(),
        officers: Vec::new(),
        account: None,
        issued_at: START,
        not_before: None,
        expires_at: START.plus(400 * DAY),
    }
}

/// An order about one account.
pub(super) fn measure(
    kind: Measure,
    found: &FoundBody,
    unit: &str,
    person: u32,
    minor: u64,
) -> OrderBody {
    let order = id(kind.as_str(), unit, person);
    let line = OrderLine {
        line: 1,
        class: found.class.clone(),
        number: found.number.clone(),
        amount_minor: Some(Exact::try_from(minor).unwrap()),
        currency: Some(found.currency),
        units: None,
        from: None,
        to: None,
        hold_order: None,
        hold_line: None,
    };
    OrderBody {
        order,
        original: order,
        measure: kind,
        lines: vec![line],
        ..query(unit, person)
    }
}

/// The same, on the hold that `made_by` made.
pub(super) fn on_hold(mut order: OrderBody, made_by: &OrderBody, revision: u32) -> OrderBody {
    order.fence.revision = revision.into();
    for line in &mut order.lines {
        (line.hold_order, line.hold_line) = (Some(made_by.order), Some(line.line));
    }
    order
}
