//! Continuing orders on income (提取收入): wages, rent, dividends as one order
//! to whoever pays them. Each pay day either brings a receipt, or is missed,
//! and both are events. It ends with its last day, when nothing is owed any
//! more, or when a judge ends it.
//!
//! A natural person keeps what he and his dependants live on, once per
//! person and month: what other orders on his income leave him counts.

mod deciding;
mod keeping;

use super::{
    command,
    duty::Duty,
    event::*,
    register::{Owing, Register},
};
use crate::{
    code::Code,
    id::{DocumentId, IncomeId, LiabilityId, PersonId, ReceiptId},
    money::Money,
    refusal::Refusal,
    time::{Date, Timestamp},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) use deciding::decide;

/// What may be asked about income.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Order that income goes to the court.
    Order {
        /// Its id.
        income: IncomeId,
        /// For whose debt.
        liability: LiabilityId,
        /// Which income.
        kind: IncomeKind,
        /// Who pays it.
        payer: PersonId,
        /// The first pay day.
        first: Date,
        /// A pay day every so many months.
        every_months: u16,
        /// Last day; none until it is ended.
        until: Option<Date>,
        /// What the debtor keeps of it each month; `None` = what the living
        /// minimum asks for beside his other income.
        keeps: Option<Money>,
        /// Documents that go along.
        documents: Vec<DocumentId>,
    },
    /// A receipt is what came for a pay day.
    Remit {
        /// Which order.
        income: IncomeId,
        /// For which pay day.
        on: Date,
        /// The receipt, counted for the debt already.
        receipt: ReceiptId,
    },
    /// The days after a pay day have passed.
    NoteMissed {
        /// Which order.
        income: IncomeId,
    },
    /// A judge ends it.
    End {
        /// Which order.
        income: IncomeId,
        /// Why.
        ground: Code,
        /// The documents that tell the payer so.
        documents: Vec<DocumentId>,
    },
}

impl From<Command> for command::Command {
    fn from(command: Command) -> Self {
        command::Command::Income(command)
    }
}

impl Command {
    /// Codes alone stand in the clear.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::End { ground, .. } => ground.said("ground"),
            Command::Order { .. } | Command::Remit { .. } | Command::NoteMissed { .. } => Ok(()),
        }
    }
}

/// A continuing order on income.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomeState {
    /// As ordered.
    pub ordered: IncomeOrdered,
    /// What the debtor keeps of it each month, as it stands.
    pub keeps: Money,
    /// With his other income that is less than the living minimum.
    pub below_minimum: bool,
    /// The pay day that is awaited; none once it has ended.
    pub next: Option<PayDay>,
    /// What came, by pay day.
    pub received: BTreeMap<Date, BTreeSet<ReceiptId>>,
    /// Pay days for which nothing came in time, and not since.
    pub missed: BTreeSet<Date>,
}

impl Owing for IncomeState {
    type Id = IncomeId;

    fn duty(&self, id: IncomeId) -> Option<(Timestamp, Duty)> {
        let next = self.next.as_ref()?;
        Some((next.deadline.at, Duty::Remittance(id)))
    }
}

/// Continuing orders of a matter.
pub type Incomes = Register<IncomeState>;

impl Incomes {
    /// Running ones.
    fn running(&self) -> impl Iterator<Item = (&IncomeId, &IncomeState)> {
        self.iter().filter(|(_, income)| income.next.is_some())
    }

    /// The order that a receipt came for.
    fn of_receipt(&self, receipt: &ReceiptId) -> Option<(&IncomeId, Date)> {
        self.iter().find_map(|(id, income)| {
            let mut days = income.received.iter();
            let (on, _) = days.find(|(_, receipts)| receipts.contains(receipt))?;
            Some((id, *on))
        })
    }
}
