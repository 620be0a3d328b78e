//! What a matter knows of breaches and fines.

use crate::{
    bytes::Digest,
    id::{BreachId, DebtId, DocumentId, FineId, HoldId, OrderId, UnitId},
    matter::{
        duty::Duty,
        event::{BreachKind, Fined, Reconsidered},
        register::{Owing, Register},
    },
    money::Money,
    order::Deadline,
    sealed::Sealed,
    time::{Date, Timestamp, Zone},
};
use std::collections::BTreeMap;

/// Breaches of a matter, and fines for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaches {
    pub(crate) all: Register<BreachState>,
    pub(crate) fines: BTreeMap<FineId, FineState>,
}

impl Breaches {
    /// One breach.
    pub fn get(&self, breach: &BreachId) -> Option<&BreachState> {
        self.all.get(breach)
    }

    /// One fine.
    pub fn fine(&self, fine: &FineId) -> Option<&FineState> {
        self.fines.get(fine)
    }

    /// All breaches.
    pub fn iter(&self) -> impl Iterator<Item = (&BreachId, &BreachState)> {
        self.all.iter()
    }

    /// All fines.
    pub fn fines(&self) -> impl Iterator<Item = (&FineId, &FineState)> {
        self.fines.iter()
    }
}

/// A date by which a unit must recover what left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The date.
    pub deadline: Deadline,
    /// The order that sets it.
    pub document: DocumentId,
    /// It passed in vain.
    pub missed: bool,
}

/// One breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachState {
    /// Against which order, where one bound it.
    pub order: Option<OrderId>,
    /// Line of that order.
    pub line: Option<u32>,
    /// Which unit.
    pub unit: Option<UnitId>,
    /// What a third party owed and paid the debtor, where that was bound.
    pub debt: Option<DebtId>,
    /// The hold that the money left.
    pub hold: Option<HoldId>,
    /// What the unit did.
    pub kind: BreachKind,
    /// How much left.
    pub moved: Money,
    /// When.
    pub moved_at: Timestamp,
    /// The date set, if one is.
    pub recovery: Option<Recovery>,
    /// What came back, by the evidence that shows it.
    pub recovered: BTreeMap<Digest, (Money, Date)>,
    /// What the unit answers for, and by which ruling.
    pub liable: Option<(Money, DocumentId)>,
}

impl BreachState {
    /// Not back, minor units.
    pub fn missing(&self) -> u64 {
        self.less(self.recovered.values())
    }

    /// Not back by the date that was set, minor units; `None` while no date
    /// has passed.
    pub fn missed(&self, zone: Zone) -> Option<u64> {
        let recovery = self.recovery.as_ref().filter(|recovery| recovery.missed)?;
        let last = recovery.deadline.at.date_in(zone);
        Some(self.less(self.recovered.values().filter(|(_, on)| *on <= last)))
    }

    fn less<'a>(&self, back: impl Iterator<Item = &'a (Money, Date)>) -> u64 {
        let back = back.fold(0_u64, |sum, (amount, _)| sum.saturating_add(amount.minor));
        self.moved.minor.saturating_sub(back)
    }
}

impl Owing for BreachState {
    type Id = BreachId;

    /// From the date that was set, somebody must say that it passed in vain.
    fn duty(&self, breach: BreachId) -> Option<(Timestamp, Duty)> {
        let recovery = self.recovery.as_ref()?;
        let open = !recovery.missed && self.missing() > 0;
        open.then_some((recovery.deadline.at, Duty::Recovery(breach)))
    }
}

/// One fine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FineState {
    /// For which breach.
    pub breach: BreachId,
    /// Who is fined.
    pub on: Fined,
    /// Name of the person, where one is fined.
    pub person: Option<Sealed>,
    /// As decided.
    pub decided: Money,
    /// The decision.
    pub document: DocumentId,
    /// What stands of it: less after a reconsideration, perhaps.
    pub amount: Money,
    /// Asked for on that day, to be decided by then.
    pub reconsideration: Option<(Date, Deadline)>,
    /// What the next court said.
    pub reconsidered: Option<Reconsidered>,
    /// What was paid, by the evidence that shows it.
    pub collected: BTreeMap<Digest, Money>,
}

impl FineState {
    /// Still to be collected, minor units.
    pub fn open(&self) -> u64 {
        let paid = self.collected.values();
        let paid = paid.fold(0_u64, |sum, amount| sum.saturating_add(amount.minor));
        self.amount.minor.saturating_sub(paid)
    }
}
