//! The naive model of a matter: what an outsider notes down as he reads.

use super::ends::{Kind, Term};
use levy_domain::{
    bytes::Digest,
    claim::{ComponentKind, Liability},
    document::DocumentKind,
    id::{
        ClaimId, DocumentId, HoldId, LiabilityId, OfficerId, OrderId, PaymentId, PlanId,
        ReversalId, UnitId,
    },
    matter::event::PlanDrafted,
    order::{Fence, OrderDraft},
    stamp::Role,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Matter {
    pub(super) claims: BTreeMap<ClaimId, Claim>,
    pub(super) liabilities: BTreeMap<LiabilityId, Liability>,
    pub(super) documents: BTreeMap<DocumentId, (DocumentKind, Option<PlanId>)>,
    pub(super) plans: BTreeMap<PlanId, Plan>,
    pub(super) orders: BTreeMap<OrderId, Order>,
    pub(super) holds: BTreeMap<HoldId, Hold>,
    /// Where the ends of holds stand, and what their ladder depends on.
    pub(super) terms: BTreeMap<HoldId, Term>,
    pub(super) kinds: BTreeMap<HoldId, Kind>,
    /// Which claim a payment was for, and a reversal with it.
    pub(super) payments: BTreeMap<PaymentId, ClaimId>,
    pub(super) reversals: BTreeMap<ReversalId, ClaimId>,
    /// Highest fence issued.
    pub(super) fence: Option<Fence>,
}

#[derive(Default)]
pub(super) struct Claim {
    pub(super) components: BTreeMap<ComponentKind, u64>,
    pub(super) collected: u64,
}

impl Claim {
    pub(super) fn owed(&self) -> u64 {
        self.components
            .values()
            .fold(0, |sum, one| sum.saturating_add(*one))
    }
}

pub(super) struct Plan {
    pub(super) drafted: PlanDrafted,
    pub(super) approvals: Vec<(OfficerId, Role)>,
}

/// How far an order has come, as the events tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Issued,
    Under,
    Unknown,
    Over,
    NotTaken,
    Recalled,
}

pub(super) struct Order {
    pub(super) draft: OrderDraft,
    pub(super) stage: Option<Stage>,
    pub(super) expires_at: Timestamp,
    pub(super) body: Option<Digest>,
    /// An attempt was announced.
    pub(super) begun: bool,
    /// Deadlines that were told to have passed.
    pub(super) overdue: BTreeSet<Timestamp>,
    pub(super) disputed: bool,
    pub(super) unknown_once: bool,
    /// Lines with an outcome: its sequence.
    pub(super) said: BTreeMap<u32, u32>,
    /// Moved, and matched with a receipt, by line.
    pub(super) moved: BTreeMap<u32, (u64, u64)>,
    /// Set aside, by line.
    pub(super) reserved: BTreeMap<u32, u64>,
}

impl Order {
    pub(super) fn is_carried(&self) -> bool {
        self.draft.route.is_carried()
    }

    pub(super) fn in_world(&self) -> bool {
        matches!(
            self.stage,
            Some(Stage::Issued | Stage::Under | Stage::Unknown)
        )
    }
}

pub(super) struct Hold {
    pub(super) order: Option<(OrderId, u32)>,
    pub(super) unit: UnitId,
    pub(super) liability: LiabilityId,
    pub(super) held: u64,
    pub(super) rank: u32,
    pub(super) reserved: u64,
    pub(super) gone: bool,
}
