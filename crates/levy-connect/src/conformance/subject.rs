//! What is examined, and what is found.

use crate::connector::{
    Connector, InquireError, Inquiry, Parcel, Standing, SubmitError, Submitted,
};
use crate::wire::{InquiryBody, Nonce, OrderBody, V1, WireError, body_hash};
use async_trait::async_trait;
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
};
use std::pin::Pin;
use thiserror::Error;

/// A connector, and a unit at its other end.
#[async_trait]
pub trait Subject: Send + Sync {
    /// What sends.
    fn connector(&self) -> &dyn Connector;

    /// The unit at the other end.
    fn unit(&self) -> UnitId;

    /// An order the unit would carry out now: a fresh id, a fresh fence scope
    /// and at least one line, on a target no other clause uses.
    fn fresh_order(&self) -> OrderBody;

    /// True when the unit claims to honour fences.
    fn honours_fences(&self) -> bool;

    /// How often the order took effect in the unit's books; `None` when the
    /// books cannot be seen, and then the answers must speak.
    async fn effects(&self, order: OrderId) -> Option<u32>;
}

/// `LEVY-C50`: a clause does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("LEVY-C50 {0}; do not register this unit as honouring what the clause is about")]
pub struct Breach(pub String);

/// Whether a clause holds.
pub type Held = Result<(), Breach>;

/// A clause being examined.
pub type Examining<'a> = Pin<Box<dyn Future<Output = Held> + Send + 'a>>;

/// One clause.
#[derive(Clone, Copy)]
pub struct Clause {
    /// Its chapter.
    pub chapter: &'static str,
    /// Its name, a sentence.
    pub name: &'static str,
    /// Examines it.
    pub run: for<'a> fn(&'a dyn Subject) -> Examining<'a>,
}

/// Every clause.
pub const CLAUSES: &[Clause] = crate::levy_connect_suite! { @each list () };

/// What became of one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its chapter.
    pub chapter: &'static str,
    /// Its name.
    pub clause: &'static str,
    /// Whether it holds.
    pub held: Held,
}

/// Examines every clause, one after another.
pub async fn certify(subject: &dyn Subject) -> Vec<Finding> {
    let mut findings = Vec::with_capacity(CLAUSES.len());
    for clause in CLAUSES {
        let held = (clause.run)(subject).await;
        findings.push(Finding {
            chapter: clause.chapter,
            clause: clause.name,
            held,
        });
    }
    findings
}

pub(super) fn breach<T>(what: impl Into<String>) -> Result<T, Breach> {
    Err(Breach(what.into()))
}

pub(super) fn hold(condition: bool, what: &str) -> Held {
    if condition { Ok(()) } else { breach(what) }
}

impl From<WireError> for Breach {
    fn from(error: WireError) -> Self {
        Breach(format!("the subject's order makes no body: {error}"))
    }
}

/// The parcel of an order to the subject's unit.
pub(super) fn parcel(subject: &dyn Subject, order: &OrderBody) -> Result<Parcel, Breach> {
    let (bytes, _) = body_hash(order)?;
    Ok(Parcel::new(order.order, subject.unit(), bytes))
}

pub(super) async fn submit(subject: &dyn Subject, parcel: &Parcel) -> Result<Submitted, Breach> {
    let sent = subject.connector().submit(parcel).await;
    sent.or_else(|error| breach(format!("a good order was not taken: {error}")))
}

/// Submits what the unit must turn away or answer with "no".
pub(super) async fn submit_in_vain(subject: &dyn Subject, parcel: &Parcel) -> Held {
    match subject.connector().submit(parcel).await {
        Ok(Submitted::Answered(reply)) if reply.body.refused.is_some() => Ok(()),
        Err(SubmitError::Refused { .. }) => Ok(()),
        Ok(_) => breach("the unit took an order that it must not carry out"),
        Err(error) => breach(format!("the unit gave no clear answer: {error}")),
    }?;
    no_effect(subject, parcel.order).await
}

/// A fresh question about an order.
pub(super) fn inquiry(subject: &dyn Subject, order: OrderId) -> Result<Inquiry, Breach> {
    let fresh = subject.fresh_order();
    let body = InquiryBody {
        asked_at: fresh.issued_at,
        court: fresh.court,
        // No other order has this id, so no other question has this nonce.
        nonce: Nonce(fresh.order.0.as_u128()),
        order,
        unit: fresh.unit,
        v: V1,
    };
    Ok(Inquiry::new(subject.unit(), body)?)
}

pub(super) async fn inquire(subject: &dyn Subject, order: OrderId) -> Result<Standing, Breach> {
    let asked = subject.connector().inquire(&inquiry(subject, order)?).await;
    asked.or_else(|error: InquireError| breach(format!("an inquiry was not answered: {error}")))
}

/// The hash under which the unit holds an order.
pub(super) const fn held_hash(standing: &Standing) -> Option<Digest> {
    match standing {
        Standing::NotFound { .. } => None,
        Standing::Pending { order_hash, .. } | Standing::Answered { order_hash, .. } => {
            Some(*order_hash)
        }
    }
}

pub(super) async fn no_effect(subject: &dyn Subject, order: OrderId) -> Held {
    let effects = subject.effects(order).await;
    hold(
        effects.unwrap_or(0) == 0,
        "an order that must have no effect took effect",
    )
}

pub(super) async fn one_effect(subject: &dyn Subject, order: OrderId) -> Held {
    let effects = subject.effects(order).await;
    hold(
        effects.unwrap_or(1) == 1,
        "an order did not take effect exactly once",
    )
}
