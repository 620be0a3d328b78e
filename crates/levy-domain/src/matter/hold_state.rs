//! A hold (控制) inside a matter.

use super::{event::Ends, sums::Sums};
use crate::{
    asset::AssetClass,
    code::Code,
    id::{AssetId, LiabilityId, OrderId, UnitId},
    money::Money,
    order::{Measure, Term},
    reply::Truth,
    sealed::Sealed,
    time::{Date, Timestamp, Zone},
};

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldState {
    /// Which asset.
    pub asset: AssetId,
    /// Its class.
    pub class: AssetClass,
    /// Its number, as ordered or adopted.
    pub number: Option<Sealed>,
    /// At which unit.
    pub unit: UnitId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// What kind.
    pub measure: Measure,
    /// The order and line that made it; `None` when adopted.
    pub order: Option<(OrderId, u32)>,
    /// Limit now.
    pub limit: Option<Money>,
    /// Held now.
    pub held: u64,
    /// Of it, covering.
    pub covers: u64,
    /// Set aside for transfers.
    pub reserved: u64,
    /// Missing because the account is short.
    pub beyond_balance: u64,
    /// Missing because others were earlier.
    pub waiting: u64,
    /// 0 = in force.
    pub rank: u32,
    /// First day.
    pub from: Option<Date>,
    /// Ends.
    pub ends: Ends,
    /// How far it is trusted.
    pub truth: Truth,
    /// When the unit's last word on it was true; an earlier one that comes
    /// later changes nothing.
    pub as_of: Option<Timestamp>,
    /// Covers nothing since an identity was corrected.
    pub void: bool,
    /// Pays only from then.
    pub not_redeemable_before: Option<Date>,
    /// Gone.
    pub released: bool,
    /// By which order and why it is gone: `released`, `drawn`, or
    /// `corrected` when the unit took its word back.
    pub gone: Option<(OrderId, Code)>,
}

impl HoldState {
    /// Not gone.
    pub fn is_open(&self) -> bool {
        !self.released
    }

    /// Open and first in the queue.
    pub fn in_force(&self) -> bool {
        self.is_open() && self.rank == 0
    }

    /// Held and in force.
    pub fn bound(&self) -> u64 {
        if self.in_force() { self.held } else { 0 }
    }

    /// Held and not set aside.
    pub fn free(&self) -> u64 {
        self.held.saturating_sub(self.reserved)
    }

    /// What a transfer may still take: the debtor's own share of what is in
    /// force, nothing of a hold that covers nothing.
    pub fn drawable(&self) -> u64 {
        self.sums()
            .covers
            .saturating_sub(self.reserved)
            .min(self.free())
    }

    /// A transfer of `amount` takes all that it holds and uses its limit up. A
    /// limit beyond what was held binds what flows in later (N-19).
    pub(crate) fn is_drawn_out_by(&self, amount: u64) -> bool {
        let beyond = self.limit.is_some_and(|limit| limit.minor > amount);
        self.is_open() && self.held <= amount && !beyond
    }

    /// First and last day, where both are known; the last is the earliest of
    /// the three ends in the court's `zone`.
    pub fn term(&self, zone: Zone) -> Option<Term> {
        Some(Term {
            from: self.from?,
            to: self.ends.earliest(zone)?,
        })
    }

    pub(crate) fn sums(&self) -> Sums {
        let covers = self.in_force() && !self.void;
        Sums {
            bound: self.bound(),
            covers: if covers { self.covers } else { 0 },
            ..Sums::default()
        }
    }

    /// Gone by the release of `order`.
    pub(crate) fn gone_by(&self, order: &OrderId, cause: &str) -> bool {
        self.gone
            .as_ref()
            .is_some_and(|(by, why)| by == order && why == cause)
    }
}
