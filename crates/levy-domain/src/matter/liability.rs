//! Debtors who come after others (补充责任). By the title such a debtor owes
//! nothing before those ahead of him have nothing left: no measure is planned,
//! issued or sent against him before a judge has found that, on a document.

use super::{
    command,
    decide::Decision,
    event::*,
    opening::{check_active, measurable},
    papers,
    state::State,
};
use crate::{
    claim::{Liability, LiabilityMode},
    id::{DocumentId, LiabilityId},
    money::Money,
    order::{Measure, OrderDraft},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
};

/// What may be asked about liabilities.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// A judge finds that it is a supplementary debtor's turn.
    OpenSupplementary {
        /// Whose.
        liability: LiabilityId,
        /// The finding that those before him have nothing left.
        document: DocumentId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Liability(command)
    }
}

pub(super) fn decide(state: &State, command: &Command, stamp: &Stamp) -> Decision {
    let Command::OpenSupplementary {
        liability,
        document,
    } = command;
    let known = state.liabilities.get(liability);
    let known = known.ok_or(Refusal::Unknown { what: "liability" })?;
    if known.mode != LiabilityMode::Supplementary {
        return Err(Refusal::Malformed {
            what: "liability",
            why: "is not supplementary",
        });
    }
    if state.opened.contains_key(liability) {
        return Ok(vec![]);
    }
    stamp.by_a_judge()?;
    papers::usable(state, *document)?;
    let claim = state.claims.get(&known.claim);
    let claim = claim.ok_or(Refusal::Unknown { what: "claim" })?;
    let open = claim.owed.saturating_sub(claim.collected);
    if open == 0 {
        return Err(Refusal::NothingOwed);
    }
    let opened = SupplementaryOpened {
        liability: *liability,
        document: *document,
        open: Money::new(open, claim.claim.currency),
    };
    Ok(vec![opened.into()])
}

/// What binds or takes waits for the debtor's turn; what renews or frees a
/// hold that is there does not.
pub(super) fn check(state: &State, order: &OrderDraft) -> Result<(), Refusal> {
    if !order.measure.binds() && order.measure != Measure::Transfer {
        return Ok(());
    }
    let lines = order.lines.iter();
    lines
        .map(|line| line.liability)
        .try_for_each(|liability| check_turn(state, liability))
}

/// The liability on which a judge puts a measure that goes on by itself: the
/// case is being enforced, who is liable may be measured against, and it is
/// his turn.
pub(super) fn check_target<'a>(
    state: &'a State,
    liability: &LiabilityId,
    rules: &Rules,
) -> Result<&'a Liability, Refusal> {
    check_active(state, rules)?;
    let known = state.liabilities.get(liability);
    let known = known.ok_or(Refusal::Unknown { what: "liability" })?;
    measurable(state, &known.person)?;
    check_turn(state, *liability)?;
    Ok(known)
}

/// It is this debtor's turn, or his liability waits for nobody.
fn check_turn(state: &State, liability: LiabilityId) -> Result<(), Refusal> {
    let known = state.liabilities.get(&liability);
    let waits = known.is_some_and(|known| known.mode == LiabilityMode::Supplementary);
    if waits && !state.opened.contains_key(&liability) {
        return Err(Refusal::NotHisTurn { liability });
    }
    Ok(())
}
