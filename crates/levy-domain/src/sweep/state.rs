//! What a sweep is now.

use crate::{
    asset::AssetFound,
    bytes::Digest,
    code::Code,
    id::{AssetId, DocumentId, MatterId, OrderId, SweepId, UnitId},
    order::{Basis, Deadline},
    reply::Reply,
    sweep::event::QueryPlanned,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What a sweep owes the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Go on planning; the plan is not sealed.
    Plan,
    /// Bring a query to its unit. Asking twice is harmless.
    Carry(OrderId),
    /// The answer did not come in time.
    Silent(OrderId),
    /// All are answered or silent: close the round.
    Complete,
    /// Tell the matter what this reply, by the hash of its bytes, named after
    /// the round was over; one after the other, as they came.
    Tell(Digest),
}

/// One query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryState {
    /// As planned.
    pub planned: QueryPlanned,
    /// Final answer folded.
    pub answered: bool,
    /// Deadline passed without one.
    pub silent: bool,
    /// Sequence and raw hash of replies folded.
    pub replies: Vec<(u32, Digest)>,
    /// Assets named, and by the reply of which sequence.
    pub named: BTreeMap<AssetId, u32>,
}

/// What a reply named after its round was over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// The query that it answers.
    pub order: OrderId,
    /// SHA-256 of the reply as the unit sent it.
    pub raw_hash: Digest,
    /// The assets.
    pub assets: Vec<AssetFound>,
}

/// What a sweep is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Its id, once open.
    pub sweep: Option<SweepId>,
    /// For which matter.
    pub matter: Option<MatterId>,
    /// Purpose.
    pub purpose: Code,
    /// Legal basis.
    pub basis: Option<Basis>,
    /// Documents that go along.
    pub documents: Vec<DocumentId>,
    /// Queries that will be planned.
    pub planned: u32,
    /// Not carried out after this.
    pub expires_at: Option<Timestamp>,
    /// Events folded.
    pub revision: u64,
    /// Queries in planning order.
    pub order: Vec<OrderId>,
    /// Queries by id.
    pub queries: BTreeMap<OrderId, QueryState>,
    /// Sealed since; the clocks of the queries.
    pub sealed: Option<(Timestamp, Vec<Deadline>)>,
    /// The round is over.
    pub completed: bool,
    /// Final answers, with what they found, until the round is over.
    pub found: Vec<AssetFound>,
    /// Answered so far.
    pub answered: u32,
    /// Units silent so far.
    pub silent: Vec<UnitId>,
    /// What was named after the round was over and the matter has not entered
    /// yet, in the order in which it came.
    pub late: VecDeque<Late>,
    pub(crate) waiting: BTreeSet<OrderId>,
    pub(crate) opened_at: Timestamp,
}

impl State {
    /// Queries without a final answer whose deadline has not passed.
    pub fn waiting(&self) -> impl Iterator<Item = &QueryState> {
        self.waiting
            .iter()
            .filter_map(|order| self.queries.get(order))
    }

    /// When the round was opened; its queries carry it.
    pub fn opened_at(&self) -> Timestamp {
        self.opened_at
    }

    /// How many are waiting.
    pub fn waiting_count(&self) -> usize {
        self.waiting.len()
    }

    /// Nothing is owed any more.
    pub fn is_quiet(&self) -> bool {
        (self.completed || self.sweep.is_none()) && self.late.is_empty()
    }

    /// An earlier reply that comes after a later one says nothing new of what
    /// the later one named.
    pub(crate) fn fold(&mut self, order: OrderId, reply: &Reply) {
        let Some(query) = self.queries.get_mut(&order) else {
            return;
        };
        let mut assets = Vec::new();
        for asset in &reply.found {
            let named = query.named.entry(asset.asset).or_default();
            if *named <= reply.sequence {
                *named = reply.sequence;
                assets.push(asset.clone());
            }
        }
        if !self.completed {
            self.found.extend(assets);
        } else if !assets.is_empty() {
            self.late.push_back(Late {
                order,
                raw_hash: reply.raw_hash,
                assets,
            });
        }
    }

    /// The deadline of every query of this round.
    pub fn deadline(&self) -> Option<&Deadline> {
        self.sealed
            .as_ref()
            .and_then(|(_, deadlines)| deadlines.first())
    }
}
