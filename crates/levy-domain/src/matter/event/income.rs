//! Continuing orders on income, and what came of each pay day.

use crate::{
    code::Code,
    id::{DocumentId, IncomeId, LiabilityId, OfficerId, PersonId, ReceiptId},
    money::Money,
    order::{Basis, Deadline},
    time::Date,
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Which income.
    IncomeKind {
        /// Wages (工资).
        Wages = "wages",
        /// Rent (租金).
        Rent = "rent",
        /// Dividends (股息、红利).
        Dividends = "dividends",
    }
}

/// A pay day, and by when its money must be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayDay {
    /// The day.
    pub on: Date,
    /// After it the pay day is missed.
    pub deadline: Deadline,
}

/// Whoever pays an income hands it over to the court, pay day by pay day
/// (提取收入).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomeOrdered {
    /// Its id.
    pub income: IncomeId,
    /// For whose debt.
    pub liability: LiabilityId,
    /// Which income.
    pub kind: IncomeKind,
    /// Who pays it.
    pub payer: PersonId,
    /// The first pay day.
    pub first: PayDay,
    /// A pay day every so many months.
    pub every_months: u16,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What the debtor keeps of it each month.
    pub keeps: Money,
    /// What the payer leaves him at each pay day: that of the months since the
    /// one before.
    pub leaves: Money,
    /// A judge stated it; else it was worked out from the living minimum.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stated: bool,
    /// The rule that gives the living minimum, where one was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Basis>,
    /// With his other income he keeps less than that minimum.
    #[serde(default, skip_serializing_if = "is_false")]
    pub below_minimum: bool,
    /// Documents that go along.
    pub documents: Vec<DocumentId>,
    /// Who ordered it.
    pub officers: Vec<OfficerId>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
}

/// What came for a pay day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceReceived {
    /// Which order.
    pub income: IncomeId,
    /// Which pay day.
    pub on: Date,
    /// The receipt.
    pub receipt: ReceiptId,
    /// How much it was.
    pub amount: Money,
    /// The pay day had been missed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub late: bool,
    /// The pay day that is awaited from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<PayDay>,
}

/// Nothing came for a pay day in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceMissed {
    /// Which order.
    pub income: IncomeId,
    /// The pay day, and the deadline that passed.
    pub due: PayDay,
    /// The pay day that is awaited from here on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<PayDay>,
}

/// No further pay day is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomeEnded {
    /// Which order.
    pub income: IncomeId,
    /// `paid`, or why a judge ended it.
    pub ground: Code,
    /// The documents on which a judge ended it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentId>,
}

/// Another order on his income has ended: what this one leaves him from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomeKeepsRestated {
    /// Which order.
    pub income: IncomeId,
    /// The one that ended.
    pub ended: IncomeId,
    /// What the debtor keeps of it each month.
    pub keeps: Money,
    /// What the payer leaves him at each pay day.
    pub leaves: Money,
    /// The rule that gives the living minimum.
    pub minimum: Basis,
    /// With his other income he keeps less than that minimum.
    #[serde(default, skip_serializing_if = "is_false")]
    pub below_minimum: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
