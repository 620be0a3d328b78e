//! What is held above what is owed (超标的控制) must be gone by a day. The
//! clock starts when a unit's word reveals it, or with the first plan that is
//! to cure it, and it runs until units have confirmed that nothing more is held
//! than is owed. A plan that nobody approves frees nobody.

use super::{
    command,
    decide::Decision,
    duty::{Duty, DutyIndex},
    event::ExcessOverdue,
    register::{Owing, Register},
    state::State,
};
use crate::{
    id::ClaimId, money::Money, order::Deadline, refusal::Refusal, rules::Rules, stamp::Stamp,
    time::Timestamp,
};
use std::collections::BTreeSet;

/// What may be asked about an excess.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Its day passed and more is still held than is owed.
    NoteOverdue {
        /// For which claim.
        claim: ClaimId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Excess(command)
    }
}

/// More is held for a claim than is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// By when it must be gone.
    pub deadline: Deadline,
    /// That it was not was said.
    pub overdue: bool,
}

impl Owing for Excess {
    type Id = ClaimId;

    fn duty(&self, claim: ClaimId) -> Option<(Timestamp, Duty)> {
        let open = !self.overdue;
        open.then_some((self.deadline.at, Duty::ReduceOverdue(claim)))
    }
}

/// Claims for which more is held than is owed, with their clocks.
pub type Excesses = Register<Excess>;

impl Excesses {
    /// The clock of a claim starts, unless it runs.
    pub(super) fn start(&mut self, duties: &mut DutyIndex, claim: ClaimId, deadline: &Deadline) {
        if self.get(&claim).is_none() {
            let excess = Excess {
                deadline: deadline.clone(),
                overdue: false,
            };
            self.put(duties, claim, excess);
        }
    }
}

/// By when an excess that is found now must be gone; `None` where no rule says
/// so.
pub(super) fn clock(rules: &Rules, stamp: &Stamp) -> Option<Deadline> {
    rules.deadline_of("reduce-excess", stamp.at)
}

pub(super) fn decide(state: &State, command: &Command, stamp: &Stamp) -> Decision {
    let Command::NoteOverdue { claim } = command;
    let known = state.excesses.get(claim);
    let Some(known) = known.filter(|known| known.is_due(*claim, stamp.at)) else {
        return Ok(vec![]);
    };
    let (mut holds, mut owners) = (Vec::new(), BTreeSet::new());
    for (id, hold) in state.open_holds() {
        let ours = state.claim_of(&hold.liability).as_ref() == Some(claim);
        if ours && hold.bound() > 0 {
            holds.push(*id);
            owners.extend(state.owner_of(hold));
        }
    }
    let currency = state.currency.ok_or(Refusal::NotOpen)?;
    let overdue = ExcessOverdue {
        claim: *claim,
        over: Money::new(state.excess_held(claim), currency),
        deadline: known.deadline.clone(),
        holds,
        owners: owners.into_iter().collect(),
    };
    Ok(vec![overdue.into()])
}
