//! Officers who agree to one act, each for himself.

use super::{IncomeKind, KeeperKind, SeizedItem};
use crate::{
    bytes::Digest,
    code::Code,
    id::{
        ClaimId, DebtId, DistributionId, DocumentId, HoldId, IncomeId, LiabilityId, OfficerId,
        OrderId, PaymentId, PersonId, ReceiptId,
    },
    money::Money,
    order::Basis,
    stamp::Role,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An act that several officers must want, with everything that makes it this
/// act and no other. What is sealed is left out: sealed twice it differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Allocated money is paid out.
    PayOut {
        /// Id of the payment.
        payment: PaymentId,
        /// Out of which receipt.
        receipt: ReceiptId,
        /// For which claim.
        claim: ClaimId,
        /// To whom.
        creditor: PersonId,
        /// How much.
        amount: Money,
    },
    /// Money goes back.
    Refund {
        /// Id of the payment.
        payment: PaymentId,
        /// Out of which receipt.
        receipt: ReceiptId,
        /// To which party; `None` = to the account that it came from.
        to: Option<PersonId>,
        /// How much.
        amount: Money,
        /// Why.
        ground: Code,
    },
    /// A distribution plan is carried out.
    Divide {
        /// Which plan.
        distribution: DistributionId,
    },
    /// Income goes to the court.
    WithholdIncome {
        /// Id of the order.
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
        /// Last day.
        until: Option<Date>,
        /// What a judge leaves the debtor of it.
        keeps: Option<Money>,
        /// Documents that go along.
        documents: Vec<DocumentId>,
    },
    /// Goods were taken into keeping.
    Seize {
        /// Under which hold.
        hold: HoldId,
        /// The list, without what is sealed in it.
        items: Vec<SeizedItem>,
        /// Who keeps it.
        keeper: KeeperKind,
        /// Which person, where it is not the court.
        person: Option<PersonId>,
        /// When.
        seized_at: Timestamp,
        /// The list as a document.
        document: DocumentId,
        /// The record.
        evidence: Digest,
    },
    /// A term product is redeemed before its day.
    RedeemEarly {
        /// Which hold.
        hold: HoldId,
        /// The decision.
        document: DocumentId,
    },
    /// What a third party owes is frozen.
    FreezeDebt {
        /// Id of the debt.
        debt: DebtId,
        /// For whose debt.
        liability: LiabilityId,
        /// Who owes it.
        third_party: PersonId,
        /// How much.
        amount: Money,
        /// When he has to pay.
        matures_on: Option<Date>,
        /// Last day that the court orders, if before the longest of the law.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// The ruling.
        ruling: DocumentId,
    },
    /// That freeze goes on.
    RenewDebt {
        /// Which debt.
        debt: DebtId,
        /// Its new last day, if before the longest of the law.
        until: Option<Date>,
        /// The ruling.
        ruling: DocumentId,
    },
    /// It is let go.
    LiftDebt {
        /// Which debt.
        debt: DebtId,
        /// Why.
        ground: Code,
        /// The ruling.
        document: DocumentId,
    },
    /// It is enforced against him.
    EnforceDebt {
        /// Which debt.
        debt: DebtId,
        /// His liability.
        liability: LiabilityId,
        /// How much.
        amount: Money,
        /// The ruling.
        ruling: DocumentId,
    },
    /// A transfer whose outcome is unknown counts as not carried out.
    NotTaken {
        /// Which order.
        order: OrderId,
        /// `statement` or `query`.
        ground: Code,
        /// The bytes that show it.
        evidence: Digest,
    },
    /// The asset is asked for, and a test of the rule is set aside.
    AskHandover {
        /// Which hold.
        hold: HoldId,
        /// Since when the first seal is in force.
        first_seal_on: Date,
        /// The letter.
        document: DocumentId,
        /// The rule that is set aside.
        rule: String,
        /// The two who set it aside.
        officers: Vec<OfficerId>,
        /// Why.
        ground: String,
    },
}

impl Act {
    /// Its name, as a code.
    pub fn kind(&self) -> &'static str {
        match self {
            Act::PayOut { .. } => "pay-out",
            Act::Refund { .. } => "refund",
            Act::Divide { .. } => "divide",
            Act::WithholdIncome { .. } => "withhold-income",
            Act::Seize { .. } => "seize",
            Act::RedeemEarly { .. } => "redeem-early",
            Act::FreezeDebt { .. } => "freeze-debt",
            Act::RenewDebt { .. } => "renew-debt",
            Act::LiftDebt { .. } => "release-debt",
            Act::EnforceDebt { .. } => "enforce-debt",
            Act::NotTaken { .. } => "not-taken",
            Act::AskHandover { .. } => "ask-handover",
        }
    }

    /// What it is about: it is done once under this id.
    pub fn about(&self) -> Uuid {
        match self {
            Act::PayOut { payment, .. } | Act::Refund { payment, .. } => payment.0,
            Act::Divide { distribution } => distribution.0,
            Act::WithholdIncome { income, .. } => income.0,
            Act::Seize { hold, .. }
            | Act::RedeemEarly { hold, .. }
            | Act::AskHandover { hold, .. } => hold.0,
            Act::FreezeDebt { debt, .. }
            | Act::RenewDebt { debt, .. }
            | Act::LiftDebt { debt, .. }
            | Act::EnforceDebt { debt, .. } => debt.0,
            Act::NotTaken { order, .. } => order.0,
        }
    }

    /// The body that shows what it rests on.
    pub fn evidence(&self) -> Option<Digest> {
        match self {
            Act::Seize { evidence, .. } | Act::NotTaken { evidence, .. } => Some(*evidence),
            Act::PayOut { .. }
            | Act::Refund { .. }
            | Act::Divide { .. }
            | Act::WithholdIncome { .. }
            | Act::RedeemEarly { .. }
            | Act::FreezeDebt { .. }
            | Act::RenewDebt { .. }
            | Act::LiftDebt { .. }
            | Act::EnforceDebt { .. }
            | Act::AskHandover { .. } => None,
        }
    }
}

/// An officer wants an act that needs others as well (F21). It is done when
/// the last of them gives the same command; his own event names them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssentGiven {
    /// Which act.
    pub act: Act,
    /// The sum by which the profile says who must agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Who.
    pub officer: OfficerId,
    /// As what.
    pub role: Role,
    /// For whom, when he is a deputy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OfficerId>,
    /// Roles of which each must agree, one officer each, all different.
    pub approvals_needed: Vec<Vec<Role>>,
    /// The rule that asks for them.
    pub approval_rule: Basis,
}
