//! Money that may be frozen and is deducted only under a condition: of the
//! housing fund where it could be withdrawn, of a margin that lost its
//! function. The profile names the conditions; a judge finds, on a
//! document, that one holds. Deducting is warned of from then on, no longer
//! refused.

use super::{command, decide::Decision, event::*, papers, state::State};
use crate::{
    code::Code,
    id::{AssetId, DocumentId},
    refusal::Refusal,
    rules::{AccountPolicy, Rules},
    stamp::Stamp,
};

/// What may be asked about such conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A judge finds that one holds.
    Find {
        /// Of which account.
        asset: AssetId,
        /// Which one, as the profile calls it.
        condition: Code,
        /// What shows it.
        document: DocumentId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Deduction(command)
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    let Command::Find {
        asset,
        condition,
        document,
    } = command;
    let key = (*asset, condition.clone());
    if state.deduction_conditions.get(&key) == Some(document) {
        return Ok(vec![]);
    }
    stamp.by_a_judge()?;
    let class = state.account_class_of(asset);
    let class = class.ok_or(Refusal::Unknown { what: "asset" })?;
    let on = stamp.at.date_in(rules.profile().zone());
    let policy = rules.profile().account_policy(class, on);
    let named = policy
        .unless
        .iter()
        .any(|one| one.code == condition.as_str());
    let Some(rule) = policy.basis.filter(|_| named) else {
        let known = policy.unless.iter().map(|one| one.code.as_str());
        return Err(Refusal::NotListed {
            what: "condition",
            known: known.collect::<Vec<_>>().join(", "),
        });
    };
    papers::usable(state, *document)?;
    let found = DeductionConditionFound {
        asset: *asset,
        condition: condition.clone(),
        document: *document,
        rule: rule.clone(),
    };
    Ok(vec![found.into()])
}

/// A condition of the rule was found to hold.
pub(super) fn may_deduct(state: &State, asset: &AssetId, policy: AccountPolicy<'_>) -> bool {
    let found = |code: &str| {
        let key = (*asset, Code::from(code));
        state.deduction_conditions.contains_key(&key)
    };
    policy.unless.iter().any(|one| found(&one.code))
}
