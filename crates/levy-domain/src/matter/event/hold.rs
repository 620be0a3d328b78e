//! Holds: made, changed, renewed, gone, and what they hold too much.

use crate::{
    asset::AssetClass,
    bytes::Digest,
    code::Code,
    id::{AssetId, HoldId, LiabilityId, OfficerId, OrderId, PersonId, UnitId},
    money::Money,
    order::{Basis, Deadline, Measure},
    reply::Truth,
    sealed::Sealed,
    time::{Date, Timestamp, Zone},
};
use serde::{Deserialize, Serialize};

/// The three ends of a hold. The alarm runs on the earliest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ends {
    /// As the court ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_ordered: Option<Date>,
    /// As the unit states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_unit_states: Option<Date>,
    /// To the minute, where the unit gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_unit_states_at: Option<Timestamp>,
    /// As the law computes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_law_computes: Option<Date>,
    /// The rule that computes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Basis>,
    /// From when the earliest of them must be told next, by the ladder of the
    /// day on which this was decided; none while no term runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarm: Option<Deadline>,
}

impl Ends {
    /// The earliest of the three: the last day, in part or whole, of the
    /// hold in the court's `zone`.
    pub fn earliest(&self, zone: Zone) -> Option<Date> {
        // What ends at midnight ends with the day before.
        let to_the_minute = self
            .as_unit_states_at
            .map(|at| Timestamp(at.0.saturating_sub(1)).date_in(zone));
        [
            self.as_ordered,
            self.as_unit_states,
            to_the_minute,
            self.as_law_computes,
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// The first instant at which the hold has ended: after the earliest of
    /// the days, or at the minute that the unit gives.
    pub fn over_at(&self, zone: Zone) -> Option<Timestamp> {
        let days = [self.as_ordered, self.as_unit_states, self.as_law_computes];
        let days = days.into_iter().flatten().min();
        let midnight = days.map(|last| Timestamp::end_of(last, zone).plus(1));
        [midnight, self.as_unit_states_at]
            .into_iter()
            .flatten()
            .min()
    }

    /// The same ends, whatever is told of them when.
    pub fn are_those_of(&self, other: &Ends) -> bool {
        let bare = |ends: &Ends| Ends {
            alarm: None,
            ..ends.clone()
        };
        bare(self) == bare(other)
    }
}

/// An asset is under control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldEstablished {
    /// Its id.
    pub hold: HoldId,
    /// The order and line that made it.
    pub order: OrderId,
    /// Line of that order.
    pub line: u32,
    /// Which asset.
    pub asset: AssetId,
    /// Class of the asset.
    pub class: AssetClass,
    /// At which unit.
    pub unit: UnitId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// What kind of control.
    pub measure: Measure,
    /// Limit as ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Really held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// Of it, the debtor's own share, which covers the debt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Money>,
    /// Missing because the account is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_balance: Option<Money>,
    /// Missing because others were earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Money>,
    /// 0 = in force, else place in the queue.
    pub rank: u32,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The three ends.
    pub ends: Ends,
    /// How far it is trusted.
    pub truth: Truth,
    /// Not paid out before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_redeemable_before: Option<Date>,
    /// Made under an identity that was corrected before the unit answered: it
    /// covers nothing and is not drawn on.
    #[serde(default)]
    pub void: bool,
}

/// A hold made before this log began, or elsewhere, is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldAdopted {
    /// Its id.
    pub hold: HoldId,
    /// Which asset.
    pub asset: AssetId,
    /// Class of the asset.
    pub class: AssetClass,
    /// Number of the asset.
    pub number: Sealed,
    /// At which unit.
    pub unit: UnitId,
    /// Whose asset.
    pub person: PersonId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// What kind of control.
    pub measure: Measure,
    /// Limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Held, as claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// Of it, the debtor's own share, where the asset is known to be shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Money>,
    /// 0 = in force.
    pub rank: u32,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The three ends.
    pub ends: Ends,
    /// Always `claimed` until a unit confirms.
    pub truth: Truth,
    /// Number of the earlier order or document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a hold holds is different from what was known: a corrected reply, an
/// account that filled up, a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChanged {
    /// Which hold.
    pub hold: HoldId,
    /// The order whose reply says so, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Held now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Money>,
    /// Of it, covering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Money>,
    /// Still missing because the account is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_balance: Option<Money>,
    /// Still missing because others were earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Money>,
    /// Place in the queue now.
    pub rank: u32,
    /// First day, where it is another one now: a place in the queue came to
    /// the front.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Ends now.
    pub ends: Ends,
    /// How far it is trusted.
    pub truth: Truth,
    /// `corrected`, `inflow`, `promoted`, `seen-in-query`, or
    /// `counted-already` where a report stands against an order that it
    /// counts, or may count.
    pub cause: Code,
    /// When it was so at the unit, where no order's reply says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// The unit reported the whole sum: what it did until then is counted in
    /// it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_to: Option<Timestamp>,
    /// The sealed bytes that show it, where no order's reply does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// A hold's limit is lowered at the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldReduced {
    /// Which hold.
    pub hold: HoldId,
    /// By which order.
    pub order: OrderId,
    /// Limit now.
    pub limit: Money,
    /// Held now.
    pub held: Money,
    /// Of it, covering.
    pub covers: Money,
    /// Let go by this order so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freed: Option<Money>,
}

/// A hold is renewed, or the unit takes its word of a renewal back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRenewed {
    /// Which hold.
    pub hold: HoldId,
    /// By which order.
    pub order: OrderId,
    /// Line of that order.
    pub line: u32,
    /// First day of the renewed term (D-05); none when it is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The three ends as they are now.
    pub ends: Ends,
}

/// A hold is gone because the court released it or drew it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldReleased {
    /// Which hold.
    pub hold: HoldId,
    /// By which order.
    pub order: OrderId,
    /// `released`, `drawn`.
    pub cause: Code,
}

/// A rule had the unit lower a hold or let it go, in vain: the order ended
/// without effect, or a report shows more than the unit said it left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldNotLowered {
    /// Which hold.
    pub hold: HoldId,
    /// The order that ended without effect; none where a report shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Held, as known before.
    pub held: Money,
    /// How often it was in vain so far.
    pub times: u32,
    /// No rule asks again: an officer must.
    pub given_up: bool,
    /// Who owns the hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OfficerId>,
    /// The rule that says how often.
    pub rule: Basis,
}

/// More is held than was asked for, or than is owed. Either sum may be zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcessRevealed {
    /// The hold that shows it.
    pub hold: HoldId,
    /// Above the order's own limit.
    pub over_order: Money,
    /// Above the room of the claim.
    pub over_room: Money,
    /// The order whose reply revealed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Rule that bars excess.
    pub rule: Basis,
    /// By when what is above the room must be gone, of kind `reduce-excess`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}
