//! Approval matrix (审批权限): measure x amount x level of the court.

use super::{Effect, Profile, effect::listed, no_rule};
use crate::{
    identifier::CourtLevel,
    money::{Currency, Money},
    order::{Basis, Measure},
    refusal::Refusal,
    stamp::Role,
    time::Date,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Level of a court, as the text writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 基层法院.
    Basic,
    /// 中级法院.
    Intermediate,
    /// 高级法院.
    High,
    /// 最高人民法院.
    Supreme,
}

impl From<CourtLevel> for Level {
    fn from(level: CourtLevel) -> Self {
        match level {
            CourtLevel::Basic => Level::Basic,
            CourtLevel::Intermediate => Level::Intermediate,
            CourtLevel::High => Level::High,
            CourtLevel::Supreme => Level::Supreme,
        }
    }
}

/// Who approves up to a sum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Up to and including this many yuan; absent = any sum.
    #[serde(default)]
    pub up_to_yuan: Option<u64>,
    /// Only for courts of this level; absent = for all.
    #[serde(default)]
    pub level: Option<Level>,
    /// One entry per approval, each with the roles that may give it; every
    /// approval comes from another officer.
    pub needs: Vec<Vec<Role>>,
}

impl Tier {
    /// True for sums of this tier. A sum in another currency is never
    /// compared with yuan and needs the open tier.
    fn takes(&self, amount: Money, level: Level) -> bool {
        let within = |limit: u64| {
            amount.currency == Currency::CNY
                && limit
                    .checked_mul(100)
                    .is_some_and(|fen| amount.minor <= fen)
        };
        self.level.is_none_or(|own| own == level) && self.up_to_yuan.is_none_or(within)
    }
}

/// Who approves some measures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalEffect {
    /// Which measures.
    pub measures: Vec<Measure>,
    /// For an order without a sum, such as the seal of a vehicle.
    pub no_sum: Vec<Vec<Role>>,
    /// For an order with a sum: the first tier that takes it. The last tier
    /// takes every sum at every level.
    pub tiers: Vec<Tier>,
}

impl ApprovalEffect {
    /// Who approves `amount` in a court of `level`.
    pub fn needs(&self, amount: Option<Money>, level: Level) -> &[Vec<Role>] {
        match amount {
            None => &self.no_sum,
            Some(sum) => self
                .tiers
                .iter()
                .find(|tier| tier.takes(sum, level))
                .map_or(&[], |tier| &tier.needs),
        }
    }

    pub(super) fn last_tier_is_open(&self) -> bool {
        self.tiers
            .last()
            .is_some_and(|tier| tier.up_to_yuan.is_none() && tier.level.is_none())
    }

    pub(super) fn roles(&self) -> impl Iterator<Item = &Vec<Role>> {
        self.tiers
            .iter()
            .flat_map(|tier| &tier.needs)
            .chain(&self.no_sum)
    }
}

impl fmt::Display for ApprovalEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = |needs: &[Vec<Role>]| match needs {
            [] => "nobody".to_owned(),
            needs => needs
                .iter()
                .map(|roles| listed(roles).replace(", ", "/"))
                .collect::<Vec<_>>()
                .join(" + "),
        };
        write!(
            f,
            "{}: no sum: {}",
            listed(&self.measures),
            set(&self.no_sum)
        )?;
        self.tiers
            .iter()
            .try_for_each(|tier| match tier.up_to_yuan {
                Some(yuan) => write!(f, "; up to {yuan} yuan: {}", set(&tier.needs)),
                None => write!(f, "; any sum: {}", set(&tier.needs)),
            })
    }
}

impl Profile {
    /// Approvals that `measure` over `amount` needs in this court. The outer
    /// list has one entry per approval, each from another officer; the inner
    /// names the roles of which any may give it.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn approvals(
        &self,
        measure: &Measure,
        amount: Option<Money>,
        on: Date,
    ) -> Result<(&[Vec<Role>], &Basis), Refusal> {
        let rule = self
            .index
            .approvals
            .get(measure)
            .and_then(|id| self.rule(id));
        let value = rule.and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Approval(approval))) if approval.measures.contains(measure) => {
                Ok((approval.needs(amount, self.level), &value.cited))
            }
            _ => Err(no_rule(format!("(approval of {measure})"), on)),
        }
    }
}
