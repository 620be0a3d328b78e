//! What may be asked of a sweep.

use crate::{
    bytes::Digest,
    code::Code,
    id::{DocumentId, MatterId, OrderId, SweepId},
    order::Basis,
    reply::Reply,
    sweep::event::QueryPlanned,
};

/// A command to a sweep.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "replies are most of what comes; a box for each would cost more than the room of the rest"
)]
#[non_exhaustive]
pub enum Command {
    /// Begin the round.
    Open {
        /// Its id.
        sweep: SweepId,
        /// For which matter.
        matter: MatterId,
        /// Purpose.
        purpose: Code,
        /// Legal basis.
        basis: Basis,
        /// Documents that go along.
        documents: Vec<DocumentId>,
        /// How many queries will be planned.
        planned: u32,
    },
    /// Plan the next chunk of queries; the shell rendered their bodies.
    Plan {
        /// Place of the first of them in the whole plan.
        first: u32,
        /// The queries, with fences of the events they become.
        queries: Vec<QueryPlanned>,
    },
    /// The plan is complete.
    Seal,
    /// Fold an answer.
    FoldReply {
        /// Which query.
        order: OrderId,
        /// What the unit says.
        reply: Reply,
    },
    /// The deadline of this query passed.
    NoteSilent {
        /// Which query.
        order: OrderId,
    },
    /// Every query is answered or silent: say so.
    Complete,
    /// The matter has entered what came after the round was over.
    NoteTold {
        /// The reply, by the hash of its bytes.
        raw_hash: Digest,
    },
}
