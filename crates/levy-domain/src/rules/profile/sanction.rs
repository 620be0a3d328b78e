//! Sanctions on units (对协助单位的处罚和责任), S-01, S-03, S-04, S-06 to S-11.

use super::{Effect, Profile, effect::listed, no_rule};
use crate::{
    code::Code,
    matter::event::{BreachKind, Fined},
    money::Money,
    order::Basis,
    refusal::Refusal,
    stamp::Role,
    time::Date,
};
use serde::Deserialize;
use std::fmt;

/// What follows when a unit acts against an order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachEffect {
    /// Which breaches.
    pub kinds: Vec<BreachKind>,
    /// The unit is first given a date to recover what left; liability and
    /// fine only when that date has passed in vain.
    pub recovery_first: bool,
    /// Reasons that units give as codes for which they may say no: those of
    /// the law, and those for which the court itself must see to its order.
    #[serde(default)]
    pub excuses: Vec<Code>,
}

impl fmt::Display for BreachEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = if self.recovery_first {
            ": recovery first"
        } else {
            ""
        };
        write!(f, "{}{first}", listed(&self.kinds))?;
        if self.excuses.is_empty() {
            return Ok(());
        }
        write!(f, "; excused: {}", listed(&self.excuses))
    }
}

/// Range of a fine, both ends in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FineEffect {
    /// Who is fined.
    pub on: Fined,
    /// Least, in yuan.
    pub least_yuan: u64,
    /// Most, in yuan.
    pub most_yuan: u64,
}

impl FineEffect {
    /// The range in fen.
    pub fn range(&self) -> (Money, Money) {
        let fen = |yuan: u64| Money::cny(yuan.saturating_mul(100));
        (fen(self.least_yuan), fen(self.most_yuan))
    }
}

impl fmt::Display for FineEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FineEffect {
            on,
            least_yuan,
            most_yuan,
        } = self;
        write!(f, "{on}: {least_yuan} to {most_yuan} yuan")
    }
}

/// Who decides a fine, and how soon the next court answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FineProcedure {
    /// Roles of which any may decide it.
    pub decides: Vec<Role>,
    /// Procedural days in which a reconsideration is decided.
    pub reconsidered_within_days: u32,
}

impl fmt::Display for FineProcedure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.reconsidered_within_days;
        write!(
            f,
            "{}; reconsidered within {days} days",
            listed(&self.decides)
        )
    }
}

impl Profile {
    /// What follows when a unit acts against an order in the way `kind`.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn breach(&self, kind: &BreachKind, on: Date) -> Result<(&BreachEffect, &Basis), Refusal> {
        let rule = self.index.breaches.get(kind).and_then(|id| self.rule(id));
        let value = rule.and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Breach(breach))) if breach.kinds.contains(kind) => {
                Ok((breach, &value.cited))
            }
            _ => Err(no_rule(format!("(breach {kind})"), on)),
        }
    }

    /// Least and most that `who` may be fined on a day.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn fine(&self, who: &Fined, on: Date) -> Result<(&FineEffect, &Basis), Refusal> {
        let rule = self.index.fines.get(who).and_then(|id| self.rule(id));
        let value = rule.and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Fine(fine))) if fine.on == *who => Ok((fine, &value.cited)),
            _ => Err(no_rule(format!("(fine on {who})"), on)),
        }
    }

    /// Who decides fines, and how soon a reconsideration is decided.
    ///
    /// # Errors
    /// [`Refusal::NoRule`].
    pub fn fine_procedure(&self, on: Date) -> Result<(&FineProcedure, &Basis), Refusal> {
        let id = self.index.fine_procedure.as_deref();
        let value = id.and_then(|id| self.rule(id)?.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::FineProcedure(procedure))) => Ok((procedure, &value.cited)),
            _ => Err(no_rule("(procedure of fines)", on)),
        }
    }
}
