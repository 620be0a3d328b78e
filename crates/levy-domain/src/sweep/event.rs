//! What can happen to a sweep. Literals and fields are the storage format.

use crate::{
    bytes::Digest,
    code::Code,
    id::{DocumentId, MatterId, OrderId, PersonId, SweepId, UnitId},
    order::{Basis, Deadline, Fence, Route},
    party::IdentityStrength,
    reply::Reply,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

events! {
    /// Events of a sweep.
    #[expect(
        clippy::large_enum_variant,
        reason = "replies are most of what comes; a box for each would cost more than the room of the rest"
    )]
    Event {
        "sweep-opened" => SweepOpened,
        "query-planned" => QueryPlanned,
        "sweep-sealed" => SweepSealed,
        "query-answered" => QueryAnswered,
        "query-silent" => QuerySilent,
        "sweep-completed" => SweepCompleted,
        "late-answer-told" => LateAnswerTold,
    }
}

/// The round begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepOpened {
    /// Its id.
    pub sweep: SweepId,
    /// For which matter.
    pub matter: MatterId,
    /// Purpose, as a code.
    pub purpose: Code,
    /// Legal basis.
    pub basis: Basis,
    /// Documents that go with each query.
    pub documents: Vec<DocumentId>,
    /// How many requests will be planned before the seal.
    pub planned: u32,
    /// Not carried out after this instant.
    pub expires_at: Timestamp,
}

/// One query of one unit about one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryPlanned {
    /// Its order id.
    pub order: OrderId,
    /// Who is asked.
    pub unit: UnitId,
    /// By which route.
    pub route: Route,
    /// About whom.
    pub person: PersonId,
    /// Strength of the identity it rests on.
    pub identity: IdentityStrength,
    /// Its place among acts on the target.
    pub fence: Fence,
    /// SHA-256 of the exact bytes to be sent; they are rebuilt and checked
    /// against it before use.
    pub body_hash: Digest,
}

/// The plan is complete; sending may begin. The clocks of all its queries
/// start here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepSealed {
    /// How many requests.
    pub count: u32,
    /// SHA-256 over the body hashes in order.
    pub list_hash: Digest,
    /// Clocks that start now.
    pub deadlines: Vec<Deadline>,
}

/// A unit answers a query, in whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryAnswered {
    /// Which order.
    pub order: OrderId,
    /// What it says, with the times of its way.
    pub reply: Reply,
}

/// The answer did not come in time. A late answer is still folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuerySilent {
    /// Which order.
    pub order: OrderId,
    /// The deadline that passed.
    pub deadline: Deadline,
}

/// Every query is answered or silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepCompleted {
    /// Queries asked.
    pub asked: u32,
    /// Of them with a final answer.
    pub answered: u32,
    /// Units that stayed silent.
    pub silent: Vec<UnitId>,
}

/// The matter has entered what an answer named after the round was over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateAnswerTold {
    /// Which order.
    pub order: OrderId,
    /// SHA-256 of the reply as the unit sent it.
    pub raw_hash: Digest,
}
