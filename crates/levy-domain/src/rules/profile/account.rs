//! Protected accounts (受保护账户), A-rules, D-11 and X-04.

use super::{Effect, Profile, effect::listed};
use crate::{asset::AccountClass, order::Basis, time::Date};
use serde::{Deserialize, Serialize};
use std::fmt;

/// May a thing be done with an account?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Yes.
    Allowed,
    /// A judge must look at it; nothing is refused.
    Warned,
    /// No; [`Profile::severity`] says whether officers may override.
    Refused,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::Allowed => "allowed",
            Verdict::Warned => "warned",
            Verdict::Refused => "refused",
        })
    }
}

/// What may be done with accounts of some classes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountEffect {
    /// Which classes.
    pub classes: Vec<AccountClass>,
    /// Freeze (冻结)?
    pub freeze: Verdict,
    /// Deduct (扣划)?
    pub deduct: Verdict,
    /// Conditions under which deducting is warned of, and not refused.
    #[serde(default)]
    pub unless: Vec<Condition>,
}

/// What a judge may find to hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its code.
    pub code: String,
    /// 中文.
    pub zh: String,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.zh)
    }
}

impl fmt::Display for AccountEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "freeze {}, deduct {}: {}",
            self.freeze,
            self.deduct,
            listed(&self.classes)
        )?;
        if self.unless.is_empty() {
            return Ok(());
        }
        write!(f, "; unless {}", listed(&self.unless))
    }
}

/// What may be done with one account, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountPolicy<'a> {
    /// Freeze?
    pub freeze: Verdict,
    /// Deduct?
    pub deduct: Verdict,
    /// Conditions under which deducting is warned of, and not refused.
    pub unless: &'a [Condition],
    /// The rule; `None` when no rule names the class on that day.
    pub basis: Option<&'a Basis>,
}

impl Profile {
    /// What may be done with accounts of `class`. A class that no rule names
    /// on that day is warned of: it may be a protected one under a new name.
    pub fn account_policy(&self, class: &AccountClass, on: Date) -> AccountPolicy<'_> {
        let rule = self.index.accounts.get(class).and_then(|id| self.rule(id));
        let value = rule.and_then(|rule| rule.on(on));
        match value.map(|value| (value, &value.says)) {
            Some((value, Effect::Account(account))) if account.classes.contains(class) => {
                AccountPolicy {
                    freeze: account.freeze,
                    deduct: account.deduct,
                    unless: &account.unless,
                    basis: Some(&value.cited),
                }
            }
            _ => AccountPolicy {
                freeze: Verdict::Warned,
                deduct: Verdict::Warned,
                unless: &[],
                basis: None,
            },
        }
    }
}
