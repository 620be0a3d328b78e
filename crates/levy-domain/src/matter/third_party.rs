//! What a third party owes the debtor (到期债权, D-04, JI 499): a ruling
//! freezes it, a notice to pay that is served on him directly calls it in.
//!
//! He pays the court, or objects within his days. What he contests in time is
//! not enforced against him, and nobody examines whether he is right; what he
//! neither contests nor pays may be enforced against him after a ruling, as a
//! debtor up to that sum. The law goes one step: what others owe him is out of
//! reach. What he pays the debtor after the service he answers for (S-11),
//! see [`super::breach`].
//!
//! The freeze has a term like any other (T-04): its end is told before, and it
//! goes on only by a ruling that reaches him in time. After it he may pay the
//! debtor, unless he had the notice to pay, which binds him of itself.
//!
//! In the envelope it counts like a freeze that flies blind until he
//! has answered; then what he did not contest counts, and covers nothing:
//! nobody knows what it will bring. Once it is enforced against him, what is
//! taken of his counts instead.

mod answering;
mod freezing;
mod term;

use super::{
    command,
    decide::Decision,
    duty::Duty,
    event::*,
    register::{Owing, Register},
    state::State,
    sums::Sums,
};
use crate::{
    bytes::Digest,
    code::Code,
    id::{BreachId, DebtId, DocumentId, LiabilityId, PersonId, ReceiptId},
    money::Money,
    order::{Deadline, Term},
    refusal::{Outside, Refusal},
    rules::Rules,
    stamp::Stamp,
    time::{Date, Timestamp},
};
use std::collections::{BTreeMap, BTreeSet};

/// The rule that all of it rests on.
const RULE: &str = "D-04";

/// What may be asked about what third parties owe.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Freeze it.
    Freeze {
        /// Its id.
        debt: DebtId,
        /// For whose debt to the creditor.
        liability: LiabilityId,
        /// Who owes the debtor.
        third_party: PersonId,
        /// How much of it.
        amount: Money,
        /// When it falls due, where that is still to come.
        matures_on: Option<Date>,
        /// Last day of the freeze; as long as the law allows where it names
        /// none.
        until: Option<Date>,
        /// The ruling.
        ruling: DocumentId,
    },
    /// Order that the freeze goes on.
    Renew {
        /// Which debt.
        debt: DebtId,
        /// Its new last day; as long as the law allows where it names none.
        until: Option<Date>,
        /// The ruling, another than that of the freeze.
        ruling: DocumentId,
    },
    /// Note that a ruling or the notice to pay reached him.
    NoteServed {
        /// Which debt.
        debt: DebtId,
        /// Which document.
        document: DocumentId,
        /// When.
        served_at: Timestamp,
        /// How.
        way: ServiceWay,
        /// What shows it.
        evidence: Digest,
    },
    /// Enter what he says against it.
    Object {
        /// Which debt.
        debt: DebtId,
        /// When the court received it.
        received_on: Date,
        /// How much he contests; all of it where he names nothing.
        contested: Option<Money>,
        /// Why, as a code.
        ground: Code,
        /// The writing, or the record of what he said.
        evidence: Digest,
    },
    /// The day on which it falls due has come, his days have passed, or the
    /// end of the freeze is near or past.
    NoteDue {
        /// Which debt.
        debt: DebtId,
    },
    /// A receipt is what he paid.
    NotePaid {
        /// Which debt.
        debt: DebtId,
        /// The receipt, counted for the debt to the creditor already.
        receipt: ReceiptId,
    },
    /// Report that he paid the debtor after the service.
    ReportPaidAway {
        /// Which debt.
        debt: DebtId,
        /// Id of the breach.
        breach: BreachId,
        /// How much.
        moved: Money,
        /// When.
        moved_at: Timestamp,
        /// What shows it.
        evidence: Digest,
    },
    /// Rule that it is enforced against him.
    RuleEnforcement {
        /// Which debt.
        debt: DebtId,
        /// Id of his liability.
        liability: LiabilityId,
        /// Up to how much.
        amount: Money,
        /// The ruling.
        ruling: DocumentId,
    },
    /// Lift the freeze.
    Lift {
        /// Which debt.
        debt: DebtId,
        /// Why.
        ground: Code,
        /// The ruling.
        document: DocumentId,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::ThirdParty(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Object { ground, .. } | Command::Lift { ground, .. } => ground.said("ground"),
            _ => Ok(()),
        }
    }
}

/// What a third party owes, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtState {
    /// As frozen.
    pub frozen: ThirdPartyDebtFrozen,
    /// Ends of the freeze, and when they are told next.
    pub ends: Ends,
    /// Renewals that were ordered, by their ruling.
    pub renewals: BTreeMap<DocumentId, Term>,
    /// Its end was told up to this rung of the ladder; 0 = not yet.
    pub level: u32,
    /// Since when its term is over.
    pub ended: Option<Timestamp>,
    /// It was told that it fell due.
    pub matured: bool,
    /// What was served on him, and when.
    pub served: BTreeMap<DocumentId, Timestamp>,
    /// By when he pays or objects, once the notice to pay was served.
    pub answer_by: Option<Deadline>,
    /// What he said against it, by what shows it; the late ones count nothing.
    pub objections: BTreeMap<Digest, ThirdPartyObjected>,
    /// What he paid, minor units.
    pub paid: u64,
    /// The receipts.
    pub receipts: BTreeSet<ReceiptId>,
    /// His days passed with something neither contested nor paid.
    pub silent: bool,
    /// His own liability, once it is enforced against him.
    pub enforced: Option<LiabilityId>,
    /// The ruling that lifted the freeze, and when it was entered.
    pub lifted: Option<(DocumentId, Timestamp)>,
}

impl DebtState {
    /// What he contests in time, minor units.
    pub fn contested(&self) -> u64 {
        let counting = self.objections.values().filter(|one| !one.late);
        counting.fold(0, |sum, one| sum.saturating_add(one.contested.minor))
    }

    /// What he neither contests nor has paid, minor units.
    pub fn left(&self) -> u64 {
        let gone = self.paid.saturating_add(self.contested());
        self.frozen.amount.minor.saturating_sub(gone)
    }

    /// Since when he must not pay the debtor, if it bound him at `moment`.
    pub fn bound_at(&self, moment: Timestamp) -> Option<Timestamp> {
        let served = self.served.values().min().copied();
        let lifted = self.lifted.is_some_and(|(_, lifted)| lifted <= moment);
        let ended = self.ended.filter(|_| self.answer_by.is_none());
        let over = lifted || ended.is_some_and(|ended| ended <= moment);
        served.filter(|served| *served <= moment && !over)
    }

    /// Frozen or called in, and not enforced against him in its place.
    pub fn stands(&self) -> bool {
        let ran_out = self.ended.is_some() && self.answer_by.is_none();
        self.lifted.is_none() && self.enforced.is_none() && !ran_out
    }

    /// A renewal that was ordered and has not reached him: the latest.
    pub fn renewal(&self) -> Option<DocumentId> {
        let unserved = |(ruling, _): &(&DocumentId, &Term)| !self.served.contains_key(ruling);
        let renewals = self.renewals.iter().filter(unserved);
        let latest = renewals.max_by_key(|(_, term)| term.to);
        latest.map(|(ruling, _)| *ruling)
    }

    /// The day on which it falls due, or the last of his days, while somebody
    /// must say that it has come.
    fn awaited(&self) -> Option<&Deadline> {
        match &self.answer_by {
            Some(answer_by) => Some(answer_by).filter(|_| !self.silent),
            None => self.frozen.matures.as_ref().filter(|_| !self.matured),
        }
    }

    /// Its part in the sums of the liability it is frozen for.
    pub(super) fn sums(&self) -> Sums {
        let left = if self.stands() { self.left() } else { 0 };
        if self.silent || self.contested() > 0 {
            return Sums {
                doubtful: left,
                ..Sums::default()
            };
        }
        Sums {
            in_flight: left,
            blind: left,
            limits: left,
            ..Sums::default()
        }
    }
}

impl Owing for DebtState {
    type Id = DebtId;

    /// Somebody must say that it fell due, that his days have passed, or that
    /// the freeze ends: the first of them.
    fn duty(&self, id: DebtId) -> Option<(Timestamp, Duty)> {
        if !self.stands() || self.left() == 0 {
            return None;
        }
        let next = [self.awaited(), self.ends.alarm.as_ref()];
        let next = next.into_iter().flatten().map(|deadline| deadline.at).min();
        next.map(|at| (at, Duty::ThirdParty(id)))
    }
}

/// What third parties owe, in a matter.
pub type Debts = Register<DebtState>;

impl Debts {
    /// Frozen ones with something left.
    pub fn open(&self) -> impl Iterator<Item = (&DebtId, &DebtState)> {
        self.iter()
            .filter(|(_, debt)| debt.stands() && debt.left() > 0)
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Freeze { .. } => freezing::freeze(state, command, rules, stamp),
        Command::Renew { .. } => term::renew(state, command, rules, stamp),
        Command::NoteServed { .. } => freezing::served(state, command, rules, stamp),
        Command::Lift { .. } => freezing::lift(state, command, rules, stamp),
        Command::NoteDue { debt } => due(state, *debt, rules, stamp),
        Command::Object { .. } => answering::object(state, command, rules),
        Command::NotePaid { debt, receipt } => answering::paid(state, *debt, *receipt),
        Command::ReportPaidAway { .. } => answering::paid_away(state, command, rules, stamp),
        Command::RuleEnforcement { .. } => answering::enforce(state, command, rules, stamp),
    }
}

/// Whatever has come due of what is awaited and of its term.
fn due(state: &State, debt: DebtId, rules: &Rules, stamp: &Stamp) -> Decision {
    let known = find(state, &debt)?;
    if !known.is_due(debt, stamp.at) {
        return Ok(vec![]);
    }
    let come = |deadline: Option<&Deadline>| deadline.is_some_and(|one| one.at <= stamp.at);
    let mut events = Vec::new();
    if come(known.awaited()) {
        events.extend(answering::come(debt, known));
    }
    if come(known.ends.alarm.as_ref()) {
        events.extend(term::told(state, debt, known, rules, stamp));
    }
    Ok(events)
}

fn find<'a>(state: &'a State, debt: &DebtId) -> Result<&'a DebtState, Refusal> {
    let known = state.third_party_debts.get(debt);
    known.ok_or(Refusal::Unknown { what: "debt" })
}

/// The law does not let it be taken from him now.
fn out_of_reach<T>(debt: DebtId, why: &'static str) -> Result<T, Refusal> {
    Err(Outside::OutOfReach { debt, why }.into())
}

fn at_most(asked: Money, most: u64, what: &'static str) -> Result<(), Refusal> {
    if asked.minor <= most {
        return Ok(());
    }
    let most = Money {
        minor: most,
        ..asked
    };
    Err(Refusal::Beyond { asked, most, what })
}
